// Parts of the picture as places to go to with the keyboard: one tab stop, arrow keys go to the nearest part that way.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {SVGSVGElement} svg
 * @param {(part: string, group: Element, byKeyboard: boolean) => void} choose
 * @returns {{refresh: () => void, stop: () => void}}
 */
export function roam(svg, choose) {
  const parts = () => [...svg.querySelectorAll('[data-part]')].filter(part => !part.closest('.leaving'));
  const refresh = () => {
    const all = parts();
    const current = all.find(part => part.getAttribute('tabindex') === '0') ?? all.find(part => part.dataset.part.startsWith('pod/')) ?? all[0];
    all.forEach(part => part.setAttribute('tabindex', part === current ? '0' : '-1'));
  };
  const goTo = part => {
    parts().forEach(other => other.setAttribute('tabindex', other === part ? '0' : '-1'));
    part.focus();
  };
  const onKey = event => {
    const from = event.target.closest('[data-part]');
    if (!from) return;
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); return choose(from.dataset.part, from, true); }
    const direction = ARROWS[event.key];
    const to = direction && nearest(from, parts(), direction);
    if (!direction) return;
    event.preventDefault();
    if (to) goTo(to);
  };
  const onClick = event => {
    const part = event.target.closest('[data-part]');
    if (part) choose(part.dataset.part, part, false);
  };
  svg.addEventListener('keydown', onKey);
  svg.addEventListener('click', onClick);
  return { refresh, stop: () => { svg.removeEventListener('keydown', onKey); svg.removeEventListener('click', onClick); } };
}

/** The part whose middle lies nearest in a direction; what lies off to the side counts thrice. */
export function nearest(from, parts, [dx, dy]) {
  const [x, y] = anchor(from);
  let best = null, least = Infinity;
  for (const part of parts) {
    if (part === from) continue;
    const [px, py] = anchor(part);
    const along = (px - x) * dx + (py - y) * dy;
    if (along <= 2) continue;
    const cost = along + 3 * Math.abs((px - x) * dy + (py - y) * dx);
    if (cost < least) [best, least] = [part, cost];
  }
  return best;
}

/** Faces of Pods and nodes surround other parts: they are met at their heading, the others in their middle. */
function anchor(part) {
  const box = part.getBoundingClientRect();
  const face = /\b(face|nodeface)\b/.test(part.getAttribute('class'));
  return [box.left + (face ? Math.min(60, box.width / 2) : box.width / 2), face ? box.top + 12 : box.top + box.height / 2];
}
