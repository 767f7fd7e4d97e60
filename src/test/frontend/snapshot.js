// Compares with a stored text; a difference is written beside it for a look. New snapshots are not made on CI.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.env.PODLAB_SNAPSHOTS ?? join(dirname(fileURLToPath(import.meta.url)), 'snapshots');
const changed = process.env.PODLAB_CHANGED_SNAPSHOTS;

export function matches(name, text) {
  const file = join(folder, `${name}.txt`);
  if (!existsSync(file)) {
    assert.ok(!process.env.CI, `no snapshot ${name}: run the test once on your machine, look at the new file and commit it`);
    writeFileSync(file, text);
    return;
  }
  const stored = readFileSync(file, 'utf8');
  if (stored === text) return;
  if (changed) {
    mkdirSync(changed, { recursive: true });
    writeFileSync(join(changed, `${name}-changed.txt`), text);
  }
  assert.equal(text, stored, `the shapes of ${name} changed; if they should, delete ${file} and run the test again`);
}
