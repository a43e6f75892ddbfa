import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { findBeside } from '../../src/features/messages/queries.js';
import { USERS } from '../support/test-server.js';
import { type Answer, assertError, type Json, ROOMS } from '../support/client.js';
import { explained } from '../support/explain.js';
import { fillRoom } from '../support/fill.js';
import { client, tokens } from '../support/shared-server.js';

const token = tokens.alice;
const get = (room: string, query: string): Promise<Answer> =>
  client.send('GET', `${ROOMS}/${room}/messages?${query}`, { token });
const contents = (answer: Answer): string => answer.body.items.map((item: Json) => item.content as string).join(' ');

/** A room with these messages, oldest first, and the uuid of each. */
async function roomWith(text: string): Promise<{ room: string; uuids: Map<string, string> }> {
  const room = await client.createRoom(token, [USERS.bob], 'Cursors');
  const uuids = new Map<string, string>();
  for (const content of text.split(' ')) uuids.set(content, (await client.post(token, room, content)).uuid as string);
  return { room, uuids };
}

const PAGES: readonly [query: string, expected: string, filtered: number][] = [
  ['before=e', 'd c b a', 4],
  ['before=e&limit=2', 'd c', 3],
  ['before=e&limit=4', 'd c b a', 4],
  ['before=e&limit=2&direction=asc', 'c d', 3],
  ['before=a', '', 0],
  ['before=e&limit=0', '', 1],
  ['after=e', 'i h g f', 4],
  ['after=e&limit=2', 'g f', 3],
  ['after=e&limit=2&direction=asc', 'f g', 3],
  ['after=i&direction=asc', '', 0],
  ['after=e&limit=2&order=created_at&offset=0', 'g f', 3],
  ['around=e&limit=3', 'f e d', 5],
  ['around=e&limit=4', 'g f e d', 6],
  ['around=e&limit=5&direction=asc', 'c d e f g', 7],
  ['around=b&limit=5&direction=asc', 'a b c d e', 6],
  ['around=h&limit=5&direction=asc', 'e f g h i', 6],
  ['around=a&limit=3', 'c b a', 4],
  ['around=i&limit=3', 'i h g', 4],
  ['around=e&limit=1', 'e', 3],
  ['around=e&limit=0', '', 2],
  ['around=e', 'i h g f e d c b a', 9],
];
test('cursors: the page that touches a message', async (t) => {
  const { room, uuids } = await roomWith('a b c d e f g h i');
  for (const [query, expected, filtered] of PAGES) {
    await t.test(query, async () => {
      const answer = await get(
        room,
        query.replace(/=([a-i])\b/, (_, name: string) => `=${uuids.get(name)}`),
      );
      assert.equal(answer.status, 200, answer.text);
      assert.equal(contents(answer), expected);
      assert.deepEqual([answer.body.filtered, answer.body.total], [filtered, 9]);
    });
  }
});

test('cursors: a search and a date still filter', async () => {
  const { room, uuids } = await roomWith('x1 y1 x2 y2 x3 y3 x4');
  assert.equal(contents(await get(room, `before=${uuids.get('y3')}&search=x&limit=2`)), 'x3 x2');
  const after = await get(room, `after=${uuids.get('y1')}&search=x&limit=2&direction=asc`);
  assert.deepEqual([contents(after), after.body.filtered, after.body.total], ['x2 x3', 3, 7]);
  const { items } = (await get(room, '')).body;
  const from = encodeURIComponent(items.find((item: Json) => item.content === 'x2').created_at);
  assert.equal(contents(await get(room, `before=${uuids.get('x4')}&from_date=${from}`)), 'y3 x3 y2 x2');
});

