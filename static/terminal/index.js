// Terminals: one tab per container that the learner opened, and a tab to choose one.

import { word } from '../page/words.js';
import { el } from '../page/element.js';
import { openSession } from './session.js';

/**
 * @param {import('../bench/tabs.js').Tabs} tabs
 * @param {() => {state: object|null}} latest
 * @returns {() => void} stops
 */
export function start(tabs, latest) {
  const open = ({ pod, container }) => {
    const id = `terminal-${pod}-${container}`;
    tabs.add({ id, title: `${pod}/${container}`, closable: true, start: panel => openSession(panel, { pod, container }, latest, () => tabs.close(id)) });
    tabs.select(id, true);
    return tabs.life(id);
  };
  const onOpen = event => open(event.detail);
  const onRun = event => open(event.detail).run(event.detail.command);
  document.addEventListener('podlab:open-terminal', onOpen);
  document.addEventListener('podlab:run-command', onRun);
  tabs.add({ id: 'terminal', title: word('bench.tab.terminal'), start: panel => chooser(panel, latest, open) });
  return () => {
    document.removeEventListener('podlab:open-terminal', onOpen);
    document.removeEventListener('podlab:run-command', onRun);
  };
}

/** The running containers as buttons. */
function chooser(panel, latest, open) {
  const text = el('p');
  const list = el('ul');
  panel.classList.add('chooser');
  panel.append(text, list);
  let written = null;
  const paint = () => {
    const running = runningContainers(latest().state);
    const key = running.map(({ pod, container }) => `${pod}/${container}`).join(' ');
    if (key === written) return;
    written = key;
    text.textContent = word(running.length ? 'terminal.pick' : 'terminal.none');
    list.replaceChildren(...running.map(target => el('li', {}, el('button.quiet', { type: 'button', click: () => open(target) }, `❯_ ${target.pod}/${target.container}`))));
  };
  document.addEventListener('podlab:state', paint);
  return { shown: paint, stop: () => document.removeEventListener('podlab:state', paint) };
}

function runningContainers(state) {
  return (state?.pods ?? []).filter(pod => !pod.deletedAt).flatMap(pod =>
    [...pod.initContainers, ...pod.containers].filter(c => c.state.type === 'running').map(c => ({ pod: pod.name, container: c.name })));
}
