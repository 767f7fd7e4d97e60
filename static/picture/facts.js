// What a Pod and its containers are doing, in words and signs: the same for the picture, its table and the details.

import { age } from '../page/time.js';

const TROUBLE = new Set([
  'ErrImagePull', 'ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName', 'ImageInspectError', 'CreateContainerConfigError',
  'CreateContainerError', 'RunContainerError', 'PostStartHookError', 'CreatePodSandboxError',
]);

export const MARKS = { running: '●', unready: '◐', waiting: '◌', backoff: '▲', failed: '▲', done: '✓' };

/**
 * @typedef {object} ContainerFacts
 * @property {'running'|'unready'|'waiting'|'backoff'|'failed'|'done'} state
 * @property {string} mark sign of the state
 * @property {string} words the state in the reader's language
 * @property {string} why how it ended, or ''
 * @property {boolean} bad whether that was with an error
 * @property {boolean} counting whether the words change with the clock
 */

/** @returns {ContainerFacts} */
export function containerFacts(container, now, word, init = false) {
  const { state, words, counting = true } = stateOf(container, now, word, init);
  return { state, mark: MARKS[state], words, why: ending(container, word), bad: Boolean(lastEnd(container)?.exitCode), counting };
}

function stateOf(container, now, word, init) {
  const { state } = container;
  switch (state.type) {
    case 'running': return runningState(container, now, word, init);
    case 'terminated': return state.exitCode === 0
      ? { state: 'done', words: word('picture.state.done'), counting: false }
      : { state: 'failed', words: word('picture.state.ended', state.exitCode), counting: false };
    default: return waitingState(container, now, word);
  }
}

function runningState(container, now, word, init) {
  const since = Date.parse(container.state.startedAt ?? '');
  const text = Number.isNaN(since) ? word('picture.state.running') : word('picture.state.runningFor', age(now - since, word));
  return container.ready || init ? { state: 'running', words: text } : { state: 'unready', words: word('picture.state.unready') };
}

function waitingState(container, now, word) {
  const { reason } = container.state;
  if (reason === 'CrashLoopBackOff') {
    const until = backOffEnd(container);
    const left = until === null ? null : Math.ceil((until - now) / 1000);
    return { state: 'backoff', words: left !== null && left > 0 ? word('picture.state.again', left) : word('picture.state.backoff') };
  }
  if (TROUBLE.has(reason)) return { state: 'failed', words: reason, counting: false };
  const known = { ContainerCreating: 'picture.state.creating', PodInitializing: 'picture.state.initializing' }[reason];
  return { state: 'waiting', words: known ? word(known) : reason || word('picture.state.waiting'), counting: false };
}

/** When the back-off ends, from its length as the kubelet words it and the end of the last run; null if unknown. */
export function backOffEnd(container) {
  const length = /back-off (?:(\d+)m)?(?:(\d+)s)?\b/.exec(container.state.message ?? '');
  const ended = Date.parse(container.last?.finishedAt ?? '');
  if (!length || Number.isNaN(ended)) return null;
  return ended + (Number(length[1] ?? 0) * 60 + Number(length[2] ?? 0)) * 1000;
}

const lastEnd = container => (container.state.type === 'terminated' ? container.state : container.last);

function ending(container, word) {
  const end = lastEnd(container);
  if (!end) return '';
  const code = word('picture.exit', end.exitCode);
  return end.reason && end.reason !== 'Completed' ? `${code} · ${end.reason}` : code;
}

/**
 * @returns {{state: string, mark: string, words: string, ready: number, total: number}} state is one of
 *   pending, running, unready, trouble, done, failed, ending
 */
export function podFacts(pod, now, word) {
  const containers = pod.containers.map(c => containerFacts(c, now, word));
  const ready = pod.containers.filter(c => c.ready).length;
  const state = podState(pod, containers);
  const mark = { pending: '◌', running: '●', unready: '◐', trouble: '▲', done: '✓', failed: '▲', ending: '◌' }[state];
  return { state, mark, words: pod.status || pod.phase, ready, total: pod.containers.length };
}

function podState(pod, containers) {
  if (pod.deletedAt) return 'ending';
  if (pod.phase === 'Failed') return 'failed';
  if (pod.phase === 'Succeeded') return 'done';
  if (containers.some(c => c.state === 'backoff' || c.state === 'failed')) return 'trouble';
  if (pod.initContainers.some(c => ['backoff', 'failed'].includes(containerFacts(c, 0, k => k, true).state))) return 'trouble';
  if (pod.phase === 'Pending') return 'pending';
  return pod.ready ? 'running' : 'unready';
}

/** Volumes worth drawing: the token that every Pod gets from its service account is left out. */
export function drawnVolumes(pod) {
  return pod.volumes.filter(volume => !volume.name.startsWith('kube-api-access-'));
}

/** An image's name without its registry. */
export function shortImage(image) {
  return image.replace(/@sha256:.*$/, '').split('/').at(-1);
}

/**
 * The ports that a Pod's containers declare, per container, in order. A number that an earlier container declares for
 * the same protocol is taken: one Pod has one set of ports.
 * @returns {Map<string, {label: string, taken: boolean}[]>}
 */
export function sockets(pod) {
  const owners = new Set();
  return new Map(pod.containers.map(container => [container.name, container.ports.map(port => {
    const protocol = port.protocol || 'TCP';
    const key = `${port.number}/${protocol}`;
    const taken = owners.has(key);
    owners.add(key);
    return { label: protocol === 'TCP' ? String(port.number) : key, taken };
  })]));
}
