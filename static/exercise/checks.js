// Checks: what was expected, what is seen and since when, where to look.

import { word, age } from '../page/words.js';
import { el, say } from '../page/element.js';

const CLASS = { passed: 'ok', failed: 'fail', waiting: 'wait' };

/** A list of checks that is updated in place. */
export class Checks {
  constructor() {
    this.node = el('div.checks', { role: 'group' });
    this.rows = new Map();
  }

  /** @param {object[]} checks */
  update(checks) {
    for (const [id, row] of this.rows) {
      if (!checks.some(check => check.id === id)) { row.node.remove(); this.rows.delete(id); }
    }
    for (const check of checks) {
      if (!this.rows.has(check.id)) this.rows.set(check.id, this.row(check));
      this.fill(this.rows.get(check.id), check);
    }
  }

  row(check) {
    const state = el('dt', { 'aria-live': 'polite' });
    const expected = el('span');
    const seen = el('span');
    const since = el('small');
    const seenLine = el('dd', {}, el('b', {}, word('exercise.seen')), ' ', seen, ' ', since);
    const part = check.part.split('/').at(-1);
    const look = el('button.link', { type: 'button', click: () => highlight(check.part) }, word('exercise.where.picture', part));
    const whereLine = el('dd', {}, el('b', {}, word('exercise.where')), ' ', look,
      ...(check.section ? [' · ', el('a', { href: `#${check.section}` }, check.sectionTitle)] : []));
    const node = el('dl.check', {}, state, el('dd', {}, el('b', {}, word('exercise.expected')), ' ', expected), seenLine, whereLine);
    this.node.append(node);
    return { node, state, expected, seen, since, seenLine, whereLine, check: null };
  }

  fill(row, check) {
    const before = row.check?.state;
    row.check = check;
    row.node.className = `check ${CLASS[check.state]}`;
    say(row.state, word(`exercise.state.${check.state}`));
    say(row.expected, check.expected);
    say(row.seen, check.seen);
    row.seenLine.hidden = !check.seen;
    row.whereLine.hidden = check.state !== 'failed';
    this.age(row);
    if (check.state === 'failed' && before === 'passed') highlight(check.part);
  }

  /** Counts the ages on. */
  tick() { this.rows.forEach(row => this.age(row)); }

  age(row) {
    const since = Date.parse(row.check?.since ?? '');
    say(row.since, row.check?.state === 'failed' && since > 0 ? `(${word('exercise.since', age(Date.now() - since))})` : '');
  }
}

/** Lights up a part of the live picture. */
export function highlight(part) {
  document.dispatchEvent(new CustomEvent('podlab:highlight', { detail: { part } }));
}
