import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { USERS } from '../support/test-server.js';
import { assertError, type Json, ROOMS } from '../support/client.js';
import { client, tokens } from '../support/shared-server.js';

const CREATED = 'chatd_user_room_message_created';
const newRoom = (): Promise<string> => client.createRoom(tokens.alice, [USERS.bob], 'Client uuids');
const url = (room: string): string => `${ROOMS}/${room}/messages`;
const post = (room: string, body: unknown, token = tokens.alice) => client.send('POST', url(room), { token, body });
const listed = async (room: string): Promise<Json[]> =>
  (await client.send('GET', url(room), { token: tokens.alice })).body.items as Json[];

test('client uuid: a repetition answers the first message, makes none and tells nobody', async () => {
  const room = await newRoom();
  const socket = await client.listen(tokens.bob, CREATED);
  const clientUuid = randomUUID();
  const first = await post(room, { content: 'once', client_uuid: clientUuid.toUpperCase() });
  assert.deepEqual([first.status, first.body.client_uuid], [201, clientUuid]);
  const again = await post(room, { content: 'once', client_uuid: clientUuid });
  assert.deepEqual([again.status, again.body], [200, first.body]);
  assert.deepEqual(await listed(room), [first.body]);
  assert.deepEqual(
    (await socket.rest()).map((frame) => frame.data.data),
    [first.body],
  );
  await socket.close();
});

test('client uuid: ten repetitions at once make one message and one event', async () => {
  const room = await newRoom();
  const socket = await client.listen(tokens.alice, CREATED);
  const body = { content: 'ten times', client_uuid: randomUUID() };
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(room, body)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [...Array<number>(9).fill(200), 201]);
  assert.equal(new Set(answers.map((answer) => answer.text)).size, 1);
  assert.equal((await listed(room)).length, 1);
  assert.equal((await socket.rest()).length, 1);
  await socket.close();
});

test('client uuid: the first message is answered as it is now, whatever the repetition says', async () => {
  const room = await newRoom();
  const clientUuid = randomUUID();
  const { body: first } = await post(room, { content: 'first', client_uuid: clientUuid });
  const reactions = `${url(room)}/${first.uuid}/reactions`;
  await client.send('POST', reactions, { token: tokens.bob, body: { emoji: '👍' } });
  const again = await post(room, { content: 'second', client_uuid: clientUuid });
  assert.equal(again.status, 200);
  assert.deepEqual([again.body.uuid, again.body.content, again.body.revision], [first.uuid, 'first', 2]);
  assert.equal(again.body.reactions[0].emoji, '👍');
  assert.equal((await listed(room)).length, 1);
});

test('client uuid: in another room it is refused, and makes nothing there', async () => {
  const [room, other] = [await newRoom(), await newRoom()];
  const socket = await client.listen(tokens.bob, CREATED);
  const body = { content: 'first', client_uuid: randomUUID() };
  const { body: first } = await post(room, body);
  for (const content of ['first', 'second']) {
    const answer = await post(other, { ...body, content });
    assertError(answer, 409, 'client-uuid-taken');
    assert.deepEqual(answer.body.details, { client_uuid: body.client_uuid });
    assert.ok(!answer.text.includes(first.uuid) && !answer.text.includes(room));
  }
  assert.deepEqual(await listed(other), []);
  assert.equal((await socket.rest()).length, 1);
  assert.equal((await client.post(tokens.alice, other, 'next')).revision, 1);
  assert.equal((await post(room, body)).status, 200);
  await socket.close();
});

test('client uuid: the same one in two rooms at once is one message', async () => {
  const rooms = [await newRoom(), await newRoom()];
  const body = { content: 'race', client_uuid: randomUUID() };
  const answers = await Promise.all(rooms.map((room) => post(room, body)));
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
  assert.equal((await Promise.all(rooms.map(listed))).flat().length, 1);
});

test('client uuid: two people may choose the same', async () => {
  const room = await newRoom();
  const body = { content: 'same', client_uuid: randomUUID() };
  const [alices, bobs] = [await post(room, body), await post(room, body, tokens.bob)];
  assert.deepEqual([alices.status, bobs.status], [201, 201]);
  assert.notEqual(alices.body.uuid, bobs.body.uuid);
});

test('client uuid: none, or null, is a new message every time', async () => {
  const room = await newRoom();
  for (const body of [{ content: 'x' }, { content: 'x' }, { content: 'x', client_uuid: null }]) {
    const answer = await post(room, body);
    assert.deepEqual([answer.status, answer.body.client_uuid], [201, null]);
  }
  assert.equal((await listed(room)).length, 3);
});

test('client uuid: one that is none is refused', async () => {
  const room = await newRoom();
  for (const clientUuid of ['x', '', 5, [], {}, randomUUID().slice(1)]) {
    const answer = await post(room, { content: 'x', client_uuid: clientUuid });
    assertError(answer, 400, 'invalid-data');
    assert.equal(answer.body.details.client_uuid.constraint, 'uuid');
  }
  assert.deepEqual(await listed(room), []);
});

test('client uuid: a refused message does not use it up', async () => {
  const [room, clientUuid] = [await newRoom(), randomUUID()];
  assert.equal((await post(randomUUID(), { content: 'x', client_uuid: clientUuid })).status, 404);
  assert.equal((await post(room, { content: 'x', client_uuid: clientUuid })).status, 201);
});

test('client uuid: it does not open a room in which one is not', async () => {
  const [room, body] = [await newRoom(), { content: 'x', client_uuid: randomUUID() }];
  await post(room, body);
  assertError(await post(room, body, tokens.dave), 404, 'unknown-room');
});
