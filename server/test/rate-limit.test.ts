import assert from 'node:assert/strict';
import test from 'node:test';
import { UNLIMITED } from '../src/limits.js';
import { RateLimiter, TokenBucket, Turns } from '../src/rate-limit.js';
import { ManualClock } from './support/manual-clock.js';

test('a bucket gives its burst at once, and then at its rate', () => {
  const bucket = new TokenBucket({ perSecond: 2, burst: 3 }, 0);
  assert.deepEqual(
    [0, 0, 0, 0, 250, 500, 500, 60_000].map((now) => bucket.take(now)),
    [0, 0, 0, 0.5, 0.25, 0, 0.5, 0],
  );
  assert.deepEqual(
    [60_000, 60_000, 60_000].map((now) => bucket.take(now)),
    [0, 0, 0.5],
  );
});

test('a clock that is set back neither fills nor empties a bucket', () => {
  const bucket = new TokenBucket({ perSecond: 1, burst: 2 }, 10_000);
  assert.deepEqual(
    [10_000, 5000, 5000, 6000].map((now) => bucket.take(now)),
    [0, 0, 1, 0],
  );
});

test('an unlimited bucket never ends', () => {
  const bucket = new TokenBucket(UNLIMITED, 0);
  for (let n = 0; n < 10_000; n += 1) assert.equal(bucket.take(n), 0);
});

test('each key has a bucket of its own, however many there are', () => {
  const clock = new ManualClock();
  const limiter = new RateLimiter({ perSecond: 1, burst: 1 }, clock);
  assert.equal(limiter.take('busy'), 0);
  for (let n = 0; n < 30_000; n += 1) assert.equal(limiter.take(`user ${n}`), 0);
  assert.equal(limiter.take('busy'), 1);
  clock.advance(1000);
  for (let n = 0; n < 30_000; n += 1) assert.equal(limiter.take(`another ${n}`), 0);
  assert.equal(limiter.take('busy'), 0);
});

test('what is given back can be taken again, and never more than the burst', () => {
  const limiter = new RateLimiter({ perSecond: 1, burst: 2 }, new ManualClock());
  limiter.giveBack('absent');
  assert.deepEqual([limiter.take('a'), limiter.take('a'), limiter.wait('a')], [0, 0, 1]);
  limiter.giveBack('a');
  assert.equal(limiter.wait('a'), 0);
  for (let n = 0; n < 5; n += 1) limiter.giveBack('a');
  assert.deepEqual([limiter.take('a'), limiter.take('a'), limiter.take('a')], [0, 0, 1]);
});

test('a million keys fill no memory, and who keeps on trying is not forgotten', () => {
  const clock = new ManualClock();
  const limiter = new RateLimiter({ perSecond: 0.001, burst: 1 }, clock);
  for (let n = 0; n < 1_000_000; n += 1) {
    assert.equal(limiter.take(`address ${n}`), 0);
    if (n % 40_000 === 0) assert.equal(limiter.take('guesser') > 0, n > 0);
  }
  assert.ok(limiter.size <= 100_000, `${limiter.size} buckets`);
  clock.advance(1_000_000);
  assert.equal(limiter.take('guesser'), 0);
});

test('turns are taken in the order of coming, each key by itself', async () => {
  const turns = new Turns(2);
  const log: string[] = [];
  const enter = (key: string, name: string): Promise<void> => turns.enter(key).then(() => void log.push(name));
  await Promise.all([enter('a', 'a1'), enter('a', 'a2')]);
  const waiting = [enter('a', 'a3'), enter('a', 'a4')];
  await enter('b', 'b1');
  assert.deepEqual(log, ['a1', 'a2', 'b1']);
  turns.leave('a');
  await waiting[0];
  turns.leave('a');
  await waiting[1];
  assert.deepEqual(log, ['a1', 'a2', 'b1', 'a3', 'a4']);
  for (const key of ['a', 'a', 'b']) turns.leave(key);
  await Promise.all([enter('a', 'a5'), enter('a', 'a6')]);
  assert.deepEqual(log.slice(-2), ['a5', 'a6']);
});
