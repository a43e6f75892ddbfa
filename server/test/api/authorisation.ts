import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { type Answer, type Client, CHATD, ROOMS } from '../support/client.js';
import { upload } from '../support/files.js';
import { withLimits } from '../support/limited-server.js';
import { server, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';

// Every route of the chat for everyone who may ask: who is in the room, who was, another user of the tenant, one of another
// tenant, nobody, and one whose token allows nothing. A route that is in no table fails.

const { alice, bob, carol, dave, erin, noacl } = tokens;
const BASE = `${CHATD}/users/:user/rooms`;

interface Scene {
  readonly client: Client;
  readonly room: string;
  /** Bob's. */
  readonly message: string;
}

interface Route {
  /** What the member bob gets. */
  readonly member: number;
  readonly body?: (scene: Scene) => unknown;
  readonly query?: string;
  /** Other than by JSON. */
  readonly ask?: (scene: Scene, token: string | undefined) => Promise<Answer>;
}

/** Routes of one room, by method and path below the rooms. */
const IN_ROOM: Readonly<Record<string, Route>> = {
  'GET /:room/messages': { member: 200 },
  'POST /:room/messages': { member: 201, body: () => ({ content: 'x', client_uuid: randomUUID() }) },
  'GET /:room/messages/changes': { member: 200, query: '?after=0' },
  'PUT /:room/messages/:message': { member: 200, body: () => ({ content: 'y' }) },
  'GET /:room/messages/:message/reactions': { member: 200 },
  'POST /:room/messages/:message/reactions': { member: 201, body: () => ({ emoji: '🎉' }) },
  'DELETE /:room/messages/:message/reactions': { member: 204, query: '?emoji=%F0%9F%8E%89' },
  'PUT /:room/read': { member: 204, body: ({ message }) => ({ message_uuid: message }) },
  'POST /:room/attachments': {
    member: 201,
    ask: ({ client, room }, token) => upload(client, token, room, 'a.txt', 'a'),
  },
  // Last, since nothing is left of the message then.
  'DELETE /:room/messages/:message': { member: 204 },
};

/** Routes that answer to each what is theirs. */
const OWN: Readonly<Record<string, Route>> = {
  'GET ': { member: 200 },
  'POST ': { member: 201, body: () => ({ name: 'own', users: [{ uuid: USERS.dave }] }) },
  'GET /features': { member: 200 },
  'GET /gifs': { member: 200 },
  'GET /emojis': { member: 200 },
  'GET /messages': { member: 200, query: '?distinct=room_uuid' },
};

/** Alice, Bob and Dave in a room that Dave has left. */
async function scene(client: Client): Promise<Scene> {
  const room = await client.createRoom(alice, [USERS.bob, USERS.dave], 'Authorisation');
  const { uuid: message } = await client.post(bob, room, 'mine');
  await server.database.query('DELETE FROM chatd_room_user WHERE room_uuid = $1 AND uuid = $2', [room, USERS.dave]);
  return { client, room, message: message as string };
}

function ask(at: Scene, name: string, route: Route, token: string | undefined, user = 'me'): Promise<Answer> {
  if (route.ask && user === 'me') return route.ask(at, token);
  const [method, path] = [name.slice(0, name.indexOf(' ')), name.slice(name.indexOf(' ') + 1)];
  const below = path.replace(':room', at.room).replace(':message', at.message);
  const body = route.body ? { body: route.body(at) } : {};
  return at.client.send(method, `${CHATD}/users/${user}/rooms${below}${route.query ?? ''}`, { token, ...body });
}

/** Status and error, as one text. */
const outcome = ({ status, body }: Answer): string =>
  `${status} ${(body?.error_id as string | undefined) ?? ''}`.trim();

test('authorisation: every route of the chat is in a table', async () => {
  await withLimits({}, async ({ routes }) => {
    const served = routes
      .filter(({ method, url }) => url.startsWith(BASE) && method !== 'HEAD' && method !== 'OPTIONS')
      .map(({ method, url }) => `${method} ${url.slice(BASE.length)}`);
    assert.deepEqual([...new Set(served)].sort(), [...Object.keys(IN_ROOM), ...Object.keys(OWN)].sort());
  });
});

test('authorisation: who is not in a room learns of nothing in it, and changes nothing', async () => {
  await withLimits({}, async ({ client }) => {
    const at = await scene(client);
    for (const [name, route] of Object.entries(IN_ROOM)) {
      for (const [who, token] of Object.entries({
        'a former member': dave,
        'a colleague': carol,
        'a stranger': erin,
      })) {
        const answer = await ask(at, name, route, token);
        assert.match(outcome(answer), /^404 unknown-(room|message)$/, `${name} of ${who}`);
        // As of a room that is not there.
        const nowhere = await ask({ ...at, room: randomUUID() }, name, route, token);
        assert.equal(outcome(answer), outcome(nowhere), `${name} of ${who}`);
      }
      for (const [who, token] of Object.entries({
        nobody: undefined,
        'a wrong token': 'nonsense',
        'a token without rights': noacl,
      }))
        assert.equal(outcome(await ask(at, name, route, token)), '401 unauthorized', `${name} of ${who}`);
      if (!route.ask) {
        const other = await ask(at, name, route, bob, USERS.alice);
        assert.equal(outcome(other), '401 unauthorized', `${name} of Bob in Alice's name`);
      }
    }
    // Nothing of all that has changed anything.
    const { items } = (await client.send('GET', `${ROOMS}/${at.room}/messages`, { token: alice })).body;
    assert.deepEqual(
      items.map(({ content, reactions }: { content: string; reactions: unknown[] }) => [content, reactions.length]),
      [['mine', 0]],
    );
    for (const [name, route] of Object.entries(IN_ROOM))
      assert.equal((await ask(at, name, route, bob)).status, route.member, name);
  });
});

test('authorisation: what is everybody’s own is answered to each, and to nobody for another', async () => {
  await withLimits({}, async ({ client }) => {
    const at = await scene(client);
    for (const [name, route] of Object.entries(OWN)) {
      assert.equal((await ask(at, name, route, bob)).status, route.member, name);
      for (const token of [undefined, 'nonsense', noacl])
        assert.equal(outcome(await ask(at, name, route, token)), '401 unauthorized', name);
      assert.equal(outcome(await ask(at, name, route, bob, USERS.alice)), '401 unauthorized', name);
    }
    for (const token of [dave, carol, erin]) {
      const { text } = await ask(at, 'GET ', OWN['GET ']!, token);
      assert.ok(!text.includes(at.room), 'the room is in no list of theirs');
      const messages = await ask(at, 'GET /messages', OWN['GET /messages']!, token);
      assert.ok(!messages.text.includes(at.message), 'nor is its message');
    }
  });
});

test('authorisation: a message of another is changed by nobody but its author, and deleted by the room’s owner too', async () => {
  await withLimits({}, async ({ client }) => {
    const { room, message } = await scene(client);
    const path = `${ROOMS}/${room}/messages/${message}`;
    assert.equal(outcome(await client.send('PUT', path, { token: alice, body: { content: 'x' } })), '403 forbidden');
    const { uuid } = await client.post(alice, room, 'hers');
    assert.equal(
      outcome(await client.send('DELETE', `${ROOMS}/${room}/messages/${uuid as string}`, { token: bob })),
      '403 forbidden',
    );
  });
});
