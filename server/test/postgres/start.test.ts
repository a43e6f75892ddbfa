// Starting on a PostgreSQL server: beside other processes, and beside a real chatd.
import assert from 'node:assert/strict';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { systemClock } from '../../src/clock.js';
import { migrate, serverIdentity } from '../../src/db/migrate.js';
import { openPostgres } from '../../src/db/postgres.js';
import { importSeed } from '../../src/seed/import.js';
import type { Seed } from '../../src/seed/seed.js';
import { startServer, TENANT, TEST_SEED, USERS } from '../support/test-server.js';
import { Client, type Json, ROOMS } from '../support/client.js';
import { ServerProcess } from '../support/server-process.js';
import { createPostgres } from '../support/test-database.js';
import { createFiles } from '../support/test-files.js';

const folder = mkdtempSync(join(tmpdir(), 'wazo-group-chat-start-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const SEED_FILE = join(folder, 'seed.json');
const ROOM = 'abababab-0000-4000-8000-000000000001';
const [tenant, ...others] = TEST_SEED.tenants;
const rooms = [
  {
    uuid: ROOM,
    name: 'Seeded',
    users: ['alice', 'bob'],
    messages: [{ author: 'bob', content: 'hello', minutes_ago: 5 }],
  },
];
const SEED: Seed = { tenants: [{ ...tenant!, rooms }, ...others] };
writeFileSync(SEED_FILE, JSON.stringify(SEED));

test('connections that migrate at the same time do it once', async () => {
  const { database, url, drop } = await createPostgres();
  const starters = await Promise.all(Array.from({ length: 8 }, () => openPostgres({ url, connections: 1 })));
  try {
    await Promise.all(starters.map(migrate));
    const [applied] = await database.query<{ count: number; last: number }>(
      'SELECT count(*), max(number) AS last FROM wazo_migration',
    );
    assert.equal(applied?.count, applied?.last);
    assert.ok(applied!.count > 0);
  } finally {
    await Promise.all(starters.map((starter) => starter.close()));
    await drop();
  }
});

test('connections that import a seed at the same time do it once', async () => {
  const { database, drop } = await createPostgres();
  await migrate(database);
  const { wazoUuid } = await serverIdentity(database);
  const { files, drop: dropFiles } = createFiles();
  await Promise.all(Array.from({ length: 8 }, () => importSeed({ database, files }, SEED, wazoUuid, systemClock)));
  dropFiles();
  const [found] = await database.query('SELECT count(*) AS messages FROM chatd_room_message');
  assert.deepEqual(found, { messages: 1 });
  await drop();
});

test('two processes that start at once on an empty database both serve what the seed brought in once', async () => {
  const { url, drop } = await createPostgres();
  const DATA_DIR = join(folder, 'unused');
  const processes = [1, 2].map(() => new ServerProcess({ DATABASE_URL: url, DATA_DIR, SEED_FILE }));
  for (const process of processes) {
    const client = new Client(await process.ready());
    const token = await client.login('alice');
    const { body } = await client.send('GET', `${ROOMS}/${ROOM}/messages`, { token });
    assert.deepEqual(
      body.items.map((item: Json) => item.content),
      ['hello'],
    );
  }
  for (const process of processes) {
    process.kill('SIGTERM');
    const { code, errors } = await process.ended;
    assert.deepEqual([code, errors], [0, '']);
  }
  await drop();
});

const MISTAKES: readonly [what: string, environment: Record<string, string>, said: RegExp][] = [
  [
    'no address of a database',
    { DATABASE_URL: 'mysql://me:secret@x/y' },
    /^DATABASE_URL must be like postgresql:.*\n$/,
  ],
  ['no port', { DATABASE_URL: 'postgresql://me:secret@x:port/y' }, /^DATABASE_URL must be like postgresql:.*\n$/],
  [
    'nobody there',
    { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/y' },
    /^The database is not available: .*ECONNREFUSED.*\n$/,
  ],
  [
    'no connections',
    { DATABASE_URL: 'postgresql://x/y', DATABASE_CONNECTIONS: '0' },
    /^DATABASE_CONNECTIONS must be .*"0"\n$/,
  ],
];
for (const [what, environment, said] of MISTAKES) {
  test(`${what} is said in one line, without the password`, async () => {
    const { code, errors } = await new ServerProcess(environment).ended;
    assert.equal(code, 1);
    assert.match(errors, said);
    assert.doesNotMatch(errors, /secret/);
  });
}

/** chatd's tables as its own migrations leave them, with what the server does not know of, and without its indexes. */
const CHATD = `
CREATE EXTENSION "uuid-ossp";
CREATE TABLE chatd_tenant (uuid uuid PRIMARY KEY);
CREATE TABLE chatd_user (
  uuid uuid PRIMARY KEY,
  tenant_uuid uuid NOT NULL REFERENCES chatd_tenant (uuid) ON DELETE CASCADE,
  state varchar(24) NOT NULL CHECK (state IN ('available', 'unavailable', 'invisible', 'away')),
  status text, do_not_disturb boolean NOT NULL DEFAULT false, last_activity timestamptz
);
CREATE TABLE chatd_session (
  uuid uuid PRIMARY KEY, mobile boolean NOT NULL, user_uuid uuid NOT NULL REFERENCES chatd_user (uuid) ON DELETE CASCADE
);
CREATE TABLE chatd_room (
  uuid uuid PRIMARY KEY DEFAULT uuid_generate_v4(), name text,
  tenant_uuid uuid NOT NULL REFERENCES chatd_tenant (uuid) ON DELETE CASCADE
);
CREATE TABLE chatd_room_user (
  room_uuid uuid NOT NULL REFERENCES chatd_room (uuid) ON DELETE CASCADE,
  uuid uuid NOT NULL, tenant_uuid uuid NOT NULL, wazo_uuid uuid NOT NULL, identity varchar,
  PRIMARY KEY (room_uuid, uuid, tenant_uuid, wazo_uuid)
);
CREATE TABLE chatd_room_message (
  uuid uuid PRIMARY KEY DEFAULT uuid_generate_v4(),
  room_uuid uuid NOT NULL REFERENCES chatd_room (uuid) ON DELETE CASCADE,
  content text, alias varchar(256), user_uuid uuid NOT NULL, tenant_uuid uuid NOT NULL, wazo_uuid uuid NOT NULL,
  created_at timestamptz NOT NULL
);
INSERT INTO chatd_tenant VALUES ('${TENANT}');
INSERT INTO chatd_user (uuid, tenant_uuid, state, status)
VALUES ('${USERS.alice}', '${TENANT}', 'away', 'at lunch'), ('${USERS.bob}', '${TENANT}', 'available', NULL);
INSERT INTO chatd_room VALUES ('${ROOM}', 'Old', '${TENANT}');
INSERT INTO chatd_room_user VALUES ('${ROOM}', '${USERS.alice}', '${TENANT}', '${TENANT}'), ('${ROOM}', '${USERS.bob}', '${TENANT}', '${TENANT}');
INSERT INTO chatd_room_message (room_uuid, content, user_uuid, tenant_uuid, wazo_uuid, created_at)
SELECT '${ROOM}', 'old ' || i, '${USERS.bob}', '${TENANT}', '${TENANT}', timestamptz '2026-01-01T00:00:00Z' + i * interval '1 s'
FROM generate_series(1, 3) i;
`;

test('a real chatd’s database, with what was written there, becomes ours and stays chatd’s', async () => {
  const { database, drop } = await createPostgres();
  await database.script(CHATD);
  const before = await database.query('SELECT * FROM chatd_room_message ORDER BY created_at');
  const server = await startServer({ database });
  const client = new Client(server.url);
  const [alice, bob] = [await client.login('alice'), await client.login('bob')];
  const roomOf = async (token: string): Promise<Json> => (await client.send('GET', ROOMS, { token })).body.items[0];
  const contents = async (): Promise<string[]> =>
    (await client.send('GET', `${ROOMS}/${ROOM}/messages?direction=asc`, { token: alice })).body.items.map(
      (item: Json) => item.content,
    );

  assert.deepEqual(await database.query('SELECT * FROM chatd_room_message ORDER BY created_at'), before);
  assert.deepEqual(await contents(), ['old 1', 'old 2', 'old 3']);
  const presence = await client.send('GET', `/api/chatd/1.0/users/${USERS.alice}/presences`, { token: alice });
  assert.deepEqual([presence.body.state, presence.body.status], ['away', 'at lunch']);
  const { name, last_message, unread_count } = await roomOf(alice);
  assert.deepEqual([name, last_message.content, unread_count], ['Old', 'old 3', 0]);

  // Both write: chatd knows nothing of what stands beside its tables.
  await client.post(bob, ROOM, 'ours');
  await database.query(
    `INSERT INTO chatd_room_message (room_uuid, content, user_uuid, tenant_uuid, wazo_uuid, created_at)
     VALUES ($1, 'theirs', $2, $3, $3, now())`,
    [ROOM, USERS.bob, TENANT],
  );
  const last = await client.post(bob, ROOM, 'ours again');
  assert.deepEqual(await contents(), ['old 1', 'old 2', 'old 3', 'ours', 'theirs', 'ours again']);
  assert.equal((await roomOf(alice)).unread_count, 3);
  await client.send('PUT', `${ROOMS}/${ROOM}/read`, { token: alice, body: { message_uuid: last.uuid } });
  assert.equal((await roomOf(alice)).unread_count, 0);
  await server.stop();
  await drop();
});
