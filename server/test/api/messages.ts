import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { findMessages } from '../../src/features/messages/queries.js';
import { TENANT, USERS } from '../support/test-server.js';
import { type Answer, assertError, type Json, ROOMS } from '../support/client.js';
import { explained } from '../support/explain.js';
import { fillRoom as fill } from '../support/fill.js';
import { client, server, tokens } from '../support/shared-server.js';

const token = tokens.alice;
const newRoom = (name = 'Messages'): Promise<string> => client.createRoom(token, [USERS.bob], name);
const url = (room: string, query = ''): string => `${ROOMS}/${room}/messages${query}`;
const post = (room: string, body: unknown, as = token) => client.send('POST', url(room), { token: as, body });
const list = (room: string, query = '') => client.send('GET', url(room, query), { token });
const contents = (answer: Answer): string[] => answer.body.items.map((item: Json) => item.content as string);

test('messages: what is posted is answered, listed and told to all, word for word', async () => {
  const room = await newRoom();
  const socket = await client.listen(tokens.bob, 'chatd_user_room_message_created');
  const content = 'Bonjour **tous** <b>x</b> 👋\nligne 2';
  const { status, body: message } = await post(room, { content, alias: 'Alice Aubert', user_uuid: USERS.bob, foo: 1 });
  assert.equal(status, 201);
  const { uuid, created_at: at, wazo_uuid: wazoUuid, ...rest } = message;
  assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/);
  for (const one of [uuid, wazoUuid]) assert.match(one, /^[0-9a-f-]{36}$/);
  assert.deepEqual(rest, {
    content,
    alias: 'Alice Aubert',
    delivery: { type: 'internal', backend: null, recipients: [] },
    user_uuid: USERS.alice,
    tenant_uuid: TENANT,
    room: { uuid: room },
    client_uuid: null,
    revision: 1,
    updated_at: null,
    deleted_at: null,
    reactions: [],
    mentions: [],
    attachments: [],
  });
  const event = await socket.event();
  assert.deepEqual(event.data, message);
  assert.equal(event.room_uuid, room);
  assert.equal(event.required_acl, `events.chatd.users.${USERS.bob}.rooms.${room}.messages.created`);
  assert.deepEqual((await list(room)).body, { items: [message], filtered: 1, total: 1 });
  await socket.close();
});

test('messages: an event tells of what can already be read', async () => {
  const room = await newRoom();
  const socket = await client.listen(tokens.bob, 'chatd_user_room_message_created');
  const answer = post(room, { content: 'there?' });
  const event = await socket.event();
  const { body } = await client.send('GET', url(room), { token: tokens.bob });
  assert.equal(body.items[0].uuid, event.data.uuid);
  await answer;
  await socket.close();
});

test('messages: who is not in a room neither reads nor writes there, nor learns that it exists', async () => {
  const room = await newRoom();
  for (const [stranger, where] of [
    [tokens.dave, room],
    [tokens.erin, room],
    [token, randomUUID()],
  ] as const) {
    const answers = [
      await post(where, { content: 'x' }, stranger),
      await client.send('GET', url(where), { token: stranger }),
    ];
    for (const answer of answers) {
      assertError(answer, 404, 'unknown-room');
      assert.deepEqual([answer.body.resource, answer.body.details.uuid], ['rooms', where]);
    }
  }
  assert.equal((await list(room)).body.total, 0);
});

test('messages: a room’s uuid that is none is 404', async () => {
  assertError(await list('not-a-uuid'), 404, 'not-found');
  assertError(await post('not-a-uuid', { content: 'x' }), 404, 'not-found');
});

const REFUSED: readonly [what: string, body: unknown, pick: (details: Json) => unknown, expected: unknown][] = [
  ['no content', {}, (d) => d.content.constraint, 'required'],
  ['content null', { content: null }, (d) => d.content.constraint, 'not_null'],
  ['content that is a number', { content: 5 }, (d) => d.content.message, 'Not a valid string.'],
  ['content of 20,001 units', { content: 'x'.repeat(20_001) }, (d) => d.content[0].constraint.max, 20_000],
  ['10,001 emoji of two units each', { content: '👍'.repeat(10_001) }, (d) => d.content[0].constraint_id, 'length'],
  ['content with U+0000', { content: 'a\0b' }, (d) => d.content[0].constraint_id, 'characters'],
  ['half a surrogate pair', { content: 'lone \ud83d' }, (d) => d.content[0].constraint_id, 'characters'],
  ['the other half', { content: '\udc4b lone' }, (d) => d.content[0].constraint_id, 'characters'],
  ['an alias of 257', { content: 'x', alias: 'a'.repeat(257) }, (d) => d.alias[0].constraint, { min: null, max: 256 }],
  ['an alias with U+0000', { content: 'x', alias: '\0' }, (d) => d.alias[0].constraint_id, 'characters'],
  ['an alias with half a pair', { content: 'x', alias: '\ud83d' }, (d) => d.alias[0].constraint_id, 'characters'],
  [
    'a sender that is no uuid',
    { content: 'x', sender_identity_uuid: 'x' },
    (d) => Object.keys(d),
    ['sender_identity_uuid'],
  ],
];
test('messages: what cannot be stored is refused', async (t) => {
  const room = await newRoom();
  for (const [what, body, pick, expected] of REFUSED) {
    await t.test(what, async () => {
      const answer = await post(room, body);
      assertError(answer, 400, 'invalid-data');
      assert.deepEqual(pick(answer.body.details), expected);
    });
  }
  const answer = await post(room, { content: 'x', sender_identity_uuid: randomUUID() });
  assertError(answer, 400, 'invalid-identity');
  assert.equal((await list(room)).body.total, 0);
});

