import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import type { Person, WireRoom } from '../person.js';
import type { Answer } from '../rest.js';
import { listOf, ROOM } from '../shapes/chatd.js';
import { chatdError, invalidField, unknownRoom } from '../shapes/errors.js';
import { event } from '../shapes/websocketd.js';
import { assertShape, exactly, shaped } from '../shape.js';

const { contract } = area('receipts');
const needs = { as: ['alice', 'bob'], feature: 'receipts' } as const;
const READ = 'chatd_user_room_read';

function read(person: Person, room: WireRoom, uuid: unknown): Promise<Answer> {
  return person.chatd('PUT', `/users/me/rooms/${room.uuid}/read`, { message_uuid: uuid });
}

/** What the room list says: how many are unread, and the last one read. */
async function shown(person: Person, room: WireRoom): Promise<unknown[]> {
  const { items } = shaped((await person.chatd('GET', '/users/me/rooms')).body, listOf(ROOM));
  const found = items.find(({ uuid }) => uuid === room.uuid);
  return [found?.unread_count, found?.last_read_message_uuid];
}

contract('the messages of others are unread until they are read', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  assert.deepEqual([room.unread_count, room.last_read_message_uuid], [0, null]);
  const [first, second] = [await bob.send(room, '1'), await bob.send(room, '2'), await alice.send(room, '3')];
  assert.deepEqual(await shown(alice, room), [2, null]);
  const answer = await read(alice, room, second.uuid);
  assert.deepEqual([answer.status, answer.text], [204, '']);
  assert.equal((await read(alice, room, first.uuid)).status, 204);
  assert.deepEqual(await shown(alice, room), [0, second.uuid]);
  assert.deepEqual(await shown(bob, room), [1, null]);
});

contract("one's own windows hear where one has read to, others do not", needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const [first, second] = [await bob.send(room, '1'), await bob.send(room, '2')];
  const windows = await Promise.all([alice, alice].map((person) => person.live([READ])));
  const other = await bob.live([READ]);
  for (const message of [first, second, first]) await read(alice, room, message.uuid);
  // The server may leave places out that others follow.
  const isLast = (body: Record<string, unknown>): boolean => body['message_uuid'] === second.uuid;
  for (const socket of windows) {
    const data = exactly({ user_uuid: alice.uuid, message_uuid: second.uuid });
    const keys = { room_uuid: exactly(room.uuid), message_uuid: exactly(second.uuid) };
    const acl = String.raw`events\.chatd\.users\.[0-9a-f-]{36}\.rooms\..+`;
    assertShape(await socket.event(READ, isLast), event({ name: READ, data, acl, keys }));
    await socket.ping();
    assert.equal(socket.events(READ, isLast).length, 1);
    await socket.end();
  }
  await other.ping();
  assert.deepEqual(other.events(READ), []);
  await other.end();
});

contract('what is not there cannot be read', { ...needs, as: ['alice', 'bob', 'dave'] }, async (alice, bob, dave) => {
  const room = await alice.freshRoom([bob]);
  const message = await bob.send(room, 'x');
  const elsewhere = await alice.send(await alice.freshRoom([]), 'x');
  for (const uuid of [randomUUID(), elsewhere.uuid]) {
    const answer = await read(alice, room, uuid);
    assert.equal(answer.status, 404);
    assertShape(answer.body, chatdError('unknown-message'));
  }
  const stranger = await read(dave, room, message.uuid);
  assert.equal(stranger.status, 404);
  assertShape(stranger.body, unknownRoom(room.uuid));
  for (const uuid of [undefined, null, 'x', 5]) {
    const answer = await read(alice, room, uuid);
    assert.equal(answer.status, 400);
    assertShape(answer.body, invalidField('message_uuid'));
  }
});

contract('a stock chatd has no receipts', { as: ['alice'], without: 'receipts' }, async (alice) => {
  const room = await alice.freshRoom([]);
  assert.equal((await read(alice, room, randomUUID())).status, 404);
});
