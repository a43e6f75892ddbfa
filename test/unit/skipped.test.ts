import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readManyItems } from '../../src/wazo/skipped.js';

/** Reads so many items, of which every hundredth is malformed. @returns in which turn of the event loop each was read */
async function read(count: number): Promise<readonly number[]> {
  let turn = 0;
  let immediate = setImmediate(function next() {
    turn += 1;
    immediate = setImmediate(next);
  });
  const turns: number[] = [];
  const parse = (item: unknown): number => {
    turns.push(turn);
    if (Number(item) % 100 === 7) throw new Error('malformed');
    return Number(item);
  };
  const items = Array.from({ length: count }, (_, n) => n);
  const skipped: unknown[] = [];
  const good = await readManyItems('rooms', items, parse, (_, item) => skipped.push(item));
  clearImmediate(immediate);
  assert.deepEqual(
    good,
    items.filter((n) => n % 100 !== 7),
  );
  assert.deepEqual(
    skipped,
    items.filter((n) => n % 100 === 7),
  );
  return turns;
}

test('a list of thousands lets the page go on while it is read, and is whole', async () => {
  const turns = await read(2_001);
  const perTurn = turns.map((turn) => turns.filter((other) => other === turn).length);
  assert.ok(Math.max(...perTurn) <= 250, `${Math.max(...perTurn)} items in one turn`);
});

for (const count of [0, 1, 249])
  test(`a list of ${count} is read at once`, async () => {
    assert.ok((await read(count)).every((turn) => turn === 0));
  });
