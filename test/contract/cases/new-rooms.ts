import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { BAD_UUID, create, ghosts, ROOMS, uuids } from '../helpers/rooms.js';
import type { Person } from '../person.js';
import { chatdError, INTERNAL_ERROR, invalidData, invalidField, UNREADABLE_BODY } from '../shapes/errors.js';
import { listOf, ROOM } from '../shapes/chatd.js';
import { assertShape, exactly, number, object, shaped, text } from '../shape.js';

const { contract, deviation } = area('new rooms');

const LIST = listOf(ROOM);
const BAD_LENGTH = {
  constraint_id: 'length',
  constraint: { min: 2, max: 100 },
  message: 'Length must be between 2 and 100.',
};

async function roomsOf(person: Person, query = '') {
  const answer = await person.chatd('GET', `${ROOMS}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, LIST);
}

contract('the same user twice is 400 duplicate-user', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const answer = await create(alice, { users: [{ uuid: bob.uuid }, { uuid: bob.uuid }] });
  assert.equal(answer.status, 400);
  assertShape(
    answer.body,
    object({
      message: exactly('Duplicate user detected'),
      error_id: exactly('duplicate-user'),
      details: exactly({}),
      timestamp: number,
      resource: exactly('rooms'),
    }),
  );
});

const REFUSED: readonly { what: string; body: (me: Person) => unknown; details: unknown }[] = [
  { what: 'only myself', body: (me) => ({ users: [{ uuid: me.uuid }] }), details: { users: BAD_LENGTH } },
  { what: 'nobody', body: () => ({ users: [] }), details: { users: BAD_LENGTH } },
  { what: 'no users key', body: () => ({ name: 'x' }), details: { users: BAD_LENGTH } },
  { what: '101 people', body: () => ({ name: 'too many', users: ghosts(100) }), details: { users: BAD_LENGTH } },
  {
    what: 'a malformed uuid',
    body: () => ({ users: [{ uuid: 'nope' }] }),
    details: { users: { 0: { uuid: BAD_UUID } } },
  },
  {
    what: 'a name that is a number',
    body: () => ({ name: 12, users: ghosts(1) }),
    details: { name: { message: 'Not a valid string.', constraint_id: 'type', constraint: 'string' } },
  },
];

for (const { what, body, details } of REFUSED) {
  contract(`a room of ${what} is 400`, { as: ['alice'] }, async (alice) => {
    const answer = await create(alice, body(alice));
    assert.equal(answer.status, 400);
    assertShape(answer.body, invalidData(details));
  });
}

contract('invalid JSON is 400 with a message', { as: ['alice'] }, async (alice) => {
  const answer = await alice.chatd('POST', ROOMS, undefined, { raw: '{oops' });
  assert.equal(answer.status, 400);
  assertShape(answer.body, UNREADABLE_BODY);
});

const UNFORESEEN: readonly (readonly [string, unknown])[] = [
  ['a user without uuid', { users: [{}] }],
  ['users as a string', { users: 'bbbbbbbb-0000-4000-8000-00000000000b' }],
  ['a list as the body', []],
  ['null as the body', null],
];

for (const [what, body] of UNFORESEEN) {
  deviation(what, {
    as: ['alice'],
    why: 'bad input is 400, never 500',
    stock: async (alice) => {
      const answer = await create(alice, body);
      assert.equal(answer.status, 500);
      assertShape(answer.body, INTERNAL_ERROR);
    },
    ours: async (alice) => {
      const answer = await create(alice, body);
      assert.equal(answer.status, 400);
      assertShape(answer.body, chatdError('invalid-data'));
    },
  });
}

contract('a body of Content-Type text/plain is read as JSON', { as: ['alice'] }, async (alice) => {
  const [ghost] = ghosts(1);
  const raw = JSON.stringify({ users: [ghost] });
  const answer = await alice.chatd('POST', ROOMS, undefined, { raw, headers: { 'content-type': 'text/plain' } });
  assert.equal(answer.status, 201);
  assert.deepEqual(uuids(shaped(answer.body, ROOM).users), [ghost?.uuid, alice.uuid]);
});

contract('a user whom nobody knows is accepted', { as: ['alice'] }, async (alice) => {
  const [ghost] = ghosts(1);
  const room = await alice.createRoom({ name: 'ghost', users: [ghost] });
  assert.deepEqual(uuids(room.users), [ghost?.uuid, alice.uuid]);
});

contract(
  'a user of another tenant is accepted, and does not see the room',
  { as: ['alice', 'erin'] },
  async (alice, erin) => {
    const room = await alice.freshRoom([erin], 'cross');
    assert.ok(room.users.every(({ tenant_uuid }) => tenant_uuid === alice.tenantUuid));
    assert.ok(!uuids((await roomsOf(erin)).items).includes(room.uuid));
  },
);

contract('a room may have 100 people', { as: ['alice'] }, async (alice) => {
  const answer = await create(alice, { name: 'everybody', users: ghosts(99) });
  assert.equal(answer.status, 201);
  assert.equal(shaped(answer.body, ROOM).users.length, 100);
});

for (const [what, name] of [
  ['an empty name', ''],
  ['a name in Arabic', 'فريق الدعم الفني'],
  ['a name of 300 characters', 'n'.repeat(300)],
  ['a name of 1,000 characters', 'n'.repeat(1_000)],
] as const) {
  contract(`${what} is kept as it is`, { as: ['alice'] }, async (alice) => {
    const room = await alice.createRoom({ name, users: ghosts(1) });
    assert.equal(room.name, name);
    const listed = (await roomsOf(alice)).items.find(({ uuid }) => uuid === room.uuid);
    assert.equal(listed?.name, name);
  });
}

deviation('a name of 5,000 characters', {
  as: ['alice'],
  why: 'refused, since no list can show it',
  stock: async (alice) => {
    assert.equal((await create(alice, { name: 'n'.repeat(5_000), users: ghosts(1) })).status, 201);
  },
  ours: async (alice) => {
    const answer = await create(alice, { name: 'n'.repeat(5_000), users: ghosts(1) });
    assert.equal(answer.status, 400);
    assertShape(answer.body, invalidField('name'));
  },
});

contract(
  'an external participant is 409 where no connector reaches him',
  { as: ['alice', 'bob'] },
  async (alice, bob) => {
    const users = [{ uuid: bob.uuid }, { uuid: randomUUID(), identity: '+15551234567' }];
    const answer = await create(alice, { users });
    assert.equal(answer.status, 409);
    const details = object({ participant: text, connector_type: text });
    const shape = { message: text, error_id: exactly('unreachable-participant'), details, timestamp: number };
    assertShape(answer.body, object({ ...shape, resource: exactly('rooms') }));
  },
);