test('cursors: walking either way misses and repeats nothing among messages of one moment', async () => {
  const room = await client.createRoom(token, [USERS.bob], 'Ties');
  await fillRoom(room, 40);
  const uuidsOf = (answer: Answer): string[] => answer.body.items.map((item: Json) => item.uuid as string);
  const whole = uuidsOf(await get(room, 'limit=1000&direction=asc'));
  const walk = async (side: 'before' | 'after', start: string): Promise<string[]> => {
    const seen: string[] = [];
    for (let cursor: string | undefined = start; cursor;) {
      const direction = side === 'before' ? 'desc' : 'asc';
      const page = uuidsOf(await get(room, `${side}=${cursor}&limit=7&direction=${direction}`));
      seen.push(...page);
      cursor = page.at(-1);
    }
    return seen;
  };
  assert.deepEqual(await walk('after', whole[0]!), whole.slice(1));
  assert.deepEqual(await walk('before', whole[39]!), whole.slice(0, 39).reverse());
  assert.deepEqual(uuidsOf(await get(room, `around=${whole[20]}&limit=9&direction=asc`)), whole.slice(16, 25));
});

test('cursors: a page next to a message has 100 messages unless told otherwise, and 1,000 at most', async () => {
  const room = await client.createRoom(token, [USERS.bob], 'Long');
  await fillRoom(room, 1100);
  const { uuid } = await client.post(token, room, 'newest');
  for (const [query, length] of [
    [`before=${uuid}`, 100],
    [`before=${uuid}&limit=5000`, 1000],
    [`around=${uuid}`, 100],
  ] as const) {
    const { body } = await get(room, query);
    assert.deepEqual([body.items.length, body.filtered, body.total], [length, length + 1, 1101]);
  }
});

test('cursors: a message that is not in the room is unknown', async () => {
  const { room } = await roomWith('here');
  const { uuids } = await roomWith('elsewhere');
  for (const uuid of [randomUUID(), uuids.get('elsewhere')!]) {
    for (const kind of ['before', 'after', 'around']) {
      const answer = await get(room, `${kind}=${uuid}`);
      assertError(answer, 404, 'unknown-message');
      assert.deepEqual([answer.body.resource, answer.body.details.uuid], ['messages', uuid]);
    }
  }
});

test('cursors: who is not in the room learns nothing', async () => {
  const { room, uuids } = await roomWith('secret');
  for (const uuid of [randomUUID(), uuids.get('secret')!]) {
    const path = `${ROOMS}/${room}/messages?around=${uuid}`;
    assertError(await client.send('GET', path, { token: tokens.dave }), 404, 'unknown-room');
  }
});

const ONE = randomUUID();
const REFUSED: readonly [query: string, fields: readonly string[]][] = [
  ['before=x', ['before']],
  ['after=', ['after']],
  ['around=1', ['around']],
  [`before=${ONE}&after=${ONE}`, ['before', 'after']],
  [`before=${ONE}&around=${ONE}`, ['before', 'around']],
  [`before=${ONE}&after=${ONE}&around=${ONE}`, ['before', 'after', 'around']],
  [`before=${ONE}&offset=3`, ['offset']],
  [`around=${ONE}&search=x`, ['search']],
  [`around=${ONE}&from_date=2026-01-01T00:00:00Z`, ['from_date']],
];
for (const [query, fields] of REFUSED) {
  test(`cursors: ?${query.replaceAll(ONE, 'uuid')} is refused, naming ${fields.join(', ')}`, async () => {
    const answer = await get(randomUUID(), query);
    assertError(answer, 400, 'invalid-data');
    assert.deepEqual(Object.keys(answer.body.details), fields);
  });
}

test('cursors: a page is read off the index, without sorting the room', async () => {
  const room = await client.createRoom(token, [USERS.bob], 'Plan');
  await fillRoom(room, 5000);
  for (const [side, scan, at] of [
    ['before', 'Index Scan Backward', '2026-06-01T00:00:00+00:00'],
    ['after', 'Index Scan', '2025-12-01T00:00:00+00:00'],
  ] as const) {
    // All of the room is on that side: gathered, it would have to be sorted.
    const position = { at, uuid: randomUUID() };
    const filter = { room, side, position, limit: 50, search: undefined, fromDate: undefined };
    const plan = await explained((database) => findBeside(database, filter));
    assert.match(plan, new RegExp(`${scan} using chatd_room_message__page`));
    assert.match(plan, /Index Cond: .*ROW\(/);
    assert.doesNotMatch(plan, /Sort|Seq Scan on chatd_room_message /);
  }
});
