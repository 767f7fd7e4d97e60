// A sandbox's state and a width -> shapes. Pure: no browser, no clock, no words of its own.

import { BAR_MIDDLE, naturalWidth, podShape } from './podshape.js';
import { fit } from './text.js';

const EDGE = 12, GAP = 18, PAD = 12, GUTTER = 22, HEAD = 40, BRIDGE = 28, MIN_NODE = 250, EMPTY_NODE = 205, DENSE_FROM = 5;
/** A Pod is placed within moments: drawing it outside the nodes meanwhile would only make the picture jump. */
const PLACING_MS = 1500;

/**
 * @typedef {object} Options
 * @property {number} width px
 * @property {number} now the cluster's time, ms
 * @property {(key: string, ...values: (string|number)[]) => string} word
 * @property {Layout} [previous] keeps Pods in their columns
 * @typedef {{width: number, height: number, shapes: object[], columns: Map<string, number>}} Layout
 */

/** @returns {Layout} */
export function layout(state, options) {
  const ctx = { ...options, dense: state.pods.length >= DENSE_FROM, columns: new Map() };
  const width = Math.max(300, options.width);
  const placed = new Set(state.nodes.map(node => node.name));
  const homeless = state.pods.filter(pod => !placed.has(pod.node) && (pod.node || !justMade(pod, options.now)));
  const shapes = [];
  let y = EDGE;
  if (homeless.length) {
    const zone = waitingZone(homeless, width - 2 * EDGE, ctx);
    shapes.push({ ...zone, x: EDGE, y });
    y += zone.h + GAP;
  }
  const rows = nodeRows(state, width, ctx);
  for (const row of rows) {
    const nodes = row.map(({ node, pods, w, x }) => ({ ...nodeShape(node, pods, w, state.pods.length === 0 && node === state.nodes[0], ctx), x, y }));
    const h = Math.max(...nodes.map(node => node.h));
    shapes.push(...nodes.map(node => finishNode(node, h, ctx)));
    y += h + (row.length > 1 ? 26 : GAP);
  }
  const wires = wireMarks(shapes.filter(shape => shape.kind === 'node'), width);
  if (wires.length) shapes.unshift({ key: 'wires', kind: 'wires', x: 0, y: 0, marks: wires });
  return { width, height: Math.ceil(y), shapes, columns: ctx.columns };
}

const justMade = (pod, now) => now - Date.parse(pod.createdAt) < PLACING_MS;

/** Nodes in rows: side by side where there is room, wide where the Pods need it. */
function nodeRows(state, width, ctx) {
  const nodes = state.nodes.map(node => ({ node, pods: state.pods.filter(pod => pod.node === node.name) }));
  const perRow = Math.max(1, Math.min(nodes.length, Math.floor((width - 2 * EDGE + GAP) / (MIN_NODE + 20 + GAP))));
  const rows = [];
  for (let i = 0; i < nodes.length; i += perRow) rows.push(spread(nodes.slice(i, i + perRow), width, perRow > 1 || nodes.length === 1));
  return rows;
}

function spread(row, width, flush) {
  const room = width - 2 * EDGE - (flush ? 0 : 14) - (row.length - 1) * GAP;
  const least = row.map(({ pods }) => (pods.length ? MIN_NODE : EMPTY_NODE));
  const needs = row.map(({ pods }, i) => Math.max(least[i], ...pods.map(pod => naturalWidth(pod) + PAD + GUTTER)));
  const total = needs.reduce((a, b) => a + b, 0);
  const spare = room - total;
  const widths = spare >= 0
    ? needs.map(need => need + spare / row.length)
    : shrink(needs, least, room);
  let x = EDGE;
  return row.map((entry, i) => {
    const placed = { ...entry, x: Math.round(x), w: Math.floor(widths[i]) };
    x += widths[i] + GAP;
    return placed;
  });
}

/** What is wanted beyond the least is cut in proportion. */
function shrink(needs, least, room) {
  const [wanted, floor] = [needs, least].map(widths => widths.reduce((a, b) => a + b, 0));
  const share = Math.max(0, (room - floor) / Math.max(1, wanted - floor));
  return needs.map((need, i) => least[i] + (need - least[i]) * share);
}

function nodeShape(node, pods, w, inviting, ctx) {
  const { shapes, height } = columns(pods, w - PAD - GUTTER, ctx);
  const ghost = inviting ? invitation(w - PAD - GUTTER, ctx.word) : null;
  const body = Math.max(height, ghost ? ghost.h : 0, 96);
  const children = [...shapes, ...(ghost ? [ghost] : [])].map(shape => ({ ...shape, x: shape.x + GUTTER, y: shape.y + HEAD }));
  return { key: `node:${node.name}`, kind: 'node', cls: node.ready ? 'ready' : 'notready', w, h: HEAD + body + 16 + BRIDGE + 12, children, node };
}

