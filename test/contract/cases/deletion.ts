import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import type { Person, WireMessage } from '../person.js';
import type { Answer } from '../rest.js';
import { react, unreact } from '../helpers/reactions.js';
import { MOMENT } from '../shapes/moments.js';
import { listOf, MESSAGE, ROOM } from '../shapes/chatd.js';
import { chatdError, unknownRoom } from '../shapes/errors.js';
import { event } from '../shapes/websocketd.js';
import { assertShape, exactly, integer, object, shaped } from '../shape.js';

const { contract } = area('deletion');
const needs = { as: ['alice', 'bob'], feature: 'deletion' } as const;
const DELETED = 'chatd_user_room_message_deleted';

const path = ({ uuid, room }: WireMessage): string => `/users/me/rooms/${room.uuid}/messages/${uuid}`;
const remove = (person: Person, message: WireMessage): Promise<Answer> => person.chatd('DELETE', path(message));

contract('a deleted message stays as a tombstone, in lists and as the last one', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const first = await bob.send(room, 'first');
  const message = await alice.send(room, 'regretted');
  await react(bob, message, '🎉');
  const answer = await remove(alice, message);
  assert.deepEqual([answer.status, answer.text], [204, '']);
  const page = await bob.chatd('GET', `/users/me/rooms/${room.uuid}/messages?limit=10`);
  const { items, total } = shaped(page.body, listOf(MESSAGE));
  const [tombstone] = items;
  assert.ok(tombstone?.deleted_at);
  const { deleted_at, revision } = tombstone;
  assert.deepEqual(items, [{ ...message, content: '', reactions: [], deleted_at, revision }, first]);
  assert.equal(total, 2);
  const rooms = shaped((await bob.chatd('GET', '/users/me/rooms')).body, listOf(ROOM)).items;
  assert.deepEqual(rooms.find(({ uuid }) => uuid === room.uuid)?.last_message, tombstone);
});

contract('every member hears once of a deletion, however often it is asked for', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const message = await alice.send(room, 'x');
  const sockets = await Promise.all([alice, bob].map((person) => person.live([DELETED])));
  for (let n = 0; n < 2; n += 1) assert.equal((await remove(alice, message)).status, 204);
  for (const socket of sockets) {
    const keys = { room_uuid: exactly(room.uuid), message_uuid: exactly(message.uuid), revision: integer };
    const data = object({ uuid: exactly(message.uuid), deleted_at: MOMENT });
    const acl = String.raw`events\.chatd\.users\.[0-9a-f-]{36}\.rooms\..+`;
    assertShape(await socket.event(DELETED), event({ name: DELETED, data, acl, keys }));
    await socket.ping();
    assert.equal(socket.events(DELETED).length, 1);
    await socket.end();
  }
});

contract('a tombstone takes neither reactions nor words', needs, async (alice, bob) => {
  const message = await alice.send(await alice.freshRoom([bob]), 'x');
  await react(bob, message, '🎉');
  await remove(alice, message);
  const edited = await alice.chatd('PUT', path(message), { content: 'back' });
  for (const answer of [await react(bob, message, '👍'), await unreact(bob, message, '🎉'), edited]) {
    assert.equal(answer.status, 404);
    assertShape(answer.body, chatdError('unknown-message'));
  }
});

contract(
  'only the author deletes, and only what is there',
  { ...needs, as: ['alice', 'bob', 'dave'] },
  async (alice, bob, dave) => {
    const message = await alice.send(await alice.freshRoom([bob]), 'mine');
    const others = await remove(bob, message);
    assert.equal(others.status, 403);
    assertShape(others.body, chatdError('forbidden'));
    const stranger = await remove(dave, message);
    assert.equal(stranger.status, 404);
    assertShape(stranger.body, unknownRoom(message.room.uuid));
    const unknown = await remove(alice, { ...message, uuid: randomUUID() });
    assert.equal(unknown.status, 404);
    assertShape(unknown.body, chatdError('unknown-message'));
  },
);
