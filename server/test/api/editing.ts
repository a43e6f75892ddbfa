import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { type Answer, assertError, type Json, ROOMS } from '../support/client.js';
import { client, server, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';

const { alice, bob, dave, erin } = tokens;
const UPDATED = 'chatd_user_room_message_updated';

const newRoom = (): Promise<string> => client.createRoom(alice, [USERS.bob], 'Editing');
const url = (room: string, message = ''): string => `${ROOMS}/${room}/messages${message && `/${message}`}`;
const edit = (room: string, message: string, content: unknown, token = alice): Promise<Answer> =>
  client.send('PUT', url(room, message), { token, body: { content } });
const listed = async (room: string, query = ''): Promise<Json[]> =>
  (await client.send('GET', url(room) + query, { token: bob })).body.items as Json[];

test('editing: an author changes the words; all else stays, and everybody hears of it', async () => {
  const room = await newRoom();
  const message = await client.post(alice, room, 'teh');
  await client.send('POST', `${url(room, message.uuid)}/reactions`, { token: bob, body: { emoji: '👍' } });
  const sockets = await Promise.all([alice, bob].map((token) => client.listen(token, UPDATED)));
  const outsider = await client.listen(dave, UPDATED);
  const { status, body } = await edit(room, message.uuid, 'the');
  assert.equal(status, 200);
  assert.match(body.updated_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/);
  assert.ok(body.updated_at > message.created_at);
  assert.equal(body.reactions[0].emoji, '👍');
  const { updated_at, reactions } = body;
  assert.deepEqual(body, { ...message, content: 'the', revision: 3, updated_at, reactions });
  assert.deepEqual(await listed(room), [body]);
  for (const [index, user] of [USERS.alice, USERS.bob].entries()) {
    const [frame, ...more] = await sockets[index]!.rest();
    assert.deepEqual(more, []);
    assert.deepEqual(frame.data.data, body);
    assert.deepEqual([frame.data.room_uuid, frame.data.message_uuid], [room, message.uuid]);
    assert.equal(frame.data.required_acl, `events.chatd.users.${user}.rooms.${room}.messages.${message.uuid}.updated`);
  }
  assert.deepEqual(await outsider.rest(), []);
  await Promise.all([...sockets, outsider].map((socket) => socket.close()));
});

test('editing: to the same words nothing happens', async () => {
  const room = await newRoom();
  const message = await client.post(alice, room, 'same');
  const socket = await client.listen(bob, UPDATED);
  const answer = await edit(room, message.uuid, 'same');
  assert.deepEqual([answer.status, answer.body], [200, message]);
  assert.deepEqual(await socket.rest(), []);
  await socket.close();
});

test('editing: what others have written they alone change, and who does not see it does not find it', async () => {
  const room = await newRoom();
  const { uuid } = await client.post(alice, room, 'mine');
  assertError(await edit(room, uuid, 'x', bob), 403, 'forbidden');
  assertError(await edit(room, uuid, 'x', dave), 404, 'unknown-room');
  assertError(await edit(room, uuid, 'x', erin), 404, 'unknown-room');
  assertError(await edit(room, randomUUID(), 'x'), 404, 'unknown-message');
  assertError(await edit(await newRoom(), uuid, 'x'), 404, 'unknown-message');
  assertError(await edit(room, 'nope', 'x'), 404, 'not-found');
  assertError(await edit(room, uuid, 'x', tokens.noacl), 401, 'unauthorized');
  assert.deepEqual(
    (await listed(room)).map(({ content, revision }) => [content, revision]),
    [['mine', 1]],
  );
});

test('editing: what cannot be posted cannot be edited in either', async () => {
  const room = await newRoom();
  const { uuid } = await client.post(alice, room, 'fine');
  for (const content of [undefined, null, 5, [], {}, 'a\0b', 'lone \ud83d', 'x'.repeat(20_001)]) {
    const answer = await edit(room, uuid, content);
    assertError(answer, 400, 'invalid-data');
    assert.deepEqual(Object.keys(answer.body.details), ['content']);
  }
  for (const content of ['', '👍'.repeat(10_000)]) assert.equal((await edit(room, uuid, content)).status, 200);
});

test('editing: the former words are gone from lists, searches and the database', async () => {
  const [room, secret] = [await newRoom(), randomUUID()];
  const { uuid } = await client.post(alice, room, `oops ${secret}`);
  await edit(room, uuid, 'nothing to see');
  assert.deepEqual(await listed(room, `?search=${secret}`), []);
  const rooms = (await client.send('GET', ROOMS, { token: bob })).body.items as Json[];
  assert.equal(rooms.find((item) => item.uuid === room).last_message.content, 'nothing to see');
  const rows = await server.database.query('SELECT FROM chatd_room_message WHERE content LIKE $1', [`%${secret}%`]);
  assert.equal(rows.length, 0);
});

test('editing: many edits at once leave the last one, and each is told', async () => {
  const room = await newRoom();
  const { uuid } = await client.post(alice, room, 'start');
  const socket = await client.listen(bob, UPDATED);
  await Promise.all(Array.from({ length: 20 }, (_, n) => edit(room, uuid, `edit ${n}`)));
  const told = (await socket.rest()).map((frame) => frame.data.data);
  assert.deepEqual(
    told.map(({ revision }: Json) => revision as number),
    Array.from({ length: 20 }, (_, n) => n + 2),
  );
  assert.deepEqual(await listed(room), [told.at(-1)]);
  await socket.close();
});

test('editing: an edit is no new message: nobody has to read it again', async () => {
  const room = await newRoom();
  const { uuid } = await client.post(alice, room, 'x');
  await client.send('PUT', `${ROOMS}/${room}/read`, { token: bob, body: { message_uuid: uuid } });
  await edit(room, uuid, 'y');
  const rooms = (await client.send('GET', ROOMS, { token: bob })).body.items as Json[];
  assert.equal(rooms.find((item) => item.uuid === room).unread_count, 0);
});
