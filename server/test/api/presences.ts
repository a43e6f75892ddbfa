import assert from 'node:assert/strict';
import test from 'node:test';
import { TENANT, USERS } from '../support/test-server.js';
import { assertError, CHATD, type Json } from '../support/client.js';
import { client, tokens } from '../support/shared-server.js';
import type { TestSocket } from '../support/test-socket.js';

const presenceUrl = (uuid: string): string => `${CHATD}/users/${uuid}/presences`;

const put = (token: string, uuid: string, body: unknown) => client.send('PUT', presenceUrl(uuid), { token, body });

/** The next event about this person: that the listener has come online is told, too, and at no fixed moment. */
async function eventAbout(uuid: string, socket: TestSocket): Promise<Json> {
  let event: Json;
  do event = await socket.event();
  while (event.data.uuid !== uuid);
  return event;
}

test('presences: what I set the whole tenant sees, at once', async () => {
  const socket = await client.listen(tokens.bob, 'chatd_presence_updated');
  const stranger = await client.listen(tokens.erin, 'chatd_presence_updated');
  await socket.rest();
  await stranger.rest();
  assert.equal((await put(tokens.alice, USERS.alice, { state: 'away', status: 'au bureau' })).status, 204);
  const event = await eventAbout(USERS.alice, socket);
  assert.equal(event['user_uuid:*'], true);
  assert.equal(event.required_acl, `events.chatd.users.${USERS.alice}.presences.updated`);
  const { last_activity: at, ...presence } = event.data;
  assert.match(at, /^\d{4}-\d\d-\d\dT[\d:.]+$/);
  assert.deepEqual(presence, {
    uuid: USERS.alice,
    tenant_uuid: TENANT,
    state: 'away',
    status: 'au bureau',
    do_not_disturb: false,
    lines: [],
    connected: false,
    line_state: 'unavailable',
    mobile: false,
  });
  assert.deepEqual(await stranger.rest(), []);
  await Promise.all([socket.close(), stranger.close()]);
});

test('presences: the list names those asked for, and counts the tenant', async () => {
  const url = `${CHATD}/users/presences?user_uuid=${USERS.alice},${USERS.erin}`;
  const { body } = await client.send('GET', url, { token: tokens.bob });
  assert.deepEqual(
    body.items.map((item: Json) => item.uuid),
    [USERS.alice],
  );
  assert.deepEqual([body.filtered, body.total], [1, 5]);
  assert.match(body.items[0].last_activity, /\+00:00$/);
  const all = await client.send('GET', `${CHATD}/users/presences`, { token: tokens.bob });
  assert.equal(all.body.items.length, 5);
});

test('presences: someone is connected while he has a socket, and all are told', async () => {
  const watcher = await client.listen(tokens.bob, 'chatd_presence_updated');
  await watcher.rest();
  const [one, two] = [await client.listen(tokens.carol), await client.listen(tokens.carol)];
  assert.deepEqual((await eventAbout(USERS.carol, watcher)).data.connected, true);
  const read = async () => (await client.send('GET', presenceUrl(USERS.carol), { token: tokens.bob })).body.connected;
  assert.equal(await read(), true);
  await one.close();
  await two.close();
  const event = await eventAbout(USERS.carol, watcher);
  assert.deepEqual([event.data.uuid, event.data.connected], [USERS.carol, false]);
  assert.equal(await read(), false);
  await watcher.close();
});

test('presences: a status stays until it is changed or cleared', async () => {
  const status = async () => (await client.send('GET', presenceUrl(USERS.alice), { token: tokens.alice })).body.status;
  await put(tokens.alice, USERS.alice, { state: 'available', status: 'busy' });
  await put(tokens.alice, 'me', { state: 'away' });
  assert.equal(await status(), 'busy');
  await put(tokens.alice, USERS.alice, { state: 'away', status: null });
  assert.equal(await status(), null);
});

test('presences: nobody sets another’s, and nobody sees another tenant’s', async () => {
  assertError(await put(tokens.alice, USERS.bob, { state: 'away' }), 401, 'unauthorized');
  assertError(await client.send('GET', presenceUrl(USERS.erin), { token: tokens.alice }), 404, 'unknown-user');
});

for (const body of [
  {},
  { state: 'gone' },
  { state: null },
  { state: 'away', status: 5 },
  { state: 'away', status: 'a\0' },
]) {
  test(`presences: ${JSON.stringify(body)} is refused`, async () => {
    assertError(await put(tokens.alice, USERS.alice, body), 400, 'invalid-data');
  });
}
