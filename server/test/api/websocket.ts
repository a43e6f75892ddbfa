import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import test from 'node:test';
import WebSocket from 'ws';
import { USERS } from '../support/test-server.js';
import { type Json, ROOMS, TOKENS } from '../support/client.js';
import { client, clock, tokens } from '../support/shared-server.js';
import { TestSocket } from '../support/test-socket.js';

const MESSAGE = 'chatd_user_room_message_created';
const v2 = `version=2&token=${tokens.alice}`;

async function deletedToken(): Promise<string> {
  const token = await client.login('alice');
  await client.send('DELETE', `${TOKENS}/${token}`);
  return token;
}

const REFUSED: readonly [what: string, query: string, code: number, reason: string][] = [
  ['no token', 'version=2', 4001, 'no token'],
  ['an empty token', 'version=2&token=', 4001, 'no token'],
  ['an unknown token', `version=2&token=${randomUUID()}`, 4002, 'authentication failed'],
  ['a token that is no uuid', 'version=2&token=abc', 4002, 'authentication failed'],
  ['a deleted token', `version=2&token=${await deletedToken()}`, 4002, 'authentication failed'],
  ['a token without the right', `version=2&token=${tokens.noacl}`, 4002, 'authentication failed'],
  ['version 3', `version=3&token=${tokens.alice}`, 4004, ''],
  ['version x', `version=x&token=${tokens.alice}`, 1011, ''],
];
for (const [what, query, code, reason] of REFUSED) {
  test(`websocket: ${what} closes with ${code}`, async () => {
    assert.deepEqual(await client.socket(query).closed, { code, reason });
  });
}

/** What an attempt to open a socket at this path is answered with. */
async function upgrade(path: string): Promise<number | undefined> {
  const socket = new WebSocket(client.url.replace('http', 'ws') + path);
  socket.on('error', () => undefined);
  const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
  // The server has to close the connection: it could not end otherwise.
  await once(answer.resume().socket, 'close');
  return answer.statusCode;
}

test('websocket: an upgrade is accepted at its own path only', async () => {
  for (const path of ['/', '/nowhere', '/api/websocketd/x', ROOMS, `${TOKENS}/${tokens.alice}`, '/%zz']) {
    assert.equal(await upgrade(`${path}?${v2}`), 404, path);
  }
  const opened = client.socket(v2);
  assert.equal((await opened.next()).op, 'init');
  await opened.close();
});

const VIOLATIONS: readonly [what: string, frame: string | Buffer, code: number][] = [
  ['an unknown operation', '{"op":"unsubscribe","data":{"event_name":"x"}}', 4004],
  ['no JSON', 'hello', 4004],
  ['null', 'null', 4004],
  ['a list', '[]', 4004],
  ['a binary frame', Buffer.from('{}'), 4004],
  ['a ping without payload', '{"op":"ping"}', 4004],
  ['a subscription to nothing', '{"op":"subscribe"}', 4004],
  ['a subscription to a number', '{"op":"subscribe","data":{"event_name":5}}', 4004],
  ['a token that is a number', '{"op":"token","data":{"token":5}}', 4004],
  ['an unknown token', `{"op":"token","data":{"token":"${randomUUID()}"}}`, 4002],
  ['a frame over 16 KiB', JSON.stringify({ op: 'ping', data: { payload: 'x'.repeat(16 * 1024) } }), 1009],
];
for (const [what, frame, code] of VIOLATIONS) {
  test(`websocket: ${what} closes with ${code}`, async () => {
    const socket = client.socket(v2);
    await socket.next();
    socket.sendRaw(frame);
    assert.equal((await socket.closed).code, code);
  });
}

