import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import type { Person, WireMessage } from '../person.js';
import { invalidData } from '../shapes/errors.js';
import { listOf, MESSAGE } from '../shapes/chatd.js';
import { assertShape, shaped } from '../shape.js';

const { contract } = area('all rooms');

const ALL_ROOMS = '/users/me/rooms/messages';

const said = ({ items }: { items: readonly WireMessage[] }): string[] => items.map(({ content }) => content);

async function everywhere(person: Person, query: string) {
  const answer = await person.chatd('GET', `${ALL_ROOMS}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, listOf(MESSAGE));
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

contract('distinct and search: of the last messages those that match', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const { word } = await twoRooms(alice, bob);
  const found = await everywhere(bob, `?distinct=room_uuid&search=${word}`);
  assert.deepEqual([said(found), found.filtered], [[`${word} two`], 1]);
  const older = await everywhere(bob, `?distinct=room_uuid&search=${word}%20one`);
  assert.deepEqual([said(older), older.filtered], [[], 0]);
});

contract(
  'distinct and from_date: of the last messages those since then',
  { as: ['alice', 'bob'] },
  async (...people) => {
    const [alice, bob] = people as [Person, Person];
    const [quiet, busy] = [await alice.freshRoom([bob]), await alice.freshRoom([bob])];
    await alice.send(quiet, 'long ago');
    const { created_at } = await alice.send(busy, 'since');
    await alice.send(busy, 'latest');
    const { items } = await everywhere(bob, `?distinct=room_uuid&from_date=${encodeURIComponent(created_at)}`);
    const ours = items.filter(({ room }) => [quiet.uuid, busy.uuid].includes(room.uuid));
    assert.deepEqual(said({ items: ours }), ['latest']);
  },
);

contract('all rooms with neither search nor distinct is 400', { as: ['alice'] }, async (alice) => {
  const answer = await alice.chatd('GET', ALL_ROOMS);
  assert.equal(answer.status, 400);
  assertShape(answer.body, invalidData({ _schema: 'Missing search or distinct' }));
});

contract('distinct by anything else is 400', { as: ['alice'] }, async (alice) => {
  const answer = await alice.chatd('GET', `${ALL_ROOMS}?distinct=user_uuid`);
  assert.equal(answer.status, 400);
  const constraint = { choices: ['room_uuid'] };
  const distinct = [{ constraint_id: 'enum', constraint, message: 'Must be one of: room_uuid.' }];
  assertShape(answer.body, invalidData({ distinct }));
});
