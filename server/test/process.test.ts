// The server as a process: what it keeps, what it prints, how it ends.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { TEST_SEED, USERS } from './support/test-server.js';
import { lockFolder } from '../src/db/folder-lock.js';
import { assertError, Client, type Json, ROOMS } from './support/client.js';
import { ServerProcess } from './support/server-process.js';

const folder = mkdtempSync(join(tmpdir(), 'wazo-group-chat-server-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const DATA_DIR = join(folder, 'data');
const SEED_FILE = join(folder, 'seed.json');
const room = { uuid: 'abababab-0000-4000-8000-000000000001', name: 'Seeded', users: ['alice', 'bob'] };
const messages = [
  { author: 'bob', content: 'from the file', minutes_ago: 5, gif: 'hello', reactions: { '👋': ['alice'] } },
];
const [tenant, ...otherTenants] = TEST_SEED.tenants;
const seed = { tenants: [{ ...tenant, rooms: [{ ...room, messages, unread: { alice: 1 } }] }, ...otherTenants] };
writeFileSync(SEED_FILE, JSON.stringify(seed));

/** Asks the demo for a token as the page of `http://HOST` would. */
function askByHost(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { Host: host, Origin: `http://${host}`, 'Content-Type': 'application/json' };
    const asked = request(`${url}/demo/token`, { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    asked.on('error', reject).end('{"user":"alice"}');
  });
}

const contents = async (client: Client, token: string): Promise<string[]> => {
  const { body } = await client.send('GET', `${ROOMS}/${room.uuid}/messages?limit=1000&direction=asc`, { token });
  return body.items.map((item: Json) => item.content as string);
};

test('what was answered is there after an end by SIGTERM, and after one by SIGKILL; the seed comes in once', async () => {
  const first = new ServerProcess({ DATA_DIR, SEED_FILE });
  const client = new Client(await first.ready());
  const token = await client.login('alice');
  assert.deepEqual(await contents(client, token), ['from the file']);
  const seeded = await client.send('GET', `${ROOMS}/${room.uuid}/messages`, { token });
  const [gif] = seeded.body.items[0].attachments;
  assert.deepEqual([gif.name, gif.content_type, gif.width], ['Hello.gif', 'image/gif', 216]);
  assert.equal((await fetch(client.url + (gif.url as string))).status, 200);
  const unread = async (user: string): Promise<number> =>
    (await client.send('GET', ROOMS, { token: await client.login(user) })).body.items[0].unread_count as number;
  assert.deepEqual([await unread('alice'), await unread('bob')], [1, 0]);
  await client.post(token, room.uuid, 'before SIGTERM');
  first.kill('SIGTERM');
  assert.equal((await first.ended).code, 0);

  const second = new ServerProcess({ DATA_DIR, SEED_FILE });
  const again = new Client(await second.ready());
  assert.deepEqual(await contents(again, token), ['from the file', 'before SIGTERM']);
  await again.post(token, room.uuid, 'before SIGKILL');
  second.kill('SIGKILL');
  assert.equal((await second.ended).signal, 'SIGKILL');

  const third = new ServerProcess({ DATA_DIR });
  const last = new Client(await third.ready());
  assert.deepEqual(await contents(last, token), ['from the file', 'before SIGTERM', 'before SIGKILL']);
  const rival = await new ServerProcess({ DATA_DIR }).ended;
  assert.equal(rival.code, 1);
  assert.match(rival.errors, /^The data folder .* is in use by process \d+\n$/);
  third.kill('SIGINT');
  const { code, errors, lines } = await third.ended;
  assert.deepEqual([code, errors, lines.length], [0, '', 1]);
});

test('SIGTERM ends it with every accepted post kept, every socket told, and nothing waited for', async () => {
  const server = new ServerProcess({ DATA_DIR });
  const client = new Client(await server.ready());
  const token = await client.login('alice');
  const socket = await client.listen(token, 'chatd_user_room_message_created');
  const posts = Array.from({ length: 200 }, (_, index) =>
    client.post(token, room.uuid, `burst ${index}`).catch(() => undefined),
  );
  await socket.event();
  const asked = performance.now();
  server.kill('SIGTERM');
  const accepted = (await Promise.all(posts)).filter(Boolean).map((message: Json) => message.content as string);
  const { code, errors } = await server.ended;
  assert.ok(performance.now() - asked < 5000);
  assert.deepEqual([code, errors], [0, '']);
  assert.equal((await socket.closed).code, 1001);

  const next = new ServerProcess({ DATA_DIR });
  const kept = new Set(await contents(new Client(await next.ready()), token));
  assert.ok(accepted.length > 0);
  assert.deepEqual(
    accepted.filter((content) => !kept.has(content)),
    [],
  );
  next.kill('SIGTERM');
  assert.equal((await next.ended).code, 0);
});

test('SIGKILL in the middle of a burst: what was answered is there once, and can be repeated', async () => {
  const server = new ServerProcess({ DATA_DIR, WRITES_PER_SECOND: '0' });
  const client = new Client(await server.ready());
  const token = await client.login('alice');
  const bodies = Array.from({ length: 2000 }, (_, index) => ({ content: `kill ${index}`, client_uuid: randomUUID() }));
  const url = `${ROOMS}/${room.uuid}/messages`;
  const answered = new Map<string, string>();
  const lane = async (first: number): Promise<void> => {
    for (let index = first; index < bodies.length; index += 20) {
      const body = bodies[index]!;
      const answer = await client.send('POST', url, { token, body }).catch(() => undefined);
      if (!answer) return;
      assert.equal(answer.status, 201, answer.text);
      answered.set(body.client_uuid, answer.body.uuid as string);
      if (answered.size === 500) server.kill('SIGKILL');
    }
  };
  await Promise.all(Array.from({ length: 20 }, (_, index) => lane(index)));
  assert.equal((await server.ended).signal, 'SIGKILL');
  assert.ok(answered.size >= 500 && answered.size < bodies.length, `${answered.size} were answered`);

  const next = new ServerProcess({ DATA_DIR, WRITES_PER_SECOND: '0' });
  const again = new Client(await next.ready());
  for (const body of bodies) {
    const { status, body: message } = await again.send('POST', url, { token, body });
    const uuid = answered.get(body.client_uuid);
    // One that was not answered may have been written none the less; it is there once all the same.
    if (uuid !== undefined) assert.deepEqual([status, message.uuid], [200, uuid]);
    else assert.ok(status === 200 || status === 201);
  }
  const kept: string[] = [];
  for (let offset = 0; offset < 3000; offset += 1000) {
    const page = await again.send('GET', `${url}?limit=1000&offset=${offset}`, { token });
    kept.push(...page.body.items.map((item: Json) => item.content as string));
  }
  const killed = kept.filter((content) => content.startsWith('kill '));
  assert.deepEqual(killed.sort(), bodies.map(({ content }) => content).sort());
  next.kill('SIGTERM');
  assert.equal((await next.ended).code, 0);
});

test('a user who writes too fast is held back as the environment says', async () => {
  const server = new ServerProcess({ DATA_DIR, WRITES_PER_SECOND: '1' });
  const client = new Client(await server.ready());
  const token = await client.login('alice');
  const posts = Array.from({ length: 8 }, () =>
    client.send('POST', `${ROOMS}/${room.uuid}/messages`, { token, body: { content: 'x' } }),
  );
  const statuses = (await Promise.all(posts)).map(({ status }) => status);
  server.kill('SIGTERM');
  await server.ended;
  // Four at once; the eighth would have to wait four seconds.
  assert.deepEqual(statuses.sort().slice(0, 4), [201, 201, 201, 201]);
  assert.equal(statuses.at(-1), 429);
});

test('a port that is taken is said in one line', async () => {
  const occupant = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => occupant.once('listening', resolve));
  const { port } = occupant.address() as AddressInfo;
  const { code, errors } = await new ServerProcess({ DATA_DIR, PORT: String(port) }).ended;
  assert.equal(code, 1);
  assert.match(errors, new RegExp(`^Port ${port} is in use.*\\n$`));
  occupant.close();
  lockFolder(DATA_DIR)();
});

const MISTAKES: readonly [what: string, environment: Record<string, string>, flags: string[], said: RegExp][] = [
  ['a port that is none', { PORT: 'http' }, [], /^PORT must be a number from 0 to 65535, not "http"\n$/],
  [
    'a limit that is none',
    { SOCKETS_PER_USER: '-1' },
    [],
    /^SOCKETS_PER_USER must be a number from 0 to 999999999, not "-1"\n$/,
  ],
  ['a proxy that is none', { TRUST_PROXY: 'yes' }, [], /^TRUST_PROXY must be .*"yes" is neither\n$/],
  [
    'an unknown GIF provider',
    { GIF_PROVIDER: 'imgur' },
    [],
    /^GIF_PROVIDER must be "tenor" or "giphy", not "imgur"\n$/,
  ],
  ['a GIF provider without a key', { GIF_PROVIDER: 'tenor' }, [], /^GIF_PROVIDER=tenor needs a key in GIF_API_KEY\n$/],
  ['an unknown argument', {}, ['--dmeo'], /^Unknown argument "--dmeo"; there is only --demo\n$/],
  ['a seed file that is absent', { SEED_FILE: '/nowhere.json' }, [], /^SEED_FILE \/nowhere\.json: .*\n$/],
  ['a data folder that is a file', { DATA_DIR: SEED_FILE }, [], /^.*seed\.json.*\n$/],
];
for (const [what, environment, flags, said] of MISTAKES) {
  test(`${what} is said in one line`, async () => {
    const { code, errors } = await new ServerProcess({ DATA_DIR, ...environment }, ...flags).ended;
    assert.equal(code, 1);
    assert.match(errors, said);
  });
}

test('the demo', async (t) => {
  const server = new ServerProcess({ DATA_DIR: join(folder, 'demo') }, '--demo');
  const client = new Client(await server.ready());
  const ask = (user: unknown, headers = {}) =>
    client.send('POST', '/demo/token', { body: { user }, headers: { Origin: client.url, ...headers } });
  const token = (await ask('alice')).body.token as string;

  await t.test('its own page gets tokens of the four whom one can be', async () => {
    for (const user of ['alice', 'bob', 'carol', 'dave']) {
      const { status, body } = await ask(user, { 'Sec-Fetch-Site': 'same-origin' });
      assert.equal(status, 200);
      assert.ok(Date.parse(body.expires_at as string) > Date.now());
    }
    for (const user of ['amina', 'nobody', '', null, 5]) assert.equal((await ask(user)).status, 400);
  });

  await t.test('another site gets none', async () => {
    for (const headers of [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Content-Type': 'text/plain', Origin: 'https://evil.example' },
    ]) {
      const answer = await ask('alice', headers);
      assertError(answer, 403, 'forbidden', null);
    }
    assertError(await ask('alice', { 'Content-Type': 'text/plain' }), 415, 'unsupported-media-type', null);
  });

  await t.test('a name that leads to it without being its own gets none', async () => {
    const { port } = new URL(client.url);
    const asked = (host: string): Promise<number> => askByHost(client.url, host);
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`, `LOCALHOST:${port}`]) {
      assert.equal(await asked(host), 200, host);
    }
    for (const host of [`evil.example:${port}`, 'localhost', 'localhost:1', `localhost:${port}.evil.example`, '']) {
      assert.equal(await asked(host), 403, host);
    }
  });

  await t.test('its page comes with a strict policy, and no folder is listed or left', async () => {
    const page = await client.send('GET', '/?user=alice');
    assert.equal(page.status, 200);
    assert.equal(
      page.headers.get('content-security-policy'),
      "default-src 'self'; connect-src 'self' ws: wss:; require-trusted-types-for 'script'; trusted-types lit-html",
    );
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(page.headers.get('cache-control'), 'no-cache');
    for (const path of [
      '/dist/',
      '/dist/%2e%2e/package.json',
      '/..%2fpackage.json',
      '/%2e%2e/package.json',
      '/.git/config',
    ]) {
      const answer = await client.send('GET', path);
      assert.ok(answer.status === 403 || answer.status === 404, `${path}: ${answer.status}`);
      assert.equal(typeof answer.body.message, 'string');
    }
  });

  await t.test('it starts with a few rooms of real-looking talk and a directory to search', async () => {
    const rooms = (await client.send('GET', ROOMS, { token })).body.items as Json[];
    assert.ok(rooms.length >= 4 && rooms.length <= 7);
    const { body } = await client.send('GET', `${ROOMS}/messages?distinct=room_uuid`, { token });
    assert.equal(body.filtered, rooms.length);
    assert.ok(body.items.every((item: Json) => Date.now() - Date.parse(item.created_at as string) < 7 * 86_400_000));
    const direct = rooms.filter((one) => one.name === null);
    assert.deepEqual(
      direct.map((one) => one.users.length),
      [2],
    );
    assert.ok(!direct[0].users.some((user: Json) => user.uuid === USERS.alice));
  });

  server.kill('SIGTERM');
  assert.equal((await server.ended).code, 0);
});
