import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Heartbeat } from '../../src/wazo/heartbeat.js';
import { ManualPace } from '../support/manual-pace.js';

let pings: number;
let deaths: number;
let heartbeat: Heartbeat;
let pace: ManualPace;

beforeEach(() => {
  pace = new ManualPace();
  pings = 0;
  deaths = 0;
  heartbeat = new Heartbeat(
    pace,
    () => (pings += 1),
    () => (deaths += 1),
  );
});

test('a connection that falls silent is found dead within 15 seconds of its last frame', async () => {
  heartbeat.alive();
  await pace.run(15_000);
  assert.deepEqual([pings, deaths], [1, 1]);
});

test('a busy connection is not asked', async () => {
  for (let second = 0; second < 60; second += 1) {
    heartbeat.alive();
    await pace.run(1_000);
  }
  assert.deepEqual([pings, deaths], [0, 0]);
});

test('a quiet connection that answers is asked again and again, and lives', async () => {
  heartbeat.alive();
  for (let round = 0; round < 10; round += 1) {
    await pace.run(8_000);
    heartbeat.alive();
  }
  assert.deepEqual([pings, deaths], [10, 0]);
});

test('a connection in doubt is asked at once, and has less time to answer', async () => {
  heartbeat.alive();
  heartbeat.probe();
  assert.equal(pings, 1);
  await pace.run(2_000);
  assert.equal(deaths, 1);
});

test('nothing is asked of a connection that was given up', async () => {
  heartbeat.alive();
  heartbeat.stop();
  await pace.run(60_000);
  assert.deepEqual([pings, deaths], [0, 0]);
});
