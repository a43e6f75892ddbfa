import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { InProcessBus } from '../../src/bus/in-process.js';
import { Chat } from '../../src/chat/chat.js';
import { findChanged, moreChangedThan } from '../../src/features/changes/queries.js';
import { type Answer, assertError, type Json, ROOMS } from '../support/client.js';
import { explained } from '../support/explain.js';
import { fillRoom } from '../support/fill.js';
import { client, clock, server, tokens } from '../support/shared-server.js';
import { TENANT, USERS } from '../support/test-server.js';

const { alice, bob, dave } = tokens;
const CREATED = 'chatd_user_room_message_created';
const REACTED = 'chatd_users_room_message_reaction_created';
const UNREACTED = 'chatd_users_room_message_reaction_deleted';

const newRoom = (): Promise<string> => client.createRoom(alice, [USERS.bob], 'Revisions');
const url = (room: string): string => `${ROOMS}/${room}/messages`;
const changes = (room: string, query: string, token = alice): Promise<Answer> =>
  client.send('GET', `${url(room)}/changes?${query}`, { token });
const react = (room: string, message: string, method = 'POST', token = bob): Promise<Answer> => {
  const path = `${url(room)}/${message}/reactions`;
  if (method === 'POST') return client.send(method, path, { token, body: { emoji: '👍' } });
  return client.send(method, `${path}?emoji=👍`, { token });
};
const contents = ({ body }: Answer): string[] => body.items.map((item: Json) => item.content as string);

/** The revision that the list of rooms says. */
async function revisionOf(room: string): Promise<number> {
  const { items } = (await client.send('GET', ROOMS, { token: alice })).body;
  return items.find((item: Json) => item.uuid === room).revision as number;
}

async function roomWith(...posted: string[]): Promise<{ room: string; uuids: string[] }> {
  const room = await newRoom();
  const uuids: string[] = [];
  for (const content of posted) uuids.push((await client.post(alice, room, content)).uuid as string);
  return { room, uuids };
}

test('revisions: each change of a message takes the next number, what changes nothing takes none', async () => {
  const room = await newRoom();
  assert.equal(await revisionOf(room), 0);
  const body = { content: 'first', client_uuid: randomUUID() };
  const { body: first } = await client.send('POST', url(room), { token: alice, body });
  const second = await client.post(bob, room, 'second');
  assert.deepEqual([first.revision, second.revision, await revisionOf(room)], [1, 2, 2]);
  await client.send('POST', url(room), { token: alice, body });
  assert.equal((await react(room, first.uuid)).status, 201);
  assert.equal((await react(room, first.uuid)).status, 200);
  await client.send('PUT', `${ROOMS}/${room}/read`, { token: bob, body: { message_uuid: first.uuid } });
  assert.equal(await revisionOf(room), 3);
  assert.equal((await react(room, first.uuid, 'DELETE')).status, 204);
  assert.equal((await react(room, first.uuid, 'DELETE')).status, 404);
  assert.equal(await revisionOf(room), 4);
  const { body: page } = await client.send('GET', url(room), { token: alice });
  assert.deepEqual(
    page.items.map((item: Json) => [item.content, item.revision]),
    [
      ['second', 2],
      ['first', 4],
    ],
  );
});

test('revisions: rooms count on their own', async () => {
  const [one, two] = [await roomWith('a', 'b', 'c'), await roomWith('d')];
  assert.deepEqual([await revisionOf(one.room), await revisionOf(two.room)], [3, 1]);
});

test('revisions: events carry them, beside message_uuid or in the message', async () => {
  const room = await newRoom();
  const socket = await client.listen(bob, CREATED, REACTED, UNREACTED);
  const { uuid } = await client.post(alice, room, 'x');
  await react(room, uuid);
  await react(room, uuid, 'DELETE');
  const [created, reacted, unreacted] = (await socket.rest()).map((frame) => frame.data);
  assert.equal(created.data.revision, 1);
  assert.ok(!('revision' in created));
  assert.deepEqual([reacted.message_uuid, reacted.revision], [uuid, 2]);
  assert.deepEqual([unreacted.message_uuid, unreacted.revision], [uuid, 3]);
  await socket.close();
});

test('revisions: posts at once have one number each, in the order of their times and of their events', async () => {
  const room = await newRoom();
  const socket = await client.listen(bob, CREATED);
  await Promise.all(Array.from({ length: 40 }, (_, n) => client.post(n % 2 ? alice : bob, room, String(n))));
  const told = (await socket.rest()).map((frame) => frame.data.data.revision as number);
  const whole = Array.from({ length: 40 }, (_, index) => index + 1);
  assert.deepEqual(told, whole);
  const { body } = await client.send('GET', `${url(room)}?direction=asc`, { token: alice });
  assert.deepEqual(
    body.items.map((item: Json) => item.revision as number),
    whole,
  );
  await socket.close();
});

