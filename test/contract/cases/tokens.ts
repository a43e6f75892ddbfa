import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { area } from '../suite.js';
import { target } from '../target.js';
import { CHATD, DIRD } from '../person.js';
import { missingPermission, tokenNotFound } from '../shapes/errors.js';
import { assertShape } from '../shape.js';

const { contract } = area('tokens');

const { rest } = target;
const ROOMS = `${CHATD}/users/me/rooms`;
const READ_ROOMS = 'chatd.users.me.rooms.read';

contract('no token: 401, a new one would help', {}, async () => {
  const answer = await rest.get(ROOMS);
  assert.equal(answer.status, 401);
  assertShape(answer.body, tokenNotFound('', READ_ROOMS));
});

contract('an unknown token: 401, a new one would help', {}, async () => {
  const token = randomUUID();
  const answer = await rest.get(ROOMS, { token });
  assert.equal(answer.status, 401);
  assertShape(answer.body, tokenNotFound(token, READ_ROOMS));
});

contract('a deleted token: 401, a new one would help', { as: ['alice'] }, async (alice) => {
  const session = await alice.again();
  await session.logOut();
  const answer = await session.chatd('GET', '/users/me/rooms');
  assert.equal(answer.status, 401);
  assertShape(answer.body, tokenNotFound(session.token, READ_ROOMS));
});

contract('an expired token: 401, a new one would help', { as: ['alice'] }, async (alice) => {
  const session = await alice.again(2);
  // The socket of the same token tells when it has expired.
  const close = await session.socket().closed();
  assert.equal(close.code, 4003);
  const answer = await session.chatd('GET', '/users/me/rooms');
  assert.equal(answer.status, 401);
  assertShape(answer.body, tokenNotFound(session.token, READ_ROOMS));
  assert.equal((await rest.get(`/api/auth/0.1/token/${session.token}`)).status, 404);
});

contract('a token in the query string counts for nothing', { as: ['alice'] }, async (alice) => {
  const answer = await rest.get(`${ROOMS}?token=${alice.token}`);
  assert.equal(answer.status, 401);
  assertShape(answer.body, tokenNotFound('', READ_ROOMS));
});

contract('a token without the permission: 401, a new one would not help', { as: ['noacl'] }, async (noacl) => {
  const answer = await noacl.chatd('GET', '/users/me/rooms');
  assert.equal(answer.status, 401);
  assertShape(answer.body, missingPermission(noacl.token, READ_ROOMS));
});

contract(
  "Wazo-Tenant of another's tenant: 401, a new token would not help",
  { as: ['alice', 'erin'] },
  async (alice, erin) => {
    const headers = { 'wazo-tenant': erin.tenantUuid };
    const answer = await alice.chatd('GET', '/users/me/rooms', undefined, { headers });
    assert.equal(answer.status, 401);
    assertShape(answer.body, missingPermission(alice.token, READ_ROOMS, erin.tenantUuid));
  },
);

contract("Wazo-Tenant of one's own tenant changes nothing", { as: ['alice'] }, async (alice) => {
  const headers = { 'wazo-tenant': alice.tenantUuid };
  assert.equal((await alice.chatd('GET', '/users/me/rooms', undefined, { headers })).status, 200);
});

/** Every endpoint asks for a permission of its own; the token of noacl has none. */
const GUARDED: readonly (readonly [string, string, string?])[] = [
  ['GET', '/users/me/rooms'],
  ['POST', '/users/me/rooms'],
  ['GET', '/users/me/rooms/messages?distinct=room_uuid'],
  ['GET', `/users/me/rooms/${randomUUID()}/messages`],
  ['POST', `/users/me/rooms/${randomUUID()}/messages`],
  ['GET', '/users/presences'],
  ['PUT', '/users/me/presences'],
  ['GET', '/users/me/rooms/features', 'features'],
  ['GET', '/users/me/rooms/gifs', 'gifs'],
  ['GET', '/users/me/rooms/emojis', 'custom_emoji'],
  ['POST', `/users/me/rooms/${randomUUID()}/messages/${randomUUID()}/reactions`, 'reactions'],
  ['GET', `/users/me/rooms/${randomUUID()}/messages/${randomUUID()}/reactions`, 'reactions'],
  ['DELETE', `/users/me/rooms/${randomUUID()}/messages/${randomUUID()}/reactions?emoji=x`, 'reactions'],
];

for (const [method, path, extension] of GUARDED) {
  const name = `${method} ${path.replace(/[0-9a-f-]{36}/g, '{uuid}')}`;
  contract(`${name} needs a permission`, { as: ['noacl'], extended: extension !== undefined }, async (noacl) => {
    // `me` in a presence's address is not Wazo's; there it is the user's own uuid.
    const url = path.replace('/me/presences', `/${noacl.uuid}/presences`);
    const answer = await noacl.chatd(method, url, method === 'GET' ? undefined : {});
    assert.equal(answer.status, 401, answer.text);
    const { details } = answer.body as { details: { reason: string } };
    assert.equal(details.reason, 'missing_permission_or_invalid_tenant');
  });
}

contract('the directory needs a permission', { as: ['alice', 'noacl'] }, async (alice, noacl) => {
  const sources = `${DIRD}/directories/default/sources?backend=wazo`;
  assert.equal((await noacl.get(sources)).status, 401);
  const found = (await alice.get(sources)).body as { items: { uuid: string }[] };
  const contacts = await noacl.get(`${DIRD}/backends/wazo/sources/${found.items[0]?.uuid}/contacts`);
  assert.equal(contacts.status, 401);
});

contract("`me` and one's own uuid are the same in an address", { as: ['alice'], extended: true }, async (alice) => {
  const [me, own] = [
    await alice.chatd('GET', '/users/me/rooms'),
    await alice.chatd('GET', `/users/${alice.uuid}/rooms`),
  ];
  assert.equal(me.status, 200);
  assert.deepEqual([own.status, own.text], [200, me.text]);
});

contract("another's uuid in an address is 401", { as: ['alice', 'bob'], extended: true }, async (alice, bob) => {
  for (const path of [
    'rooms',
    'rooms/features',
    'rooms/messages?distinct=room_uuid',
    `rooms/${randomUUID()}/messages`,
  ]) {
    const answer = await alice.chatd('GET', `/users/${bob.uuid}/${path}`);
    assert.equal(answer.status, 401, `${path}: ${answer.text}`);
  }
});
