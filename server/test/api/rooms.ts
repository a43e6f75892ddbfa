import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { TENANT, USERS } from '../support/test-server.js';
import { assertError, CHATD, type Json, ROOMS } from '../support/client.js';
import { client, tokens } from '../support/shared-server.js';

const token = tokens.alice;
const others = (count: number) => Array.from({ length: count }, () => ({ uuid: randomUUID() }));
const create = (body: unknown, as = token) => client.send('POST', ROOMS, { token: as, body });
const listed = async (query = '', as = token): Promise<string[]> =>
  (await client.send('GET', `${ROOMS}${query}`, { token: as })).body.items.map((room: Json) => room.uuid as string);

test('rooms: a new room is answered, listed for its people and told to each of them once', async () => {
  const sockets = await Promise.all(
    [tokens.alice, tokens.bob, tokens.carol].map((one) => client.listen(one, 'chatd_user_room_created')),
  );
  const outsider = await client.listen(tokens.dave, '*');
  const { body: room } = await create({ name: 'Équipe 🚀', users: [{ uuid: USERS.bob }, { uuid: USERS.carol }] });
  assert.deepEqual(Object.keys(room).sort(), [
    'last_message',
    'last_read_message_uuid',
    'name',
    'revision',
    'tenant_uuid',
    'unread_count',
    'users',
    'uuid',
  ]);
  assert.deepEqual([room.unread_count, room.last_read_message_uuid, room.last_message], [0, null, null]);
  assert.equal(room.revision, 0);
  assert.deepEqual([room.name, room.tenant_uuid], ['Équipe 🚀', TENANT]);
  assert.deepEqual(
    room.users.map((user: Json) => user.uuid),
    [USERS.bob, USERS.carol, USERS.alice],
  );
  assert.deepEqual(Object.keys(room.users[0]).sort(), ['identity', 'tenant_uuid', 'uuid', 'wazo_uuid']);
  for (const [index, user] of [USERS.alice, USERS.bob, USERS.carol].entries()) {
    const event = await sockets[index]!.event();
    assert.deepEqual(event.data, room);
    assert.equal(event[`user_uuid:${user}`], true);
    assert.equal(event.required_acl, `events.chatd.users.${user}.rooms.created`);
    assert.deepEqual(await sockets[index]!.rest(), []);
  }
  assert.deepEqual(
    (await outsider.rest()).filter((frame) => frame.data.name !== 'chatd_presence_updated'),
    [],
  );
  assert.ok((await listed('', tokens.bob)).includes(room.uuid));
  assert.ok(!(await listed('', tokens.dave)).includes(room.uuid));
  await Promise.all([...sockets, outsider].map((socket) => socket.close()));
});

test('rooms: each carries its newest message as its own list does', async () => {
  const [quiet, busy] = [
    await client.createRoom(token, [USERS.bob], 'Quiet'),
    await client.createRoom(token, [USERS.bob], 'Busy'),
  ];
  const messages = `${ROOMS}/${busy}/messages`;
  for (const content of ['first', 'second'])
    await client.send('POST', messages, { token: tokens.bob, body: { content } });
  const [newest] = (await client.send('GET', messages, { token })).body.items;
  await client.send('POST', `${messages}/${newest.uuid}/reactions`, { token, body: { emoji: '🎉' } });
  const { items } = (await client.send('GET', ROOMS, { token })).body;
  const lastOf = (room: string) => items.find(({ uuid }: Json) => uuid === room).last_message;
  assert.equal(lastOf(quiet), null);
  assert.equal(lastOf(busy).content, 'second');
  assert.equal(lastOf(busy).reactions[0].emoji, '🎉');
  assert.deepEqual(lastOf(busy), (await client.send('GET', messages, { token })).body.items[0]);
});

test('rooms: a nameless room that is there already is answered with its newest message', async () => {
  const users = [{ uuid: USERS.dave }];
  const { body: room } = await create({ users });
  const { body: message } = await client.send('POST', `${ROOMS}/${room.uuid}/messages`, {
    token,
    body: { content: 'hi' },
  });
  assert.deepEqual((await create({ users })).body.last_message, message);
});

test('rooms: the list can ask who else is in', async () => {
  const room = await client.createRoom(token, [USERS.bob, USERS.dave], 'With Dave');
  assert.ok((await listed(`?user_uuid=${USERS.dave},${USERS.bob}`)).includes(room));
  assert.ok(!(await listed(`?user_uuid=${USERS.dave},${USERS.carol}`)).includes(room));
  assert.ok((await listed('?user_uuid=&limit=1&search=x')).includes(room));
  const answer = await client.send('GET', `${ROOMS}?user_uuid=${USERS.bob},nope`, { token });
  assertError(answer, 400, 'invalid-data');
  assert.deepEqual(Object.keys(answer.body.details.user_uuid), ['1']);
});

test('rooms: a nameless room of the same people is the same, in whatever order and by whomever', async () => {
  const first = await create({ users: [{ uuid: USERS.dave }, { uuid: USERS.carol }] });
  const socket = await client.listen(tokens.carol, 'chatd_user_room_created');
  const again = await create({ users: [{ uuid: USERS.alice }, { uuid: USERS.dave.toUpperCase() }] }, tokens.carol);
  assert.equal(again.status, 201);
  assert.equal(again.body.uuid, first.body.uuid);
  assert.deepEqual(await socket.rest(), []);
  await socket.close();
});

