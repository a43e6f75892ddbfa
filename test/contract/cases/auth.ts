import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { target } from '../target.js';
import { AUTH, basic, requestOfflineToken, requestToken } from '../person.js';
import { authError, LOGGED_OUT, OFFLINE_TOKEN, ORDINARY_ACL, TOKEN } from '../shapes/auth.js';
import { UNREADABLE_BODY } from '../shapes/errors.js';
import { assertShape, shaped } from '../shape.js';

const { contract } = area('auth');

const { rest } = target;
const HOUR = 3_600;

/** How long a token is good, in seconds, by the server's own clock. */
function lifetime(data: { utc_issued_at: string; utc_expires_at: string }): number {
  return (Date.parse(`${data.utc_expires_at}Z`) - Date.parse(`${data.utc_issued_at}Z`)) / 1_000;
}

contract('a login answers a token with its owner, its end and what it allows', {}, async () => {
  const answer = await requestToken(rest, target.login('alice'), { expiration: HOUR });
  assert.equal(answer.status, 200);
  const { data } = shaped(answer.body, TOKEN);
  assert.equal(lifetime(data), HOUR);
  assert.equal(data.auth_id, data.metadata.uuid);
  assert.equal(data.xivo_user_uuid, data.metadata.pbx_user_uuid);
  assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
  await rest.request('DELETE', `${AUTH}/${data.token}`);
});

contract("an ordinary user's token allows the chat and nobody else's data", { as: ['alice'] }, async (alice) => {
  assert.deepEqual(
    ORDINARY_ACL.filter((acl) => !alice.data.acl.includes(acl)),
    [],
  );
  assert.ok(!alice.data.acl.includes('confd.users.*.read'));
});

contract('two logins of one user are two sessions', { as: ['alice'] }, async (alice) => {
  const again = await alice.again();
  assert.notEqual(again.token, alice.token);
  assert.notEqual(again.data.session_uuid, alice.data.session_uuid);
  assert.equal(again.uuid, alice.uuid);
  await again.logOut();
});

for (const [what, login] of [
  ['a wrong password', { ...target.login('alice'), password: 'wrong' }],
  ['an unknown user', { username: `nobody-${randomUUID()}`, password: 'x' }],
] as const) {
  contract(`${what} is 401 in wazo-auth's own shape`, {}, async () => {
    const answer = await requestToken(rest, login, { expiration: HOUR });
    assert.equal(answer.status, 401);
    assertShape(answer.body, authError(401, 'Authentication Failed'));
  });
}

contract('a login of Content-Type text/plain is read as JSON; without expiration it lasts two hours', {}, async () => {
  const login = target.login('alice');
  const headers = { 'content-type': 'text/plain' };
  const answer = await requestToken(rest, login, {}, { headers });
  assert.equal(answer.status, 200);
  const { data } = shaped(answer.body, TOKEN);
  assert.equal(lifetime(data), 2 * HOUR);
  await rest.request('DELETE', `${AUTH}/${data.token}`);
});

contract('a login without a body is 400 with a message only', {}, async () => {
  const answer = await rest.request('POST', AUTH, { headers: basic(target.login('alice')) });
  assert.equal(answer.status, 400);
  assertShape(answer.body, UNREADABLE_BODY);
});

for (const expiration of [0, -1, 315_360_001]) {
  contract(`expiration ${expiration} is out of bounds`, {}, async () => {
    const answer = await requestToken(rest, target.login('alice'), { expiration });
    assert.equal(answer.status, 400);
    assertShape(answer.body, authError(400));
    assert.match(answer.text, /expiration.*Must be greater than or equal to 1 and less than or equal to 315360000\./);
  });
}

for (const expiration of [1, 315_360_000]) {
  contract(`expiration ${expiration} is within bounds`, {}, async () => {
    const answer = await requestToken(rest, target.login('alice'), { expiration });
    assert.equal(answer.status, 200);
    const { data } = shaped(answer.body, TOKEN);
    assert.equal(lifetime(data), expiration);
    await rest.request('DELETE', `${AUTH}/${data.token}`);
  });
}

