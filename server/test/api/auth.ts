import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { hashPassword, passwordMatches } from '../../src/auth/passwords.js';
import { TENANT, USERS } from '../support/test-server.js';
import { findAccount } from '../../src/auth/queries.js';
import type { Queryable } from '../../src/db/database.js';
import { sql as loginsMigration } from '../../src/db/migrations/006-logins.js';
import { assertError, ROOMS, TOKENS } from '../support/client.js';
import { explained } from '../support/explain.js';
import { client, clock, server, tokens } from '../support/shared-server.js';

const KEYS = [
  'acl',
  'auth_id',
  'expires_at',
  'issued_at',
  'metadata',
  'remote_addr',
  'session_uuid',
  'token',
  'user_agent',
  'utc_expires_at',
  'utc_issued_at',
  'xivo_user_uuid',
  'xivo_uuid',
];

test('auth: a login answers the token, whose it is and how long it lasts', async () => {
  const answer = await client.askToken('alice', 'alice-demo', { expiration: 60 });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('wazo-sessions-revoked'), '0');
  const { data } = answer.body;
  assert.deepEqual(Object.keys(data).sort(), KEYS);
  assert.equal(data.metadata.uuid, USERS.alice);
  assert.equal(data.metadata.tenant_uuid, TENANT);
  assert.equal(Date.parse(`${data.utc_expires_at}Z`) - Date.parse(`${data.utc_issued_at}Z`), 60_000);
});

test('auth: one may log in by e-mail address, and with a password in any script', async () => {
  assert.equal((await client.askToken('ALICE@widget.test', 'alice-demo')).status, 200);
  const hash = await hashPassword('pâté:🥧');
  await server.database.query('UPDATE wazo_user SET password_hash = $1 WHERE username = $2', [hash, 'erin']);
  assert.equal((await client.askToken('erin', 'pâté:🥧')).status, 200);
});

test('auth: a wrong password and an unknown name are refused alike', async () => {
  for (const [user, password] of [
    ['alice', 'wrong'],
    ['nobody', 'x'],
    ['alice', ''],
    ['', ''],
    ['a\0', 'x'],
  ] as const) {
    const answer = await client.askToken(user, password);
    assert.equal(answer.status, 401);
    assert.deepEqual(answer.body.reason, ['Authentication Failed']);
    assert.equal(answer.body.status_code, 401);
  }
});

test('auth: a login without credentials is refused', async () => {
  const answer = await client.send('POST', TOKENS, { body: {} });
  assert.equal(answer.status, 401);
});

test('auth: an expiration outside of 1 second to ten years is refused', async () => {
  for (const expiration of [0, -1, 315_360_001, 1.5, '60', 1e300]) {
    const answer = await client.askToken('alice', 'alice-demo', { expiration });
    assert.equal(answer.status, 400, String(expiration));
    assert.match(answer.body.reason[0], /expiration/);
  }
  assert.equal((await client.askToken('alice', 'alice-demo', { expiration: 315_360_000 })).status, 200);
});

test('auth: a refresh token renews for its own client only', async () => {
  const offline = { access_type: 'offline', client_id: 'chat' };
  const { refresh_token } = (await client.askToken('bob', 'bob-demo', offline)).body.data;
  const renew = (body: object) => client.send('POST', TOKENS, { body });
  const renewed = await renew({ refresh_token, client_id: 'chat' });
  assert.equal(renewed.body.data.metadata.uuid, USERS.bob);
  assert.equal((await renew({ refresh_token, client_id: 'other' })).status, 401);
  assert.equal((await renew({ refresh_token: 'invented', client_id: 'chat' })).status, 401);
  assert.equal((await renew({ refresh_token })).status, 400);
  assert.equal((await client.askToken('bob', 'bob-demo', { access_type: 'offline' })).status, 400);
});

