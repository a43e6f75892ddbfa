import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { type Client, ROOMS } from '../support/client.js';
import { type LimitedServer, withLimits } from '../support/limited-server.js';
import { client, grace } from '../support/shared-server.js';

/** Of each kind that JSON knows, and texts that no database or no field holds. */
const VALUES: readonly unknown[] = [
  null,
  true,
  5,
  -1.5,
  1e300,
  {},
  { toString: 1, uuid: null },
  { length: 5 },
  [],
  [null, 1, 'x', [], {}],
  '',
  'x'.repeat(100_000),
  'nul \0',
  'half \ud83d',
];

/** Bodies that their routes take, with every field that any of them reads. */
const bodyFor = (message: string): Record<string, unknown> => ({
  name: 'any type',
  users: [{ uuid: randomUUID() }],
  content: 'x',
  alias: 'x',
  client_uuid: randomUUID(),
  emoji: '👍',
  state: 'available',
  status: 'x',
  attachments: [],
  message_uuid: message,
  expiration: 60,
  access_type: 'offline',
  client_id: 'any',
  refresh_token: 'any',
});

const QUERY_FIELDS = [
  'after',
  'before',
  'direction',
  'distinct',
  'emoji',
  'expires',
  'from_date',
  'limit',
  'offset',
  'order',
  'scope',
  'search',
  'signature',
  'token',
  'user_uuid',
  'uuid',
  'version',
];

/** Values of a query string, as they are written there. */
const TEXTS = [
  '',
  'null',
  '-1.5',
  '1e300',
  '{}',
  '[null]',
  'x'.repeat(5000),
  'nul%00',
  'half%ED%A0%BD',
  '%F0%9F%91%8D',
];

/** `[field, value]` of each field with each value, those of a list's items too. */
function variants(body: Record<string, unknown>): Record<string, unknown>[] {
  const whole = Object.keys(body).flatMap((field) => VALUES.map((value) => ({ ...body, [field]: value })));
  const [user] = body['users'] as object[];
  const inner = ['uuid', 'identity'].flatMap((field) =>
    VALUES.map((value) => ({ ...body, users: [{ ...user, [field]: value }] })),
  );
  return [...whole, ...inner, ...VALUES.map((value) => ({ ...body, users: [value] }))];
}

interface Scene {
  readonly client: Client;
  readonly token: string;
  readonly room: string;
  readonly message: string;
}

async function scene(at: Client): Promise<Scene> {
  const token = await client.login('grace');
  const room = await at.createRoom(token, [randomUUID()], 'Any type');
  const { uuid: message } = await at.post(token, room, 'x');
  return { client: at, token, room, message: message as string };
}

function address(url: string, { room, message }: Scene): string {
  const values: Record<string, string> = { user: grace.uuid, room, message };
  return url.replace(/:(\w+)/g, (_, name: string) => values[name] ?? randomUUID());
}

/** Asks all, some at a time, and answers the failures. */
async function failures(asked: readonly (() => Promise<{ status: number; text: string }>)[]): Promise<string[]> {
  const found: string[] = [];
  const rest = [...asked];
  const lane = async (): Promise<void> => {
    for (let ask = rest.pop(); ask; ask = rest.pop()) {
      const { status, text } = await ask();
      if (status >= 500) found.push(`${status} ${text}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return found;
}

const taking = ({ routes }: LimitedServer, ...methods: readonly string[]) =>
  routes.filter(({ method, url }) => methods.includes(method) && url.startsWith('/api/') && !url.includes('*'));

test('bad input: no field of a body makes the server fail, whatever its type', async () => {
  await withLimits({}, async (limited) => {
    const routes = taking(limited, 'POST', 'PUT', 'PATCH');
    assert.ok(routes.length >= 7, `${routes.length} routes`);
    for (const { method, url } of routes) {
      const at = await scene(limited.client);
      const path = address(url, at);
      const asked = variants(bodyFor(at.message)).map(
        (body) => () => limited.client.send(method, path, { token: at.token, body }),
      );
      assert.deepEqual(await failures(asked), [], `${method} ${url}`);
    }
  });
});

test('bad input: no field of a query string makes the server fail, whatever its type', async () => {
  await withLimits({}, async (limited) => {
    for (const { method, url } of taking(limited, 'GET', 'DELETE')) {
      const at = await scene(limited.client);
      const path = address(url, at);
      const asked = QUERY_FIELDS.flatMap((field) =>
        TEXTS.map((text) => () => limited.client.send(method, `${path}?${field}=${text}`, { token: at.token })),
      );
      assert.deepEqual(await failures(asked), [], `${method} ${url}`);
    }
  });
});

test('bad input: an identity that is no text is invalid data, one that is cannot be reached', async () => {
  const token = await client.login('grace');
  const create = (identity: unknown) =>
    client.send('POST', ROOMS, { token, body: { users: [{ uuid: randomUUID(), identity }] } });
  for (const identity of [{}, [], 5, true, { toString: 1 }]) {
    const { status, body } = await create(identity);
    assert.deepEqual([status, body.error_id], [400, 'invalid-data']);
    assert.equal(body.details.users[0].identity.constraint_id, 'type');
  }
  assert.equal((await create('+15145550100')).status, 409);
  assert.equal((await create(null)).status, 201);
});
