// The WebSocket of one terminal. Binary frames are bytes both ways; text frames are control messages. Each side may
// have only so many bytes on the way that the other has not acknowledged.

const INPUT_WINDOW = 48 * 1024, CHUNK = 8 * 1024;
const encoder = new TextEncoder();

/**
 * @param {string} url
 * @param {{ready: () => void, output: (bytes: Uint8Array, taken: () => void) => void, ended: (message: object) => void, dropped: () => void}} listener
 *   dropped: the connection was lost without a word
 */
export function connect(url, listener) {
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  let waiting = [], outstanding = 0, over = false;

  const control = message => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message)); };
  const pump = () => {
    while (waiting.length && outstanding + waiting[0].length <= INPUT_WINDOW && socket.readyState === WebSocket.OPEN) {
      const next = waiting.shift();
      outstanding += next.length;
      socket.send(next);
    }
  };
  const text = message => {
    switch (message.type) {
      case 'ready': return listener.ready();
      case 'ack': outstanding -= message.bytes; return pump();
      case 'ended': over = true; return listener.ended(message);
      default: return undefined;
    }
  };
  socket.addEventListener('message', event => {
    if (typeof event.data === 'string') return text(JSON.parse(event.data));
    const bytes = new Uint8Array(event.data);
    listener.output(bytes, () => control({ type: 'ack', bytes: bytes.length }));
  });
  socket.addEventListener('close', () => { if (!over) { over = true; listener.dropped(); } });
  return {
    /** @param {string} typed */
    send(typed) {
      const bytes = encoder.encode(typed);
      for (let from = 0; from < bytes.length; from += CHUNK) waiting.push(bytes.subarray(from, from + CHUNK));
      pump();
    },
    resize: (columns, rows) => control({ type: 'resize', columns, rows }),
    close: () => { over = true; waiting = []; socket.close(); },
  };
}
