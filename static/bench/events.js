// The newest events of the sandbox, live.

import { word } from '../page/words.js';
import { age } from '../page/time.js';
import { el } from '../page/element.js';

const MOST = 100;

/** @param {HTMLElement} panel @param {() => {state: object|null, now: () => number}} current */
export function start(panel, current) {
  const body = el('tbody');
  const empty = el('p.plain', {}, word('bench.events.empty'));
  const heads = ['age', 'type', 'reason', 'object', 'message'].map(key => el('th', { scope: 'col' }, word(`bench.events.${key}`)));
  const table = el('table', {}, el('thead', {}, el('tr', {}, ...heads)), body);
  panel.classList.add('events');
  panel.tabIndex = 0;
  panel.append(empty, table);
  let written = '';

  const paint = () => {
    const { state, now } = current();
    const events = (state?.events ?? []).slice(-MOST).reverse();
    const rows = events.map(event => row(event, now()));
    const text = JSON.stringify(rows);
    if (text === written) return;
    written = text;
    empty.hidden = rows.length > 0;
    table.hidden = rows.length === 0;
    body.replaceChildren(...rows.map(cells => el('tr', { class: cells[1].startsWith('▲') ? 'warning' : null }, ...cells.map(cell => el('td', {}, cell)))));
  };
  document.addEventListener('podlab:state', paint);
  const timer = setInterval(() => { if (!panel.hidden) paint(); }, 5000);
  return { shown: paint, stop: () => { clearInterval(timer); document.removeEventListener('podlab:state', paint); } };
}

function row(event, now) {
  const when = Date.parse(event.last ?? event.first ?? '');
  const count = event.count > 1 ? ` ${word('bench.events.count', event.count)}` : '';
  return [
    Number.isNaN(when) ? '–' : age(now - when, word) + count, event.type === 'Warning' ? '▲ Warning' : event.type, event.reason,
    event.container ? `${event.object} · ${event.container}` : event.object, event.message];
}
