// What a container has printed.

import { word } from '../page/words.js';
import { el, say } from '../page/element.js';
import { logs } from './api.js';

const LINES = 500, FRESH_MS = 2000;

/** @param {HTMLElement} panel @param {{pod: string, container: string}} target @param {() => void} close */
export function start(panel, { pod, container }, close) {
  const text = el('pre', { tabindex: '0', 'aria-label': word('bench.logs.title', `${pod}/${container}`) });
  const previous = el('input', { type: 'checkbox', change: () => load() });
  const follow = el('input', { type: 'checkbox', checked: true });
  panel.classList.add('logs');
  panel.append(
    el('header', {}, el('b', {}, `${pod}/${container}`), el('label', {}, previous, word('bench.logs.previous')), el('label', {}, follow, word('bench.logs.follow')),
      el('button.quiet', { type: 'button', click: () => load() }, word('bench.logs.refresh')), el('button.quiet', { type: 'button', click: close, 'aria-label': word('bench.tab.close', `${pod}/${container}`) }, '✕')),
    text);
  let loading = false;
  const load = async () => {
    if (loading) return;
    loading = true;
    const atEnd = text.scrollHeight - text.scrollTop - text.clientHeight < 40;
    try {
      const answer = await logs(pod, container, previous.checked, LINES);
      say(text, (typeof answer === 'string' ? answer : answer?.text ?? answer?.log ?? '') || word('bench.logs.empty'));
    } catch (failure) {
      say(text, word('bench.logs.failed', failure.message));
    } finally {
      loading = false;
      if (atEnd) text.scrollTop = text.scrollHeight;
    }
  };
  const timer = setInterval(() => { if (follow.checked && !panel.hidden && !document.hidden) load(); }, FRESH_MS);
  return { shown: load, stop: () => clearInterval(timer) };
}
