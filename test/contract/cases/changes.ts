import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import type { Person, WireRoom } from '../person.js';
import { react } from '../helpers/reactions.js';
import { CHANGES, listOf, MESSAGE, ROOM } from '../shapes/chatd.js';
import { invalidField, unknownRoom } from '../shapes/errors.js';
import { assertShape, shaped } from '../shape.js';

const { contract } = area('changes');
const needs = { as: ['alice', 'bob'], feature: 'changes' } as const;

const path = (room: WireRoom, query: string): string => `/users/me/rooms/${room.uuid}/messages/changes?${query}`;

async function changed(person: Person, room: WireRoom, query: string) {
  const answer = await person.chatd('GET', path(room, query));
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, CHANGES);
}

contract('the revisions of a room are its posts in their order', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  assert.equal(room.revision, 0);
  const sent = [await alice.send(room, 'a'), await bob.send(room, 'b'), await alice.send(room, 'c')];
  assert.deepEqual(
    sent.map(({ revision }) => revision),
    [1, 2, 3],
  );
  const { items } = shaped((await bob.chatd('GET', '/users/me/rooms')).body, listOf(ROOM));
  assert.equal(items.find(({ uuid }) => uuid === room.uuid)?.revision, 3);
});

contract('what changed after a revision is told as it is now, by revision', needs, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const [first, , third] = [await alice.send(room, 'a'), await alice.send(room, 'b'), await alice.send(room, 'c')];
  await react(bob, first, '🎉');
  const { items, revision, complete } = await changed(bob, room, 'after=2');
  assert.deepEqual([revision, complete], [4, true]);
  assert.deepEqual(
    items.map(({ uuid, revision: each }) => [uuid, each]),
    [
      [third.uuid, 3],
      [first.uuid, 4],
    ],
  );
  const page = await bob.chatd('GET', `/users/me/rooms/${room.uuid}/messages?limit=10`);
  const listed = shaped(page.body, listOf(MESSAGE)).items;
  assert.deepEqual(
    items,
    items.map(({ uuid }) => listed.find((message) => message.uuid === uuid)),
  );
  assert.deepEqual(await changed(bob, room, 'after=4'), { items: [], revision: 4, complete: true });
});

contract('what is more than the limit is asked for again', needs, async (alice) => {
  const room = await alice.freshRoom([]);
  for (const content of 'abc') await alice.send(room, content);
  const first = await changed(alice, room, 'after=0&limit=2');
  assert.deepEqual([first.items.length, first.revision, first.complete], [2, 2, false]);
  const second = await changed(alice, room, `after=${first.revision}&limit=2`);
  assert.deepEqual([second.items.length, second.revision, second.complete], [1, 3, true]);
});

contract('a revision that the room has not reached asks for a fresh page', needs, async (alice) => {
  const room = await alice.freshRoom([]);
  assert.deepEqual(await changed(alice, room, 'after=7'), { items: [], revision: null, complete: false });
});

contract(
  'no revision, a wrong one, and a strange room are refused',
  { ...needs, as: ['alice', 'dave'] },
  async (alice, dave) => {
    const room = await alice.freshRoom([]);
    for (const query of ['', 'after=', 'after=-1', 'after=x', 'after=1.5']) {
      const answer = await alice.chatd('GET', path(room, query));
      assert.equal(answer.status, 400, query);
      assertShape(answer.body, invalidField('after'));
    }
    for (const [person, where] of [
      [dave, room],
      [alice, { ...room, uuid: randomUUID() }],
    ] as const) {
      const answer = await person.chatd('GET', path(where, 'after=0'));
      assert.equal(answer.status, 404);
      assertShape(answer.body, unknownRoom(where.uuid));
    }
  },
);

contract('a stock chatd knows no changes', { as: ['alice'], without: 'changes' }, async (alice) => {
  const room = await alice.freshRoom([]);
  assert.equal((await alice.chatd('GET', path(room, 'after=0'))).status, 404);
});