/** Adds what depends on the final height: outline, bridge and cables. */
function finishNode(shape, h, ctx) {
  const { w, node } = shape;
  const { word } = ctx;
  const bridgeTop = h - BRIDGE - 12;
  const about = [node.address, word(node.ready ? 'picture.node.ready' : 'picture.node.notready')].filter(Boolean).join(' · ');
  const cables = shape.children.filter(child => child.kind === 'pod' && child.formed)
    .map(pod => ({ t: 'path', cls: 'cable', d: `M${pod.x} ${pod.y + BAR_MIDDLE}H${pod.x - 9}V${bridgeTop}` }));
  const { node: _, ...rest } = shape;
  return {
    ...rest, h, role: 'group', name: word('picture.say.node', node.name, about),
    children: [
      { key: 'nodeface', kind: 'nodeface', x: 0, y: 0, part: `node/${node.name}`, name: word('picture.say.node', node.name, about), marks: [
        { t: 'rect', cls: 'outline', x: 0, y: 0, w, h, r: 16 },
        { t: 'text', cls: 'h', x: 16, y: 26, text: `${node.ready ? '' : '▲ '}${node.name}` },
        { t: 'text', cls: 'soft end', x: w - 14, y: 26, text: fit(about, w * 0.6, 12.5) },
      ] },
      { key: 'bridge', kind: 'bridge', x: 0, y: 0, marks: [
        ...cables,
        { t: 'rect', cls: 'beam', x: 12, y: bridgeTop, w: w - 24, h: BRIDGE, r: 7 },
        { t: 'text', cls: 'mono soft', x: 24, y: bridgeTop + 19, text: fit([word('picture.bridge'), node.podCidr].filter(Boolean).join(' '), w - 48, 12, true) },
      ] },
      ...shape.children,
    ],
  };
}

/** Pods in columns of equal width; each stays in its column while it lives. */
function columns(pods, room, ctx) {
  if (!pods.length) return { shapes: [], height: 0 };
  const widest = Math.min(room, Math.max(...pods.map(naturalWidth)));
  const narrow = pods.length > 2 ? Math.min(widest, 230) : widest;
  const count = Math.max(1, Math.min(pods.length, Math.floor((room + GUTTER) / (narrow + GUTTER))));
  const w = Math.floor((room - (count - 1) * GUTTER) / count);
  const bottoms = Array(count).fill(0);
  const shapes = pods.map(pod => {
    const before = ctx.previous?.columns.get(pod.uid);
    const column = before !== undefined && before < count ? before : bottoms.indexOf(Math.min(...bottoms));
    ctx.columns.set(pod.uid, column);
    const shape = { ...podShape(pod, w, ctx), x: column * (w + GUTTER), y: bottoms[column], formed: Boolean(pod.ip) };
    bottoms[column] += shape.h + GAP;
    return shape;
  });
  return { shapes, height: Math.max(...bottoms) - GAP };
}

function waitingZone(pods, w, ctx) {
  const { shapes, height } = columns(pods, w - PAD - GUTTER, ctx);
  const h = HEAD + height + 14;
  const name = ctx.word('picture.waitingzone');
  return {
    key: 'waiting', kind: 'waitingzone', w, h, role: 'group', name,
    children: [
      { key: 'zoneface', kind: 'zoneface', x: 0, y: 0, marks: [
        { t: 'rect', cls: 'outline', x: 0, y: 0, w, h, r: 16 },
        { t: 'text', cls: 'h', x: 16, y: 26, text: fit(`◌ ${name}`, w - 30, 14) },
      ] },
      ...shapes.map(shape => ({ ...shape, x: shape.x + GUTTER, y: shape.y + HEAD })),
    ],
  };
}

/** Where the first Pod would grow. */
function invitation(w, word) {
  const card = Math.min(150, (w - 38) / 2);
  const cardX = [w / 2 - card - 7, w / 2 + 7];
  return {
    key: 'invitation', kind: 'invitation', x: 0, y: 0, w, h: 188,
    marks: [
      { t: 'rect', cls: 'ghost', x: 0, y: 0, w, h: 188, r: 16 },
      { t: 'rect', cls: 'ghost', x: 12, y: 16, w: w - 24, h: 32, r: 8 },
      ...cardX.flatMap(x => [
        { t: 'path', cls: 'ghost', d: `M${x + card / 2} 48V70` },
        { t: 'rect', cls: 'ghost', x, y: 70, w: card, h: 40, r: 9 },
      ]),
      { t: 'text', cls: 'h middle', x: w / 2, y: 142, text: fit(word('picture.empty'), w - 20, 15) },
      { t: 'text', cls: 'soft middle', x: w / 2, y: 164, text: fit(word('picture.empty.how'), w - 20, 12.5) },
    ],
  };
}

/** The wire between the nodes' bridges: below nodes side by side, to the right of nodes on top of each other. */
function wireMarks(nodes, width) {
  return nodes.slice(1).map((node, i) => {
    const from = nodes[i];
    if (from.y === node.y) {
      const y = from.y + from.h - 12;
      return { t: 'path', cls: 'wire', d: `M${Math.round(from.x + from.w / 2)} ${y}V${y + 26}H${Math.round(node.x + node.w / 2)}V${y}` };
    }
    const [a, b] = [from, node].map(n => n.y + n.h - 12 - BRIDGE / 2);
    return { t: 'path', cls: 'wire', d: `M${from.x + from.w - 12} ${a}H${width - 8}V${b}H${node.x + node.w - 12}` };
  });
}