test('messages: the limits themselves are accepted', async () => {
  const room = await newRoom();
  const bodies = ['x'.repeat(20_000), '👍'.repeat(10_000), '', '   '].map((content) => ({ content }));
  for (const body of [...bodies, { content: 'x', alias: '🦊'.repeat(256) }]) {
    assert.equal((await post(room, body)).status, 201);
  }
});

async function roomWith(...posted: string[]): Promise<string> {
  const room = await newRoom();
  for (const content of posted) await client.post(token, room, content);
  return room;
}

test('messages: pages', async (t) => {
  const room = await roomWith('un été', 'Deux mots ici', 'trois 100%', 'quatre a_b', 'cinq', 'six deux');
  const all = ['six deux', 'cinq', 'quatre a_b', 'trois 100%', 'Deux mots ici', 'un été'];
  const pages: readonly [query: string, expected: readonly string[], filtered: number][] = [
    ['', all, 6],
    ['?limit=2', all.slice(0, 2), 6],
    ['?limit=2&offset=2', all.slice(2, 4), 6],
    ['?limit=3&offset=5', all.slice(5), 6],
    ['?limit=3&direction=asc&order=created_at', [...all].reverse().slice(0, 3), 6],
    ['?limit=0', [], 6],
    ['?limit=99999999999999999999999', all, 6],
    ['?offset=99999999999999999999999', [], 6],
    ['?limit=1&limit=5', all.slice(0, 1), 6],
    ['?foo=bar', all, 6],
    ['?search=deux', ['six deux', 'Deux mots ici'], 2],
    ['?search=DEUX&limit=1', ['six deux'], 2],
    ['?search=deux%20ici', ['Deux mots ici'], 1],
    ['?search=ici%20deux', [], 0],
    ['?search=ete', ['un été'], 1],
    ['?search=%C3%A9t%C3%A9', [], 0],
    ['?search=%25', all, 6],
    ['?search=_', all, 6],
    ['?search=', all, 6],
    ['?search=%5C', [], 0],
    ['?search=%27;--', [], 0],
  ];
  for (const [query, expected, filtered] of pages) {
    await t.test(query || 'all', async () => {
      const answer = await list(room, query);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(contents(answer), expected);
      assert.deepEqual([answer.body.filtered, answer.body.total], [filtered, 6]);
    });
  }
});

test('messages: from a date on', async () => {
  const room = await roomWith('old', 'middle', 'new');
  const { items } = (await list(room)).body;
  const from = encodeURIComponent(items[1].created_at);
  const answer = await list(room, `?from_date=${from}`);
  assert.deepEqual(contents(answer), ['new', 'middle']);
  assert.deepEqual([answer.body.filtered, answer.body.total], [2, 3]);
  assert.deepEqual(contents(await list(room, `?from_date=${from}&search=new`)), ['new']);
});

const BAD_QUERIES: readonly [query: string, field: string][] = [
  ['limit=-1', 'limit'],
  ['limit=abc', 'limit'],
  ['limit=', 'limit'],
  ['limit=1.5', 'limit'],
  ['offset=-1', 'offset'],
  ['order=content', 'order'],
  ['direction=up', 'direction'],
  ['from_date=yesterday', 'from_date'],
  ['from_date=2026-11-22T16:26:40.573910+00:00', 'from_date'],
  ['search=a%00', 'search'],
];
for (const [query, field] of BAD_QUERIES) {
  test(`messages: ?${query} is refused, naming ${field}`, async () => {
    const answers = [
      await list(randomUUID(), `?${query}`),
      await client.send('GET', `${ROOMS}/messages?distinct=room_uuid&${query}`, { token }),
    ];
    for (const answer of answers) {
      assertError(answer, 400, 'invalid-data');
      assert.deepEqual(Object.keys(answer.body.details), [field]);
    }
  });
}

test('messages: a page has 100 messages unless told otherwise, and 1,000 at most', async () => {
  const room = await newRoom();
  await fill(room, 1100);
  assert.equal((await list(room)).body.items.length, 100);
  const largest = await list(room, '?limit=5000');
  assert.equal(largest.body.items.length, 1000);
  assert.equal(largest.body.total, 1100);
});

