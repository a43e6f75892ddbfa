import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as round } from 'node:timers/promises';
import { Pace } from '../src/files/pace.js';

test('pieces of many files go on a few at a time, in their order, and what else has come is heard in between', async () => {
  const pace = new Pace();
  const done: number[] = [];
  const all = Array.from({ length: 50 }, async (_, n) => {
    await pace.turn();
    done.push(n);
  });
  const seen: number[] = [];
  while (done.length < 50) {
    seen.push(done.length);
    await round();
  }
  await Promise.all(all);
  assert.deepEqual(
    done,
    Array.from({ length: 50 }, (_, n) => n),
  );
  assert.ok(seen.length >= 10, `heard ${seen.length} times`);
  assert.ok(
    seen.every((count, at) => at === 0 || count - (seen[at - 1] ?? 0) <= 5),
    seen.join(' '),
  );
});

test('a file alone waits for nobody', async () => {
  const pace = new Pace();
  for (let piece = 0; piece < 100; piece += 1) {
    let isDone = false;
    void pace.turn().then(() => {
      isDone = true;
    });
    await round();
    await round();
    assert.ok(isDone, `piece ${piece}`);
  }
});
