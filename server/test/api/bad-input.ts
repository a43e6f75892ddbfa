import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import test from 'node:test';
import { USERS } from '../support/test-server.js';
import { CHATD, ROOMS, TOKENS } from '../support/client.js';
import { client, clock, tokens } from '../support/shared-server.js';

const room = await client.createRoom(tokens.alice, [USERS.bob], 'Bad input');
const message = (await client.post(tokens.alice, room, 'x')).uuid as string;
const source = randomUUID();

const PATHS: readonly [method: string, path: string][] = [
  ['POST', TOKENS],
  ['POST', ROOMS],
  ['POST', `${ROOMS}/${room}/messages`],
  ['POST', `${ROOMS}/${room}/messages/${message}/reactions`],
  ['PUT', `${ROOMS}/${room}/messages/${message}`],
  ['PUT', `${ROOMS}/${room}/read`],
  ['PUT', `${CHATD}/users/${USERS.alice}/presences`],
];

const BODIES: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  '',
  '{oops',
  'null',
  '[]',
  '5',
  '"x"',
  'true',
  '{}',
  '[[[[[]]]]]',
  '['.repeat(100_000),
  '{"__proto__":{"content":"x","emoji":"👍"}}',
  '{"constructor":{"prototype":{}},"toString":1}',
  '{"content":{"$gt":""},"users":{"length":5},"emoji":{},"state":{},"expiration":{}}',
  '{"content":1e400,"users":[null,1,"x",[],{}],"emoji":[],"state":[],"expiration":[]}',
  '{"content":"\\ud800","name":"\\u0000","users":[],"emoji":"\\ud83d","state":"\\u0000","expiration":1e999}',
  new Uint8Array([0x22, 0xff, 0xfe, 0x22]),
  new Uint8Array([0xef, 0xbb, 0xbf, 0x7b]),
];

const TYPES = [
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'nonsense',
  ';;;',
  'a/b; charset=x',
];

test('bad input: no body makes the server fail, or speak anything but JSON', async () => {
  for (const [method, path] of PATHS) {
    for (const [index, raw] of BODIES.entries()) {
      const headers = { 'Content-Type': TYPES[index % TYPES.length]! };
      const { status, body, text } = await client.send(method, path, { token: tokens.alice, raw, headers });
      assert.ok(status >= 400 && status < 500, `${method} ${path} ${String(raw).slice(0, 60)}: ${status} ${text}`);
      assert.ok(body.message ?? body.reason, text);
    }
  }
});

const QUERIES = [
  'limit=1&limit=2&search=a&search=b',
  'limit[]=1&search[$ne]=x&distinct[]=room_uuid',
  '__proto__=x&constructor=y&toString=z',
  'search=%zz&user_uuid=%ff&emoji=%',
  'search=%00',
  'search=%ED%A0%80',
  `search=${'%25'.repeat(3000)}`,
  `user_uuid=${Array.from({ length: 100 }, () => randomUUID()).join()}`,
  'user_uuid=,,,&uuid=,',
  'offset=9223372036854775808&limit=9223372036854775808',
  'offset=1e3&limit=0x10',
  'from_date=9999999-01-01T00:00:00Z',
  "search='%3B DROP TABLE chatd_room%3B--",
  '&&&===',
  '?',
];

const LISTS = [
  ROOMS,
  `${ROOMS}/${room}/messages`,
  `${ROOMS}/messages`,
  `${ROOMS}/${room}/messages/${message}/reactions`,
  `${ROOMS}/${room}/messages/changes`,
  `${CHATD}/users/presences`,
  '/api/dird/0.1/directories/default/sources',
  `/api/dird/0.1/backends/wazo/sources/${source}/contacts`,
  `${TOKENS}/${tokens.alice}`,
  '/api/websocketd/',
];

test('bad input: no query string makes the server fail', async () => {
  for (const path of LISTS) {
    for (const query of QUERIES) {
      const { status, body, text } = await client.send('GET', `${path}?${query}`, { token: tokens.alice });
      assert.ok(status < 500 && body !== undefined, `${path}?${query}: ${status} ${text}`);
    }
  }
});