test('messages: pages neither miss nor repeat messages of the same moment', async () => {
  const room = await newRoom();
  await fill(room, 40);
  const whole = contents(await list(room));
  const paged: string[] = [];
  for (let offset = 0; offset < 40; offset += 7) paged.push(...contents(await list(room, `?limit=7&offset=${offset}`)));
  assert.equal(new Set(whole).size, 40);
  assert.deepEqual(paged, whole);
  assert.deepEqual(contents(await list(room, '?direction=asc')), [...whole].reverse());
});

test('messages: the order is that in which they were accepted', async () => {
  const room = await newRoom();
  const socket = await client.listen(tokens.bob, 'chatd_user_room_message_created');
  await Promise.all(Array.from({ length: 50 }, (_, index) => client.post(token, room, String(index))));
  const events = (await socket.rest()).map((frame) => frame.data.data.content as string);
  assert.equal(events.length, 50);
  assert.deepEqual(contents(await list(room, '?direction=asc')), events);
  await socket.close();
});

test('messages: what another process has dated ahead of our clock stays before what is written now', async () => {
  const room = await roomWith('from ahead');
  const ahead = '2027-01-01T00:00:00.5+00:00';
  await server.database.query('UPDATE chatd_room_message SET created_at = $1 WHERE room_uuid = $2', [ahead, room]);
  const next = await client.post(token, room, 'now');
  assert.equal(next.created_at, '2027-01-01T00:00:00.500001+00:00');
  const elsewhere = await client.post(token, await newRoom(), 'elsewhere');
  assert.ok(elsewhere.created_at < ahead);
});

test('messages: all my rooms at once', async (t) => {
  const [one, two] = [await roomWith('first sévère', 'last of one'), await roomWith('Severe too', 'last of two')];
  const all = (query: string) => client.send('GET', `${ROOMS}/messages?${query}`, { token });
  const mine = (answer: Answer) => answer.body.items.filter((item: Json) => [one, two].includes(item.room.uuid));

  await t.test('the newest of each', async () => {
    const answer = await all('distinct=room_uuid&limit=1000');
    assert.deepEqual(
      mine(answer).map((item: Json) => item.content),
      ['last of two', 'last of one'],
    );
    assert.ok(answer.body.total > answer.body.filtered);
    assert.equal(answer.body.filtered, answer.body.items.length);
  });
  await t.test('a search', async () => {
    const answer = await all('search=severe');
    assert.deepEqual(contents(answer), ['Severe too', 'first sévère']);
    assert.equal(answer.body.filtered, 2);
    assert.equal((await all('search=severe&limit=1&offset=1')).body.items[0].content, 'first sévère');
    assert.deepEqual(contents(await all('search=severe&direction=asc')), ['first sévère', 'Severe too']);
  });
  await t.test('a search among the newest of each', async () => {
    assert.deepEqual((await all('distinct=room_uuid&search=severe')).body.items, []);
    const answer = await all('distinct=room_uuid&search=last%20two');
    assert.deepEqual(contents(answer), ['last of two']);
    assert.equal(answer.body.filtered, 1);
  });
  await t.test('those of the newest that are of a date', async () => {
    const { body } = await all('distinct=room_uuid&limit=1000');
    const [newest, before] = mine({ body } as Answer);
    const from = (message: Json) => `distinct=room_uuid&limit=1000&from_date=${encodeURIComponent(message.created_at)}`;
    const said = (answer: Answer) => mine(answer).map((item: Json) => item.content as string);
    const both = await all(from(before));
    assert.deepEqual(said(both), ['last of two', 'last of one']);
    assert.equal(both.body.filtered, both.body.items.length);
    assert.deepEqual(said(await all(from(newest))), ['last of two']);
  });
  await t.test('not those of others', async () => {
    const answer = await client.send('GET', `${ROOMS}/messages?search=severe`, { token: tokens.dave });
    assert.deepEqual(answer.body.items, []);
  });
  await t.test('neither a search nor distinct', async () => {
    const answer = await all('limit=5');
    assertError(answer, 400, 'invalid-data');
    assert.deepEqual(answer.body.details, { _schema: 'Missing search or distinct' });
    assertError(await all('distinct=user_uuid'), 400, 'invalid-data');
  });
});

test('messages: the newest page of a room is read off the index, without sorting the room', async () => {
  const room = await newRoom();
  await fill(room, 5000);
  const filter = {
    rooms: [room],
    search: undefined,
    fromDate: undefined,
    direction: 'desc',
    limit: 50,
    offset: 0,
  } as const;
  const plan = await explained((database) => findMessages(database, filter));
  assert.match(plan, /Index.*Scan Backward using chatd_room_message__page/);
  assert.doesNotMatch(plan, /Sort/);
});
