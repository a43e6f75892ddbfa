import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import type { Person, WireMessage, WireRoom } from '../person.js';
import type { Answer } from '../rest.js';
import { messageOf, path, react, shown, unreact } from '../helpers/reactions.js';
import { CHATD_ERROR, chatdError, invalidField, unknownRoom } from '../shapes/errors.js';
import { listOf, MESSAGE, REACTION } from '../shapes/chatd.js';
import { event } from '../shapes/websocketd.js';
import { assertShape, exactly, integer, object, shaped, uuid } from '../shape.js';

const { contract } = area('reactions');

const CREATED = 'chatd_users_room_message_reaction_created';
const DELETED = 'chatd_users_room_message_reaction_deleted';
const needs = { feature: 'reactions' };

contract('a new message has no reactions', { ...needs, as: ['alice', 'bob'] }, async (alice, bob) => {
  const message = await messageOf(alice, [bob]);
  assert.deepEqual(message.reactions, []);
  assert.deepEqual(await shown(bob, message), []);
});

contract(
  'a reaction is created once: 201, then 200 and unchanged',
  { ...needs, as: ['alice', 'bob'] },
  async (alice, bob) => {
    const message = await messageOf(alice, [bob]);
    const first = await react(bob, message, '🎉');
    assert.equal(first.status, 201);
    const reaction = shaped(first.body, REACTION);
    assert.deepEqual([reaction.emoji, reaction.user_uuid], ['🎉', bob.uuid]);
    const again = await react(bob, message, '🎉');
    assert.deepEqual([again.status, again.body], [200, first.body]);
    assert.deepEqual(await shown(alice, message), [`🎉 ${bob.uuid}`]);
  },
);

contract(
  'many emojis of many people, in the order of their coming',
  { ...needs, as: ['alice', 'bob'] },
  async (alice, bob) => {
    const message = await messageOf(alice, [bob]);
    for (const [person, emoji] of [
      [bob, '👍'],
      [alice, '👍'],
      [bob, '🎉'],
    ] as const)
      await react(person, message, emoji);
    const expected = [`👍 ${bob.uuid}`, `👍 ${alice.uuid}`, `🎉 ${bob.uuid}`];
    assert.deepEqual(await shown(alice, message), expected);

    const answer = await alice.chatd('GET', path(message));
    assert.equal(answer.status, 200);
    const { items, filtered, total } = shaped(answer.body, listOf(REACTION));
    assert.deepEqual(
      items.map(({ emoji, user_uuid }) => `${emoji} ${user_uuid}`),
      expected,
    );
    assert.deepEqual([filtered, total], [3, 3]);
  },
);

contract('a reaction is deleted once: 204, then 404', { ...needs, as: ['alice', 'bob'] }, async (alice, bob) => {
  const message = await messageOf(alice, [bob]);
  for (const person of [alice, bob]) await react(person, message, '🎉');
  const first = await unreact(bob, message, '🎉');
  assert.deepEqual([first.status, first.text], [204, '']);
  assert.deepEqual(await shown(alice, message), [`🎉 ${alice.uuid}`]);
  const again = await unreact(bob, message, '🎉');
  assert.equal(again.status, 404);
  assertShape(again.body, chatdError('unknown-reaction'));
});

contract(
  "one's own uuid serves in the address as `me` does",
  { ...needs, as: ['alice', 'bob'] },
  async (alice, bob) => {
    const message = await messageOf(alice, [bob]);
    assert.equal((await react(bob, message, '👋', bob.uuid)).status, 201);
    assert.equal((await react(bob, message, '👋')).status, 200);
    assert.equal((await bob.chatd('GET', path(message, bob.uuid))).status, 200);
    assert.equal((await unreact(bob, message, '👋', bob.uuid)).status, 204);
    assert.equal((await unreact(bob, message, '👋')).status, 404);
  },
);

contract("nobody reacts in another's name", { ...needs, as: ['alice', 'bob'] }, async (alice, bob) => {
  const message = await messageOf(alice, [bob]);
  await react(alice, message, '👍');
  assert.equal((await react(bob, message, '🎉', alice.uuid)).status, 401);
  assert.equal((await unreact(bob, message, '👍', alice.uuid)).status, 401);
  assert.equal((await unreact(bob, message, '👍')).status, 404);
  assert.deepEqual(await shown(alice, message), [`👍 ${alice.uuid}`]);
});

contract('deleting needs an emoji', { ...needs, as: ['alice'] }, async (alice) => {
  const message = await messageOf(alice, []);
  for (const query of ['', '?emoji=', '?emoji=abc']) {
    const answer = await alice.chatd('DELETE', `${path(message)}${query}`);
    assert.equal(answer.status, 400, `${query}: ${answer.text}`);
    assertShape(answer.body, invalidField('emoji'));
  }
});

async function tryEverything(person: Person, message: WireMessage): Promise<Answer[]> {
  const read = await person.chatd('GET', path(message));
  return [read, await react(person, message, '👍'), await unreact(person, message, '🎉')];
}

