// What a container does, in words and signs.

import test from 'node:test';
import assert from 'node:assert/strict';
import { backOffEnd, containerFacts, podFacts } from '../../../static/picture/facts.js';
import { changes, rows } from '../../../static/picture/table.js';
import { fit, fitEnd, widthOf } from '../../../static/picture/text.js';
import { NOW, clashing, container, ended, initializing, pod, running, sandbox, waiting } from './sandboxes.js';

const word = (key, ...values) => (values.length ? `${key}(${values.join(',')})` : key);
const facts = changed => containerFacts(container('app', changed), NOW, word);

test('a running container that is not ready is told apart from one that is', () => {
  assert.equal(facts({ state: running() }).state, 'running');
  assert.equal(facts({ state: running(), ready: false }).state, 'unready');
});

test('an exit code of zero is completed, any other has failed', () => {
  assert.equal(facts({ state: ended(0, 'Completed') }).state, 'done');
  const failed = facts({ state: ended(2, 'Error') });
  assert.deepEqual([failed.state, failed.why], ['failed', 'picture.exit(2) · Error']);
});

test('a back-off counts down from the end of the last run by the length that the kubelet gives', () => {
  const crashing = { state: waiting('CrashLoopBackOff', 'back-off 1m20s restarting failed container'), last: ended(1, 'Error', 30), ready: false };
  assert.equal(backOffEnd(container('app', crashing)), NOW + 50_000);
  assert.equal(facts(crashing).words, 'picture.state.again(50)');
});

test('a back-off without a length is told without a countdown', () => {
  assert.equal(facts({ state: waiting('CrashLoopBackOff', 'other words'), last: ended(1, 'Error'), ready: false }).words, 'picture.state.backoff');
});

test('an image that cannot be pulled is a failure and keeps its Kubernetes reason', () => {
  const pulled = facts({ state: waiting('ErrImagePull', 'no such host'), ready: false });
  assert.deepEqual([pulled.state, pulled.words], ['failed', 'ErrImagePull']);
});

test('a Pod is in trouble when one of its containers is', () => {
  assert.equal(podFacts(clashing(), NOW, word).state, 'trouble');
  assert.equal(podFacts(initializing(), NOW, word).state, 'pending');
  assert.equal(podFacts(pod('web', { deletedAt: '2026-11-23T12:00:00Z' }), NOW, word).state, 'ending');
});

test('the table for screen readers has a row for each container, init containers first', () => {
  assert.deepEqual(rows(sandbox([initializing()]), NOW, word).map(row => row[4]), ['fetch', 'check', 'app']);
});

test('only what changed is announced', () => {
  const before = sandbox([pod('web')]);
  assert.deepEqual(changes(before, sandbox([pod('web')]), word), []);
  const crashed = sandbox([pod('web', { containers: [container('app', { state: ended(1, 'Error'), ready: false })] })]);
  assert.deepEqual(changes(before, crashed, word), ['picture.change(Pod web,picture.state.trouble)', 'picture.change(web/app,picture.state.failed)']);
  assert.deepEqual(changes(before, sandbox([]), word), ['picture.left(Pod web)']);
});

test('a text that does not fit loses its end, a path its beginning', () => {
  assert.equal(fit('web', 100, 13), 'web');
  assert.ok(fit('a-very-long-name-of-a-pod', 80, 13).endsWith('…'));
  assert.ok(fitEnd('/usr/share/nginx/html', 80, 12, true).startsWith('…'));
  assert.ok(widthOf('容器', 10) === 20);
});