test('rooms: a room with a name is always a new one', async () => {
  const people = [USERS.dave, USERS.carol];
  const rooms = [
    await client.createRoom(token, people),
    await client.createRoom(token, people, 'One'),
    await client.createRoom(token, people, 'One'),
    await client.createRoom(token, people),
  ];
  assert.equal(new Set(rooms).size, 3);
  assert.equal(rooms[0], rooms[3]);
});

test('rooms: two who create the same nameless room at once meet in one', async () => {
  const stranger = randomUUID();
  const people = [USERS.alice, USERS.bob, stranger];
  const rooms = await Promise.all(
    Array.from({ length: 10 }, (_, index) => client.createRoom(index % 2 ? tokens.alice : tokens.bob, people)),
  );
  assert.equal(new Set(rooms).size, 1);
});

test('rooms: 100 people fit, 101 do not', async () => {
  assert.equal((await create({ name: 'full', users: others(99) })).body.users.length, 100);
  const answer = await create({ name: 'too full', users: others(100) });
  assertError(answer, 400, 'invalid-data');
  assert.deepEqual(answer.body.details.users.constraint, { min: 2, max: 100 });
});

test('rooms: someone unknown and someone of another tenant are accepted, but the latter sees nothing', async () => {
  const room = await client.createRoom(token, [USERS.erin, randomUUID()], 'cross');
  assert.ok((await listed()).includes(room));
  assert.deepEqual(await listed('', tokens.erin), []);
});

test('rooms: an empty name is kept, one of 1,000 characters too', async () => {
  assert.equal((await create({ name: '', users: others(1) })).body.name, '');
  const name = 'ن'.repeat(1000);
  assert.equal((await create({ name, users: others(1) })).body.name, name);
});

const REFUSED: readonly [what: string, body: unknown, details: (details: Json) => unknown, expected: unknown][] = [
  ['nobody', { users: [] }, (d) => d.users.constraint_id, 'length'],
  ['no list of people', { name: 'x' }, (d) => d.users.constraint_id, 'length'],
  ['only oneself', { users: [{ uuid: USERS.alice }] }, (d) => d.users.constraint_id, 'length'],
  ['no uuid', { users: [{ uuid: 'nope' }] }, (d) => d.users['0'].uuid.message, 'Not a valid UUID.'],
  ['a uuid that is a number', { users: [{ uuid: 5 }] }, (d) => d.users['0'].uuid.message, 'Not a valid UUID.'],
  ['a person without uuid', { users: [{}] }, (d) => d.users['0'].uuid.constraint, 'required'],
  ['people as a text', { users: USERS.bob }, (d) => d.users.constraint, 'list'],
  ['people as texts', { users: [USERS.bob] }, (d) => Object.keys(d.users['0']), ['_schema']],
  ['people as null', { users: null }, (d) => d.users.constraint, 'not_null'],
  ['a name that is a number', { name: 12, users: others(1) }, (d) => d.name.message, 'Not a valid string.'],
  ['a name of 1,001 characters', { name: 'x'.repeat(1001), users: others(1) }, (d) => d.name[0].constraint.max, 1000],
  ['a name with U+0000', { name: 'a\0b', users: others(1) }, (d) => d.name[0].constraint_id, 'characters'],
  ['a name with half a pair', { name: '\ud83d', users: others(1) }, (d) => d.name[0].constraint_id, 'characters'],
  ['a list as the body', [], (d) => Object.keys(d), ['_schema']],
  ['null as the body', null, (d) => Object.keys(d), ['_schema']],
];
for (const [what, body, pick, expected] of REFUSED) {
  test(`rooms: ${what} is refused`, async () => {
    const answer = await create(body);
    assertError(answer, 400, 'invalid-data');
    assert.deepEqual(pick(answer.body.details), expected);
  });
}

test('rooms: the same person twice is refused, also in capitals', async () => {
  const answer = await create({ users: [{ uuid: USERS.bob }, { uuid: USERS.bob.toUpperCase() }] });
  assertError(answer, 400, 'duplicate-user');
  assert.equal(answer.body.resource, 'rooms');
});

test('rooms: someone outside of Wazo cannot be reached', async () => {
  const answer = await create({ users: [{ uuid: USERS.bob }, { uuid: randomUUID(), identity: '+15551234567' }] });
  assertError(answer, 409, 'unreachable-participant');
});

test('rooms: one’s own uuid may stand in place of "me", another’s may not', async () => {
  assert.equal((await client.send('GET', `${CHATD}/users/${USERS.alice}/rooms`, { token })).status, 200);
  assertError(await client.send('GET', `${CHATD}/users/${USERS.bob}/rooms`, { token }), 401, 'unauthorized');
  assertError(await client.send('GET', `${CHATD}/users/nobody/rooms`, { token }), 404, 'not-found');
});

test('rooms: the server says what it can beyond a stock one', async () => {
  const { body } = await client.send('GET', `${ROOMS}/features`, { token });
  assert.deepEqual(body, {
    version: 1,
    features: [
      'mentions',
      'changes',
      'reactions',
      'editing',
      'deletion',
      'receipts',
      'attachments',
      'gifs',
      'custom_emoji',
    ],
    limits: {
      content_length: 20_000,
      participants: 100,
      page: 1000,
      attachment_size: 250 * 1024 * 1024,
      attachments_per_message: 20,
    },
  });
});