test('auth: a token tells whose it is until it is deleted', async () => {
  const token = await client.login('alice');
  assert.equal((await client.send('GET', `${TOKENS}/${token}`)).body.data.metadata.uuid, USERS.alice);
  assert.equal((await client.send('HEAD', `${TOKENS}/${token}?scope=chatd.users.me.rooms.read`)).status, 204);
  assert.equal((await client.send('HEAD', `${TOKENS}/${token}?scope=confd.users.read`)).status, 403);
  assert.deepEqual((await client.send('DELETE', `${TOKENS}/${token}`)).body, { data: { message: 'success' } });
  const gone = await client.send('GET', `${TOKENS}/${token}`);
  assert.equal(gone.status, 404);
  assert.deepEqual(gone.body.reason, ['No such token']);
  assertError(await client.send('GET', ROOMS, { token }), 401, 'unauthorized');
});

test('auth: a token ends at its time', async () => {
  const token = await client.login('alice', 60);
  clock.advance(59_999);
  assert.equal((await client.send('GET', ROOMS, { token })).status, 200);
  clock.advance(1);
  const answer = await client.send('GET', ROOMS, { token });
  assertError(answer, 401, 'unauthorized');
  assert.equal(answer.body.details.reason, 'not_found_or_expired');
});

test('auth: the database holds no token that could be used', async () => {
  const token = await client.login('alice');
  const rows = await server.database.query<{ text: string }>('SELECT t::text AS text FROM auth_token t');
  assert.ok(rows.length > 0);
  assert.ok(rows.every((row) => !row.text.includes(token)));
});

test('auth: the hundred-and-first session of a user ends the first', async () => {
  const first = await client.login('frank');
  clock.advance(1);
  const second = await client.login('frank');
  // The other 98 come straight into the database, since logging in is slow on purpose.
  await server.database.query(
    `INSERT INTO auth_token
     SELECT sha256(i::text::bytea), user_uuid, gen_random_uuid(), acl, issued_at, expires_at, '', ''
     FROM auth_token, generate_series(1, 98) i WHERE hash = sha256($1::bytea)`,
    [Buffer.from(second)],
  );
  const answer = await client.askToken('frank', 'frank-demo');
  assert.equal(answer.headers.get('wazo-sessions-revoked'), '1');
  assert.equal((await client.send('GET', `${TOKENS}/${first}`)).status, 404);
  assert.equal((await client.send('GET', `${TOKENS}/${answer.body.data.token}`)).status, 200);
});

test('auth: a refused request says which access it lacked', async () => {
  const answer = await client.send('GET', ROOMS, { token: tokens.noacl });
  assertError(answer, 401, 'unauthorized');
  assert.deepEqual(answer.body.details, {
    invalid_token: tokens.noacl,
    reason: 'missing_permission_or_invalid_tenant',
    required_access: 'chatd.users.me.rooms.read',
    tenant_uuid: null,
  });
});

test('auth: a missing token and one in the query string count for nothing', async () => {
  for (const path of [ROOMS, `${ROOMS}?token=${tokens.alice}`]) {
    const answer = await client.send('GET', path);
    assertError(answer, 401, 'unauthorized');
    assert.deepEqual(answer.body.details, {
      invalid_token: '',
      reason: 'not_found_or_expired',
      required_access: 'chatd.users.me.rooms.read',
    });
  }
});

test('auth: a tenant that is not the token’s is refused, its own is not', async () => {
  const ask = (tenant: string) =>
    client.send('GET', ROOMS, { token: tokens.alice, headers: { 'Wazo-Tenant': tenant } });
  const other = '11111111-aaaa-4000-8000-000000000002';
  assert.equal((await ask(other)).body.details.tenant_uuid, other);
  assert.equal((await ask(TENANT)).status, 200);
});

test('auth: passwords are salted, so that two equal ones look different', async () => {
  const [one, two] = await Promise.all([hashPassword('same'), hashPassword('same')]);
  assert.notEqual(one, two);
  assert.equal(await passwordMatches('same', one), true);
  assert.equal(await passwordMatches('other', one), false);
  assert.equal(await passwordMatches('same', 'nonsense'), false);
});

