import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Simulation } from '../support/simulation.js';

/** `npm run soak` plays ten times as many. A failure names its seed: `SIM_SEED=that SIM_RUNS=1` plays that one again. */
const RUNS = Number(process.env['SIM_RUNS'] ?? 1_000);
const FIRST = Number(process.env['SIM_SEED'] ?? 1);

test(`whatever fails, each text arrives once and in order, and all see the same: ${RUNS} schedules`, async (t) => {
  const totals = { written: 0, delivered: 0, crashes: 0 };
  const started = Date.now();
  // Simulated failures by the hundred thousand: where each was made is not looked at, and takes a third of the time.
  Error.stackTraceLimit = RUNS > 1 ? 0 : 20;
  for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
    try {
      const { written, delivered, crashes } = await new Simulation(seed).run();
      totals.written += written;
      totals.delivered += delivered;
      totals.crashes += crashes;
    } catch (cause) {
      throw new Error(`Seed ${seed}: ${(cause as Error).message} Play it again with SIM_SEED=${seed} SIM_RUNS=1.`, {
        cause,
      });
    }
  }
  const seeds = `seeds ${FIRST} to ${FIRST + RUNS - 1} in ${Date.now() - started} ms`;
  t.diagnostic(`${seeds}: ${totals.written} texts, ${totals.delivered} messages, ${totals.crashes} tabs ended`);
  // Schedules in which nothing happens would prove nothing.
  assert.ok(totals.delivered > RUNS);
});

/** What they showed: a change lost between the parts of a catch-up, and what a dead tab without locks had left. */
const ONCE_FAILED = [6_164, 6_549, 11_106, 11_380];

for (const seed of ONCE_FAILED) {
  test(`the schedule of seed ${seed}, which once ended in disagreement`, async () => {
    const { delivered } = await new Simulation(seed).run();
    assert.ok(delivered > 0);
  });
}
