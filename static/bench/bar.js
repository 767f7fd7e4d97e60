// The sandbox bar: name, time left, use, and what can be done with the whole sandbox.

import { word } from '../page/words.js';
import { clock } from '../page/time.js';
import { el, say } from '../page/element.js';

const SOON_MS = 5 * 60_000;

/**
 * @param {HTMLElement} root
 * @param {{extend: () => Promise<void>, reset: () => Promise<void>, close: () => Promise<void>}} does
 * @returns {{update: (sandbox: import('./api.js').Sandbox, pods?: number) => void, stop: () => void}}
 */
export function start(root, does) {
  const name = el('b.name'), left = el('span.left'), use = el('span.use');
  const note = el('p.barnote', { role: 'status' });
  const button = (cls, key, run) => el(`button.${cls}`, { type: 'button', click: event => busy(event.currentTarget, run) }, word(key));
  const extend = button('quiet', 'bench.extend', does.extend);
  const ask = confirmation(root, note);
  const reset = el('button.quiet', { type: 'button', click: () => ask('bench.reset.ask', 'bench.reset.yes', does.reset, reset) }, word('bench.reset'));
  const close = el('button.quiet', { type: 'button', click: () => ask('bench.close.ask', 'bench.close.yes', does.close, close) }, word('bench.close'));
  root.replaceChildren(el('span.live', { 'aria-hidden': 'true' }), name, left, extend, use, reset, close, note);

  let sandbox = null, now = () => 0;
  const tick = () => {
    if (!sandbox) return;
    const rest = Date.parse(sandbox.expiresAt) - now();
    say(left, word('bench.remaining', clock(rest)));
    const soon = rest < SOON_MS;
    if (left.classList.contains('soon') === soon) return;
    left.classList.toggle('soon', soon);
    if (!note.classList.contains('asking')) say(note, soon ? word('bench.soon') : '');
  };
  const timer = setInterval(tick, 1000);
  return {
    update(next, pods) {
      if (next !== sandbox) {
        const ahead = Date.parse(next.serverTime) - Date.now();
        now = () => Date.now() + ahead;
      }
      sandbox = next;
      say(name, `${word('bench.sandbox')} ${next.namespace}`);
      const { limits, usage } = next;
      say(use, `${word('bench.pods', pods ?? usage.pods, limits.pods)} · ${word('bench.memory', mebibytes(usage.memoryBytes), mebibytes(limits.memoryBytes))}`);
      tick();
    },
    stop: () => clearInterval(timer),
  };
}

const mebibytes = bytes => Math.round(bytes / 1048576);

async function busy(button, run) {
  button.disabled = true;
  try {
    await run();
  } finally {
    button.disabled = false;
  }
}

/** Asks in place, without a dialog: the question, the deed, and the way back. */
function confirmation(root, note) {
  return (question, yes, run, from) => {
    const end = () => { note.replaceChildren(); note.classList.remove('asking'); from.focus(); };
    const deed = el('button.danger', { type: 'button', click: async event => { await busy(event.currentTarget, run); end(); } }, word(yes));
    const back = el('button.quiet', { type: 'button', click: end }, word('bench.cancel'));
    note.classList.add('asking');
    note.replaceChildren(el('span', {}, word(question)), deed, back);
    note.onkeydown = event => { if (event.key === 'Escape') end(); };
    back.focus();
  };
}
