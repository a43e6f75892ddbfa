import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Heartbeat } from '../../src/wazo/heartbeat.js';

let pings: number;
let deaths: number;
let heartbeat: Heartbeat;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  pings = 0;
  deaths = 0;
  heartbeat = new Heartbeat(
    () => (pings += 1),
    () => (deaths += 1),
  );
});

afterEach(() => mock.timers.reset());

test('a connection that falls silent is found dead within 15 seconds of its last frame', () => {
  heartbeat.alive();
  // Second by second: a timer that is set in a tick counts from the tick's end.
  for (let second = 0; second < 15; second += 1) mock.timers.tick(1_000);
  assert.deepEqual([pings, deaths], [1, 1]);
});

test('a busy connection is not asked', () => {
  for (let second = 0; second < 60; second += 1) {
    heartbeat.alive();
    mock.timers.tick(1_000);
  }
  assert.deepEqual([pings, deaths], [0, 0]);
});

test('a quiet connection that answers is asked again and again, and lives', () => {
  heartbeat.alive();
  for (let round = 0; round < 10; round += 1) {
    mock.timers.tick(8_000);
    heartbeat.alive();
  }
  assert.deepEqual([pings, deaths], [10, 0]);
});

test('a connection in doubt is asked at once, and has less time to answer', () => {
  heartbeat.alive();
  heartbeat.probe();
  assert.equal(pings, 1);
  mock.timers.tick(2_000);
  assert.equal(deaths, 1);
});

test('nothing is asked of a connection that was given up', () => {
  heartbeat.alive();
  heartbeat.stop();
  mock.timers.tick(60_000);
  assert.deepEqual([pings, deaths], [0, 0]);
});
