import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import WebSocket from 'ws';
import { TENANT, USERS } from '../support/test-server.js';
import { type Answer, assertError, type Client, ROOMS } from '../support/client.js';
import { type LimitedServer, withLimits } from '../support/limited-server.js';
import { clock, tokens } from '../support/shared-server.js';

const { alice, bob } = tokens;
const MESSAGE = 'chatd_user_room_message_created';
const rooms = (client: Client, token: string): Promise<Answer> => client.send('GET', ROOMS, { token });

function assertTooMany(answer: Answer, seconds: number): void {
  assertError(answer, 429, 'too-many-requests');
  assert.equal(answer.headers.get('retry-after'), String(seconds));
  assert.equal(answer.headers.get('access-control-expose-headers'), 'Retry-After');
  assert.deepEqual(answer.body.details, { retry_after: seconds });
}

test('limits: who writes too fast is told when to go on; reading and others go on meanwhile', async () => {
  await withLimits({ writes: { perSecond: 0.5, burst: 3 } }, async ({ client }) => {
    const room = await client.createRoom(alice, [USERS.bob], 'Fast');
    const post = (token: string) => client.send('POST', `${ROOMS}/${room}/messages`, { token, body: { content: 'x' } });
    assert.deepEqual([(await post(alice)).status, (await post(alice)).status], [201, 201]);
    assertTooMany(await post(alice), 2);
    assert.equal((await rooms(client, alice)).status, 200);
    assert.equal((await post(bob)).status, 201);
    clock.advance(1000);
    assertTooMany(await post(alice), 1);
    clock.advance(1000);
    assert.equal((await post(alice)).status, 201);
    const { body } = await client.send('GET', `${ROOMS}/${room}/messages`, { token: alice });
    assert.equal(body.total, 4);
  });
});

test('limits: who reads too fast is told when to go on', async () => {
  await withLimits({ reads: { perSecond: 1, burst: 2 } }, async ({ client }) => {
    for (let n = 0; n < 2; n += 1) assert.equal((await rooms(client, alice)).status, 200);
    assertTooMany(await rooms(client, alice), 1);
    assert.equal((await rooms(client, bob)).status, 200);
  });
});

test('limits: who reads along in a fast room can still write, and the other way round', async () => {
  const one = { perSecond: 1, burst: 1 };
  await withLimits({ writes: one, receipts: one }, async ({ client }) => {
    const room = await client.createRoom(alice, [USERS.bob], 'Fast reading');
    const { uuid } = await client.post(bob, room, 'read me');
    const read = () => client.send('PUT', `${ROOMS}/${room}/read`, { token: alice, body: { message_uuid: uuid } });
    clock.advance(1000);
    assert.equal((await read()).status, 204);
    assertTooMany(await read(), 1);
    await client.post(alice, room, 'still here');
    clock.advance(1000);
    await client.post(alice, room, 'and again');
    assert.equal((await read()).status, 204);
  });
});

test('limits: a refused token takes nothing from anybody', async () => {
  await withLimits({ reads: { perSecond: 1, burst: 1 } }, async ({ client }) => {
    for (let n = 0; n < 3; n += 1) assertError(await rooms(client, tokens.noacl), 401, 'unauthorized');
    assert.equal((await rooms(client, alice)).status, 200);
  });
});

test('limits: of many requests at once of one user, another’s waits for a few only', async () => {
  await withLimits({ requestsAtOnce: 2 }, async ({ client }) => {
    const answered: string[] = [];
    // Connections are accepted one per round of the event loop: they must be there before.
    await Promise.all(Array.from({ length: 101 }, () => rooms(client, alice)));
    const ask = async (token: string, name: string): Promise<void> => {
      assert.equal((await rooms(client, token)).status, 200);
      answered.push(name);
    };
    const flood = Array.from({ length: 100 }, () => ask(alice, 'alice'));
    await Promise.race(flood);
    await ask(bob, 'bob');
    assert.ok(answered.indexOf('bob') < 50, `bob came after ${answered.indexOf('bob')}`);
    await Promise.all(flood);
    assert.equal(answered.length, 101);
  });
});

test('limits: requests that were broken off leave their place to the next', async () => {
  await withLimits({ requestsAtOnce: 1 }, async ({ client }) => {
    for (let n = 0; n < 5; n += 1) {
      const controller = new AbortController();
      const options = { headers: { 'X-Auth-Token': alice }, signal: controller.signal };
      const broken = [1, 2, 3].map(() => fetch(client.url + ROOMS, options).catch(() => undefined));
      setImmediate(() => controller.abort());
      await Promise.all(broken);
    }
    assert.equal((await rooms(client, alice)).status, 200);
  });
});

