import assert from 'node:assert/strict';
import test from 'node:test';
import { TENANT, USERS } from '../support/test-server.js';
import { type Answer, assertError, type Json } from '../support/client.js';
import { client, tokens } from '../support/shared-server.js';

const SOURCES = '/api/dird/0.1/directories/default/sources';

async function sourceOf(token: string): Promise<string> {
  const answer = await client.send('GET', `${SOURCES}?backend=wazo`, { token });
  assert.equal(answer.status, 200, answer.text);
  return answer.body.items[0].uuid as string;
}

async function contacts(query: string, token = tokens.alice): Promise<Answer> {
  const source = await sourceOf(token);
  return client.send('GET', `/api/dird/0.1/backends/wazo/sources/${source}/contacts?${query}`, { token });
}

const names = (answer: Answer): string[] => answer.body.items.map((item: Json) => item.firstname as string);

test('directory: a tenant has one source of people', async () => {
  const { body } = await client.send('GET', `${SOURCES}?backend=wazo`, { token: tokens.alice });
  assert.deepEqual([body.total, body.filtered], [1, 1]);
  assert.deepEqual(Object.keys(body.items[0]).sort(), ['backend', 'name', 'tenant_uuid', 'uuid']);
  const other = await client.send('GET', `${SOURCES}?backend=ldap`, { token: tokens.alice });
  assert.deepEqual(other.body, { total: 1, filtered: 0, items: [] });
});

test('directory: people are listed by name, page by page, and only those of the tenant', async () => {
  assert.deepEqual(names(await contacts('order=firstname')), ['Alice', 'Bob', 'Carol', 'Dave', 'No']);
  const page = await contacts('order=lastname&direction=desc&limit=2&offset=1');
  assert.deepEqual(names(page), ['Carol', 'Bob']);
  assert.deepEqual([page.body.total, page.body.filtered], [5, 5]);
  assert.deepEqual(names(await contacts('', tokens.erin)), ['Erin']);
});

test('directory: a contact has the keys of dird', async () => {
  const { body } = await contacts('search=alice');
  const { id, ...contact } = body.items[0];
  assert.equal(typeof id, 'number');
  assert.deepEqual(contact, {
    uuid: USERS.alice,
    firstname: 'Alice',
    lastname: 'Aubert',
    email: 'alice@widget.test',
    exten: '1001',
    mobile_phone_number: null,
    voicemail_number: null,
  });
});

const SEARCHES: readonly [search: string, found: readonly string[]][] = [
  ['cote', ['Carol']],
  ['CÔTÉ', ['Carol']],
  ['ob berg', ['Bob']],
  ['1004', ['Dave']],
  ['widget.test', ['Alice', 'Bob', 'Carol', 'Dave', 'No']],
  ['%', []],
  ['_', []],
  ['\\', []],
  ['nobody', []],
];
for (const [search, found] of SEARCHES) {
  test(`directory: "${search}" finds ${found.join(', ') || 'nobody'}`, async () => {
    const answer = await contacts(`search=${encodeURIComponent(search)}`);
    assert.deepEqual(names(answer), found);
    assert.equal(answer.body.filtered, found.length);
  });
}

test('directory: people are found by uuid, strangers are left out', async () => {
  const answer = await contacts(`uuid=${USERS.bob},${USERS.carol.toUpperCase()},${USERS.erin}`);
  assert.deepEqual(names(answer), ['Bob', 'Carol']);
  assert.deepEqual([answer.body.total, answer.body.filtered], [2, 2]);
});

for (const query of [
  'order=password_hash',
  'direction=up',
  'limit=-1',
  'limit=x',
  'offset=1.5',
  'uuid=nope',
  'search=%00',
]) {
  test(`directory: ?${query} is refused`, async () => {
    assertError(await contacts(query), 400, 'invalid-data');
  });
}

test('directory: another tenant’s source does not exist for me', async () => {
  const source = await sourceOf(tokens.erin);
  const url = `/api/dird/0.1/backends/wazo/sources/${source}/contacts`;
  assertError(await client.send('GET', url, { token: tokens.alice }), 404, 'unknown-source');
});

test('directory: confd tells me about myself, and of others nothing', async () => {
  for (const who of ['me', USERS.alice, USERS.alice.toUpperCase()]) {
    const { body } = await client.send('GET', `/api/confd/1.1/users/${who}`, { token: tokens.alice });
    assert.deepEqual([body.uuid, body.firstname, body.tenant_uuid], [USERS.alice, 'Alice', TENANT]);
  }
  const answer = await client.send('GET', `/api/confd/1.1/users/${USERS.bob}`, { token: tokens.alice });
  assertError(answer, 401, 'unauthorized');
  assert.equal(answer.body.details.required_access, `confd.users.${USERS.bob}.read`);
});
