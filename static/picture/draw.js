// Shapes -> SVG by a keyed join: what stays is updated in place, so that movement, focus and selection survive.
// The only module that writes the picture's DOM.

const SVG = 'http://www.w3.org/2000/svg';
const LEAVE_MS = 320;

/**
 * @param {SVGSVGElement} svg
 * @param {import('./layout.js').Layout} picture
 */
export function draw(svg, picture) {
  svg.setAttribute('viewBox', `0 0 ${picture.width} ${picture.height}`);
  svg.style.aspectRatio = `${picture.width} / ${picture.height}`;
  join(svg, picture.shapes);
}

function join(parent, shapes) {
  const present = new Map([...parent.children].filter(node => node.dataset.key && !node.classList.contains('leaving')).map(node => [node.dataset.key, node]));
  let before = null;
  for (const shape of shapes) {
    const group = present.get(shape.key) ?? enter(shape);
    present.delete(shape.key);
    place(parent, group, before);
    update(group, shape);
    before = group;
  }
  present.forEach(leave);
}

/** Keeps the order of the shapes without moving nodes that already stand right: moving would lose the focus. */
function place(parent, group, before) {
  const next = before ? before.nextSibling : firstOf(parent);
  if (group !== next) parent.insertBefore(group, next);
}

function firstOf(parent) {
  return [...parent.children].find(node => node.dataset.key) ?? null;
}

function enter(shape) {
  const group = document.createElementNS(SVG, 'g');
  group.dataset.key = shape.key;
  group.classList.add('shape', 'fresh');
  group.append(create('g', 'marks'));
  return group;
}

function update(group, shape) {
  const cls = ['shape', shape.kind, shape.cls ?? ''].join(' ').trim();
  const keep = ['lit', 'current'].filter(name => group.classList.contains(name));
  const next = [cls, ...keep].join(' ');
  const fresh = group.classList.contains('fresh');
  if (group.getAttribute('class') !== next) {
    group.setAttribute('class', next);
    if (!fresh && shape.part && shape.cls !== group.dataset.state) pulse(group);
  }
  group.dataset.state = shape.cls ?? '';
  group.style.transform = `translate(${shape.x}px, ${shape.y}px)`;
  access(group, shape);
  marks(group.firstChild, shape.marks ?? []);
  join(group, shape.children ?? []);
}

function access(group, shape) {
  set(group, 'role', shape.role ?? (shape.part ? 'button' : null));
  set(group, 'aria-label', shape.name ?? null);
  set(group, 'data-part', shape.part ?? null);
  set(group, 'aria-hidden', shape.part || shape.children ? null : 'true');
  if (shape.part && !group.hasAttribute('tabindex')) group.setAttribute('tabindex', '-1');
}

function marks(holder, list) {
  while (holder.childNodes.length > list.length) holder.lastChild.remove();
  list.forEach((mark, i) => {
    let node = holder.childNodes[i];
    if (!node || node.nodeName !== mark.t) {
      const made = document.createElementNS(SVG, mark.t);
      if (node) node.replaceWith(made); else holder.append(made);
      node = made;
    }
    attributes(node, mark);
  });
}

function attributes(node, mark) {
  set(node, 'class', mark.cls);
  switch (mark.t) {
    case 'rect':
      ['x', 'y'].forEach(name => set(node, name, mark[name]));
      set(node, 'width', mark.w); set(node, 'height', mark.h); set(node, 'rx', mark.r);
      break;
    case 'ellipse':
      set(node, 'cx', mark.x); set(node, 'cy', mark.y); set(node, 'rx', mark.rx); set(node, 'ry', mark.ry);
      break;
    case 'path':
      set(node, 'd', mark.d);
      break;
    default:
      set(node, 'x', mark.x); set(node, 'y', mark.y);
      if (node.textContent !== mark.text) node.textContent = mark.text;
  }
}

function set(node, name, value) {
  if (value === null || value === undefined) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

function create(name, cls) {
  const node = document.createElementNS(SVG, name);
  node.setAttribute('class', cls);
  return node;
}

function leave(group) {
  if (calm()) return group.remove();
  group.classList.add('leaving');
  group.setAttribute('aria-hidden', 'true');
  setTimeout(() => group.remove(), LEAVE_MS);
}

function pulse(group) {
  if (!calm()) group.firstChild.animate([{ opacity: 0.25 }, { opacity: 1 }], { duration: 450, easing: 'ease-out' });
}

function calm() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
