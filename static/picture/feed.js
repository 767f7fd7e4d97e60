// The sandbox's states as they come: one EventSource, reconnecting by itself, resting while nobody looks.

import { whileSeen } from '../page/attention.js';

const RETRY_MS = 2_000;

/**
 * @param {string} url
 * @param {{state: (state: object, now: () => number) => void, link: (state: 'connecting'|'live'|'lost'|'gone') => void}} listener
 *   now tells the cluster's time; gone means that the sandbox is no more
 * @returns {() => void} stops
 */
export function follow(url, listener) {
  let source = null, retry = 0;

  const open = () => {
    clearTimeout(retry);
    source = new EventSource(url);
    source.addEventListener('open', () => listener.link('live'));
    source.addEventListener('state', event => receive(event, listener));
    source.addEventListener('gone', () => { stop(); listener.link('gone'); });
    source.addEventListener('error', () => {
      listener.link('lost');
      if (source.readyState === EventSource.CLOSED) retry = setTimeout(open, RETRY_MS);
    });
  };
  const close = () => { source?.close(); clearTimeout(retry); };

  listener.link('connecting');
  const stop = whileSeen(open, close);
  return stop;
}

function receive(event, listener) {
  const { state, serverTime } = JSON.parse(event.data);
  const ahead = Date.parse(serverTime) - Date.now();
  listener.state(state, () => Date.now() + ahead);
}