test('auth: an e-mail address is the same in capitals and small letters, and a user name is not', async () => {
  for (const [login, status] of [
    ['alice@widget.test', 200],
    ['ALICE@Widget.Test', 200],
    ['alice', 200],
    ['Alice', 401],
  ] as const) {
    assert.equal((await client.askToken(login, 'alice-demo')).status, status, login);
  }
});

test('auth: who has the name comes before who has it as an address', async () => {
  const { database } = server;
  await database.query(`UPDATE wazo_user SET email = 'bob' WHERE username = 'alice'`);
  try {
    assert.equal((await client.askToken('bob', 'bob-demo')).body.data.metadata.uuid, USERS.bob);
    assert.equal((await client.askToken('Bob', 'alice-demo')).body.data.metadata.uuid, USERS.alice);
  } finally {
    await database.query(`UPDATE wazo_user SET email = 'alice@widget.test' WHERE username = 'alice'`);
  }
});

/** Puts people into a tenant of their own, and takes them away after `body`. */
async function withPeople(rows: string, body: (database: Queryable) => Promise<void>): Promise<void> {
  const { database } = server;
  const tenant = randomUUID();
  await database.query('INSERT INTO chatd_tenant VALUES ($1)', [tenant]);
  await database.query(`INSERT INTO wazo_tenant (uuid, name) VALUES ($1, 'Temporary')`, [tenant]);
  await database.query(
    `WITH person AS (${rows}), known AS (
       INSERT INTO chatd_user (uuid, tenant_uuid, state) SELECT uuid, $1, 'unavailable' FROM person RETURNING uuid
     )
     INSERT INTO wazo_user (uuid, tenant_uuid, username, email, firstname)
     SELECT uuid, $1, username, email, username FROM person JOIN known USING (uuid) ORDER BY username`,
    [tenant],
  );
  try {
    await body(database);
  } finally {
    await database.query('DELETE FROM chatd_tenant WHERE uuid = $1', [tenant]);
  }
}

test('auth: whoever signs in is found by an index, however many people there are', async () => {
  const many = `SELECT gen_random_uuid() AS uuid, 'person' || i AS username, 'Person' || i || '@x.test' AS email
    FROM generate_series(1, 5000) i`;
  await withPeople(many, async () => {
    const plan = await explained((database) => findAccount(database, 'person7@x.test'));
    assert.match(plan, /Index Scan using wazo_user_username_key/);
    assert.match(plan, /Index Scan using wazo_user__email/);
    assert.doesNotMatch(plan, /Seq Scan/);
  });
});

test('auth: of people who shared an address before it had to be one person’s, the first one keeps it', async () => {
  await server.database.script(
    `DROP INDEX wazo_user__email; DROP TABLE wazo_user_former_email; ALTER TABLE wazo_user ADD UNIQUE (email)`,
  );
  const shared = `SELECT gen_random_uuid() AS uuid, username, email FROM (VALUES
    ('p1', 'A@x.test'), ('p2', 'a@x.test'), ('p3', 'a@X.test'), ('p4', 'b@x.test'), ('p5', NULL), ('p6', NULL)
  ) AS person (username, email)`;
  await withPeople(shared, async (database) => {
    await database.script(loginsMigration);
    const people = await database.query(
      `SELECT username, u.email, f.email AS former FROM wazo_user u
       LEFT JOIN wazo_user_former_email f ON f.user_uuid = u.uuid WHERE username LIKE 'p_' ORDER BY username`,
    );
    assert.deepEqual(people, [
      { username: 'p1', email: 'A@x.test', former: null },
      { username: 'p2', email: null, former: 'a@x.test' },
      { username: 'p3', email: null, former: 'a@X.test' },
      { username: 'p4', email: 'b@x.test', former: null },
      { username: 'p5', email: null, former: null },
      { username: 'p6', email: null, former: null },
    ]);
    const again = database.query(`UPDATE wazo_user SET email = 'B@X.TEST' WHERE username = 'p5'`);
    await assert.rejects(again, { code: '23505' });
  });
});
