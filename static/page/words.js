// Words of the page in the reader's language, and how to say lengths of time.

const patterns = read();

function read() {
  const element = document.getElementById('words');
  return element ? JSON.parse(element.textContent) : {};
}

/**
 * The words for a key of the messages bundles; the key itself when there are none.
 * @param {string} key
 * @param {...(string|number)} values for {0}, {1}, …
 */
export function word(key, ...values) {
  const pattern = Object.hasOwn(patterns, key) ? patterns[key] : key;
  if (values.length === 0) return pattern;
  return pattern.replaceAll("''", "'").replace(/\{(\d)\}/g, (all, n) => String(values[Number(n)] ?? ''));
}

/** Whether there are words for a key. */
export function hasWord(key) {
  return Object.hasOwn(patterns, key);
}

/** A length of time in one unit: "12 s", "3 min". */
export function age(milliseconds, say = word) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  if (seconds < 120) return say('bench.age.s', seconds);
  if (seconds < 7200) return say('bench.age.m', Math.floor(seconds / 60));
  if (seconds < 172800) return say('bench.age.h', Math.floor(seconds / 3600));
  return say('bench.age.d', Math.floor(seconds / 86400));
}

/** A clock: "42:10". */
export function clock(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = n => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return (hours ? `${hours}:${two(minutes)}` : `${minutes}`) + `:${two(seconds % 60)}`;
}
