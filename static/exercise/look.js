// Pointers from the prose to the live picture.

import { word } from '../page/words.js';
import { el } from '../page/element.js';
import { highlight } from './checks.js';

/**
 * Gives every pointer in the lesson a button.
 * @param {ParentNode} root
 * @returns {() => void} stops
 */
export function start(root) {
  const buttons = [...root.querySelectorAll('[data-highlight]')].map(aside => {
    const button = el('button.link', { type: 'button', click: () => highlight(aside.dataset.highlight) }, word('exercise.look'));
    aside.append(button);
    return button;
  });
  return () => buttons.forEach(button => button.remove());
}
