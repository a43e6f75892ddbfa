import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { target } from '../target.js';
import type { Person, WireMessage, WireRoom } from '../person.js';
import { invalidData } from '../shapes/errors.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { assertShape, shaped } from '../shape.js';

const { contract, deviation } = area('listing');

const LIST = listOf(MESSAGE);
/** In the order in which they are posted, by three people in turn. */
const POSTED = [
  'un été',
  'Deux mots ici',
  'trois 100%',
  'quatre a_b',
  'cinq',
  'six deux',
  'sept',
  'huit',
  'neuf',
  'dix',
] as const;
const NEWEST_FIRST = [...POSTED].reverse();

interface Conversation {
  readonly room: WireRoom;
  readonly messages: readonly WireMessage[];
}

let conversation: Promise<Conversation> | undefined;

/** One conversation serves every test of this file: they only read it. */
function talk(alice: Person, bob: Person, carol: Person): Promise<Conversation> {
  conversation ??= (async () => {
    const room = await alice.freshRoom([bob, carol]);
    const messages: WireMessage[] = [];
    for (const [index, content] of POSTED.entries()) {
      messages.push(await ([alice, bob, carol][index % 3] ?? alice).send(room, content));
    }
    return { room, messages };
  })();
  return conversation;
}

async function listed(person: Person, room: { uuid: string }, query: string) {
  const answer = await person.chatd('GET', `/users/me/rooms/${room.uuid}/messages${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, LIST);
}

const said = ({ items }: { items: readonly WireMessage[] }): string[] => items.map(({ content }) => content);

interface Query {
  readonly query: string;
  readonly found: readonly string[];
  readonly filtered?: number;
}

const QUERIES: readonly Query[] = [
  { query: '', found: NEWEST_FIRST },
  { query: '?limit=3', found: ['dix', 'neuf', 'huit'] },
  { query: '?limit=3&offset=3', found: ['sept', 'six deux', 'cinq'] },
  { query: '?limit=3&offset=9', found: ['un été'] },
  { query: '?offset=8', found: ['Deux mots ici', 'un été'] },
  { query: '?limit=3&direction=asc', found: ['un été', 'Deux mots ici', 'trois 100%'] },
  { query: '?limit=2&offset=2&order=created_at&direction=asc', found: ['trois 100%', 'quatre a_b'] },
  { query: '?limit=0', found: [] },
  { query: '?limit=100000', found: NEWEST_FIRST },
  { query: '?offset=1000', found: [] },
  { query: '?foo=bar&limit=1', found: ['dix'] },
  { query: '?search=deux', found: ['six deux', 'Deux mots ici'], filtered: 2 },
  { query: '?search=DEUX&limit=1', found: ['six deux'], filtered: 2 },
  { query: '?search=mots%20ici', found: ['Deux mots ici'], filtered: 1 },
  // Words in their order, with anything between them.
  { query: '?search=deux%20ici', found: ['Deux mots ici'], filtered: 1 },
  { query: '?search=ici%20deux', found: [], filtered: 0 },
  // Content is compared without its accents, the pattern with them.
  { query: '?search=ete', found: ['un été'], filtered: 1 },
  { query: '?search=%C3%A9t%C3%A9', found: [], filtered: 0 },
  // `%` and `_` are wildcards.
  { query: '?search=%25', found: NEWEST_FIRST },
  { query: '?search=_', found: NEWEST_FIRST },
  { query: '?search=', found: NEWEST_FIRST },
];

for (const { query, found, filtered = POSTED.length } of QUERIES) {
  const name = query === '' ? 'no parameter' : decodeURIComponent(query);
  contract(`listing with ${name}`, { as: ['alice', 'bob', 'carol'] }, async (alice, bob, carol) => {
    const { room } = await talk(alice, bob, carol);
    const list = await listed(bob, room, query);
    assert.deepEqual(said(list), found);
    assert.deepEqual([list.filtered, list.total], [filtered, POSTED.length]);
  });
}

const ONE_OF = (choices: readonly string[]) => [
  { constraint_id: 'enum', constraint: { choices }, message: `Must be one of: ${choices.join(', ')}.` },
];
const NO_INTEGER = { message: 'Not a valid integer.', constraint_id: 'type', constraint: 'integer' };
const NEGATIVE = [{ constraint_id: 'range', constraint: { min: 0 }, message: 'Must be greater than or equal to 0.' }];
const NO_DATE = { message: 'Not a valid datetime', constraint_id: 'type', constraint: 'datetime' };

const BAD_QUERIES: readonly (readonly [string, unknown])[] = [
  ['limit=-1', { limit: NEGATIVE }],
  ['offset=-1', { offset: NEGATIVE }],
  ['limit=abc', { limit: NO_INTEGER }],
  ['order=content', { order: ONE_OF(['created_at']) }],
  ['order=uuid', { order: ONE_OF(['created_at']) }],
  ['direction=up', { direction: ONE_OF(['asc', 'desc']) }],
  ['from_date=yesterday', { from_date: NO_DATE }],
  ['from_date=2026-11-22', { from_date: NO_DATE }],
  // An unencoded + is a blank.
  ['from_date=2026-11-22T16:26:40.573910+00:00', { from_date: NO_DATE }],
];

for (const [query, details] of BAD_QUERIES) {
  contract(`listing with ${query} is 400`, { as: ['alice', 'bob', 'carol'] }, async (alice, bob, carol) => {
    const { room } = await talk(alice, bob, carol);
    const answer = await bob.chatd('GET', `/users/me/rooms/${room.uuid}/messages?${query}`);
    assert.equal(answer.status, 400);
    assertShape(answer.body, invalidData(details));
  });
}

/** `moment` in the ways that a client may write it; all mean the same. */
const WRITINGS: readonly (readonly [string, (moment: string) => string])[] = [
  ['an encoded zone', (moment) => encodeURIComponent(moment)],
  ['Z', (moment) => encodeURIComponent(moment.replace('+00:00', 'Z'))],
  ['no zone', (moment) => encodeURIComponent(moment.replace('+00:00', ''))],
  ['another zone', (moment) => encodeURIComponent(twoHoursEast(moment))],
];

function twoHoursEast(moment: string): string {
  const [seconds = '', fraction = ''] = moment.replace('+00:00', '').split('.');
  const shifted = new Date(Date.parse(`${seconds}Z`) + 7_200_000).toISOString().slice(0, 19);
  return `${shifted}${fraction && `.${fraction}`}+02:00`;
}

for (const [what, write] of WRITINGS) {
  contract(
    `from_date with ${what} lists from that moment on, inclusive`,
    { as: ['alice', 'bob', 'carol'] },
    async (...people) => {
      const [alice, bob, carol] = people as [Person, Person, Person];
      const { room, messages } = await talk(alice, bob, carol);
      const from = write(messages[6]?.created_at ?? '');
      const list = await listed(bob, room, `?from_date=${from}`);
      assert.deepEqual(said(list), ['dix', 'neuf', 'huit', 'sept']);
      assert.deepEqual([list.filtered, list.total], [4, 10]);
    },
  );
}

contract(
  'from_date goes together with limit, direction and search',
  { as: ['alice', 'bob', 'carol'] },
  async (alice, bob, carol) => {
    const { room, messages } = await talk(alice, bob, carol);
    const from = `?from_date=${encodeURIComponent(messages[6]?.created_at ?? '')}`;
    const oldest = await listed(bob, room, `${from}&limit=2&direction=asc`);
    assert.deepEqual([said(oldest), oldest.filtered], [['sept', 'huit'], 4]);
    const searched = await listed(bob, room, `${from}&search=neuf`);
    assert.deepEqual([said(searched), searched.filtered], [['neuf'], 1]);
  },
);

contract(
  'every message has a moment, and the list is in its order',
  { as: ['alice', 'bob', 'carol'] },
  async (alice, bob, carol) => {
    const { room, messages } = await talk(alice, bob, carol);
    const list = await listed(carol, room, '?direction=asc');
    assert.deepEqual(list.items, messages);
    const moments = list.items.map(({ created_at }) => created_at);
    assert.deepEqual(moments, [...moments].sort());
  },
);

/** Many messages at once, so that several get the same moment where the clock allows it. */
async function burst(person: Person, count: number): Promise<WireRoom> {
  const room = await person.freshRoom([]);
  for (let sent = 0; sent < count; sent += 20) {
    const batch = Array.from({ length: Math.min(20, count - sent) }, (_, n) => person.send(room, `m${sent + n}`));
    await Promise.all(batch);
  }
  return room;
}

contract(
  'pages of a burst show each message once, whatever its moment',
  { as: ['alice'], extended: true },
  async (alice) => {
    const room = await burst(alice, 40);
    const whole = (await listed(alice, room, '?limit=40')).items.map(({ uuid }) => uuid);
    const pages: string[] = [];
    for (let offset = 0; offset < 40; offset += 7) {
      pages.push(...(await listed(alice, room, `?limit=7&offset=${offset}`)).items.map(({ uuid }) => uuid));
    }
    assert.equal(new Set(whole).size, 40);
    assert.deepEqual(pages, whole);
    const ascending = (await listed(alice, room, '?limit=40&direction=asc')).items.map(({ uuid }) => uuid);
    assert.deepEqual(ascending, [...whole].reverse());
  },
);

deviation('a long room without limit', {
  as: ['alice'],
  why: 'a page has 100 messages unless asked otherwise, and never more than the features tell',
  stock: async (alice) => {
    const room = await burst(alice, 101);
    assert.equal((await listed(alice, room, '')).items.length, 101);
  },
  ours: async (alice) => {
    const most = target.limits.page;
    const room = await burst(alice, most + 1);
    const unasked = await listed(alice, room, '');
    assert.deepEqual([unasked.items.length, unasked.filtered, unasked.total], [100, most + 1, most + 1]);
    const asked = await listed(alice, room, `?limit=${most + 1}`);
    assert.deepEqual([asked.items.length, asked.filtered], [most, most + 1]);
  },
});

const ALL_ROOMS = '/users/me/rooms/messages';

async function everywhere(person: Person, query: string) {
  const answer = await person.chatd('GET', `${ALL_ROOMS}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, LIST);
}

