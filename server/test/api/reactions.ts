import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { USERS } from '../support/test-server.js';
import { assertError, CHATD, type Json, ROOMS } from '../support/client.js';
import { client, server, tokens } from '../support/shared-server.js';

const CREATED = 'chatd_users_room_message_reaction_created';
const DELETED = 'chatd_users_room_message_reaction_deleted';

interface Place {
  readonly room: string;
  readonly message: string;
}

async function newMessage(): Promise<Place> {
  const room = await client.createRoom(tokens.alice, [USERS.bob], 'Reactions');
  const { uuid } = await client.post(tokens.alice, room, 'react!');
  return { room, message: uuid as string };
}

const url = ({ room, message }: Place, user = 'me') =>
  `${CHATD}/users/${user}/rooms/${room}/messages/${message}/reactions`;
const add = (place: Place, emoji: unknown, token = tokens.alice) =>
  client.send('POST', url(place), { token, body: { emoji } });
const remove = (place: Place, emoji: string, token = tokens.alice) =>
  client.send('DELETE', `${url(place)}?emoji=${encodeURIComponent(emoji)}`, { token });

test('reactions: one is added once, told to all, listed with its message, and taken back once', async () => {
  const place = await newMessage();
  const sockets = await Promise.all([tokens.alice, tokens.bob].map((token) => client.listen(token, CREATED, DELETED)));
  const added = await add(place, '🎉', tokens.bob);
  assert.equal(added.status, 201);
  assert.deepEqual(Object.keys(added.body).sort(), ['created_at', 'emoji', 'user_uuid']);
  const again = await add(place, '🎉', tokens.bob);
  assert.deepEqual([again.status, again.body], [200, added.body]);

  const { body } = await client.send('GET', `${ROOMS}/${place.room}/messages`, { token: tokens.alice });
  assert.deepEqual(body.items[0].reactions, [added.body]);
  const listed = await client.send('GET', url(place), { token: tokens.alice });
  assert.deepEqual(listed.body, { items: [added.body], filtered: 1, total: 1 });

  assert.equal((await remove(place, '🎉', tokens.bob)).status, 204);
  assertError(await remove(place, '🎉', tokens.bob), 404, 'unknown-reaction');
  for (const [index, user] of [USERS.alice, USERS.bob].entries()) {
    const events = (await sockets[index]!.rest()).map((frame) => frame.data);
    assert.deepEqual(
      events.map((event: Json) => event.name),
      [CREATED, DELETED],
    );
    for (const event of events) {
      assert.deepEqual([event.room_uuid, event.message_uuid], [place.room, place.message]);
      assert.deepEqual(event.data, { emoji: '🎉', user_uuid: USERS.bob });
      assert.equal(event[`user_uuid:${user}`], true);
      assert.ok(event.required_acl.startsWith(`events.chatd.users.${user}.rooms.${place.room}.`));
    }
  }
  await Promise.all(sockets.map((socket) => socket.close()));
});

test('reactions: two equal ones at the same moment are one, and told once', async () => {
  const place = await newMessage();
  const socket = await client.listen(tokens.bob, CREATED);
  const answers = await Promise.all(Array.from({ length: 8 }, () => add(place, '👍🏽')));
  assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 200, 200, 200, 200, 200, 200, 201]);
  assert.equal((await socket.rest()).length, 1);
  await socket.close();
});

test('reactions: everyone may add many, and each stays its owner’s', async () => {
  const place = await newMessage();
  for (const emoji of ['❤️', '🧡', '👍🏽', '🇨🇦', '👨‍👩‍👧‍👦', '1️⃣']) assert.equal((await add(place, emoji)).status, 201);
  assert.equal((await add(place, '❤️', tokens.bob)).status, 201);
  assertError(await remove(place, '🧡', tokens.bob), 404, 'unknown-reaction');
  const { body } = await client.send('GET', url(place), { token: tokens.bob });
  assert.deepEqual(
    body.items.map((item: Json) => item.emoji),
    ['❤️', '🧡', '👍🏽', '🇨🇦', '👨‍👩‍👧‍👦', '1️⃣', '❤️'],
  );
});

test('reactions: an emoji typed without its selector is the same one', async () => {
  const place = await newMessage();
  assert.equal((await add(place, '\u2764')).body.emoji, '\u2764\uFE0F');
  assert.equal((await add(place, '\u2764\uFE0F')).status, 200);
  assert.equal((await remove(place, '\u2764')).status, 204);
});

test('reactions: what is not exactly one emoji is refused', async () => {
  const place = await newMessage();
  for (const emoji of ['', 'ab', '1', '👍👍', 'a\0', '\ud83d', 5, null, undefined, ['👍'], {}]) {
    const answer = await add(place, emoji);
    assertError(answer, 400, 'invalid-data');
    assert.deepEqual(Object.keys(answer.body.details), ['emoji']);
  }
  assertError(await client.send('DELETE', url(place), { token: tokens.alice }), 400, 'invalid-data');
  assert.equal((await client.send('GET', url(place), { token: tokens.alice })).body.total, 0);
});

test('reactions: one’s own uuid may stand in the path, another’s may not', async () => {
  const place = await newMessage();
  const body = { emoji: '🎉' };
  const own = await client.send('POST', url(place, USERS.alice), { token: tokens.alice, body });
  assert.equal(own.status, 201);
  const others = await client.send('POST', url(place, USERS.bob), { token: tokens.alice, body });
  assertError(others, 401, 'unauthorized');
});

test('reactions: a message that one may not see does not exist', async () => {
  const place = await newMessage();
  const elsewhere = await newMessage();
  const cases: readonly [Place, string, string][] = [
    [place, tokens.dave, 'unknown-room'],
    [place, tokens.erin, 'unknown-room'],
    [{ ...place, room: randomUUID() }, tokens.alice, 'unknown-room'],
    [{ ...place, message: randomUUID() }, tokens.alice, 'unknown-message'],
    [{ ...place, message: elsewhere.message }, tokens.alice, 'unknown-message'],
    [{ ...place, message: 'nope' }, tokens.alice, 'not-found'],
  ];
  for (const [where, token, errorId] of cases) {
    assertError(await add(where, '👍', token), 404, errorId);
    assertError(await remove(where, '👍', token), 404, errorId);
    assertError(await client.send('GET', url(where), { token }), 404, errorId);
  }
});

test('reactions: they go with their message', async () => {
  const place = await newMessage();
  await add(place, '👍');
  await server.database.query('DELETE FROM chatd_room WHERE uuid = $1', [place.room]);
  const rows = await server.database.query('SELECT FROM chatd_room_message_reaction WHERE message_uuid = $1', [
    place.message,
  ]);
  assert.equal(rows.length, 0);
});
