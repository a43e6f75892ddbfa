import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { sql as receiptsMigration } from '../../src/db/migrations/005-receipts.js';
import { USERS } from '../support/test-server.js';
import { type Answer, assertError, type Json, ROOMS } from '../support/client.js';
import { fillRoom } from '../support/fill.js';
import { withLimits } from '../support/limited-server.js';
import { client, clock, server, tokens } from '../support/shared-server.js';
import type { TestSocket } from '../support/test-socket.js';

const READ = 'chatd_user_room_read';
const { alice, bob, carol, dave } = tokens;

const newRoom = (...others: string[]): Promise<string> => client.createRoom(alice, [USERS.bob, ...others], 'Receipts');
const read = (room: string, uuid: unknown, token = alice): Promise<Answer> =>
  client.send('PUT', `${ROOMS}/${room}/read`, { token, body: { message_uuid: uuid } });
const post = async (room: string, token: string, content = 'x'): Promise<string> =>
  (await client.post(token, room, content)).uuid as string;

/** What a person's room list says of a room: how many are unread, and the last one read. */
async function state(room: string, token = alice): Promise<[unread: number, lastRead: string | null]> {
  const { body } = await client.send('GET', ROOMS, { token });
  const { unread_count, last_read_message_uuid } = body.items.find((item: Json) => item.uuid === room);
  return [unread_count, last_read_message_uuid];
}

test('receipts: the messages of others are unread until they are read, one’s own never', async () => {
  const room = await newRoom();
  const [first, second] = [await post(room, bob), await post(room, bob), await post(room, alice)];
  assert.deepEqual(await state(room), [2, null]);
  assert.deepEqual(await state(room, bob), [1, null]);
  const answer = await read(room, first);
  assert.deepEqual([answer.status, answer.text], [204, '']);
  assert.deepEqual(await state(room), [1, first]);
  await read(room, second);
  assert.deepEqual(await state(room), [0, second]);
  await post(room, alice);
  const last = await post(room, bob);
  assert.deepEqual(await state(room), [1, second]);
  await read(room, last.toUpperCase());
  assert.deepEqual(await state(room), [0, last]);
  assert.deepEqual(await state(room, bob), [2, null]);
});

/** Lets the time pass that receipts wait for each other. */
const pause = (): void => clock.advance(1000);

test('receipts: one’s own windows hear how far one has read, nobody else does', async () => {
  // What earlier tests have read is told before somebody listens.
  pause();
  const room = await newRoom(USERS.carol);
  const message = await post(room, bob);
  const windows = await Promise.all([alice, alice].map((token) => client.listen(token, READ)));
  const others = await Promise.all([bob, carol, dave].map((token) => client.listen(token, READ)));
  await Promise.all(Array.from({ length: 10 }, () => read(room, message)));
  pause();
  for (const socket of windows) {
    const event = await socket.event();
    assert.deepEqual(event.data, { user_uuid: USERS.alice, message_uuid: message });
    assert.deepEqual([event.name, event.room_uuid, event.message_uuid], [READ, room, message]);
    assert.equal(event.required_acl, `events.chatd.users.${USERS.alice}.rooms.${room}.read.updated`);
    assert.equal(event[`user_uuid:${USERS.alice}`], true);
    assert.deepEqual(await socket.rest(), []);
  }
  for (const socket of others) assert.deepEqual(await socket.rest(), []);
  await Promise.all([...windows, ...others].map((socket) => socket.close()));
});

test('receipts: who reads along is told of once a second, with the last place', async () => {
  pause();
  const [room, other] = [await newRoom(), await newRoom()];
  const [first, second, third, elsewhere] = [
    await post(room, bob),
    await post(room, bob),
    await post(room, bob),
    await post(other, bob),
  ];
  const socket = await client.listen(alice, READ);
  await read(room, first);
  clock.advance(600);
  await read(room, second);
  await read(other, elsewhere);
  await read(room, third, bob);
  assert.deepEqual(await socket.rest(), []);
  // A second after the first place, not after the last one.
  clock.advance(400);
  const places = async (): Promise<string[]> =>
    (await socket.rest()).map((frame) => frame.data.data.message_uuid as string);
  assert.deepEqual(await places(), [second]);
  await read(room, third);
  clock.advance(600);
  assert.deepEqual(await places(), [elsewhere]);
  clock.advance(400);
  assert.deepEqual(await places(), [third]);
  pause();
  assert.deepEqual(await places(), []);
  await socket.close();
});

test('receipts: places at once, in any order, end with the furthest', async () => {
  pause();
  const room = await newRoom();
  const uuids: string[] = [];
  for (let n = 0; n < 12; n += 1) uuids.push(await post(room, bob));
  const socket = await client.listen(alice, READ);
  const order = [5, 11, 0, 7, 3, 9, 1, 10, 2, 8, 4, 6];
  await Promise.all(order.map((index) => read(room, uuids[index])));
  pause();
  const [frame, ...more] = await socket.rest();
  assert.deepEqual([frame.data.data.message_uuid, more.length], [uuids[11], 0]);
  assert.deepEqual(await state(room), [0, uuids[11]]);
  await socket.close();
});

