import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backoff } from '../../src/connection/backoff.js';
import { pause } from '../../src/connection/pause.js';
import type { Pace } from '../../src/device/ports.js';
import { Scheduler } from '../support/scheduler.js';

/** The longest pauses, and the way to say that the network is back. */
function slowPace(scheduler: Scheduler): Pace & { wake: () => void } {
  const wakers = new Set<() => void>();
  return {
    now: () => scheduler.now,
    after: scheduler.after,
    random: () => 1,
    onWake: (callback, signal) => {
      wakers.add(callback);
      signal.addEventListener('abort', () => wakers.delete(callback));
    },
    wake: () => wakers.forEach((callback) => callback()),
  };
}

/** Whether a promise is settled, asked later. */
function watch(promise: Promise<void>): () => boolean {
  let isDone = false;
  void promise.then(() => (isDone = true));
  return () => isDone;
}

test('pauses double up to half a minute, and are short again after a success', async () => {
  const scheduler = new Scheduler(1);
  const backoff = new Backoff(slowPace(scheduler));
  const { signal } = new AbortController();
  for (const length of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const isOver = watch(backoff.wait(signal));
    await scheduler.run(length - 1);
    assert.equal(isOver(), false, String(length));
    await scheduler.run(1);
    assert.equal(isOver(), true, String(length));
  }
  backoff.reset();
  const isOver = watch(backoff.wait(signal));
  await scheduler.run(1_000);
  assert.equal(isOver(), true);
});

test('a pause ends at once when it is skipped, no longer wanted, or the network may be back', async () => {
  const scheduler = new Scheduler(1);
  const pace = slowPace(scheduler);
  const backoff = new Backoff(pace);
  const stop = new AbortController();
  const skipped = backoff.wait(stop.signal);
  backoff.skip();
  await skipped;
  const woken = backoff.wait(stop.signal);
  pace.wake();
  await woken;
  const aborted = backoff.wait(stop.signal);
  stop.abort();
  await aborted;
  await backoff.wait(stop.signal);
});

test('a pause that nobody waits for any more leaves no timer behind', async () => {
  const timers = new Set<() => void>();
  const after = (_ms: number, callback: () => void): (() => void) => {
    timers.add(callback);
    return () => timers.delete(callback);
  };
  const stop = new AbortController();
  const paused = pause({ after }, 1_000, stop.signal);
  assert.equal(timers.size, 1);
  stop.abort();
  await paused;
  assert.equal(timers.size, 0);
});
