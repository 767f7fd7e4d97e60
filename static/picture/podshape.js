// The inside of a Pod, as shapes: network bar, gates, containers, volumes. Pure.

import { containerFacts, drawnVolumes, podFacts, shortImage, sockets } from './facts.js';
import { fit, fitEnd, widthOf } from './text.js';

const PAD = 12, GAP = 14, HEAD = 34, BAR = 36, HANG = 30, CARD = 140, GATE = 118, LINE = 17, DRUM = 46, TAB = 20, SMALL = 12.5;
export const BAR_MIDDLE = HEAD + BAR / 2;

/** The width at which a Pod's containers stand in one row. */
export function naturalWidth(pod) {
  const n = Math.max(1, pod.containers.length);
  const gates = pod.initContainers.length ? GATE + GAP + 8 : 0;
  return Math.max(210, 2 * PAD + gates + n * (CARD + 12) + (n - 1) * GAP);
}

/**
 * @param {object} pod
 * @param {number} width px
 * @param {{now: number, word: Function, dense: boolean}} options
 * @returns {object} shape at 0, 0
 */
export function podShape(pod, width, options) {
  const facts = podFacts(pod, options.now, options.word);
  const grid = gridOf(pod, width, options);
  const volumes = drawnVolumes(pod);
  const drums = drumShapes(pod, volumes, grid, width, options);
  const height = (drums.length ? drums.at(-1).y + DRUM : grid.bottom) + PAD;
  const hangers = hangerMarks(pod, grid, width);
  return {
    key: `pod:${pod.uid}`, kind: 'pod', cls: facts.state, x: 0, y: 0, w: width, h: height, role: 'group', name: `Pod ${pod.name}`,
    children: [
      face(pod, facts, width, height, options.word),
      { key: 'hangers', kind: 'hangers', cls: pod.ip ? 'formed' : 'forming', x: 0, y: 0, marks: hangers },
      bar(pod, width, options.word),
      ...gateShapes(pod, grid, options),
      { key: 'mounts', kind: 'mounts', x: 0, y: 0, marks: mountMarks(pod, volumes, grid, drums) },
      ...pod.containers.map((container, i) => card(pod, container, grid.cells[i], options)),
      ...socketShapes(pod, grid),
      ...drums,
    ],
  };
}

function face(pod, facts, width, height, word) {
  const count = word('picture.ready', facts.ready, facts.total);
  const right = `${facts.words} · ${count}`;
  const rightWidth = Math.min(widthOf(right, SMALL), width * 0.55);
  const name = fit(pod.name, width - rightWidth - 2 * PAD - 56, 14);
  return {
    key: 'face', kind: 'face', x: 0, y: 0, part: `pod/${pod.name}`,
    name: word('picture.say.pod', pod.name, facts.words, count, pod.ip || word('picture.noaddress')),
    marks: [
      { t: 'rect', cls: 'outline', x: 0, y: 0, w: width, h: height, r: 16 },
      { t: 'text', cls: 'sign', x: PAD + 2, y: 23, text: facts.mark },
      { t: 'text', cls: 'h', x: PAD + 20, y: 23, text: `Pod ${name}` },
      { t: 'text', cls: 'soft end', x: width - PAD, y: 23, text: fit(right, width * 0.55, SMALL) },
    ],
  };
}

function bar(pod, width, word) {
  const inner = width - 2 * PAD;
  const address = pod.ip || word(pod.node ? 'picture.noaddress' : 'picture.nonode');
  const room = inner - 92;
  const label = word('picture.network');
  const marks = [
    { t: 'rect', cls: 'beam', x: 0, y: 0, w: inner, h: BAR, r: 8 },
    { t: 'rect', cls: 'pause', x: 6, y: 5, w: 74, h: BAR - 12, r: 6 },
    { t: 'text', cls: 'pausetext middle', x: 43, y: 21, text: '⚓ pause' },
    { t: 'text', cls: 'address end', x: inner - 12, y: 22, text: fit(address, room, 13, Boolean(pod.ip)) },
  ];
  if (room - widthOf(address, 13, true) > widthOf(label, SMALL) + 16) marks.push({ t: 'text', cls: 'netlabel', x: 92, y: 22, text: label });
  return {
    key: 'network', kind: 'bar', cls: pod.ip ? 'formed' : 'forming', x: PAD, y: HEAD, part: `pod/${pod.name}/network`,
    name: word('picture.say.network', pod.name, address), marks,
  };
}

