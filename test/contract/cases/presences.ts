import assert from 'node:assert/strict';
import { area } from '../suite.js';
import { invalidField, missingPermission } from '../shapes/errors.js';
import { listOf, PRESENCE, PRESENCE_IN_EVENT } from '../shapes/chatd.js';
import { event } from '../shapes/websocketd.js';
import { assertShape, shaped } from '../shape.js';
import type { Person } from '../person.js';

const { contract } = area('presences');

const UPDATED = 'chatd_presence_updated';
const LIST = listOf(PRESENCE);

async function presences(person: Person, query: string) {
  const answer = await person.chatd('GET', `/users/presences${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, LIST);
}

function setPresence(person: Person, body: unknown, user = person.uuid) {
  return person.chatd('PUT', `/users/${user}/presences`, body);
}

for (const state of ['available', 'away', 'unavailable', 'invisible']) {
  contract(`a presence may be ${state}`, { as: ['alice', 'bob'] }, async (alice, bob) => {
    const status = `en ${state} 👋`;
    const set = await setPresence(alice, { state, status });
    assert.deepEqual([set.status, set.text], [204, '']);
    const { items, filtered } = await presences(bob, `?user_uuid=${alice.uuid}`);
    assert.deepEqual([filtered, items.length], [1, 1]);
    assert.deepEqual([items[0]?.uuid, items[0]?.state, items[0]?.status], [alice.uuid, state, status]);
  });
}

contract('a status may be taken back', { as: ['alice'] }, async (alice) => {
  await setPresence(alice, { state: 'available', status: 'au bureau' });
  assert.equal((await setPresence(alice, { state: 'away', status: null })).status, 204);
  const { items } = await presences(alice, `?user_uuid=${alice.uuid}`);
  assert.deepEqual([items[0]?.state, items[0]?.status], ['away', null]);
});

contract(
  'presences are those of the tenant, or of whom one asks for',
  { as: ['alice', 'bob', 'erin'] },
  async (alice, bob, erin) => {
    const all = await presences(alice, '');
    const known = all.items.map(({ uuid }) => uuid);
    assert.ok(known.includes(alice.uuid) && known.includes(bob.uuid));
    assert.ok(!known.includes(erin.uuid));
    assert.deepEqual([all.filtered, all.total], [known.length, known.length]);
    const two = await presences(alice, `?user_uuid=${alice.uuid},${bob.uuid}`);
    assert.deepEqual(two.items.map(({ uuid }) => uuid).sort(), [alice.uuid, bob.uuid].sort());
    assert.deepEqual([two.filtered, two.total], [2, all.total]);
  },
);

contract('one presence can be read', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const answer = await alice.chatd('GET', `/users/${bob.uuid}/presences`);
  assert.equal(answer.status, 200);
  assert.equal(shaped(answer.body, PRESENCE).uuid, bob.uuid);
});

contract(
  'everybody of the tenant hears of a presence, nobody else',
  { as: ['alice', 'bob', 'erin'] },
  async (alice, bob, erin) => {
    const [socket, foreign] = [await bob.live([UPDATED]), await erin.live(['*'])];
    const status = `au bureau ${Date.now()}`;
    await setPresence(alice, { state: 'available', status });
    const isMine = ({ data }: Record<string, unknown>): boolean => (data as { status: string }).status === status;
    const acl = String.raw`events\.chatd\.users\.${alice.uuid}\.presences\.updated`;
    const frame = shaped(await socket.event(UPDATED, isMine), event({ name: UPDATED, data: PRESENCE_IN_EVENT, acl }));
    assert.ok('user_uuid:*' in frame.data);
    await socket.ping();
    assert.equal(socket.events(UPDATED, isMine).length, 1);
    await foreign.ping();
    assert.deepEqual(foreign.events(UPDATED, isMine), []);
    await Promise.all([socket.end(), foreign.end()]);
  },
);

contract("another's presence cannot be set", { as: ['alice', 'bob'] }, async (alice, bob) => {
  const answer = await setPresence(alice, { state: 'away' }, bob.uuid);
  assert.equal(answer.status, 401);
  assertShape(answer.body, missingPermission(alice.token, `chatd.users.${bob.uuid}.presences.update`));
});

contract('a state that is none is 400', { as: ['alice'] }, async (alice) => {
  for (const body of [{ state: 'asleep' }, { state: 5 }, { state: null }, { status: 'no state' }]) {
    const answer = await setPresence(alice, body);
    assert.equal(answer.status, 400, answer.text);
    assertShape(answer.body, invalidField('state'));
  }
});

contract('a malformed user_uuid is 400', { as: ['alice'] }, async (alice) => {
  const answer = await alice.chatd('GET', '/users/presences?user_uuid=nope');
  assert.equal(answer.status, 400);
  assertShape(answer.body, invalidField('user_uuid'));
});
