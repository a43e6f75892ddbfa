import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Backoff } from '../../src/connection/backoff.js';

/** Whether the promise is settled once everything that is due has run. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await Promise.resolve();
  await Promise.resolve();
  return done;
}

test('pauses double up to half a minute, and are short again after a success', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const backoff = new Backoff(() => 1);
    const { signal } = new AbortController();
    for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const waiting = backoff.wait(signal);
      mock.timers.tick(pause - 1);
      assert.equal(await isDone(waiting), false, String(pause));
      mock.timers.tick(1);
      assert.equal(await isDone(waiting), true, String(pause));
    }
    backoff.reset();
    const again = backoff.wait(signal);
    mock.timers.tick(1_000);
    assert.equal(await isDone(again), true);
  } finally {
    mock.timers.reset();
  }
});

test('a pause ends at once when it is skipped or no longer wanted', async () => {
  const backoff = new Backoff(() => 1);
  const stop = new AbortController();
  const skipped = backoff.wait(stop.signal);
  backoff.skip();
  await skipped;
  const aborted = backoff.wait(stop.signal);
  stop.abort();
  await aborted;
  await backoff.wait(stop.signal);
});