/** Where gates and containers stand. */
function gridOf(pod, width, { dense }) {
  const inner = width - 2 * PAD;
  const gates = pod.initContainers.length;
  const beside = gates > 0 && inner >= GATE + GAP + 8 + CARD;
  const left = PAD + (beside ? GATE + GAP + 8 : 0);
  const room = width - PAD - left;
  const n = pod.containers.length;
  const columns = Math.max(1, Math.min(n, Math.floor((room + GAP) / (Math.min(CARD, room) + GAP))));
  const cell = (room - (columns - 1) * GAP) / columns;
  const mounts = Math.max(0, ...pod.containers.map(c => visibleMounts(pod, c).length));
  const cardHeight = 34 + (dense ? 1 : 3) * LINE + mounts * TAB;
  const gateTop = HEAD + BAR + 16;
  const gateStep = 50;
  const top = HEAD + BAR + HANG + (gates && !beside ? gates * gateStep + 6 : 0);
  const cells = pod.containers.map((_, i) => ({
    x: left + (i % columns) * (cell + GAP), y: top + Math.floor(i / columns) * (cardHeight + HANG), w: cell, h: cardHeight,
    row: Math.floor(i / columns), lastRow: Math.floor(i / columns) === Math.floor((n - 1) / columns),
  }));
  const bottom = Math.max(cells.length ? cells.at(-1).y + cardHeight : top, beside ? gateTop + gates * gateStep - 8 : 0);
  return { cells, left, columns, gates: { beside, top: gateTop, step: gateStep, w: beside ? GATE : inner }, bottom, dense };
}

function hangerMarks(pod, grid, width) {
  const barBottom = HEAD + BAR;
  const marks = pod.ip ? [{ t: 'path', cls: 'stub', d: `M0 ${BAR_MIDDLE}H${PAD}` }] : [];
  const shifted = pod.initContainers.length > 0 && !grid.gates.beside;
  const rows = new Map();
  grid.cells.forEach((cell, i) => rows.set(cell.row, [...(rows.get(cell.row) ?? []), { cell, i }]));
  for (const [row, entries] of rows) {
    const onBar = row === 0 && !shifted;
    const railY = onBar ? barBottom : entries[0].cell.y - HANG + 8;
    if (!onBar) marks.push({ t: 'path', cls: 'rail', d: `M${PAD + 3} ${barBottom - 6}V${railY}H${width - PAD - 4}` });
    for (const { cell } of entries) marks.push({ t: 'path', cls: 'hanger', d: `M${mid(cell)} ${railY}V${cell.y}` });
  }
  return marks;
}

const mid = cell => round(cell.x + cell.w / 2);
const round = n => Math.round(n * 10) / 10;

function gateShapes(pod, grid, { now, word }) {
  const { w, top, step, beside } = grid.gates;
  return pod.initContainers.map((container, i) => {
    const facts = containerFacts(container, now, word, true);
    const last = i === pod.initContainers.length - 1;
    const arrow = last ? (beside ? `M${w} 20H${w + GAP + 2}` : '') : `M${w / 2} 42V${step}`;
    return {
      key: `gate:${container.name}`, kind: 'gate', cls: facts.state, x: PAD, y: top + i * step, part: `pod/${pod.name}/container/${container.name}`,
      name: word('picture.say.gate', i + 1, container.name, facts.words),
      marks: [
        ...(arrow ? [{ t: 'path', cls: 'then', d: arrow }] : []),
        { t: 'rect', cls: 'outline', x: 0, y: 0, w: round(w), h: 42, r: 8 },
        { t: 'text', cls: 'h small', x: 10, y: 17, text: fit(`${i + 1} ${container.name}`, w - 16, 13) },
        { t: 'text', cls: 'words', x: 10, y: 34, text: fit(`${facts.mark} ${facts.words}`, w - 16, 12) },
      ],
    };
  });
}

function card(pod, container, cell, { now, word, dense }) {
  const facts = containerFacts(container, now, word);
  const room = cell.w - 22;
  const restarts = container.restarts > 0 ? word('picture.restarts', container.restarts) : word('picture.norestarts');
  const third = facts.why || shortImage(container.image);
  const lines = dense ? [] : [
    { cls: facts.bad ? 'why' : facts.why ? 'soft' : 'soft mono', text: fit(third, room, 12, !facts.why) },
    { cls: 'soft', text: fit(container.ready ? `${restarts} · ${word('picture.isready')}` : restarts, room, SMALL) },
  ];
  const mounts = visibleMounts(pod, container);
  const tabTop = cell.h - mounts.length * TAB;
  return {
    key: `container:${container.name}`, kind: 'container', cls: facts.state, x: round(cell.x), y: cell.y, part: `pod/${pod.name}/container/${container.name}`,
    name: word('picture.say.container', container.name, facts.words, facts.why || '–', container.restarts),
    marks: [
      { t: 'rect', cls: 'outline', x: 0, y: 0, w: round(cell.w), h: cell.h, r: 10 },
      { t: 'text', cls: 'sign', x: 11, y: 24, text: facts.mark },
      { t: 'text', cls: 'h', x: 30, y: 24, text: fit(container.name, room - 18, 14) },
      { t: 'text', cls: 'words', x: 11, y: 24 + LINE + 2, text: fit(facts.words, room, SMALL) },
      ...lines.map((line, i) => ({ t: 'text', x: 11, y: 24 + (i + 2) * LINE + 2, ...line })),
      ...mounts.flatMap((mount, i) => [
        { t: 'path', cls: 'tabline', d: `M1.5 ${tabTop + i * TAB - 2}H${round(cell.w - 1.5)}` },
        { t: 'text', cls: 'path', x: 11, y: tabTop + i * TAB + 13, text: fitEnd(mount.path + (mount.readOnly ? ' (ro)' : ''), room, 11.5, true) },
      ]),
    ],
  };
}

