// What only several connections at once can break: here they are ten, of two servers on one database.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { USERS } from '../support/test-server.js';
import { type Answer, type Client, type Json, ROOMS } from '../support/client.js';
import { withLimits } from '../support/limited-server.js';
import { client, server, tokens } from '../support/shared-server.js';

const { alice, bob, carol, dave } = tokens;
const { database } = server;

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status).sort();
const roomOfFour = (): Promise<string> => client.createRoom(alice, [USERS.bob, USERS.carol, USERS.dave], 'Busy');

/** Runs `body` with the shared server and another one that knows nothing of it but the database. */
const withTwo = (body: (clients: readonly [Client, Client]) => Promise<void>): Promise<void> =>
  withLimits({}, (other) => body([client, other.client]));

async function allMessages(room: string): Promise<Json[]> {
  const answer = await client.send('GET', `${ROOMS}/${room}/messages?direction=asc&limit=1000`, { token: alice });
  return answer.body.items as Json[];
}

test('people who write to each other for the first time at the same moment meet in one room', async () => {
  await withTwo(async (clients) => {
    const third = randomUUID();
    const pairs = [
      [alice, USERS.bob],
      [bob, USERS.alice],
    ] as const;
    const answers = await Promise.all(
      times(20, (index) => {
        const [token, uuid] = pairs[index % 2]!;
        const users = [{ uuid }, { uuid: third }];
        return clients[index % 3 === 0 ? 0 : 1].send('POST', ROOMS, { token, body: { users } });
      }),
    );
    assert.deepEqual([...new Set(statuses(answers))], [201]);
    assert.equal(new Set(answers.map(({ body }) => body.uuid as string)).size, 1);
    const rows = await database.query('SELECT FROM chatd_room_user WHERE uuid = $1', [third]);
    assert.equal(rows.length, 1);
  });
});

test('a message that is posted twenty times at once is written once', async () => {
  const room = await roomOfFour();
  await withTwo(async (clients) => {
    const body = { content: 'once', client_uuid: randomUUID() };
    const posts = times(20, (index) =>
      clients[index % 2]!.send('POST', `${ROOMS}/${room}/messages`, { token: bob, body }),
    );
    const answers = await Promise.all(posts);
    assert.deepEqual(statuses(answers), [...times(19, () => 200), 201]);
    assert.equal(new Set(answers.map((answer) => answer.body.uuid as string)).size, 1);
  });
  assert.equal((await allMessages(room)).length, 1);
});

test('a reaction that is given, and then taken back, ten times at once is given and taken back once', async () => {
  const room = await roomOfFour();
  const message = await client.post(alice, room, 'nice');
  const url = `${ROOMS}/${room}/messages/${message.uuid as string}/reactions`;
  const listener = await client.listen(
    carol,
    'chatd_users_room_message_reaction_created',
    'chatd_users_room_message_reaction_deleted',
  );
  for (const [method, path, body, wanted] of [
    ['POST', url, { emoji: '👍' }, [...times(9, () => 200), 201]],
    ['DELETE', `${url}?emoji=👍`, undefined, [204, ...times(9, () => 404)]],
  ] as const) {
    const answers = await Promise.all(times(10, () => client.send(method, path, { token: bob, body })));
    assert.deepEqual(statuses(answers), wanted);
  }
  const events = (await listener.rest()).map((frame) => frame.data.name as string);
  assert.deepEqual(events, ['chatd_users_room_message_reaction_created', 'chatd_users_room_message_reaction_deleted']);
  await listener.close();
});

test('who follows a busy room page by page misses nothing, and times only grow', async () => {
  const room = await roomOfFour();
  const first = await client.post(alice, room, 'first');
  const seen: string[] = [first.uuid];
  const follow = async (): Promise<void> => {
    const url = `${ROOMS}/${room}/messages?direction=asc&limit=1000&after=${seen.at(-1)!}`;
    const page = await client.send('GET', url, { token: dave });
    seen.push(...page.body.items.map((item: Json) => item.uuid as string));
  };
  await withTwo(async (clients) => {
    const state = { isPosting: true };
    const lane = async (token: string, at: number): Promise<void> => {
      for (let n = 0; n < 40; n++) await clients[at]!.post(token, room, `${at} ${n}`);
    };
    const lanes = [alice, bob, carol].flatMap((token) => [lane(token, 0), lane(token, 1), lane(token, 1)]);
    const posting = Promise.all(lanes).finally(() => (state.isPosting = false));
    while (state.isPosting) await follow();
    await posting;
  });
  await follow();
  const all = await allMessages(room);
  assert.equal(all.length, 361);
  assert.deepEqual(
    seen,
    all.map((item) => item.uuid),
  );
  assert.equal(new Set(all.map((item) => item.created_at)).size, all.length);
});

test('events of a busy room come in its order', async () => {
  const room = await roomOfFour();
  const listener = await client.listen(dave, 'chatd_user_room_message_created');
  await Promise.all(times(300, (index) => client.post([alice, bob, carol][index % 3]!, room, String(index))));
  const events = (await listener.rest()).map((frame) => frame.data.data.uuid as string);
  assert.deepEqual(
    events,
    (await allMessages(room)).map((item) => item.uuid),
  );
  await listener.close();
});

test('what is unread stays right while many write and read at once', async () => {
  const room = await roomOfFour();
  const people = Object.entries({ alice, bob, carol, dave } as const);
  await withTwo(async (clients) => {
    const live = async (token: string, at: number): Promise<void> => {
      for (let n = 0; n < 15; n++) {
        const posted = await clients[at]!.post(token, room, `${at} ${n}`);
        const body = { message_uuid: posted.uuid as string };
        if (n % 3 === at) await clients[1 - at]!.send('PUT', `${ROOMS}/${room}/read`, { token, body });
      }
    };
    await Promise.all(people.flatMap(([, token]) => [live(token, 0), live(token, 1)]));
  });
  const all = await allMessages(room);
  const [kept] = await database.query('SELECT messages FROM chatd_room_message_count WHERE room_uuid = $1', [room]);
  assert.deepEqual([all.length, kept], [120, { messages: 120 }]);
  for (const [name, token] of people) {
    const { body } = await client.send('GET', ROOMS, { token });
    const { unread_count, last_read_message_uuid } = body.items.find((item: Json) => item.uuid === room);
    const place = all.findIndex((item) => item.uuid === last_read_message_uuid);
    const unread = all.slice(place + 1).filter((item) => item.user_uuid !== USERS[name as keyof typeof USERS]);
    assert.equal(unread_count, unread.length, name);
  }
});

test('a room that waits does not hold up the others', async () => {
  const [busy, other] = [await roomOfFour(), await roomOfFour()];
  const answers = await database.transaction('read committed', async (transaction) => {
    await transaction.query('SELECT FROM chatd_room WHERE uuid = $1 FOR UPDATE', [busy]);
    const waiting = times(30, (index) => client.post([alice, bob, carol, dave][index % 4]!, busy, String(index)));
    for (let n = 0; n < 5; n++) await client.post(alice, other, String(n));
    return () => Promise.all(waiting);
  });
  assert.equal((await answers()).length, 30);
});
