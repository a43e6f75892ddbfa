import assert from 'node:assert/strict';
import test from 'node:test';
import Fastify from 'fastify';
import { registerHealth } from '../src/health.js';
import { ManualClock } from './support/manual-clock.js';

test('health: says whether the database answers, and asks it once a second at most', async () => {
  const clock = new ManualClock();
  const state = { isBroken: false, queries: 0 };
  const log: string[] = [];
  const query = async (): Promise<never[]> => {
    state.queries += 1;
    if (state.isBroken) throw new Error('broken');
    return [];
  };
  const app = Fastify();
  registerHealth(app, { query }, clock, (message) => log.push(message));
  const ask = async (): Promise<string> => {
    const { statusCode, body } = await app.inject('/api/health');
    return `${statusCode} ${body}`;
  };
  assert.deepEqual(new Set(await Promise.all([ask(), ask(), ask()])), new Set(['200 {"status":"ok"}']));
  assert.equal(state.queries, 1);
  state.isBroken = true;
  assert.equal(await ask(), '200 {"status":"ok"}');
  clock.advance(1000);
  assert.equal(await ask(), '503 {"status":"unavailable"}');
  assert.deepEqual([state.queries, log.length], [2, 1]);
  state.isBroken = false;
  clock.advance(1000);
  assert.equal(await ask(), '200 {"status":"ok"}');
  await app.close();
});
