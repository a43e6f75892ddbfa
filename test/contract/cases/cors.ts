import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { area } from '../suite.js';
import { target } from '../target.js';
import { AUTH, basic, CHATD, CONFD, DIRD } from '../person.js';
import { ORIGIN, type Answer } from '../rest.js';
import { CHATD_ERROR } from '../shapes/errors.js';
import { assertShape } from '../shape.js';

const { contract, deviation } = area('cors');

const { rest } = target;
const METHODS = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const ROOMS = `${CHATD}/users/me/rooms`;

function listed(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)
    .sort();
}

function assertReadableBy(origin: string, headers: IncomingHttpHeaders): void {
  assert.equal(headers['access-control-allow-origin'], origin);
  assert.ok(listed(headers['vary']).includes('Origin'), `Vary: ${headers['vary']}`);
  // Tokens travel in a header of their own; cookies and exposed headers play no part.
  assert.equal(headers['access-control-allow-credentials'], undefined);
  assert.equal(headers['access-control-expose-headers'], undefined);
}

function preflight(path: string, method: string, headers: string): Promise<Answer> {
  return rest.request('OPTIONS', path, {
    headers: { 'access-control-request-method': method, 'access-control-request-headers': headers },
  });
}

const PREFLIGHTS = [
  { path: ROOMS, asked: 'x-auth-token,content-type', allowed: ['content-type', 'x-auth-token'] },
  { path: ROOMS, asked: 'x-auth-token,wazo-tenant', allowed: ['wazo-tenant', 'x-auth-token'] },
  {
    path: AUTH,
    asked: 'authorization,content-type,wazo-session-type',
    allowed: ['authorization', 'content-type', 'wazo-session-type'],
  },
  { path: `${DIRD}/directories/default/sources`, asked: 'x-auth-token', allowed: ['x-auth-token'] },
  // What a service does not know is left out, and the browser refuses the request.
  { path: ROOMS, asked: 'x-auth-token,authorization,x-custom', allowed: ['x-auth-token'] },
];

for (const { path, asked, allowed } of PREFLIGHTS) {
  contract(`a preflight of ${path} for ${asked} allows ${allowed.join(', ')}`, {}, async () => {
    const { status, headers } = await preflight(path, 'POST', asked);
    assert.equal(status, 200);
    assertReadableBy(ORIGIN, headers);
    assert.deepEqual(listed(headers['access-control-allow-headers']), allowed);
    assert.deepEqual(listed(headers['access-control-allow-methods']), METHODS);
  });
}

contract('a preflight needs no token, and PUT and DELETE pass too', { as: ['alice'] }, async (alice) => {
  for (const method of ['PUT', 'DELETE']) {
    const { status, headers } = await preflight(`${CHATD}/users/${alice.uuid}/presences`, method, 'x-auth-token');
    assert.equal(status, 200);
    assertReadableBy(ORIGIN, headers);
  }
});

for (const origin of [ORIGIN, 'http://localhost:3000', 'null']) {
  contract(`an answer may be read by ${origin}`, { as: ['alice'] }, async (alice) => {
    const answer = await rest.get(ROOMS, { token: alice.token, headers: { origin } });
    assert.equal(answer.status, 200);
    assertReadableBy(origin, answer.headers);
  });
}

contract('every service may be read from a page', { as: ['alice'] }, async (alice) => {
  const paths = [`${AUTH}/${alice.token}`, `${DIRD}/directories/default/sources`, `${CONFD}/users/${alice.uuid}`];
  for (const path of paths) {
    const answer = await rest.get(path, { token: alice.token });
    assert.equal(answer.status, 200, path);
    assertReadableBy(ORIGIN, answer.headers);
  }
});

contract('errors may be read by the page as well: 400, 401, 404', { as: ['alice'] }, async (alice) => {
  const { token } = alice;
  const answers: [number, Promise<Answer>][] = [
    [401, rest.get(ROOMS)],
    [400, rest.post(ROOMS, { users: [] }, { token })],
    [400, rest.post(ROOMS, undefined, { token, raw: '{oops' })],
    [404, rest.get(`${ROOMS}/${randomUUID()}/messages`, { token })],
    [401, rest.post(AUTH, {}, { headers: basic({ username: 'alice', password: 'wrong' }) })],
    [404, rest.get(`${AUTH}/${randomUUID()}`)],
  ];
  for (const [status, answering] of answers) {
    const answer = await answering;
    assert.equal(answer.status, status, answer.text);
    assertReadableBy(ORIGIN, answer.headers);
  }
});

deviation('a body over 1 MiB is 413', {
  as: ['alice'],
  why: 'with CORS headers and in JSON, so that a page learns the reason',
  stock: async (alice) => {
    const answer = await alice.chatd('POST', '/users/me/rooms', { name: 'x'.repeat(1_048_577) });
    assert.equal(answer.status, 413);
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  },
  ours: async (alice) => {
    const answer = await alice.chatd('POST', '/users/me/rooms', { name: 'x'.repeat(1_048_577) });
    assert.equal(answer.status, 413);
    assertReadableBy(ORIGIN, answer.headers);
    assertShape(answer.body, CHATD_ERROR);
  },
});

contract('what no service serves is 404 with CORS headers', { extended: true, as: ['alice'] }, async (alice) => {
  for (const path of ['/api/calld/1.0/calls', `${CHATD}/nothing`, '/api']) {
    const answer = await alice.get(path);
    assert.equal(answer.status, 404, path);
    assertReadableBy(ORIGIN, answer.headers);
  }
});
