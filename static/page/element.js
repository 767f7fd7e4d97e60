// One way to make HTML elements: text enters as text, never as markup.

/**
 * @param {string} name tag, with classes after dots: 'button.quiet'
 * @param {object} attributes attributes; functions become listeners, false and null leave an attribute out
 * @param {...(Node|string|null)} children
 */
export function el(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(key, value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value === true ? '' : value);
  }
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
}

/** Sets an element's text only when it differs, so that selections and screen readers are left in peace. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