const ADDRESSES: readonly [method: string, path: string][] = [
  ['GET', '/'],
  ['GET', '//'],
  ['GET', '/%'],
  ['GET', '/%zz'],
  ['GET', '/%00'],
  ['GET', '/..%2f..%2fetc%2fpasswd'],
  ['GET', `${ROOMS}/%ff%fe/messages`],
  ['GET', `${ROOMS}/${'a'.repeat(5000)}/messages`],
  ['GET', `${ROOMS}/${room}/messages/`],
  ['GET', `${ROOMS}/${room}`],
  ['PUT', `${ROOMS}/${room}`],
  ['PATCH', `${ROOMS}/${room}`],
  ['DELETE', `${ROOMS}/${room}`],
  ['GET', `${ROOMS}/${room}/messages/${message}`],
  ['PATCH', `${ROOMS}/${room}/messages/${message}`],
  ['PATCH', ROOMS],
  ['DELETE', TOKENS],
  ['GET', `${TOKENS}/%00`],
  ['GET', `${TOKENS}/constructor`],
  ['PROPFIND', ROOMS],
  ['GET', '/api/confd/1.1/users/%00'],
  ['GET', '/api/dird/0.1/directories/other/sources'],
  ['GET', '/api/dird/0.1/backends/wazo/sources/x/contacts'],
  ['GET', '/api/calld/1.0/calls'],
];

test('bad input: an address that leads nowhere is 404 in JSON', async () => {
  for (const [method, path] of ADDRESSES) {
    const answer = await client.send(method, path, { token: tokens.alice });
    assert.equal(answer.status, 404, `${method} ${path}: ${answer.status} ${answer.text}`);
    assert.ok(answer.body.message ?? answer.body.reason, answer.text);
    assert.equal(answer.headers.get('access-control-allow-origin'), 'https://app.example');
  }
});

test('bad input: uuids in capitals mean the same', async () => {
  const path = `${CHATD}/users/${USERS.alice.toUpperCase()}/rooms/${room.toUpperCase()}/messages`;
  const answer = await client.send('GET', path, { token: tokens.alice.toUpperCase() });
  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.body.items[0].uuid, message);
});

test('bad input: a DELETE may carry any body', async () => {
  for (const raw of ['', '{}', '{oops']) {
    const path = `${ROOMS}/${room}/messages/${message}/reactions?emoji=👍`;
    const answer = await client.send('DELETE', path, { token: tokens.alice, raw });
    assert.equal(answer.body.error_id, 'unknown-reaction', answer.text);
  }
});

/** Sends bytes that no HTTP client would and answers what comes back. */
function sendBytes(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(client.url).port), '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

const BYTES: readonly [what: string, bytes: string, status: number][] = [
  ['no HTTP at all', 'hello\r\n\r\n', 400],
  ['a header without a name', 'GET / HTTP/1.1\r\nHost: x\r\n: x\r\n\r\n', 400],
  ['headers of 40 kB', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
];
for (const [what, bytes, status] of BYTES) {
  test(`bad input: ${what} is ${status} in JSON`, async () => {
    const [head = '', body = ''] = (await sendBytes(bytes)).split('\r\n\r\n');
    assert.ok(head.startsWith(`HTTP/1.1 ${status} `), head);
    assert.match(head, /Access-Control-Allow-Origin/i);
    assert.equal(typeof (JSON.parse(body) as { message: unknown }).message, 'string');
  });
}

test('bad input: after all this the server still serves', async () => {
  assert.equal((await client.send('GET', ROOMS, { token: tokens.alice })).status, 200);
});

test('bad input: the time of an error is that of the server’s clock', async () => {
  const seconds = clock.now() / 1000;
  assert.equal((await client.send('GET', ROOMS)).body.timestamp, seconds);
  assert.equal((await client.send('GET', '/%zz')).body.timestamp, seconds);
  assert.deepEqual((await client.send('GET', `${TOKENS}/x`)).body.timestamp, [seconds]);
  const [, body = ''] = (await sendBytes('hello\r\n\r\n')).split('\r\n\r\n');
  assert.equal((JSON.parse(body) as { timestamp: unknown }).timestamp, seconds);
});
