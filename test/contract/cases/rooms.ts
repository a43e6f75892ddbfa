import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { BAD_UUID, create, ghosts, ROOMS, uuids } from '../helpers/rooms.js';
import type { Person } from '../person.js';
import { CHATD_ERROR, invalidData } from '../shapes/errors.js';
import { listOf, ROOM } from '../shapes/chatd.js';
import { assertShape, shaped } from '../shape.js';

const { contract, deviation } = area('rooms');

const LIST = listOf(ROOM);

async function roomsOf(person: Person, query = '') {
  const answer = await person.chatd('GET', `${ROOMS}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, LIST);
}

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

deviation('the same people at the same time, nameless', {
  as: ['alice', 'bob'],
  why: 'one room, whoever was first',
  stock: async (alice, bob) => {
    const users = [{ uuid: bob.uuid }, ...ghosts(1)];
    const answers = await Promise.all([create(alice, { users }), create(alice, { users })]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [201, 201],
    );
  },
  ours: async (alice, bob) => {
    const users = [{ uuid: alice.uuid }, { uuid: bob.uuid }, ...ghosts(1)];
    const rooms = await Promise.all([alice, bob, alice, bob, alice].map((person) => person.createRoom({ users })));
    assert.equal(new Set(uuids(rooms)).size, 1);
  },
});

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
