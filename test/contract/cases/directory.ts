import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { CONFD, DIRD, type Person } from '../person.js';
import { CONFD_USER, CONTACTS, SOURCES } from '../shapes/directory.js';
import { missingPermission } from '../shapes/errors.js';
import { assertShape, shaped } from '../shape.js';

const { contract } = area('directory');

async function source(person: Person): Promise<string> {
  const answer = await person.get(`${DIRD}/directories/default/sources?backend=wazo`);
  assert.equal(answer.status, 200, answer.text);
  const { items } = shaped(answer.body, SOURCES);
  assert.ok(items[0], 'no source of backend wazo');
  return items[0].uuid;
}

async function contacts(person: Person, query: string) {
  const answer = await person.get(`${DIRD}/backends/wazo/sources/${await source(person)}/contacts${query}`);
  assert.equal(answer.status, 200, answer.text);
  return shaped(answer.body, CONTACTS);
}

const firstNames = ({ items }: { items: readonly { firstname: string }[] }) => items.map(({ firstname }) => firstname);

contract("the tenant's wazo source is found", { as: ['alice', 'bob'] }, async (alice, bob) => {
  const answer = await alice.get(`${DIRD}/directories/default/sources?backend=wazo`);
  const { items, filtered, total } = shaped(answer.body, SOURCES);
  assert.deepEqual([filtered, items.length], [1, 1]);
  assert.ok(total >= filtered);
  assert.equal(items[0]?.tenant_uuid, alice.tenantUuid);
  assert.equal(await source(bob), await source(alice));
});

contract(
  'contacts are the people of the tenant, ordered by first name',
  { as: ['alice', 'bob', 'erin'] },
  async (alice, bob, erin) => {
    const list = await contacts(alice, '?order=firstname&limit=1000');
    const known = list.items.map(({ uuid }) => uuid);
    assert.ok(known.includes(alice.uuid) && known.includes(bob.uuid));
    assert.ok(!known.includes(erin.uuid));
    assert.deepEqual([list.total, list.filtered], [known.length, known.length]);
    const sorted = [...firstNames(list)].sort((a, b) => a.localeCompare(b));
    assert.deepEqual(firstNames(list), sorted);
  },
);

contract('contacts come in pages that make up the whole', { as: ['alice'] }, async (alice) => {
  const whole = await contacts(alice, '?order=firstname&limit=1000');
  const first = await contacts(alice, '?order=firstname&limit=2');
  const rest = await contacts(alice, '?order=firstname&limit=1000&offset=2');
  assert.equal(first.items.length, 2);
  assert.equal(first.total, whole.total);
  assert.deepEqual([...first.items, ...rest.items], whole.items);
});

contract('search finds people by their name, whatever the case', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const [me] = (await contacts(alice, `?uuid=${bob.uuid}`)).items;
  const name = me?.firstname ?? '';
  for (const term of [name, name.toUpperCase(), name.slice(0, 2), me?.lastname ?? name]) {
    const found = await contacts(alice, `?search=${encodeURIComponent(term)}&order=firstname&limit=1000`);
    assert.ok(
      found.items.some(({ uuid }) => uuid === bob.uuid),
      term,
    );
    assert.equal(found.filtered, found.items.length);
  }
  const none = await contacts(alice, `?search=${randomUUID()}`);
  assert.deepEqual([none.items, none.filtered], [[], 0]);
});

contract(
  'contacts can be asked for by uuid; whom nobody knows is absent',
  { as: ['alice', 'bob', 'carol'] },
  async (alice, bob, carol) => {
    const list = await contacts(alice, `?uuid=${bob.uuid},${carol.uuid},${randomUUID()}`);
    assert.deepEqual(list.items.map(({ uuid }) => uuid).sort(), [bob.uuid, carol.uuid].sort());
    assert.deepEqual([list.total, list.filtered], [2, 2]);
  },
);

contract('another tenant has its own people', { as: ['alice', 'erin'] }, async (alice, erin) => {
  const list = await contacts(erin, `?uuid=${alice.uuid}`);
  assert.deepEqual(list.items, []);
  assert.notEqual(await source(erin), await source(alice));
});

contract('confd tells who I am', { as: ['alice'] }, async (alice) => {
  const [contact] = (await contacts(alice, `?uuid=${alice.uuid}`)).items;
  for (const who of ['me', alice.uuid]) {
    const answer = await alice.get(`${CONFD}/users/${who}`);
    assert.equal(answer.status, 200, answer.text);
    const me = shaped(answer.body, CONFD_USER);
    assert.deepEqual([me.uuid, me.firstname, me.lastname], [alice.uuid, contact?.firstname, contact?.lastname]);
  }
});

contract('confd does not tell an ordinary user about another', { as: ['alice', 'bob'] }, async (alice, bob) => {
  const answer = await alice.get(`${CONFD}/users/${bob.uuid}`);
  assert.equal(answer.status, 401);
  assertShape(answer.body, missingPermission(alice.token, `confd.users.${bob.uuid}.read`));
});
