import assert from 'node:assert/strict';
import test from 'node:test';
import { findMentions } from '../../src/features/mentions/find-mentions.js';
import { type Json, ROOMS } from '../support/client.js';
import { client, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';

const { alice, bob } = tokens;
const UPDATED = 'chatd_user_room_message_updated';
const CREATED = 'chatd_user_room_message_created';
const BOB = `@[Bob](user:${USERS.bob})`;

test('mentions: who is named and in the room is told in the answer, the event, lists and changes', async () => {
  const room = await client.createRoom(alice, [USERS.bob], 'Mentions');
  const socket = await client.listen(bob, CREATED);
  const message = await client.post(alice, room, `${BOB} and @[Dave](user:${USERS.dave}), ${BOB}`);
  assert.deepEqual(message['mentions'], [USERS.bob]);
  assert.deepEqual((await socket.event()).data, message);
  await socket.close();
  for (const path of ['', '/changes?after=0']) {
    const { body } = await client.send('GET', `${ROOMS}/${room}/messages${path}`, { token: bob });
    assert.deepEqual((body.items as Json[])[0]?.['mentions'], [USERS.bob]);
  }
});

test('mentions: an edit names others, and a tombstone nobody', async () => {
  const room = await client.createRoom(alice, [USERS.bob], 'Mentions');
  const { uuid } = await client.post(alice, room, BOB);
  const socket = await client.listen(bob, UPDATED);
  const url = `${ROOMS}/${room}/messages/${uuid}`;
  const content = `@[me](user:${USERS.alice.toUpperCase()})`;
  const { body } = await client.send('PUT', url, { token: alice, body: { content } });
  assert.deepEqual(body.mentions, [USERS.alice]);
  assert.deepEqual((await socket.event()).data.mentions, [USERS.alice]);
  await socket.close();
  await client.send('DELETE', url, { token: alice });
  const list = await client.send('GET', `${ROOMS}/${room}/messages`, { token: bob });
  assert.deepEqual((list.body.items as Json[])[0]?.['mentions'], []);
});

test('mentions: @room names everybody but the author', async () => {
  const room = await client.createRoom(alice, [USERS.bob], 'Mentions');
  assert.deepEqual((await client.post(alice, room, '@[room](room:all) lunch'))['mentions'], [USERS.bob]);
});

test('mentions: nobody is named in code, nor by what only looks so', () => {
  const none = [
    ...['`' + BOB + '`', '``a ` ' + BOB + '``', '```\n' + BOB + '\n```', '> ```js\n> ' + BOB, '~~~\n' + BOB],
    ...['@Bob', `@[](user:${USERS.bob})`, `@[a\nb](user:${USERS.bob})`, '@[x](user:1)', `[Bob](user:${USERS.bob})`],
  ];
  for (const text of none) assert.deepEqual(findMentions(text), { users: [], room: false }, text);
  for (const text of ['\\`' + BOB + '`', '` ' + BOB, '```\nx\n```\n' + BOB, '`\n\n' + BOB + '`', 'a`b`' + BOB + '`c`'])
    assert.deepEqual(findMentions(text).users, [USERS.bob], text);
});

test('mentions: the largest text takes no time to read', () => {
  for (const part of ['@[', '`', '@[a](', '``a`', '> ', BOB + '`', '\\`'])
    assert.ok(findMentions(`@[${part.repeat(20_000 / part.length)}`).users.length <= 1);
});