test('websocket: every step is acknowledged, again and again, before and after the start', async () => {
  const socket = client.socket(v2);
  assert.deepEqual(await socket.next(), { op: 'init', code: 0, data: { version: 2 } });
  const steps: readonly [frame: object, answer: object][] = [
    [
      { op: 'ping', data: { payload: { any: 1 } } },
      { op: 'pong', code: 0, data: { payload: { any: 1 } } },
    ],
    [
      { op: 'subscribe', data: { event_name: 'no_such_event' } },
      { op: 'subscribe', code: 0, data: null },
    ],
    [{ op: 'start' }, { op: 'start', code: 0, data: null }],
    [{ op: 'start' }, { op: 'start', code: 0, data: null }],
    [
      { op: 'subscribe', data: { event_name: MESSAGE } },
      { op: 'subscribe', code: 0, data: null },
    ],
    [
      { op: 'token', data: { token: tokens.alice } },
      { op: 'token', code: 0, data: null },
    ],
  ];
  for (const [frame, answer] of steps) {
    socket.send(frame);
    assert.deepEqual(await socket.next(), answer);
  }
  await socket.close();
});

test('websocket: the token may come in a header, and the address without a slash', async () => {
  const socket = client.socket('version=2', { 'X-Auth-Token': tokens.alice });
  assert.equal((await socket.next()).op, 'init');
  await socket.close();
  const bare = new TestSocket(`${client.url.replace('http', 'ws')}/api/websocketd?${v2}`, {});
  assert.equal((await bare.next()).op, 'init');
  await bare.close();
});

test('websocket: frames sent before the server has spoken are answered in order', async () => {
  const socket = new WebSocket(`${client.url.replace('http', 'ws')}/api/websocketd/?${v2}`);
  const operations: string[] = [];
  const done = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      operations.push((JSON.parse(data.toString()) as { op: string }).op);
      if (operations.length === 3) resolve();
    });
  });
  socket.on('open', () => {
    socket.send('{"op":"subscribe","data":{"event_name":"*"}}');
    socket.send('{"op":"start"}');
  });
  await done;
  // That one has come online may follow at once.
  assert.deepEqual(operations.slice(0, 3), ['init', 'subscribe', 'start']);
  socket.close();
});

test('websocket: version 1 sends bare events and hears nothing after the start', async () => {
  const room = await client.createRoom(tokens.alice, [USERS.bob], 'v1');
  const socket = client.socket(`token=${tokens.alice}`);
  assert.deepEqual(await socket.next(), { op: 'init', code: 0, data: { version: 1 } });
  socket.send({ op: 'subscribe', data: { event_name: MESSAGE } });
  await socket.next();
  socket.send({ op: 'start' });
  await socket.next();
  socket.send({ op: 'ping', data: { payload: 'hi' } });
  await client.post(tokens.bob, room, 'bare');
  const event = await socket.next();
  assert.deepEqual([event.name, event.data.content], [MESSAGE, 'bare']);
  await socket.close();
});

test('websocket: who asks for an event twice gets it once, on each of his sockets', async () => {
  const room = await client.createRoom(tokens.alice, [USERS.bob], 'twice');
  const sockets = [
    await client.listen(tokens.bob, '*', MESSAGE, MESSAGE),
    await client.listen(tokens.bob, MESSAGE),
    await client.listen(tokens.alice, MESSAGE),
  ];
  await client.post(tokens.alice, room, 'who gets me');
  for (const socket of sockets) {
    const events = (await socket.rest()).filter((frame) => frame.data.name === MESSAGE);
    assert.deepEqual(
      events.map((frame) => frame.data.data.content),
      ['who gets me'],
    );
    await socket.close();
  }
});

test('websocket: events before the start, and those not asked for, do not come', async () => {
  const room = await client.createRoom(tokens.alice, [USERS.bob], 'early');
  const early = client.socket(`version=2&token=${tokens.bob}`);
  await early.next();
  early.send({ op: 'subscribe', data: { event_name: MESSAGE } });
  await early.next();
  const other = await client.listen(tokens.bob, 'chatd_user_room_created');
  await client.post(tokens.alice, room, 'lost');
  early.send({ op: 'start' });
  assert.equal((await early.next()).op, 'start');
  await client.post(tokens.alice, room, 'found');
  assert.deepEqual(
    (await early.rest()).map((frame) => frame.data.data.content),
    ['found'],
  );
  assert.deepEqual(await other.rest(), []);
  await Promise.all([early.close(), other.close()]);
});

