import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whileSeen } from '../../../static/page/attention.js';

class Page extends EventTarget {
  hidden = false;

  turn(hidden) {
    this.hidden = hidden;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}

const soon = () => new Promise(resolve => { setTimeout(resolve, 20); });

function watched(restAfter) {
  const page = new Page(), calls = [];
  const stop = whileSeen(() => calls.push('open'), () => calls.push('close'), { page, restAfter });
  return { page, calls, stop };
}

test('closes while the page is hidden and opens again when it is seen', async () => {
  const { page, calls, stop } = watched(0);
  page.turn(true);
  await soon();
  assert.deepEqual(calls, ['open', 'close']);
  page.turn(false);
  stop();
  assert.deepEqual(calls, ['open', 'close', 'open', 'close']);
});

test('a short look elsewhere closes nothing', async () => {
  const { page, calls, stop } = watched(10_000);
  page.turn(true);
  page.turn(false);
  await soon();
  assert.deepEqual(calls, ['open']);
  stop();
});

test('a stopped one stays closed', async () => {
  const { page, calls, stop } = watched(0);
  page.turn(true);
  stop();
  page.turn(false);
  await soon();
  assert.deepEqual(calls, ['open', 'close']);
});
