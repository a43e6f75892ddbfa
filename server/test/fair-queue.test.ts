import assert from 'node:assert/strict';
import test from 'node:test';
import { FairQueue } from '../src/fair-queue.js';

/** A queue whose jobs end when they are told to, and the names of those that have begun. */
function observed(most: number) {
  const queue = new FairQueue(most);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const add = (group: string, member: string, name: string): Promise<string> =>
    queue.run({ group, member }, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.push(resolve));
      return name;
    });
  return { add, begun, endNext: () => ends.shift()?.() };
}

test('fair queue: groups take turns, and within a group its members', async () => {
  const { add, begun, endNext } = observed(1);
  const jobs = [
    add('guesser', 'alice', 'g1'),
    add('guesser', 'alice', 'g2'),
    add('guesser', 'alice', 'g3'),
    add('guesser', 'bob', 'b1'),
    add('office', 'carol', 'c1'),
    add('office', 'carol', 'c2'),
  ];
  for (let n = 0; n < jobs.length; n += 1) {
    assert.equal(begun.length, n + 1);
    endNext();
    await new Promise(setImmediate);
  }
  assert.deepEqual(begun, ['g1', 'g2', 'c1', 'b1', 'c2', 'g3']);
  assert.deepEqual(await Promise.all(jobs), ['g1', 'g2', 'g3', 'b1', 'c1', 'c2']);
});

test('fair queue: no more than so many are under way, and one that fails gives its place free', async () => {
  const queue = new FairQueue(2);
  const state = { running: 0, most: 0 };
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, n) =>
      queue.run({ group: String(n % 3), member: '' }, async () => {
        state.running += 1;
        state.most = Math.max(state.most, state.running);
        await new Promise(setImmediate);
        state.running -= 1;
        if (n % 2 === 0) throw new Error(String(n));
        return n;
      }),
    ),
  );
  assert.equal(state.most, 2);
  assert.deepEqual(
    results.map(({ status }) => status),
    results.map((_, n) => (n % 2 === 0 ? 'rejected' : 'fulfilled')),
  );
});
