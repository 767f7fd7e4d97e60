// What the bench asks of Podlab about the sandbox.

import { send } from '../page/http.js';

/**
 * @typedef {{namespace: string, openedAt: string, expiresAt: string, serverTime: string,
 *   limits: {pods: number, memoryBytes: number, cpuMillis: number}, usage: {pods: number, memoryBytes: number}}} Sandbox
 */

/** @returns {Promise<{state: 'ready'|'unknown'|'unavailable', words: string}>} whether sandboxes can be opened */
export const cluster = () => send('GET', '/api/cluster');

/** @returns {Promise<Sandbox|null>} the open sandbox */
export async function find() {
  const sandbox = await send('GET', '/api/sandbox');
  return sandbox.state === 'open' ? sandbox : null;
}

/** Each returns the sandbox afterwards. */
export const open = () => send('POST', '/api/sandbox');
export const reset = () => send('POST', '/api/sandbox/reset');
export const extend = () => send('POST', '/api/sandbox/extend');
export const close = () => send('DELETE', '/api/sandbox');

/** Applies a YAML text; a refusal carries `problem.problems`. */
export const apply = yaml => send('POST', '/api/sandbox/manifests', yaml, 'application/yaml');

/** A container's last lines. */
export const logs = (pod, container, previous, lines) =>
  send('GET', `/api/sandbox/pods/${encodeURIComponent(pod)}/logs?` + new URLSearchParams({ container, previous, tail: lines }));
