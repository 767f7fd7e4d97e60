// node --test src/test/frontend: the picture's layout against stored shapes, and what must hold at every width.

import test from 'node:test';
import assert from 'node:assert/strict';
import { layout } from '../../../static/picture/layout.js';
import { matches } from './snapshot.js';
import { NOW, clashing, container, homeless, initializing, node, pod, sandbox } from './sandboxes.js';

const word = (key, ...values) => (values.length ? `${key}(${values.join(',')})` : key);
const picture = (state, width = 780, previous) => layout(state, { width, now: NOW, word, previous });

const cases = {
  'empty sandbox': sandbox([]),
  'one Pod with two containers': sandbox([pod('web', { containers: [container('one'), container('two')] })]),
  'two containers that declare one port': sandbox([clashing(), pod('client', { node: 'node-2', ip: '10.244.2.3' })]),
  'Pod between its init containers': sandbox([initializing()]),
  'Pod that waits for a node': sandbox([homeless()]),
  'node that is not ready': sandbox([pod('web')], [node('node-1', { ready: false }), node('node-2')]),
};

for (const [name, state] of Object.entries(cases)) {
  for (const width of [376, 780]) {
    test(`${name} at ${width} px keeps its shapes`, () => {
      matches(`${name.replaceAll(' ', '-')}-${width}`, print(picture(state, width).shapes));
    });
  }
}

test('the same state gives the same shapes', () => {
  const state = cases['two containers that declare one port'];
  assert.deepEqual(picture(state), picture(state));
});

test('no shape leaves the picture and no Pod covers another, at any width, with one to ten Pods', () => {
  for (const width of [320, 376, 560, 780, 1100, 1600]) {
    for (let count = 1; count <= 10; count++) {
      const pods = Array.from({ length: count }, (_, i) => pod(`p${i}`, { node: `node-${(i % 2) + 1}`, containers: Array.from({ length: (i % 3) + 1 }, (_, j) => container(`c${j}`)) }));
      const drawn = picture(sandbox(pods), width);
      const boxes = podBoxes(drawn.shapes);
      assert.equal(boxes.length, count);
      boxes.forEach(box => assert.ok(box.x >= 0 && box.x + box.w <= width && box.y + box.h <= drawn.height, `${box.key} leaves the picture at ${width} px`));
      boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => assert.ok(apart(a, b), `${a.key} covers ${b.key} at ${width} px`)));
    }
  }
});

test('a Pod is drawn outside the nodes only when its placing takes long', () => {
  const kinds = seconds => picture(sandbox([{ ...homeless(), createdAt: new Date(NOW - seconds * 1000).toISOString() }])).shapes.map(shape => shape.kind);
  assert.ok(!kinds(0.5).includes('waitingzone'));
  assert.ok(kinds(3).includes('waitingzone'));
});

test('a Pod stays in its column when another one leaves', () => {
  const pods = ['a', 'b', 'c', 'd'].map(name => pod(name));
  const one = [node('node-1')];
  const before = picture(sandbox(pods, one), 900);
  const after = picture(sandbox(pods.slice(1), one), 900, before);
  for (const name of ['b', 'c', 'd']) assert.equal(after.columns.get(`uid-${name}`), before.columns.get(`uid-${name}`));
});

test('the second container that declares a port finds it taken', () => {
  const sockets = flat(picture(sandbox([clashing()])).shapes).filter(shape => shape.kind === 'socket');
  assert.deepEqual(sockets.map(socket => socket.cls), ['plugged', 'taken']);
});

test('the volume of the service account is not drawn', () => {
  const volumes = flat(picture(sandbox([clashing()])).shapes).filter(shape => shape.kind === 'volume');
  assert.deepEqual(volumes.map(volume => volume.part), ['pod/web/volume/html']);
});

test('every part that can be chosen has a name for screen readers', () => {
  const parts = flat(picture(sandbox([clashing(), initializing(), homeless()])).shapes).filter(shape => shape.part);
  assert.ok(parts.length > 8);
  parts.forEach(part => assert.ok(part.name, part.part));
});

const flat = shapes => shapes.flatMap(shape => [shape, ...flat(shape.children ?? [])]);

const podBoxes = (shapes, x = 0, y = 0) => shapes.flatMap(shape => [
  ...(shape.kind === 'pod' ? [{ key: shape.key, x: x + shape.x, y: y + shape.y, w: shape.w, h: shape.h }] : []),
  ...podBoxes(shape.children ?? [], x + shape.x, y + shape.y)]);

const apart = (a, b) => a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y;

/** One line per shape and mark, indented by depth. */
function print(shapes, indent = '') {
  return shapes.map(({ key, kind, cls, x, y, w, h, part, marks = [], children = [] }) => {
    const box = [x, y, w, h].filter(n => n !== undefined).map(n => Math.round(n)).join(' ');
    const head = `${indent}${kind} ${key} [${box}]${cls ? ` .${cls}` : ''}${part ? ` -> ${part}` : ''}\n`;
    const lines = marks.map(mark => `${indent}  - ${Object.values(mark).map(v => (typeof v === 'number' ? Math.round(v) : v)).join(' | ')}\n`).join('');
    return head + lines + print(children, `${indent}  `);
  }).join('');
}
