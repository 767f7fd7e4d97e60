// The same facts as the picture's, as a table for screen readers, and what changed, in one sentence.

import { containerFacts, podFacts } from './facts.js';
import { el } from '../page/element.js';

/** The rows of the table: one per container, and one per Pod without any. */
export function rows(state, now, word) {
  return state.pods.flatMap(pod => {
    const facts = podFacts(pod, now, word);
    const head = [pod.name, facts.words, pod.node || word('picture.nonode'), pod.ip || word('picture.noaddress')];
    return [...pod.initContainers, ...pod.containers].map(container => {
      const about = containerFacts(container, 0, word, pod.initContainers.includes(container));
      const words = about.counting ? word(`picture.state.${about.state}`) : about.words;
      return [...head, container.name, [words, about.why].filter(Boolean).join(', '), String(container.restarts)];
    });
  });
}

/** Writes the table's body anew when a row differs. */
export function fill(table, body) {
  const text = JSON.stringify(body);
  if (table.dataset.rows === text) return;
  table.dataset.rows = text;
  table.tBodies[0].replaceChildren(...body.map(cells => el('tr', {}, ...cells.map(cell => el('td', {}, cell)))));
}

/** A sentence per container that does something else than before, and per Pod that came or went. */
export function changes(before, after, word) {
  if (!before) return [];
  const [old, now] = [before, after].map(said);
  const sentences = [];
  for (const [key, fact] of now) if (old.get(key)?.state !== fact.state) sentences.push(word('picture.change', fact.name, word(`picture.state.${fact.state}`)));
  for (const [key, fact] of old) if (!now.has(key) && fact.pod) sentences.push(word('picture.left', fact.name));
  return sentences;
}

function said(state) {
  const map = new Map();
  for (const pod of state.pods) {
    map.set(pod.uid, { name: `Pod ${pod.name}`, state: podFacts(pod, 0, k => k).state, pod: true });
    for (const c of pod.containers) map.set(`${pod.uid}/${c.name}`, { name: `${pod.name}/${c.name}`, state: containerFacts(c, 0, k => k).state });
  }
  return map;
}
