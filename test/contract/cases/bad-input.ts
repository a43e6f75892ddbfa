import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { target } from '../target.js';
import { AUTH, basic, CHATD, CONFD, DIRD, type Person } from '../person.js';
import type { Answer, Call } from '../rest.js';
import { CHATD_ERROR, UNREADABLE_BODY } from '../shapes/errors.js';
import { authError } from '../shapes/auth.js';
import { SOURCES } from '../shapes/directory.js';
import { shaped } from '../shape.js';

const { contract } = area('bad input');

const { rest } = target;
const DEEP = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
const LONG = 'x'.repeat(5_000);
const ROOMS = `${CHATD}/users/me/rooms`;

interface Bad {
  readonly what: string;
  readonly method?: string;
  readonly path: string;
  readonly call?: Call;
  readonly status: number | readonly number[];
}

/** Bodies that are no object, or no JSON, whatever the endpoint. */
const BODIES: readonly (readonly [string, Call])[] = [
  ['no JSON', { raw: '{oops' }],
  ['half a JSON', { raw: '{"content": "x' }],
  ['null', { raw: 'null' }],
  ['a list', { raw: '[]' }],
  ['a number', { raw: '7' }],
  ['a string', { raw: '"x"' }],
  ['lists in lists', { raw: DEEP }],
  ['no UTF-8', { raw: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) }],
  ['keys of the language', { raw: '{"__proto__": {"content": "x"}, "constructor": {"prototype": {}}}' }],
  ['form data', { raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['XML', { raw: '<a/>', headers: { 'content-type': 'application/xml' } }],
];

/** Parameters that mean nothing to a list. */
const QUERIES: readonly string[] = [
  'limit=1e9',
  'limit=1.5',
  'limit=99999999999999999999',
  'offset=99999999999999999999',
  'offset=-5',
  'limit=',
  'limit=1&limit=x',
  'order=',
  'order=created_at;drop table chatd_room',
  'direction=DESC;--',
  'from_date=',
  'from_date=2026-13-45T99:99:99Z',
  'from_date=275761-01-01T00:00:00Z',
];

const SEARCHES: readonly string[] = ['%00', "'", '%5C', '%25%25%25', '%F0%9F%98%80', 'a'.repeat(4_000), '%22;--'];

const ADDRESSES: readonly string[] = [
  `${ROOMS}/not-a-uuid/messages`,
  `${ROOMS}/%00/messages`,
  `${ROOMS}/${randomUUID()}x/messages`,
  `${ROOMS}/${LONG}/messages`,
  `${ROOMS}/../../../auth/messages`,
  `${CHATD}/users/me`,
  `${CHATD}/users/nobody/rooms/x/y`,
  `${CHATD}/`,
  `${DIRD}/backends/wazo/sources/not-a-uuid/contacts`,
  `${DIRD}/backends/wazo/sources/${randomUUID()}/contacts`,
  `${DIRD}/backends/other/sources/${randomUUID()}/contacts`,
  `${CONFD}/users/not-a-uuid`,
  '/api/unknown/1.0/x',
];

/** A client's fault is told as JSON in the services' own shapes: never HTML, never 500. */
function assertToldWell(answer: Answer, what: string): void {
  assert.ok(answer.status < 500, `${what}: ${answer.status} ${answer.text}`);
  if (answer.status === 204 || answer.text === '') return;
  assert.match(answer.headers['content-type'] ?? '', /^application\/json/, `${what}: ${answer.text.slice(0, 200)}`);
  if (answer.status < 400) return;
  const shapes = [CHATD_ERROR, UNREADABLE_BODY, authError(answer.status)];
  const problems = shapes.map((shape) => shape.problems(answer.body, what));
  assert.ok(
    problems.some(({ length }) => length === 0),
    `${problems.flat().join('\n')}\n${answer.text}`,
  );
}

function assertStatus(answer: Answer, expected: number | readonly number[], what: string): void {
  const statuses = typeof expected === 'number' ? [expected] : expected;
  assert.ok(statuses.includes(answer.status), `${what}: ${answer.status} ${answer.text.slice(0, 300)}`);
}

async function assertAlive(person: Person): Promise<void> {
  assert.equal((await person.chatd('GET', '/users/me/rooms')).status, 200);
}

const ENDPOINTS: readonly (readonly [string, (room: string, message: string) => string])[] = [
  ['POST', () => ROOMS],
  ['POST', (room) => `${ROOMS}/${room}/messages`],
  ['POST', (room, message) => `${ROOMS}/${room}/messages/${message}/reactions`],
];

for (const [method, path] of ENDPOINTS) {
  const name = path('{room}', '{message}').replace(CHATD, '');
  contract(`${method} ${name} refuses bodies that make no sense`, { as: ['alice'], extended: true }, async (alice) => {
    const room = await alice.freshRoom([]);
    const message = await alice.send(room, 'x');
    for (const [what, call] of BODIES) {
      const answer = await rest.request(method, path(room.uuid, message.uuid), { token: alice.token, ...call });
      assertToldWell(answer, what);
      assertStatus(answer, [400, 415], what);
    }
    await assertAlive(alice);
  });
}

contract('PUT presences refuses bodies that make no sense', { as: ['alice'], extended: true }, async (alice) => {
  for (const [what, call] of BODIES) {
    const answer = await alice.chatd('PUT', `/users/${alice.uuid}/presences`, undefined, call);
    assertToldWell(answer, what);
    assertStatus(answer, [400, 415], what);
  }
});

contract('a login refuses bodies that make no sense', { extended: true }, async () => {
  const headers = basic(target.login('alice'));
  for (const [what, call] of BODIES) {
    const answer = await rest.request('POST', AUTH, { ...call, headers: { ...headers, ...call.headers } });
    assertToldWell(answer, what);
    // wazo-auth reads any Content-Type as JSON, and ignores keys that it does not know.
    assertStatus(answer, what === 'keys of the language' ? [200, 400] : [400, 415], what);
  }
});

contract('a login refuses headers and values that make no sense', { extended: true }, async () => {
  const headers = basic(target.login('alice'));
  const calls: Call[] = [
    { json: { expiration: 60 } },
    ...['Basic', 'Basic ###', 'Basic YQ==', 'Bearer x', ''].map((authorization) => ({
      json: { expiration: 60 },
      headers: { authorization },
    })),
    { json: { expiration: 60, refresh_token: 5, client_id: 'x' } },
    { json: { expiration: 60, refresh_token: randomUUID() } },
    ...['x', 1.5, [], {}, 1e300, true].map((expiration) => ({ json: { expiration }, headers })),
    { json: { expiration: 60, access_type: 'offline' }, headers },
  ];
  for (const call of calls) {
    const answer = await rest.request('POST', AUTH, call);
    const what = JSON.stringify(call);
    assertToldWell(answer, what);
    assertStatus(answer, [400, 401], what);
  }
});

contract('a login with an access_type that is none is 400', { extended: true }, async () => {
  const body = { expiration: 60, access_type: 'sideways', client_id: 'chat-widget' };
  const answer = await rest.post(AUTH, body, { headers: basic(target.login('alice')) });
  assertToldWell(answer, 'access_type sideways');
  assertStatus(answer, 400, 'access_type sideways');
});

contract(
  'lists refuse parameters that make no sense, or ignore them',
  { as: ['alice'], extended: true },
  async (alice) => {
    const room = await alice.freshRoom([]);
    for (const query of QUERIES) {
      for (const path of [
        `/users/me/rooms/${room.uuid}/messages?${query}`,
        `/users/me/rooms/messages?search=x&${query}`,
      ]) {
        const answer = await alice.chatd('GET', encodeURI(path));
        assertToldWell(answer, query);
        assertStatus(answer, [200, 400], query);
      }
    }
  },
);

contract('searching for anything is no error of the server', { as: ['alice'], extended: true }, async (alice) => {
  const room = await alice.freshRoom([]);
  const [source] = shaped((await alice.get(`${DIRD}/directories/default/sources?backend=wazo`)).body, SOURCES).items;
  for (const search of SEARCHES) {
    const paths = [
      `${ROOMS}/${room.uuid}/messages?search=${search}`,
      `${ROOMS}/messages?search=${search}`,
      `${DIRD}/backends/wazo/sources/${source?.uuid}/contacts?search=${search}`,
    ];
    for (const path of paths) {
      const answer = await alice.get(path);
      assertToldWell(answer, path);
      assertStatus(answer, [200, 400], path);
    }
  }
});

contract(
  'addresses that lead nowhere are 404, or another 4xx in JSON',
  { as: ['alice'], extended: true },
  async (alice) => {
    for (const path of ADDRESSES) {
      for (const method of ['GET', 'POST', 'DELETE', 'PATCH']) {
        const answer = await rest.request(method, path, { token: alice.token });
        assertToldWell(answer, `${method} ${path}`);
        assertStatus(answer, [400, 401, 404, 405, 414], `${method} ${path}`);
      }
    }
    await assertAlive(alice);
  },
);

contract('an address that is badly encoded is 400 or 404', { as: ['alice'], extended: true }, async (alice) => {
  for (const path of [`${ROOMS}/%zz/messages`, `${ROOMS}/%E0%A4%A/messages`, `${ROOMS}?user_uuid=%zz`, `${AUTH}/%ff`]) {
    const answer = await alice.get(path);
    assertToldWell(answer, path);
    assertStatus(answer, path.includes('?') ? [200, 400] : [400, 401, 404], path);
  }
});

const BAD: readonly Bad[] = [
  { what: 'a token that is no uuid', path: ROOMS, call: { token: "' or 1=1" }, status: 401 },
  { what: 'a very long token', path: ROOMS, call: { token: LONG }, status: 401 },
  { what: 'reading a token that is no uuid', path: `${AUTH}/x`, status: 404 },
  { what: 'an unknown scope', method: 'HEAD', path: `${AUTH}/${randomUUID()}?scope=%00`, status: [400, 403, 404] },
  { what: 'dird without a token', path: `${DIRD}/directories/default/sources`, status: 401 },
  { what: 'confd without a token', path: `${CONFD}/users/me`, status: 401 },
  { what: 'PUT of the rooms', method: 'PUT', path: ROOMS, status: [401, 404, 405] },
];

for (const { what, method = 'GET', path, call = {}, status } of BAD) {
  contract(`${what} is ${String(status)}`, { extended: true }, async () => {
    const answer = await rest.request(method, path, call);
    assertToldWell(answer, what);
    assertStatus(answer, status, what);
  });
}

contract('a Wazo-Tenant that is no uuid is 401', { as: ['alice'], extended: true }, async (alice) => {
  for (const tenant of ['nope', randomUUID(), "' or 1=1"]) {
    const answer = await alice.chatd('GET', '/users/me/rooms', undefined, { headers: { 'wazo-tenant': tenant } });
    assertToldWell(answer, tenant);
    assertStatus(answer, 401, tenant);
  }
});

contract('room names and aliases that cannot be stored are 400', { as: ['alice'], extended: true }, async (alice) => {
  const room = await alice.freshRoom([]);
  const users = JSON.stringify([{ uuid: randomUUID() }]);
  const raws: [string, string][] = [
    ['/users/me/rooms', String.raw`{"name": "a\u0000b", "users": ${users}}`],
    ['/users/me/rooms', String.raw`{"name": "\ud83d", "users": ${users}}`],
    [`/users/me/rooms/${room.uuid}/messages`, String.raw`{"content": "x", "alias": "a\u0000b"}`],
    [`/users/me/rooms/${room.uuid}/messages`, String.raw`{"content": "x", "alias": "\udc00"}`],
    [`/users/me/rooms/${room.uuid}/messages`, String.raw`{"content": "x", "alias": 5}`],
  ];
  for (const [path, raw] of raws) {
    const answer = await alice.chatd('POST', path, undefined, { raw });
    assertToldWell(answer, raw);
    assertStatus(answer, 400, raw);
  }
});

contract('a presence status that cannot be stored is 400', { as: ['alice'], extended: true }, async (alice) => {
  for (const raw of [String.raw`{"state": "away", "status": "\u0000"}`, '{"state": "away", "status": 5}']) {
    const answer = await alice.chatd('PUT', `/users/${alice.uuid}/presences`, undefined, { raw });
    assertToldWell(answer, raw);
    assertStatus(answer, 400, raw);
  }
});

contract('a body larger than any message is told, not cut off', { as: ['alice'], extended: true }, async (alice) => {
  const room = await alice.freshRoom([]);
  const answer = await alice.chatd('POST', `/users/me/rooms/${room.uuid}/messages`, { content: 'x'.repeat(1_048_576) });
  assertStatus(answer, 413, 'a body over 1 MiB');
  assertToldWell(answer, 'a body over 1 MiB');
  assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
  await assertAlive(alice);
});
