// The steps as a row of dots: done, now, later.

import { word } from '../page/words.js';
import { el } from '../page/element.js';

/** @returns {HTMLElement[]} list items; a step that is not locked can be gone to */
export function dots(view, shown, goTo) {
  return view.steps.map(step => {
    const mark = step.status === 'passed' ? '✓' : step.status === 'skipped' ? '–' : String(step.number);
    const label = word('exercise.goto', step.number, step.title);
    const inside = step.status === 'locked'
      ? mark
      : el('button', { type: 'button', 'aria-label': label, title: label, click: () => goTo(step.id) }, mark);
    const classes = [step.status === 'passed' ? 'ok' : '', step.status === 'skipped' ? 'skipped' : '', step.id === shown ? 'now' : ''].filter(Boolean);
    const item = el('li', { 'aria-current': step.id === shown ? 'step' : false, title: step.status === 'locked' ? `${step.title} · ${word('exercise.locked')}` : false }, inside);
    item.classList.add(...classes);
    return item;
  });
}
