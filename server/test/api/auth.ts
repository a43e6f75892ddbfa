import assert from 'node:assert/strict';
import test from 'node:test';
import { hashPassword, passwordMatches } from '../../src/auth/passwords.js';
import { TENANT, USERS } from '../support/test-server.js';
import { assertError, ROOMS, TOKENS } from '../support/client.js';
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
