// What the API says about one part of the picture, and what can be done with it.

import { word } from '../page/words.js';
import { age } from '../page/time.js';
import { el } from '../page/element.js';
import { send } from '../page/http.js';
import { containerFacts } from './facts.js';

/**
 * @returns {{show: (part: string, from: Element, byKeyboard: boolean) => void, refresh: (state: object, now: number) => void, stop: () => void}}
 */
export function openDetails(view, state, now) {
  const { panel, svg } = view;
  let part = null, from = null, written = '';

  const refresh = (current, time) => {
    if (!part) return;
    const content = describe(part, current, time);
    if (!content) return hide();
    const text = JSON.stringify([content.title, content.words, content.facts, content.actions.map(a => a.key)]);
    if (text === written) return;
    written = text;
    const focused = panel.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    panel.replaceChildren(...write(content, hide));
    if (focused) (panel.querySelector(`[data-action="${focused}"]`) ?? panel).focus();
  };
  const show = (next, group, byKeyboard) => {
    svg.querySelectorAll('.current').forEach(other => other.classList.remove('current'));
    [part, from, written] = [next, group, ''];
    group.classList.add('current');
    panel.classList.toggle('left', onTheRight(group, view.root));
    panel.hidden = false;
    refresh(state(), now());
    if (byKeyboard) panel.focus();
  };
  const hide = () => {
    const back = panel.contains(document.activeElement) || document.activeElement === panel;
    panel.hidden = true;
    from?.classList.remove('current');
    if (back) from?.focus();
    part = null;
  };
  const onKey = event => { if (event.key === 'Escape' && part) { event.stopPropagation(); hide(); } };
  view.root.addEventListener('keydown', onKey);
  return { show, refresh, stop: () => view.root.removeEventListener('keydown', onKey) };
}

/** The panel stands on the other side of what it is about. */
function onTheRight(group, root) {
  const [part, all] = [group, root].map(node => node.getBoundingClientRect());
  return part.left + part.width / 2 > all.left + all.width / 2;
}

function write({ title, words, note, facts, actions }, hide) {
  return [
    el('header', {}, el('h3', {}, title), el('button.quiet', { type: 'button', 'data-action': 'close', click: hide, 'aria-label': word('picture.close') }, '✕')),
    words ? el('p.words', {}, words) : null,
    note ? el('p.inferred', {}, note) : null,
    el('p.actions', {}, ...actions.map(action =>
      el('button', { type: 'button', class: action.danger ? 'danger' : 'quiet', 'data-action': action.key, click: action.run }, word(`picture.action.${action.key}`)))),
    el('dl', {}, ...facts.filter(([, value]) => value).flatMap(([key, value]) => [el('dt', {}, key), el('dd', {}, value)])),
  ].filter(Boolean);
}

/** Title, facts and actions of a part, or null when it is gone. */
function describe(part, state, now) {
  const [kind, name, sub, subName] = part.split('/');
  if (kind === 'node') return nodeDetails(state.nodes.find(node => node.name === name));
  const pod = state.pods.find(candidate => candidate.name === name);
  if (!pod) return null;
  switch (sub) {
    case 'network': return networkDetails(pod);
    case 'volume': return volumeDetails(pod, subName);
    case 'container': return containerDetails(pod, subName, now);
    default: return podDetails(pod, now);
  }
}

function nodeDetails(node) {
  if (!node) return null;
  return { title: word('picture.title.node', node.name), actions: [], facts: [
    ['Ready', node.ready ? 'True' : 'False'], ['InternalIP', node.address], ['podCIDR', node.podCidr]] };
}

function podDetails(pod, now) {
  const conditions = pod.conditions.map(c => `${c.type}=${c.status}${c.reason ? ` (${c.reason})` : ''}`).join('\n');
  return {
    title: `Pod ${pod.name}`,
    facts: [
      ['status', pod.status], ['phase', pod.phase], ['reason', pod.reason], ['podIP', pod.ip], ['nodeName', pod.node], ['restartPolicy', pod.restartPolicy],
      ['conditions', conditions], [word('picture.fact.owner'), pod.owner ? `${pod.owner.kind} ${pod.owner.name}` : ''],
      [word('picture.fact.age'), age(now - Date.parse(pod.createdAt), word)], ['uid', pod.uid]],
    actions: pod.deletedAt ? [] : [{ key: 'delete', danger: true, run: event => remove(pod, event.currentTarget) }],
  };
}

async function remove(pod, button) {
  button.disabled = true;
  try {
    await send('DELETE', `/api/sandbox/pods/${encodeURIComponent(pod.name)}`);
  } catch (failure) {
    button.disabled = false;
    document.dispatchEvent(new CustomEvent('podlab:failed', { detail: { failure } }));
  }
}

function networkDetails(pod) {
  const ports = pod.containers.flatMap(c => c.ports.map(port => `${port.number}/${port.protocol || 'TCP'} (${c.name})`)).join(', ');
  return { title: word('picture.title.network', pod.name), note: word('picture.inferred'), actions: [], facts: [
    ['podIP', pod.ip || word('picture.noaddress')], [word('picture.fact.sharedby'), [...pod.initContainers, ...pod.containers].map(c => c.name).join(', ')],
    [word('picture.fact.declared'), ports || word('picture.fact.none')]] };
}

function volumeDetails(pod, name) {
  const volume = pod.volumes.find(candidate => candidate.name === name);
  if (!volume) return null;
  const mounts = [...pod.initContainers, ...pod.containers].flatMap(c =>
    c.mounts.filter(m => m.volume === name).map(m => `${c.name}: ${m.path}${m.readOnly ? ' (ro)' : ''}`));
  return { title: word('picture.title.volume', name), actions: [], facts: [[word('picture.fact.kind'), volume.kind], [word('picture.fact.detail'), volume.detail], ['mountPath', mounts.join(', ')]] };
}

function containerDetails(pod, name, now) {
  const init = pod.initContainers.some(c => c.name === name);
  const container = [...pod.initContainers, ...pod.containers].find(c => c.name === name);
  if (!container) return null;
  const { state, last } = container;
  const target = { pod: pod.name, container: name };
  const tell = type => () => document.dispatchEvent(new CustomEvent(type, { detail: target }));
  return {
    title: word(init ? 'picture.title.init' : 'picture.title.container', name, pod.name),
    words: containerFacts(container, now, word, init).words,
    facts: [
      ['state', state.type], ['reason', state.reason], ['message', state.message],
      ['exitCode', state.type === 'terminated' ? String(state.exitCode) : ''],
      ['lastState', last ? `${last.reason || 'terminated'}, ${word('picture.exit', last.exitCode)}${last.message ? `: ${last.message}` : ''}` : ''],
      ['restartCount', String(container.restarts)], ['ready', String(container.ready)], ['image', container.image], ['command', container.command.join(' ')],
      ['containerPort', container.ports.map(p => `${p.number}/${p.protocol || 'TCP'}`).join(', ')], ['containerID', container.id]],
    actions: [
      ...(state.type === 'running' ? [{ key: 'terminal', run: tell('podlab:open-terminal') }] : []),
      { key: 'logs', run: tell('podlab:open-logs') }],
  };
}
