import assert from 'node:assert/strict';
import test from 'node:test';
import Fastify from 'fastify';
import { registerErrorHandlers } from '../src/http/error-handler.js';
import { ManualClock } from './support/manual-clock.js';

const TOKEN = '5b1ff5a1-0000-4000-8000-000000000001';

test('what is logged of a request that failed names no token, wherever its URL holds one', async () => {
  const lines: string[] = [];
  const app = Fastify();
  registerErrorHandlers(app, (line) => lines.push(line), new ManualClock());
  app.all('/api/*', () => {
    throw new Error('broken');
  });
  for (const path of [`auth/0.1/token/${TOKEN}`, `auth/0.1/token/${TOKEN}/sessions`, `websocketd/?token=${TOKEN}`]) {
    const answer = await app.inject(`/api/${path}`);
    assert.equal(answer.statusCode, 500);
  }
  await app.close();
  assert.deepEqual(lines, [
    'GET /api/auth/0.1/token/… failed',
    'GET /api/auth/0.1/token/…/sessions failed',
    'GET /api/websocketd/ failed',
  ]);
});