contract('a login with access_type offline answers a refresh token too', {}, async () => {
  const body = { expiration: HOUR, access_type: 'offline', client_id: 'chat-widget' };
  const answer = await requestToken(rest, target.login('alice'), body);
  assert.equal(answer.status, 200);
  const { data } = shaped(answer.body, OFFLINE_TOKEN);
  await rest.request('DELETE', `${AUTH}/${data.token}`);
});

contract('a refresh token renews without a password, and again', {}, async () => {
  const first = await requestOfflineToken(rest, target.login('alice'));
  const body = { expiration: HOUR, refresh_token: first.refresh_token, client_id: 'chat-widget' };
  const renewals = [await rest.post(AUTH, body), await rest.post(AUTH, body)];
  assert.deepEqual(
    renewals.map(({ status }) => status),
    [200, 200],
  );
  const tokens = renewals.map(({ body: answered }) => shaped(answered, TOKEN).data);
  assert.deepEqual(
    tokens.map(({ auth_id }) => auth_id),
    [first.auth_id, first.auth_id],
  );
  const all = [first, ...tokens].map(({ token }) => token);
  assert.equal(new Set(all).size, 3);
  for (const token of all) await rest.request('DELETE', `${AUTH}/${token}`);
});

contract('a refresh token that was never given is refused', { extended: true }, async () => {
  const body = { expiration: HOUR, refresh_token: randomUUID(), client_id: 'chat-widget' };
  const answer = await rest.post(AUTH, body);
  assert.equal(answer.status, 401);
  assertShape(answer.body, authError(401));
});

contract('a token can be read: who am I', { as: ['alice'] }, async (alice) => {
  const answer = await rest.get(`${AUTH}/${alice.token}`);
  assert.equal(answer.status, 200);
  const { data } = shaped(answer.body, TOKEN);
  assert.deepEqual(data.metadata, alice.data.metadata);
  assert.deepEqual(data.acl, alice.data.acl);
  assert.equal(data.session_uuid, alice.data.session_uuid);
});

contract('HEAD answers 204 for what a token allows', { as: ['alice'] }, async (alice) => {
  for (const scope of [
    'chatd.users.me.rooms.read',
    'chatd.users.me.rooms.create',
    'websocketd',
    'confd.users.me.read',
  ]) {
    const answer = await rest.request('HEAD', `${AUTH}/${alice.token}?scope=${scope}`);
    assert.equal(answer.status, 204, scope);
  }
  assert.equal((await rest.request('HEAD', `${AUTH}/${alice.token}`)).status, 204);
});

contract('HEAD answers 403 for what a token does not allow', { as: ['alice'] }, async (alice) => {
  for (const scope of [
    'confd.users.read',
    'confd.users.*.read',
    'chatd.users.me.identities.read',
    'auth.users.create',
  ]) {
    const answer = await rest.request('HEAD', `${AUTH}/${alice.token}?scope=${scope}`);
    assert.equal(answer.status, 403, scope);
  }
});

contract("HEAD knows one's own uuid as `me`", { as: ['alice', 'bob'] }, async (alice, bob) => {
  const scope = (uuid = ''): string => `${AUTH}/${alice.token}?scope=chatd.users.${uuid}.rooms.read`;
  assert.equal((await rest.request('HEAD', scope(alice.uuid))).status, 204);
  assert.equal((await rest.request('HEAD', scope(bob.uuid))).status, 403);
});

contract('a token that was logged out is gone', { as: ['alice'] }, async (alice) => {
  const session = await alice.again();
  const answer = await session.logOut();
  assert.equal(answer.status, 200);
  assertShape(answer.body, LOGGED_OUT);

  const read = await rest.get(`${AUTH}/${session.token}`);
  assert.equal(read.status, 404);
  assertShape(read.body, authError(404, 'No such token'));
  assert.equal((await rest.request('HEAD', `${AUTH}/${session.token}`)).status, 404);
});

contract('logging out ends one session only', { as: ['alice'] }, async (alice) => {
  const [one, two] = [await alice.again(), await alice.again()];
  await one.logOut();
  assert.equal((await rest.get(`${AUTH}/${two.token}`)).status, 200);
  await two.logOut();
});
