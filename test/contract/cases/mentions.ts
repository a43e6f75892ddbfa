import assert from 'node:assert/strict';
import { area } from '../suite.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { shaped } from '../shape.js';

const { contract } = area('mentions');
const needs = { as: ['alice', 'bob'], feature: 'mentions' } as const;

contract('a message tells whom of the room it names, in the answer and in lists', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const stranger = '99999999-1111-4222-8333-444444444444';
  const text = `@[Bob](user:${bob.uuid}) @[Nobody](user:${stranger}) \`@[Me](user:${alice.uuid})\``;
  const message = await alice.send(room, text);
  assert.deepEqual(message.mentions, [bob.uuid]);
  const page = await bob.chatd('GET', `/users/me/rooms/${room.uuid}/messages?limit=10`);
  assert.deepEqual(shaped(page.body, listOf(MESSAGE)).items, [message]);
});

contract('everybody but the author is named by @room', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const others = room.users.map(({ uuid }) => uuid).filter((uuid) => uuid !== alice.uuid);
  const { mentions } = await alice.send(room, '@[room](room:all)');
  assert.deepEqual([...(mentions as string[])].sort(), others.sort());
});
