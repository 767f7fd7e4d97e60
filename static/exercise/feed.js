// How the learner stands, as the server tells it. The browser connects again by itself while the server is away.

import { whileSeen } from '../page/attention.js';

const RETRY_MS = 3000;

/**
 * @param {string} url
 * @param {{stands: (view: object) => void, lost: () => void}} listener
 * @returns {() => void} stops
 */
export function follow(url, listener) {
  let source, timer = 0;
  const connect = () => {
    source = new EventSource(url);
    source.addEventListener('exercise', event => listener.stands(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      listener.lost();
      // A browser gives up for good when the answer is an error, such as 503 while Podlab starts.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, RETRY_MS);
    });
  };
  return whileSeen(connect, () => { clearTimeout(timer); source.close(); });
}
