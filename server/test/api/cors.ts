import assert from 'node:assert/strict';
import test from 'node:test';
import { type Answer, CHATD, ROOMS, TOKENS } from '../support/client.js';
import { client, tokens } from '../support/shared-server.js';

const preflight = (path: string, headers: string): Promise<Answer> =>
  client.send('OPTIONS', path, {
    headers: { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': headers },
  });

const PREFLIGHTS: readonly [path: string, asked: string, granted: string | null][] = [
  [ROOMS, 'x-auth-token,content-type', 'content-type, x-auth-token'],
  [ROOMS, 'x-auth-token,authorization,x-custom', 'x-auth-token'],
  [ROOMS, 'X-Custom', null],
  [ROOMS, 'Wazo-Tenant', 'wazo-tenant'],
  [TOKENS, 'authorization,content-type,wazo-session-type', 'authorization, content-type, wazo-session-type'],
];
for (const [path, asked, granted] of PREFLIGHTS) {
  test(`cors: ${path} grants ${granted ?? 'nothing'} of ${asked}`, async () => {
    const answer = await preflight(path, asked);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('access-control-allow-headers'), granted);
    assert.equal(answer.headers.get('access-control-allow-methods'), 'DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT');
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://app.example');
    assert.equal(answer.headers.get('access-control-allow-credentials'), null);
    assert.equal(answer.text, '');
  });
}

test('cors: a preflight says what the path can', async () => {
  assert.equal((await preflight(ROOMS, '')).headers.get('allow'), 'GET, HEAD, OPTIONS, POST');
  assert.equal((await preflight('/api/chatd/1.0/unknown', '')).status, 200);
});

test('cors: any origin is echoed, also that of a sandboxed frame', async () => {
  for (const origin of ['null', 'http://localhost:3000', 'https://evil.example']) {
    const answer = await client.send('GET', ROOMS, { token: tokens.alice, headers: { Origin: origin } });
    assert.equal(answer.headers.get('access-control-allow-origin'), origin);
    assert.equal(answer.headers.get('vary'), 'Origin');
  }
});

const FAILURES: readonly [what: string, method: string, path: string, raw: string | undefined, status: number][] = [
  ['no such path', 'GET', '/nowhere', undefined, 404],
  ['a path that is badly encoded', 'GET', '/%zz', undefined, 404],
  ['no such method', 'PATCH', ROOMS, '{}', 404],
  ['no JSON', 'POST', ROOMS, '{oops', 400],
  ['a body over 1 MiB', 'POST', ROOMS, `"${'x'.repeat(1024 * 1024)}"`, 413],
  ['a body of 8 MiB', 'POST', ROOMS, 'x'.repeat(8 * 1024 * 1024), 413],
  ['an http request to the websocket', 'GET', '/api/websocketd/', undefined, 426],
  ['no token', 'GET', `${CHATD}/users/presences`, undefined, 401],
];
for (const [what, method, path, raw, status] of FAILURES) {
  test(`cors: ${what} answers ${status} as JSON that the page may read`, async () => {
    const token = status === 401 ? undefined : tokens.alice;
    const answer = await client.send(method, path, { token, ...(raw === undefined ? {} : { raw }) });
    assert.equal(answer.status, status);
    assert.equal(typeof answer.body.message, 'string');
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://app.example');
  });
}