test('limits: a socket too many is closed with 1013, the others stay', async () => {
  await withLimits({ socketsPerUser: 2 }, async ({ client }) => {
    const sockets = [await client.listen(alice, MESSAGE), await client.listen(alice, MESSAGE)];
    const third = client.socket(`version=2&token=${alice}`);
    assert.deepEqual(await third.closed, { code: 1013, reason: 'too many connections' });
    const bobs = await client.listen(bob);
    bobs.send({ op: 'token', data: { token: alice } });
    assert.equal((await bobs.closed).code, 1013);
    await sockets.shift()?.close();
    sockets.push(await client.listen(alice, MESSAGE));
    await client.post(alice, await client.createRoom(alice, [USERS.bob], 'Two'), 'still here');
    for (const socket of sockets) {
      assert.equal((await socket.event()).data.content, 'still here');
      await socket.close();
    }
  });
});

test('limits: a socket that sends too many frames is closed with 1008', async () => {
  await withLimits({ frames: { perSecond: 1, burst: 5 } }, async ({ client }) => {
    const ping = { op: 'ping', data: { payload: 1 } };
    const [fast, slow] = [await client.listen(alice), await client.listen(alice)];
    for (const socket of [fast, slow]) for (let n = 0; n < 4; n += 1) socket.send(ping);
    for (let n = 0; n < 4; n += 1) assert.equal((await slow.next()).op, 'pong');
    fast.send(ping);
    assert.deepEqual(await fast.closed, { code: 1008, reason: 'too many frames' });
    clock.advance(1000);
    slow.send(ping);
    assert.equal((await slow.next()).op, 'pong');
    await slow.close();
  });
});

test('limits: pings of the protocol are frames, too', async () => {
  await withLimits({ frames: { perSecond: 1, burst: 5 } }, async ({ client }) => {
    const socket = new WebSocket(`${client.url.replace('http', 'ws')}/api/websocketd/?version=2&token=${alice}`);
    await once(socket, 'message');
    for (let n = 0; n < 6; n += 1) socket.ping();
    const [code] = (await once(socket, 'close')) as [number];
    assert.equal(code, 1008);
  });
});

const MANY = 400;

/** Someone who stops reading, while 40 MB are sent to him and to one who goes on. */
async function stopReading({ client, bus }: LimitedServer): Promise<{ slow: WebSocket; received: string[] }> {
  const reader = await client.listen(alice, MESSAGE);
  const slow = new WebSocket(`${client.url.replace('http', 'ws')}/api/websocketd/?version=2&token=${alice}`);
  const received: string[] = [];
  slow.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString());
    if (frame.op === 'event') received.push(frame.data.data.number as string);
    if (frame.op === 'init') slow.send(JSON.stringify({ op: 'subscribe', data: { event_name: MESSAGE } }));
    if (frame.op === 'subscribe') slow.send('{"op":"start"}');
    if (frame.op === 'start') slow.pause();
  });
  while (!slow.isPaused) await once(slow, 'message');
  const common = { name: MESSAGE, tenantUuid: TENANT, recipients: [USERS.alice], padding: 'x'.repeat(100_000) };
  for (let number = 0; number < MANY; number += 1) {
    bus.publish({
      ...common,
      requiredAcl: 'events.chatd.users.{recipient}.rooms.x',
      data: { number, ...common },
    });
    assert.equal((await reader.event()).data.number, number);
  }
  await reader.close();
  return { slow, received };
}

test('limits: who stops reading is cut off with 1013, and those who read get everything', async () => {
  await withLimits({}, async (limited) => {
    const { slow, received } = await stopReading(limited);
    const closed = once(slow, 'close') as Promise<[number, Buffer]>;
    slow.resume();
    const [code, reason] = await closed;
    assert.deepEqual([code, reason.toString()], [1013, 'too slow']);
    assert.ok(received.length > 0 && received.length < MANY, `got ${received.length} of ${MANY}`);
    assert.deepEqual(
      received,
      received.map((_, index) => index),
    );
  });
});

test('limits: who does not even read the goodbye is dropped', async () => {
  await withLimits({}, async (limited) => {
    const { slow } = await stopReading(limited);
    const [serverSide] = [...limited.app.websocketServer.clients];
    assert.ok(serverSide);
    const dropped = once(serverSide, 'close');
    clock.advance(5000);
    await dropped;
    assert.equal(serverSide.bufferedAmount, 0);
    const closed = once(slow, 'close') as Promise<[number]>;
    slow.resume();
    assert.equal((await closed)[0], 1006);
  });
});
