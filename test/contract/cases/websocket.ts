import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { target } from '../target.js';
import { socketUrl, type Person } from '../person.js';
import { acknowledgement, event, init } from '../shapes/websocketd.js';
import { assertShape, exactly } from '../shape.js';
import type { TestSocket } from '../socket.js';

const { contract } = area('websocket');

const EXPIRE_SOON = 'auth_session_expire_soon';
const MESSAGE_CREATED = 'chatd_user_room_message_created';
const { origin } = target.rest;
const REFUSED = { code: 4002, reason: 'authentication failed' };

/** A socket that has said `init` and nothing else yet. */
async function opened(person: Person): Promise<TestSocket> {
  const socket = person.socket();
  assertShape(await socket.next(), init(2));
  return socket;
}

contract('a socket says init, and acknowledges each subscription and the start', { as: ['alice'] }, async (alice) => {
  const socket = await opened(alice);
  socket.send({ op: 'subscribe', data: { event_name: 'chatd_user_room_created' } });
  socket.send({ op: 'subscribe', data: { event_name: MESSAGE_CREATED } });
  socket.send({ op: 'start' });
  assertShape(await socket.next(), acknowledgement('subscribe'));
  assertShape(await socket.next(), acknowledgement('subscribe'));
  assertShape(await socket.next(), acknowledgement('start'));
  await socket.end();
});

contract('ping is answered with its payload, before and after the start', { as: ['alice'] }, async (alice) => {
  const socket = await opened(alice);
  await socket.ping('before');
  await socket.start();
  await socket.ping('after 👋');
  await socket.end();
});

contract('an unknown event, a second start and a late subscription are fine', { as: ['alice'] }, async (alice) => {
  const socket = await opened(alice);
  await socket.subscribe('no_such_event');
  await socket.start();
  await socket.start();
  await socket.subscribe(MESSAGE_CREATED);
  const room = await alice.freshRoom([]);
  const message = await alice.send(room, 'heard');
  await socket.event(MESSAGE_CREATED, ({ data }) => (data as { uuid: string }).uuid === message.uuid);
  await socket.end();
});

contract('no token closes with 4001', { as: ['alice'] }, async (alice) => {
  const close = await alice.socket(socketUrl(origin, { version: '2' })).closed();
  assert.deepEqual(close, { code: 4001, reason: 'no token' });
});

for (const [what, token] of [
  ['unknown', randomUUID()],
  ['no uuid', 'abc'],
] as const) {
  contract(`a token that is ${what} closes with 4002`, { as: ['alice'] }, async (alice) => {
    const close = await alice.socket(socketUrl(origin, { version: '2', token })).closed();
    assert.deepEqual(close, REFUSED);
  });
}

contract(
  'a token that is about to expire is announced to its socket',
  { as: ['alice'], extended: true },
  async (alice) => {
    // The last announcement is made 10 s before the end.
    const session = await alice.again(13);
    const socket = await session.live([EXPIRE_SOON]);
    const { session_uuid: uuid } = session.data;
    const data = exactly({ uuid, user_uuid: alice.uuid, tenant_uuid: alice.tenantUuid });
    const acl = String.raw`events\.auth\.users\.${alice.uuid}\.sessions\.${uuid}\.expire_soon`;
    const keys = { session_uuid: exactly(uuid) };
    assertShape(await socket.event(EXPIRE_SOON), event({ name: EXPIRE_SOON, data, acl, keys }));
    await socket.end();
    await session.logOut();
  },
);

contract('a deleted token closes with 4002', { as: ['alice'] }, async (alice) => {
  const session = await alice.again();
  await session.logOut();
  assert.deepEqual(await session.socket().closed(), REFUSED);
});

contract('a token without the permission closes with 4002', { as: ['noacl'] }, async (noacl) => {
  assert.deepEqual(await noacl.socket().closed(), REFUSED);
});

contract('the token may be in the header instead', { as: ['alice'] }, async (alice) => {
  const socket = alice.socket(socketUrl(origin, { version: '2' }), { 'x-auth-token': alice.token });
  assertShape(await socket.next(), init(2));
  await socket.end();
});

