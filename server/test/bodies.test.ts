import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import Fastify from 'fastify';
import { refuseBodies, takeAnythingForJson } from '../src/http/body.js';
import { registerErrorHandlers } from '../src/http/error-handler.js';
import { ManualClock } from './support/manual-clock.js';

const app = Fastify();
registerErrorHandlers(app, console.error, new ManualClock());
refuseBodies(app);
app.post('/plain', async () => 'ok');
void app.register(async (scope) => {
  takeAnythingForJson(scope);
  scope.post('/json', async ({ body }) => ({ body }));
  scope.delete('/json', async ({ body }) => ({ body }));
  await scope.register(async (uploads) => {
    uploads.addContentTypeParser('image/png', { parseAs: 'buffer' }, async (_: unknown, bytes: Buffer) => bytes);
    uploads.post('/bytes', { config: { body: 'bytes' } }, async ({ body, headers }) => ({
      size: (body as Buffer).length,
      type: headers['content-type'],
    }));
  });
});
after(() => app.close());

const TYPES = ['application/json', 'text/plain', 'image/png', 'nonsense', ';;;'];

async function post(url: string, type: string, payload = '{"a":1}') {
  const { statusCode, body } = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });
  return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> };
}

test('bodies: where Wazo takes JSON, every type is taken for it', async () => {
  for (const type of TYPES)
    assert.deepEqual(await post('/json', type), { status: 200, body: { body: { a: 1 } } }, type);
  assert.equal((await post('/json', 'application/json', '{oops')).status, 400);
  assert.equal((await app.inject({ method: 'DELETE', url: '/json', payload: '{oops' })).statusCode, 200);
});

test('bodies: a route outside takes none, and says so in the shape of errors', async () => {
  for (const type of TYPES) {
    const { status, body } = await post('/plain', type);
    assert.deepEqual([status, body['error_id']], [415, 'unsupported-media-type'], type);
    assert.deepEqual(Object.keys(body), ['message', 'error_id', 'details', 'timestamp']);
  }
  assert.equal((await app.inject({ method: 'POST', url: '/plain' })).statusCode, 200);
});

test('bodies: a route that wants bytes of a type gets them, and nothing else', async () => {
  assert.deepEqual((await post('/bytes', 'image/png', 'PNG')).body, { size: 3, type: 'image/png' });
  for (const type of TYPES.filter((one) => one !== 'image/png')) {
    assert.equal((await post('/bytes', type)).status, 415, type);
  }
});

test('bodies: what leads nowhere is 404, whatever its body', async () => {
  for (const type of TYPES) assert.equal((await post('/nowhere', type)).status, 404, type);
});