test('revisions: a change that fails leaves no hole, and does not hold up the next one', async () => {
  const { room } = await roomWith('before');
  const chat = new Chat({ database: server.database, bus: new InProcessBus(TENANT, clock), clock }, []);
  const failing = chat.change(room, async (transaction) => {
    assert.equal((await chat.nextChange(transaction, room)).revision, 2);
    throw new Error('after all not');
  });
  const next = chat.change(room, async (transaction) => ({ result: await chat.nextChange(transaction, room) }));
  await assert.rejects(failing, /after all not/);
  assert.equal((await next).revision, 2);
});

test('revisions: times are in their order, though another server of the same database has another clock', async () => {
  const { room, uuids } = await roomWith('ahead');
  await server.database.query(
    "UPDATE chatd_room_message_count SET changed_at = changed_at + interval '1 hour' WHERE room_uuid = $1",
    [room],
  );
  const next = await client.post(alice, room, 'behind');
  await client.send('PUT', `${url(room)}/${uuids[0]}`, { token: alice, body: { content: 'edited' } });
  const { items } = (await client.send('GET', `${url(room)}?direction=asc`, { token: alice })).body;
  const hourLater = new Date(Date.parse(items[0].created_at) + 3_600_000).toISOString().slice(0, 19);
  assert.equal(next.created_at.slice(0, 19), hourLater);
  assert.ok(items[0].updated_at > next.created_at);
});

test('changes: what changed after a revision comes as it is now, in the order of the changes', async () => {
  const { room, uuids } = await roomWith('a', 'b', 'c', 'd');
  await react(room, uuids[1]!);
  const answer = await changes(room, 'after=2');
  assert.deepEqual(contents(answer), ['c', 'd', 'b']);
  assert.deepEqual([answer.body.revision, answer.body.complete], [5, true]);
  assert.equal(answer.body.items[2].reactions[0].emoji, '👍');
  const { items } = (await client.send('GET', url(room), { token: alice })).body;
  for (const item of answer.body.items)
    assert.deepEqual(
      item,
      items.find(({ uuid }: Json) => uuid === item.uuid),
    );
  assert.deepEqual(Object.keys(answer.body), ['items', 'revision', 'complete']);
});

test('changes: nothing new, or a room in which nothing ever happened', async () => {
  const { room } = await roomWith('a', 'b');
  assert.deepEqual((await changes(room, 'after=2')).body, { items: [], revision: 2, complete: true });
  assert.deepEqual((await changes(await newRoom(), 'after=0')).body, { items: [], revision: 0, complete: true });
});

test('changes: more than the limit is asked for from where the answer ends', async () => {
  const { room } = await roomWith('a', 'b', 'c', 'd', 'e');
  const seen: string[] = [];
  const steps: [number, boolean][] = [];
  for (let after = 0, complete = false; !complete;) {
    const answer = await changes(room, `after=${after}&limit=2`);
    seen.push(...contents(answer));
    ({ revision: after, complete } = answer.body as { revision: number; complete: boolean });
    steps.push([after, complete]);
  }
  assert.deepEqual(seen, ['a', 'b', 'c', 'd', 'e']);
  assert.deepEqual(steps, [
    [2, false],
    [4, false],
    [5, true],
  ]);
  assert.deepEqual((await changes(room, 'after=3&limit=0')).body, { items: [], revision: 3, complete: false });
  assert.deepEqual((await changes(room, 'after=3&limit=99999999')).body.complete, true);
});

/** Gives a room messages that have revisions, past the API. */
async function fillCounted(room: string, count: number): Promise<void> {
  await fillRoom(room, count);
  await server.database.query(
    `INSERT INTO chatd_room_message_state (message_uuid, room_uuid, revision)
     SELECT uuid, room_uuid, row_number() OVER (ORDER BY uuid) FROM chatd_room_message WHERE room_uuid = $1`,
    [room],
  );
  await server.database.query('UPDATE chatd_room_message_count SET revision = $2 WHERE room_uuid = $1', [room, count]);
}

test('changes: of more than 1,000 changed messages a fresh page is cheaper', async () => {
  const room = await newRoom();
  await fillCounted(room, 1200);
  assert.deepEqual((await changes(room, 'after=199')).body, { items: [], revision: null, complete: false });
  const { body } = await changes(room, 'after=200&limit=1000');
  assert.deepEqual([body.items.length, body.revision, body.complete], [1000, 1200, true]);
});