contract('version 3 closes with 4004', { as: ['alice'] }, async (alice) => {
  const { code } = await alice.socket(socketUrl(origin, { version: '3', token: alice.token })).closed();
  assert.equal(code, 4004);
});

contract('a version that is no number closes with 1011', { as: ['alice'] }, async (alice) => {
  const { code } = await alice.socket(socketUrl(origin, { version: 'x', token: alice.token })).closed();
  assert.equal(code, 1011);
});

contract('without version it speaks version 1', { as: ['alice'] }, async (alice) => {
  const socket = alice.socket(socketUrl(origin, { token: alice.token }));
  assertShape(await socket.next(), init(1));
  await socket.subscribe(MESSAGE_CREATED);
  await socket.start();
  await socket.end();
});

const PROTOCOL_ERRORS: readonly (readonly [string, string | Buffer])[] = [
  ['an unknown op', JSON.stringify({ op: 'unsubscribe', data: { event_name: MESSAGE_CREATED } })],
  ['no JSON', 'hello'],
  ['a binary frame', Buffer.from('{}')],
  ['a ping without payload', JSON.stringify({ op: 'ping' })],
  ['a subscription without data', JSON.stringify({ op: 'subscribe' })],
];

/** What a stock websocketd does with these is not known; a server that is told nonsense must survive it. */
const NONSENSE: readonly (readonly [string, string])[] = [
  ['null', 'null'],
  ['a list', '[]'],
  ['a number', '7'],
  ['an empty frame', ''],
  ['no op', '{}'],
  ['an op that is a number', '{"op": 5}'],
  ['an op of the language', '{"op": "__proto__"}'],
  ['data null', '{"op": "subscribe", "data": null}'],
  ['an event_name that is a list', '{"op": "subscribe", "data": {"event_name": ["*"]}}'],
  ['a payload that is missing', '{"op": "ping", "data": {}}'],
  ['a token op without token', '{"op": "token", "data": {}}'],
  ['a token op with a number', '{"op": "token", "data": {"token": 5}}'],
];

async function assertClosesWith4004(person: Person, sent: string | Buffer): Promise<void> {
  const socket = await opened(person);
  socket.sendRaw(sent);
  assert.equal((await socket.closed()).code, 4004);
}

for (const [what, sent] of PROTOCOL_ERRORS) {
  contract(`${what} closes with 4004`, { as: ['alice'] }, async (alice) => {
    await assertClosesWith4004(alice, sent);
  });
}

for (const [what, sent] of NONSENSE) {
  contract(`${what} closes with 4004, and the server lives on`, { as: ['alice'], extended: true }, async (alice) => {
    await assertClosesWith4004(alice, sent);
    await (await opened(alice)).end();
  });
}

contract('a frame over 1 MiB closes with 1009', { as: ['alice'] }, async (alice) => {
  const socket = await opened(alice);
  socket.send({ op: 'ping', data: { payload: 'x'.repeat(1_100_000) } });
  assert.equal((await socket.closed()).code, 1009);
});

contract(
  'op token takes a fresh token, and even that of another user',
  { as: ['alice', 'bob'] },
  async (alice, bob) => {
    const socket = await opened(alice);
    const fresh = await alice.again();
    await socket.token(fresh.token);
    await socket.token(bob.token);
    await socket.end();
    await fresh.logOut();
  },
);

contract('op token with a token that is none closes with 4002', { as: ['alice'] }, async (alice) => {
  const socket = await opened(alice);
  socket.send({ op: 'token', data: { token: randomUUID() } });
  assert.deepEqual(await socket.closed(), REFUSED);
});

contract(
  'an expired token closes with 4003; one renewed in time keeps the socket open',
  { as: ['alice'] },
  async (alice) => {
    const session = await alice.again(2);
    const [kept, expiring] = [await opened(session), await opened(session)];
    await kept.token(alice.token);
    assert.deepEqual(await expiring.closed(), { code: 4003, reason: 'authentication expired' });
    await kept.ping('still here');
    await kept.end();
  },
);
