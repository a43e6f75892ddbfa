import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { type Answer, assertError, type Json, ROOMS } from '../support/client.js';
import { client, server, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';

const { alice, bob, dave } = tokens;
const DELETED = 'chatd_user_room_message_deleted';

const newRoom = (): Promise<string> => client.createRoom(alice, [USERS.bob], 'Deletion');
const url = (room: string, message = ''): string => `${ROOMS}/${room}/messages${message && `/${message}`}`;
const remove = (room: string, message: string, token = alice): Promise<Answer> =>
  client.send('DELETE', url(room, message), { token });
const listed = async (room: string, query = ''): Promise<Json[]> =>
  (await client.send('GET', url(room) + query, { token: bob })).body.items as Json[];
const react = (room: string, message: string, emoji = '👍', token = bob): Promise<Answer> =>
  client.send('POST', `${url(room, message)}/reactions`, { token, body: { emoji } });

async function roomOf(room: string, token = bob): Promise<Json> {
  const { items } = (await client.send('GET', ROOMS, { token })).body;
  return items.find((item: Json) => item.uuid === room);
}

test('deletion: a message becomes a tombstone in its place, and everybody hears of it once', async () => {
  const room = await newRoom();
  const [first, message, last] = [
    await client.post(bob, room, 'first'),
    await client.post(alice, room, 'regretted'),
    await client.post(bob, room, 'last'),
  ];
  await react(room, message.uuid);
  const sockets = await Promise.all([alice, bob].map((token) => client.listen(token, DELETED)));
  const outsider = await client.listen(dave, DELETED);
  const answer = await remove(room, message.uuid);
  assert.deepEqual([answer.status, answer.text], [204, '']);
  assert.equal((await remove(room, message.uuid)).status, 204);
  const items = await listed(room, '?direction=asc');
  const tombstone = items[1];
  assert.match(tombstone.deleted_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/);
  assert.deepEqual(items, [
    first,
    { ...message, content: '', reactions: [], revision: 5, deleted_at: tombstone.deleted_at },
    last,
  ]);
  for (const [index, user] of [USERS.alice, USERS.bob].entries()) {
    const [frame, ...more] = await sockets[index]!.rest();
    assert.deepEqual(more, []);
    const { data, room_uuid, message_uuid, revision, required_acl } = frame.data;
    assert.deepEqual(data, { uuid: message.uuid, deleted_at: tombstone.deleted_at });
    assert.deepEqual([room_uuid, message_uuid, revision], [room, message.uuid, 5]);
    assert.equal(required_acl, `events.chatd.users.${user}.rooms.${room}.messages.${message.uuid}.deleted`);
  }
  assert.deepEqual(await outsider.rest(), []);
  await Promise.all([...sockets, outsider].map((socket) => socket.close()));
});

test('deletion: what was said is gone from lists, searches, previews, changes and the database', async () => {
  const [room, secret] = [await newRoom(), randomUUID()];
  const { uuid } = await client.post(alice, room, `oops ${secret}`);
  await react(room, uuid);
  await remove(room, uuid);
  assert.deepEqual(await listed(room, `?search=${secret}`), []);
  const { last_message: preview, revision } = await roomOf(room);
  assert.deepEqual([preview.uuid, preview.content, preview.reactions, revision], [uuid, '', [], 3]);
  const changes = await client.send('GET', `${url(room)}/changes?after=0`, { token: bob });
  assert.deepEqual(changes.body, { items: [preview], revision: 3, complete: true });
  assert.ok(!changes.text.includes(secret));
  const { database } = server;
  const rows = await database.query('SELECT FROM chatd_room_message WHERE content LIKE $1', [`%${secret}%`]);
  const reactions = await database.query('SELECT FROM chatd_room_message_reaction WHERE message_uuid = $1', [uuid]);
  assert.deepEqual([rows.length, reactions.length], [0, 0]);
});

test('deletion: nothing can be done to a tombstone', async () => {
  const room = await newRoom();
  const { uuid } = await client.post(alice, room, 'x');
  await react(room, uuid);
  await remove(room, uuid);
  const path = url(room, uuid);
  const answers = [
    await react(room, uuid),
    await react(room, uuid, '🎉', alice),
    await client.send('DELETE', `${path}/reactions?emoji=👍`, { token: bob }),
    await client.send('PUT', path, { token: alice, body: { content: 'back again' } }),
    await client.send('PUT', path, { token: bob, body: { content: 'back again' } }),
  ];
  for (const answer of answers) assertError(answer, 404, 'unknown-message');
  const { body } = await client.send('GET', `${path}/reactions`, { token: bob });
  assert.deepEqual(body, { items: [], filtered: 0, total: 0 });
  assert.equal((await roomOf(room)).revision, 3);
});

test('deletion: it is still a place in the room: for pages and for reading', async () => {
  const room = await newRoom();
  const uuids: string[] = [];
  for (const content of ['a', 'b', 'c']) uuids.push((await client.post(alice, room, content)).uuid as string);
  await remove(room, uuids[1]!);
  assert.deepEqual(
    (await listed(room, `?after=${uuids[1]}`)).map(({ content }) => content as string),
    ['c'],
  );
  const read = await client.send('PUT', `${ROOMS}/${room}/read`, { token: bob, body: { message_uuid: uuids[1] } });
  assert.equal(read.status, 204);
  const { unread_count, last_read_message_uuid } = await roomOf(room);
  assert.deepEqual([unread_count, last_read_message_uuid], [1, uuids[1]]);
});

test('deletion: unread counts stay those of the places, tombstones included', async () => {
  const room = await newRoom();
  const [first, second] = [await client.post(alice, room, 'a'), await client.post(alice, room, 'b')];
  await remove(room, first.uuid);
  assert.equal((await roomOf(room)).unread_count, 2);
  await client.send('PUT', `${ROOMS}/${room}/read`, { token: bob, body: { message_uuid: second.uuid } });
  assert.equal((await roomOf(room)).unread_count, 0);
  await remove(room, second.uuid);
  assert.equal((await roomOf(room)).unread_count, 0);
  assert.equal((await client.send('GET', url(room), { token: bob })).body.total, 2);
});

test('deletion: what others have written they alone delete, and who does not see it does not find it', async () => {
  const room = await newRoom();
  const { uuid } = await client.post(alice, room, 'mine');
  assertError(await remove(room, uuid, bob), 403, 'forbidden');
  assertError(await remove(room, uuid, dave), 404, 'unknown-room');
  assertError(await remove(room, randomUUID()), 404, 'unknown-message');
  assertError(await remove(await newRoom(), uuid), 404, 'unknown-message');
  assertError(await remove(room, 'nope'), 404, 'not-found');
  assertError(await remove(room, uuid, tokens.noacl), 401, 'unauthorized');
  assert.deepEqual(
    (await listed(room)).map(({ content, revision }) => [content, revision]),
    [['mine', 1]],
  );
  await remove(room, uuid);
  assertError(await remove(room, uuid, bob), 403, 'forbidden');
});

test('deletion: many at once are one', async () => {
  const room = await newRoom();
  const { uuid } = await client.post(alice, room, 'x');
  const socket = await client.listen(bob, DELETED);
  const answers = await Promise.all(Array.from({ length: 10 }, () => remove(room, uuid)));
  assert.ok(answers.every(({ status }) => status === 204));
  assert.equal((await socket.rest()).length, 1);
  assert.equal((await roomOf(room)).revision, 2);
  await socket.close();
});

test('deletion: a repeated post of a deleted message answers the tombstone and brings nothing back', async () => {
  const room = await newRoom();
  const body = { content: 'regretted', client_uuid: randomUUID() };
  const { body: first } = await client.send('POST', url(room), { token: alice, body });
  await remove(room, first.uuid);
  const again = await client.send('POST', url(room), { token: alice, body });
  assert.deepEqual([again.status, again.body.uuid, again.body.content], [200, first.uuid, '']);
  assert.equal((await listed(room)).length, 1);
});

test('deletion: a message that another chatd has written can be deleted, too', async () => {
  const [room, foreign] = [await newRoom(), randomUUID()];
  await server.database.query(
    `INSERT INTO chatd_room_message (uuid, room_uuid, content, user_uuid, tenant_uuid, wazo_uuid)
     VALUES ($1, $2, 'theirs', $3, $2, $2)`,
    [foreign, room, USERS.alice],
  );
  assert.equal((await remove(room, foreign)).status, 204);
  assert.deepEqual(
    (await listed(room)).map(({ content, revision }) => [content, revision]),
    [['', 1]],
  );
});
