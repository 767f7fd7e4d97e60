// Words of the page in the reader's language.

import { age as ageIn } from './time.js';

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

/** A length of time in the reader's language: "12 s", "3 min". */
export const age = milliseconds => ageIn(milliseconds, word);