test('receipts: what waits when the server stops is told before the sockets are closed', async () => {
  const room = await newRoom();
  const message = await post(room, bob);
  let socket: TestSocket | undefined;
  await withLimits({}, async ({ client: second }) => {
    socket = await second.listen(alice, READ);
    const path = `${ROOMS}/${room}/read`;
    assert.equal((await second.send('PUT', path, { token: alice, body: { message_uuid: message } })).status, 204);
  });
  assert.equal((await socket!.event()).data.message_uuid, message);
});

test('receipts: they never move back, and say nothing when they do not move', async () => {
  const room = await newRoom();
  const [first, second] = [await post(room, bob), await post(room, bob)];
  await read(room, second);
  pause();
  const socket = await client.listen(alice, READ);
  for (const message of [first, second]) assert.equal((await read(room, message)).status, 204);
  pause();
  assert.deepEqual(await state(room), [0, second]);
  assert.deepEqual(await socket.rest(), []);
  await socket.close();
});

test('receipts: a place among messages of one moment', async () => {
  const room = await newRoom();
  await fillRoom(room, 30);
  const list = await client.send('GET', `${ROOMS}/${room}/messages?direction=asc`, { token: bob });
  const uuids = list.body.items.map((item: Json) => item.uuid as string);
  await read(room, uuids[9], bob);
  assert.deepEqual(await state(room, bob), [20, uuids[9]]);
  await read(room, uuids[4], bob);
  assert.deepEqual(await state(room, bob), [20, uuids[9]]);
});

test('receipts: 1,000 unread ones stand for that many or more', async () => {
  const room = await newRoom();
  await fillRoom(room, 1100);
  const list = await client.send('GET', `${ROOMS}/${room}/messages?limit=1000`, { token: bob });
  const newestFirst = list.body.items.map((item: Json) => item.uuid as string);
  assert.deepEqual(await state(room, bob), [1000, null]);
  assert.deepEqual(await state(room, alice), [0, null]);
  await post(room, alice);
  await read(room, newestFirst[999], bob);
  assert.deepEqual(await state(room, bob), [1000, newestFirst[999]]);
  await read(room, newestFirst[500], bob);
  assert.deepEqual(await state(room, bob), [501, newestFirst[500]]);
  await read(room, newestFirst[0], bob);
  assert.deepEqual(await state(room, bob), [1, newestFirst[0]]);
});

test('receipts: a room of which no count is kept is counted', async () => {
  const room = await newRoom();
  const [first] = [await post(room, bob), await post(room, bob), await post(room, alice), await post(room, bob)];
  await server.database.query('DELETE FROM chatd_room_message_count WHERE room_uuid = $1', [room]);
  assert.deepEqual(await state(room), [3, null]);
  await read(room, first);
  assert.deepEqual(await state(room), [2, first]);
});

test('receipts: who asks for a nameless room that exists gets it as it is for him', async () => {
  const users = [USERS.bob, randomUUID()].map((uuid) => ({ uuid }));
  const { body: room } = await client.send('POST', ROOMS, { token: alice, body: { users } });
  const message = await post(room.uuid, bob);
  await post(room.uuid, bob);
  await read(room.uuid, message);
  const { body: again } = await client.send('POST', ROOMS, { token: alice, body: { users } });
  assert.equal(again.uuid, room.uuid);
  assert.deepEqual([again.unread_count, again.last_read_message_uuid], [1, message]);
});

test('receipts: what is not there, or not for the caller, is unknown', async () => {
  const [room, other] = [await newRoom(), await newRoom()];
  const [message, elsewhere] = [await post(room, bob), await post(other, bob)];
  for (const uuid of [randomUUID(), elsewhere]) assertError(await read(room, uuid), 404, 'unknown-message');
  assertError(await read(room, message, dave), 404, 'unknown-room');
  assertError(await read(randomUUID(), message), 404, 'unknown-room');
  assertError(await read('x', message), 404, 'not-found');
  assertError(await read(room, message, tokens.noacl), 401, 'unauthorized');
  assert.deepEqual(await state(room), [1, null]);
});

test('receipts: a message that is none is refused', async () => {
  const room = await newRoom();
  for (const uuid of [undefined, null, 'x', '', 5]) {
    const answer = await read(room, uuid);
    assertError(answer, 400, 'invalid-data');
    assert.deepEqual(Object.keys(answer.body.details), ['message_uuid']);
  }
});

test('receipts: what was there before the server knew of them counts as read', async () => {
  const [room, empty] = [await newRoom(), await newRoom()];
  await post(room, alice);
  const last = await post(room, bob);
  await server.database.script(`DROP TABLE chatd_room_user_read; ${receiptsMigration}`);
  for (const token of [alice, bob]) assert.deepEqual(await state(room, token), [0, last]);
  await post(room, alice);
  assert.deepEqual(await state(room, bob), [1, last]);
  assert.deepEqual(await state(room, alice), [0, last]);
  assert.deepEqual(await state(empty, bob), [0, null]);
});