/** Lets time pass in steps that leave the sockets their pongs, and answers what each of them got meanwhile. */
async function pass(seconds: number, ...sockets: readonly TestSocket[]): Promise<Json[][]> {
  const received: Json[][] = sockets.map(() => []);
  for (let left = seconds; left > 0; left -= 10) {
    clock.advance(Math.min(left, 10) * 1000);
    for (const [index, socket] of sockets.entries()) received[index]!.push(...(await socket.rest()));
  }
  return received;
}

test('websocket: a session is told 50 s and 10 s before its end, and then ended', async () => {
  const token = await client.login('carol', 70);
  const socket = await client.listen(token, 'auth_session_expire_soon');
  const longer = await client.listen(tokens.carol, 'auth_session_expire_soon');
  assert.deepEqual(await pass(19, socket, longer), [[], []]);
  const [[frame, ...more]] = (await pass(1, socket, longer)) as [Json[], Json[]];
  const event = frame.data;
  assert.deepEqual(more, []);
  assert.equal(event.required_acl, `events.auth.users.${USERS.carol}.sessions.${event.session_uuid}.expire_soon`);
  assert.deepEqual([event.data.uuid, event.data.user_uuid], [event.session_uuid, USERS.carol]);
  assert.deepEqual(await pass(39, socket, longer), [[], []]);
  const [last, none] = await pass(1, socket, longer);
  assert.deepEqual(
    last!.map((one) => one.data.session_uuid),
    [event.session_uuid],
  );
  assert.deepEqual(none, []);
  await pass(9, socket, longer);
  clock.advance(1000);
  assert.deepEqual(await socket.closed, { code: 4003, reason: 'authentication expired' });
  assert.deepEqual(await longer.rest(), []);
  await longer.close();
});

test('websocket: a fresh token keeps the socket open past the end of the first', async () => {
  const socket = await client.listen(await client.login('carol', 20));
  const fresh = await client.login('carol', 40);
  socket.send({ op: 'token', data: { token: fresh } });
  assert.equal((await socket.next()).op, 'token');
  await pass(39, socket);
  clock.advance(1000);
  assert.equal((await socket.closed).code, 4003);
});

test('websocket: with another user’s token the socket is that user’s', async () => {
  const room = await client.createRoom(tokens.alice, [USERS.carol], 'switch');
  const socket = await client.listen(tokens.bob, MESSAGE);
  socket.send({ op: 'token', data: { token: tokens.carol } });
  assert.equal((await socket.next()).op, 'token');
  await client.post(tokens.alice, room, 'for carol');
  assert.equal((await socket.event()).data.content, 'for carol');
  const bobs = await client.createRoom(tokens.alice, [USERS.bob], 'of bob');
  await client.post(tokens.alice, bobs, 'not for carol');
  assert.deepEqual(await socket.rest(), []);
  await socket.close();
});

test('websocket: a peer that answers no ping is dropped, one that answers stays', async () => {
  const url = `${client.url.replace('http', 'ws')}/api/websocketd/?${v2}`;
  const deaf = new WebSocket(url, { autoPong: false });
  const closed = new Promise((resolve) => deaf.on('close', resolve));
  await new Promise((resolve) => deaf.once('message', resolve));
  const alive = await client.listen(tokens.bob);
  const pinged = new Promise((resolve) => deaf.once('ping', resolve));
  clock.advance(20_000);
  await pinged;
  await alive.rest();
  clock.advance(20_000);
  assert.equal(await closed, 1006);
  await alive.rest();
  await alive.close();
});