contract(
  'who is not in the room finds no room',
  { ...needs, as: ['alice', 'dave', 'erin'] },
  async (alice, dave, erin) => {
    const message = await messageOf(alice, []);
    await react(alice, message, '🎉');
    for (const stranger of [dave, erin]) {
      for (const answer of await tryEverything(stranger, message)) {
        assert.equal(answer.status, 404);
        assertShape(answer.body, unknownRoom(message.room.uuid));
      }
    }
    assert.deepEqual(await shown(alice, message), [`🎉 ${alice.uuid}`]);
  },
);

contract('a message must exist, and in this room', { ...needs, as: ['alice'] }, async (alice) => {
  const message = await messageOf(alice, []);
  const elsewhere = await messageOf(alice, []);
  for (const other of [randomUUID(), elsewhere.uuid, 'not-a-uuid']) {
    for (const answer of await tryEverything(alice, { ...message, uuid: other })) {
      assert.equal(answer.status, 404, `${other}: ${answer.text}`);
      assertShape(answer.body, CHATD_ERROR);
    }
  }
  assert.deepEqual(await shown(alice, elsewhere), []);
});

contract('the same reaction from many windows at once is one', { ...needs, as: ['alice'] }, async (alice) => {
  const message = await messageOf(alice, []);
  const answers = await Promise.all(Array.from({ length: 20 }, () => react(alice, message, '🎉')));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array<number>(19).fill(200), 201]);
  assert.deepEqual(await shown(alice, message), [`🎉 ${alice.uuid}`]);
});

/** The envelope of both events; `data` says no more than what and who. */
function reactionEvent(name: string, room: { uuid: string }, message: WireMessage, data: unknown) {
  return event({
    name,
    data: exactly(data),
    acl: String.raw`events\.chatd\.users\.[0-9a-f-]{36}\.rooms\..+`,
    keys: { room_uuid: exactly(room.uuid), message_uuid: exactly(message.uuid), revision: integer },
  });
}

contract(
  'every member hears once of a reaction and of its end',
  { ...needs, as: ['alice', 'bob', 'dave'] },
  async (alice, bob, dave) => {
    const room = await alice.freshRoom([bob]);
    const message = await alice.send(room, 'live');
    const [members, stranger] = [
      await Promise.all([alice, bob, bob].map((person) => person.live([CREATED, DELETED]))),
      await dave.live(['*']),
    ];
    await react(bob, message, '👨‍👩‍👧‍👦');
    await react(bob, message, '👨‍👩‍👧‍👦');
    await unreact(bob, message, '👨‍👩‍👧‍👦');
    await unreact(bob, message, '👨‍👩‍👧‍👦');
    const data = { emoji: '👨‍👩‍👧‍👦', user_uuid: bob.uuid };
    for (const socket of members) {
      assertShape(await socket.event(CREATED), reactionEvent(CREATED, room, message, data));
      assertShape(await socket.event(DELETED), reactionEvent(DELETED, room, message, data));
      await socket.ping();
      assert.deepEqual([socket.events(CREATED).length, socket.events(DELETED).length], [1, 1]);
    }
    await stranger.ping();
    assert.deepEqual([stranger.events(CREATED), stranger.events(DELETED)], [[], []]);
    await Promise.all([...members, stranger].map((socket) => socket.end()));
  },
);

contract('the event says the emoji in its full form', { ...needs, as: ['alice'] }, async (alice) => {
  const message = await messageOf(alice, []);
  const socket = await alice.live([CREATED]);
  await react(alice, message, '\u2764');
  const frame = shaped(
    await socket.event(CREATED),
    object(
      { data: object({ data: object({ emoji: exactly('❤️'), user_uuid: uuid }) }, { open: true }) },
      { open: true },
    ),
  );
  assert.equal(frame.data.data.user_uuid, alice.uuid);
  await socket.end();
});

contract('the message of a live event has its reactions too', { ...needs, as: ['alice'] }, async (alice) => {
  const room: WireRoom = await alice.freshRoom([]);
  const socket = await alice.live(['chatd_user_room_message_created']);
  await alice.send(room, 'fresh');
  const { data } = (await socket.event('chatd_user_room_message_created')) as { data: { data: WireMessage } };
  assert.deepEqual(data.data.reactions, []);
  await socket.end();
});

contract('search and the last messages show reactions as well', { ...needs, as: ['alice'] }, async (alice) => {
  const word = randomUUID().slice(0, 8);
  const message = await alice.send(await alice.freshRoom([]), word);
  await react(alice, message, '🎉');
  for (const query of ['?distinct=room_uuid', `?search=${word}`]) {
    const answer = await alice.chatd('GET', `/users/me/rooms/messages${query}`);
    const found = shaped(answer.body, listOf(MESSAGE)).items.find(({ uuid: each }) => each === message.uuid);
    assert.deepEqual(
      found?.reactions?.map(({ emoji }) => emoji),
      ['🎉'],
      query,
    );
  }
});

contract('a stock chatd has no reactions', { without: 'reactions', as: ['alice'] }, async (alice) => {
  const message = await messageOf(alice, []);
  assert.equal((await react(alice, message, '👍')).status, 404);
  assert.equal((await react(alice, message, '👍', alice.uuid)).status, 404);
});