/** Two rooms of Alice and Bob with a word in them that is nowhere else. */
async function twoRooms(alice: Person, bob: Person) {
  const word = randomUUID().slice(0, 8);
  const [first, second] = [await alice.freshRoom([bob]), await alice.freshRoom([bob])];
  await alice.send(first, `${word} one`);
  await alice.send(first, `${word} two`);
  await alice.send(second, `${word} three`);
  await bob.send(second, 'something else');
  return { word, first, second };
}

contract(
  'distinct=room_uuid is the last message of each of my rooms',
  { as: ['alice', 'bob', 'dave'] },
  async (alice, bob, dave) => {
    const { word, first, second } = await twoRooms(alice, bob);
    const list = await everywhere(bob, `?distinct=room_uuid&limit=1000`);
    const rooms = list.items.map(({ room }) => room.uuid);
    assert.equal(new Set(rooms).size, rooms.length);
    assert.equal(list.filtered, rooms.length);
    assert.ok(list.total > list.filtered);
    const last = (uuid: string): string | undefined => list.items.find(({ room }) => room.uuid === uuid)?.content;
    assert.deepEqual([last(first.uuid), last(second.uuid)], [`${word} two`, 'something else']);
    const seenByDave = (await everywhere(dave, '?distinct=room_uuid')).items.map(({ room }) => room.uuid);
    assert.ok(!seenByDave.includes(first.uuid));
  },
);