function visibleMounts(pod, container) {
  const drawn = new Set(drawnVolumes(pod).map(v => v.name));
  return container.mounts.filter(mount => drawn.has(mount.volume));
}

function socketShapes(pod, grid) {
  const ports = sockets(pod);
  const shifted = pod.initContainers.length > 0 && !grid.gates.beside;
  return pod.containers.flatMap((container, i) => {
    const cell = grid.cells[i];
    const shown = ports.get(container.name).slice(0, 3);
    const widths = shown.map(port => widthOf(port.label + (port.taken ? ' ✕' : ''), 12, true) + 18);
    let x = mid(cell) - (widths.reduce((a, b) => a + b, 0) + 4 * (shown.length - 1)) / 2;
    const y = cell.row === 0 && !shifted ? HEAD + BAR - 9 : cell.y - HANG - 2;
    return shown.map((port, j) => {
      const shape = {
        key: `socket:${container.name}:${port.label}`, kind: 'socket', cls: port.taken ? 'taken' : container.state.type === 'running' ? 'plugged' : 'free', x: round(x), y,
        marks: [
          { t: 'rect', cls: 'outline', x: 0, y: 0, w: round(widths[j]), h: 21, r: 10.5 },
          { t: 'text', cls: 'middle', x: round(widths[j] / 2), y: 15, text: port.label + (port.taken ? ' ✕' : '') },
        ],
      };
      x += widths[j] + 4;
      return shape;
    });
  });
}

function drumShapes(pod, volumes, grid, width, { word }) {
  if (!volumes.length) return [];
  const inner = width - 2 * PAD;
  const perRow = Math.max(1, Math.min(volumes.length, Math.floor((inner + GAP) / (120 + GAP))));
  const w = Math.min(260, (inner - (perRow - 1) * GAP) / perRow);
  const start = PAD + (inner - perRow * w - (perRow - 1) * GAP) / 2;
  const top = grid.bottom + 22 + 9 * volumes.length;
  return volumes.map((volume, i) => {
    const detail = [volume.kind, volume.detail].filter(Boolean).join(' · ');
    return {
      key: `volume:${volume.name}`, kind: 'volume', x: round(start + (i % perRow) * (w + GAP)), y: top + Math.floor(i / perRow) * (DRUM + 12), w: round(w),
      part: `pod/${pod.name}/volume/${volume.name}`, name: word('picture.say.volume', volume.name, detail),
      marks: [
        { t: 'path', cls: 'drum', d: `M0 6V${DRUM - 6}A${round(w / 2)} 6 0 0 0 ${round(w)} ${DRUM - 6}V6` },
        { t: 'ellipse', cls: 'drum', x: round(w / 2), y: 6, rx: round(w / 2), ry: 6 },
        { t: 'text', cls: 'h small middle', x: round(w / 2), y: 26, text: fit(volume.name, w - 20, 13) },
        { t: 'text', cls: 'soft middle', x: round(w / 2), y: 41, text: fit(detail, w - 20, 12) },
      ],
    };
  });
}

function mountMarks(pod, volumes, grid, drums) {
  const lines = pod.containers.flatMap((container, i) =>
    visibleMounts(pod, container).map((mount, j, all) => ({ mount, j, count: all.length, cell: grid.cells[i] })));
  return lines.map(line => {
    const v = volumes.findIndex(volume => volume.name === line.mount.volume);
    const same = lines.filter(other => other.mount.volume === line.mount.volume);
    const drum = drums[v];
    const endX = drum.x + (drum.w * (same.indexOf(line) + 1)) / (same.length + 1);
    const channel = grid.bottom + 10 + 9 * v;
    return { t: 'path', cls: 'mount', d: route(line, channel, endX, drum.y + 3) };
  });
}

/** From a container's mount to the drum: straight down from the last row, through the gap beside it from the others. */
function route({ cell, j, count }, channel, endX, endY) {
  if (cell.lastRow) {
    const x = round(cell.x + cell.w / 2 + (j - (count - 1) / 2) * 14);
    return `M${x} ${cell.y + cell.h}V${channel}H${round(endX)}V${endY}`;
  }
  const x = round(cell.x + cell.w);
  return `M${x} ${cell.y + cell.h - (count - j) * TAB + 8}H${round(x + GAP / 2)}V${channel}H${round(endX)}V${endY}`;
}