test('changes: many changes of few messages are few', async () => {
  const { room, uuids } = await roomWith('a', 'b');
  await server.database.query('UPDATE chatd_room_message_count SET revision = 5000 WHERE room_uuid = $1', [room]);
  await react(room, uuids[0]!);
  const { body } = await changes(room, 'after=1');
  assert.deepEqual([body.items.map((item: Json) => item.revision), body.revision], [[2, 5001], 5001]);
});

test('changes: a revision that the room has not reached is of another past: a fresh page', async () => {
  const { room } = await roomWith('a');
  for (const after of ['2', '999999999999999999999999']) {
    assert.deepEqual((await changes(room, `after=${after}`)).body, { items: [], revision: null, complete: false });
  }
});

const REFUSED: readonly [query: string, details: unknown][] = [
  [
    '',
    {
      after: { message: 'Missing data for required field.', constraint_id: 'required', constraint: 'required' },
    },
  ],
  ...['x', '', '1.5', '1e3', '0x10', 'NaN'].map((value): [string, unknown] => [
    `after=${value}`,
    { after: { message: 'Not a valid integer.', constraint_id: 'type', constraint: 'integer' } },
  ]),
  [
    'after=-1',
    {
      after: [{ constraint_id: 'range', constraint: { min: 0 }, message: 'Must be greater than or equal to 0.' }],
    },
  ],
  ['after=0&limit=x', { limit: { message: 'Not a valid integer.', constraint_id: 'type', constraint: 'integer' } }],
];
for (const [query, details] of REFUSED) {
  test(`changes: ?${query} is refused`, async () => {
    const answer = await changes(randomUUID(), query);
    assertError(answer, 400, 'invalid-data');
    assert.deepEqual(answer.body.details, details);
  });
}

test('changes: who is not in the room learns nothing', async () => {
  const { room } = await roomWith('secret');
  assertError(await changes(room, 'after=0', dave), 404, 'unknown-room');
  assertError(await changes(randomUUID(), 'after=0'), 404, 'unknown-room');
  assertError(await changes('x', 'after=0'), 404, 'not-found');
  assertError(await changes(room, 'after=0', tokens.noacl), 401, 'unauthorized');
});

test('changes: messages of another chatd have the revision 0 until they change', async () => {
  const { room } = await roomWith('ours');
  const foreign = randomUUID();
  await server.database.query(
    `INSERT INTO chatd_room_message (uuid, room_uuid, content, user_uuid, tenant_uuid, wazo_uuid)
     VALUES ($1, $2, 'theirs', $3, $4, $4)`,
    [foreign, room, USERS.bob, TENANT],
  );
  const { items } = (await client.send('GET', url(room), { token: alice })).body;
  assert.equal(items.find(({ uuid }: Json) => uuid === foreign).revision, 0);
  assert.deepEqual(contents(await changes(room, 'after=0')), ['ours']);
  await react(room, foreign);
  assert.deepEqual(contents(await changes(room, 'after=0')), ['ours', 'theirs']);
});

test('revisions: a room of another chatd counts from its first change on, and its messages are still counted', async () => {
  const room = randomUUID();
  await server.database.query(`INSERT INTO chatd_room (uuid, tenant_uuid) VALUES ($1, $2)`, [room, TENANT]);
  await server.database.query(
    `INSERT INTO chatd_room_user (room_uuid, uuid, tenant_uuid, wazo_uuid) SELECT $1, u, $3, $3 FROM unnest($2::uuid[]) u`,
    [room, [USERS.alice, USERS.bob], TENANT],
  );
  assert.equal(await revisionOf(room), 0);
  const { uuid } = await client.post(bob, room, 'first');
  await react(room, uuid);
  await client.post(bob, room, 'second');
  assert.equal(await revisionOf(room), 3);
  const { body } = await client.send('GET', url(room), { token: alice });
  assert.equal(body.total, 2);
  const { items } = (await client.send('GET', ROOMS, { token: alice })).body;
  assert.equal(items.find((item: Json) => item.uuid === room).unread_count, 2);
});

test('changes: they are read off the index, however long the room is', async () => {
  const room = await newRoom();
  await fillCounted(room, 5000);
  const plans = [
    await explained((database) => findChanged(database, room, 100, 50)),
    await explained((database) => moreChangedThan(database, room, 10, 1000)),
  ];
  for (const plan of plans) {
    assert.match(plan, /using chatd_room_message_state_room_uuid_revision_key/);
    assert.doesNotMatch(plan, /Seq Scan on chatd_room_message(_state)? /);
  }
});