contract('the last messages come newest first', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const { first, second } = await twoRooms(alice, bob);
  const rooms = (await everywhere(bob, '?distinct=room_uuid')).items.map(({ room }) => room.uuid);
  assert.deepEqual(rooms.slice(0, 2), [second.uuid, first.uuid]);
});

contract('search finds in all my rooms, newest first', { as: ['alice', 'bob', 'dave'] }, async (alice, bob, dave) => {
  const { word } = await twoRooms(alice, bob);
  const found = await everywhere(bob, `?search=${word}`);
  assert.deepEqual(said(found), [`${word} three`, `${word} two`, `${word} one`]);
  assert.equal(found.filtered, 3);
  const first = await everywhere(bob, `?search=${word}&limit=1`);
  assert.deepEqual([said(first), first.filtered], [[`${word} three`], 3]);
  assert.deepEqual(said(await everywhere(dave, `?search=${word}`)), []);
});

contract('distinct and search: the last match of each room', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const { word } = await twoRooms(alice, bob);
  const found = await everywhere(bob, `?distinct=room_uuid&search=${word}`);
  assert.deepEqual([said(found), found.filtered], [[`${word} three`, `${word} two`], 2]);
});

contract('all rooms with neither search nor distinct is 400', { as: ['alice'] }, async (alice) => {
  const answer = await alice.chatd('GET', ALL_ROOMS);
  assert.equal(answer.status, 400);
  assertShape(answer.body, invalidData({ _schema: 'Missing search or distinct' }));
});

contract('distinct by anything else is 400', { as: ['alice'] }, async (alice) => {
  const answer = await alice.chatd('GET', `${ALL_ROOMS}?distinct=user_uuid`);
  assert.equal(answer.status, 400);
  assertShape(answer.body, invalidData({ distinct: ONE_OF(['room_uuid']) }));
});
