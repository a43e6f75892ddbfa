import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import type { Person } from '../person.js';
import type { Answer } from '../rest.js';
import {
  chatdError,
  CHATD_ERROR,
  INTERNAL_ERROR,
  invalidData,
  invalidField,
  UNREADABLE_BODY,
} from '../shapes/errors.js';
import { listOf, ROOM } from '../shapes/chatd.js';
import { assertShape, exactly, number, object, shaped, text } from '../shape.js';

const { contract, deviation } = area('rooms');

const ROOMS = '/users/me/rooms';
const LIST = listOf(ROOM);
const BAD_UUID = { message: 'Not a valid UUID.', constraint_id: 'type', constraint: 'uuid' };
const BAD_LENGTH = {
  constraint_id: 'length',
  constraint: { min: 2, max: 100 },
  message: 'Length must be between 2 and 100.',
};

function create(person: Person, body: unknown): Promise<Answer> {
  return person.chatd('POST', ROOMS, body);
}

async function roomsOf(person: Person, query = '') {
  const answer = await person.chatd('GET', `${ROOMS}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, LIST);
}

const uuids = (list: readonly { uuid: string }[]): string[] => list.map(({ uuid }) => uuid);
const ghosts = (count: number) => Array.from({ length: count }, () => ({ uuid: randomUUID() }));

contract(
  'a room is created with its people, all of the tenant',
  { as: ['alice', 'bob', 'carol'] },
  async (alice, bob, carol) => {
    const users = [...[alice, bob, carol].map(({ uuid }) => ({ uuid })), ...ghosts(1)];
    const answer = await create(alice, { name: 'Équipe 🚀', users });
    assert.equal(answer.status, 201);
    const room = shaped(answer.body, ROOM);
    assert.equal(room.name, 'Équipe 🚀');
    assert.equal(room.tenant_uuid, alice.tenantUuid);
    assert.deepEqual(uuids(room.users), uuids(users));
    assert.ok(room.users.every((user) => user.tenant_uuid === alice.tenantUuid && user.identity === null));
  },
);

contract('the creator is added after those whom he named', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const users = [{ uuid: bob.uuid }, ...ghosts(1)];
  const room = await alice.createRoom({ users });
  assert.deepEqual(uuids(room.users), [...uuids(users), alice.uuid]);
  assert.equal(room.name, null);
});

contract(
  'each participant lists the room, nobody else does',
  { as: ['alice', 'bob', 'dave'] },
  async (alice, bob, dave) => {
    const room = await alice.freshRoom([bob]);
    for (const member of [alice, bob]) {
      const { items, filtered, total } = await roomsOf(member);
      assert.deepEqual([filtered, total], [items.length, items.length]);
      const listed = items.find(({ uuid }) => uuid === room.uuid);
      assert.equal(listed?.name, room.name);
      assert.deepEqual(uuids(listed.users).sort(), uuids(room.users).sort());
    }
    assert.ok(!uuids((await roomsOf(dave)).items).includes(room.uuid));
  },
);

contract('rooms can be filtered by people who are all in them', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const room = await alice.freshRoom([bob]);
  const ghost = room.users.find(({ uuid }) => uuid !== alice.uuid && uuid !== bob.uuid)?.uuid ?? '';
  const one = await roomsOf(alice, `?user_uuid=${ghost}`);
  assert.deepEqual([uuids(one.items), one.filtered], [[room.uuid], 1]);
  const both = await roomsOf(alice, `?user_uuid=${bob.uuid},${ghost}`);
  assert.deepEqual(uuids(both.items), [room.uuid]);
  const none = await roomsOf(alice, `?user_uuid=${ghost},${randomUUID()}`);
  assert.deepEqual([none.items, none.filtered], [[], 0]);
});

contract('a malformed user_uuid in the filter is 400', { as: ['alice'] }, async (alice) => {
  const answer = await alice.chatd('GET', `${ROOMS}?user_uuid=nope`);
  assert.equal(answer.status, 400);
  assertShape(answer.body, invalidData({ user_uuid: { 0: BAD_UUID } }));
});

contract('rooms take no limit, offset or search: they are ignored', { as: ['alice', 'bob'] }, async (alice, bob) => {
  await alice.freshRoom([bob], 'one');
  await alice.freshRoom([bob], 'two');
  const all = await roomsOf(alice);
  const asked = await roomsOf(alice, '?limit=1&offset=1&search=x');
  assert.deepEqual(uuids(asked.items).sort(), uuids(all.items).sort());
});

contract(
  'the same people again, nameless: the old room, 201, and no event',
  { as: ['alice', 'bob'] },
  async (alice, bob) => {
    const room = await alice.freshRoom([bob], null);
    const socket = await alice.live(['chatd_user_room_created']);
    const others = uuids(room.users).filter((uuid) => uuid !== bob.uuid);
    // Another caller, another order, and himself left out.
    const again = await create(bob, { users: others.reverse().map((uuid) => ({ uuid })) });
    assert.equal(again.status, 201);
    assert.equal(shaped(again.body, ROOM).uuid, room.uuid);
    await assertOnlyRoomEvent(socket, await alice.freshRoom([bob]));
    assert.equal((await roomsOf(bob, `?user_uuid=${others.join(',')}`)).filtered, 1);
  },
);

/** The event of a later room has come, so that one of an earlier room would have come too. */
async function assertOnlyRoomEvent(
  socket: Awaited<ReturnType<Person['live']>>,
  later: { uuid: string },
): Promise<void> {
  const isLater = ({ data }: Record<string, unknown>): boolean => (data as { uuid: string }).uuid === later.uuid;
  await socket.event('chatd_user_room_created', isLater);
  assert.equal(socket.events('chatd_user_room_created').length, 1);
  await socket.end();
}

deviation('the same people again, with another name', {
  as: ['alice', 'bob'],
  why: 'a second room, since a name says that it is about something else',
  stock: async (alice, bob) => {
    const room = await alice.freshRoom([bob], 'first name');
    const again = await alice.createRoom({ name: 'second name', users: uuids(room.users).map((uuid) => ({ uuid })) });
    assert.deepEqual([again.uuid, again.name], [room.uuid, 'first name']);
  },
  ours: async (alice, bob) => {
    const room = await alice.freshRoom([bob], 'first name');
    const again = await alice.createRoom({ name: 'second name', users: uuids(room.users).map((uuid) => ({ uuid })) });
    assert.notEqual(again.uuid, room.uuid);
    assert.equal(again.name, 'second name');
  },
});

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
  deviation(`${what}`, {
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

for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
  contract(`${method} of one room is 404`, { as: ['alice'], without: 'participants' }, async (alice) => {
    const room = await alice.freshRoom([]);
    const answer = await alice.chatd(method, `${ROOMS}/${room.uuid}`);
    assert.equal(answer.status, 404);
  });
}

contract(
  'an address that leads nowhere is 404 in JSON',
  { as: ['alice'], extended: true, without: 'participants' },
  async (alice) => {
    const answer = await alice.chatd('GET', `${ROOMS}/${randomUUID()}`);
    assert.equal(answer.status, 404);
    assertShape(answer.body, CHATD_ERROR);
  },
);
