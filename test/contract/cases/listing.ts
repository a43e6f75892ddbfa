import assert from 'node:assert/strict';
import { area } from '../suite.js';
import type { Person, WireMessage, WireRoom } from '../person.js';
import { invalidData } from '../shapes/errors.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { assertShape, shaped } from '../shape.js';

const { contract } = area('listing');

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
