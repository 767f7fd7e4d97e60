// The live picture of the sandbox.

import { word } from '../page/words.js';
import { el } from '../page/element.js';
import { layout } from './layout.js';
import { draw } from './draw.js';
import { follow } from './feed.js';
import { changes, fill, rows } from './table.js';
import { roam } from './parts.js';
import { openDetails } from './details.js';

const TICK_MS = 1000;
const WIDE = 980, WIDE_SCALE = 1.18;
const LIT_MS = 6000;

/**
 * Shows the sandbox in an element, live. Other modules hear `podlab:state` on the document, with {state, now}.
 * @param {HTMLElement} root
 * @param {{gone?: () => void, link?: (state: string) => void}} [listener]
 * @returns {() => void} stops
 */
export function start(root, listener = {}) {
  const view = build(root);
  let state = null, previous, now = Date.now, frame = 0;

  const paint = () => {
    frame = 0;
    if (!state) return;
    const px = view.stage.clientWidth;
    if (px === 0) return;
    previous = fitted(px, view.scroll.clientHeight, width => layout(state, { width, now: now(), word, previous }));
    draw(view.svg, previous);
    fill(view.table, rows(state, now(), word));
    parts.refresh();
    details.refresh(state, now());
  };
  const soon = () => { frame ||= requestAnimationFrame(paint); };
  const details = openDetails(view, () => state, () => now());
  const parts = roam(view.svg, details.show);
  const take = (next, clock) => {
    const said = changes(state, next, word);
    [state, now] = [next, clock];
    if (said.length) view.live.textContent = said.join('; ');
    view.root.dataset.state = 'live';
    document.dispatchEvent(new CustomEvent('podlab:state', { detail: { state, now: clock } }));
    soon();
  };
  const linked = link => {
    view.root.dataset.link = link;
    view.link.textContent = word(`picture.link.${link}`);
    listener.link?.(link);
    if (link === 'gone') listener.gone?.();
  };
  const stops = [
    follow('/api/picture', { state: take, link: linked }),
    watchSize(view.stage, soon),
    listen(document, 'podlab:highlight', event => light(view.svg, event.detail?.part)),
    ticking(soon),
    parts.stop,
    details.stop,
    () => cancelAnimationFrame(frame),
  ];
  return () => { stops.forEach(stop => stop()); root.replaceChildren(); };
}

/** The picture enlarged where there is room for it, for people at the back of a class room. */
function fitted(px, height, make) {
  const large = px >= WIDE ? make(px / WIDE_SCALE) : null;
  return large && large.height * WIDE_SCALE <= height ? large : make(px);
}

function build(root) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('role', 'group');
  svg.setAttribute('aria-label', word('picture.label'));
  const table = el('table.unseen', {}, el('caption', {}, word('picture.label')),
    el('thead', {}, el('tr', {}, ...['pod', 'status', 'node', 'address', 'container', 'state', 'restarts'].map(key => el('th', { scope: 'col' }, word(`picture.column.${key}`))))),
    el('tbody'));
  const link = el('p.linkstate', { role: 'status' });
  const live = el('p.unseen', { 'aria-live': 'polite' });
  const stage = el('div.stage', {}, svg);
  const panel = el('section.details', { hidden: true, tabindex: '-1', 'aria-label': word('picture.details') });
  const scroll = el('div.scroll', { tabindex: '-1' }, stage);
  root.replaceChildren(scroll, link, panel, el('div.forreaders', {}, table), live);
  return { root, scroll, stage, svg, table, link, live, panel };
}

function watchSize(stage, soon) {
  const observer = new ResizeObserver(soon);
  observer.observe(stage);
  return () => observer.disconnect();
}

function listen(target, type, listener) {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}

function ticking(soon) {
  const timer = setInterval(() => { if (!document.hidden) soon(); }, TICK_MS);
  return () => clearInterval(timer);
}

/** Points at a part for a while and brings it into view. */
function light(svg, part) {
  svg.querySelectorAll('.lit').forEach(group => group.classList.remove('lit'));
  const group = part && [...svg.querySelectorAll('[data-part]')].find(candidate => candidate.dataset.part === part);
  if (!group) return;
  group.classList.add('lit');
  group.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  setTimeout(() => group.classList.remove('lit'), LIT_MS);
}
