import { join } from 'node:path';
import type { Clock } from '../../src/clock.js';
import type { Database } from '../../src/db/database.js';
import { openPglite } from '../../src/db/pglite.js';
import { EMOJIS } from '../../src/demo/emojis.js';
import { DEFAULT_LIMITS, type Limits, UNLIMITED, UNLIMITED_LOGINS } from '../../src/limits.js';
import type { Seed, SeedUser } from '../../src/seed/seed.js';
import { startServer as listen } from '../../src/server.js';
import { createFiles } from './test-files.js';

/** Uuids that a test can name. */
export const TENANT = '11111111-aaaa-4000-8000-000000000001';
export const OTHER_TENANT = '11111111-aaaa-4000-8000-000000000002';

export const USERS = {
  alice: 'aaaaaaaa-0000-4000-8000-00000000000a',
  bob: 'bbbbbbbb-0000-4000-8000-00000000000b',
  carol: 'cccccccc-0000-4000-8000-00000000000c',
  dave: 'dddddddd-0000-4000-8000-00000000000d',
  erin: 'eeeeeeee-0000-4000-8000-00000000000e',
  noacl: 'ffffffff-0000-4000-8000-00000000000f',
} as const;

function user(username: keyof typeof USERS, firstname: string, lastname: string, exten: string): SeedUser {
  const email = `${username}@widget.test`;
  return { uuid: USERS[username], username, password: `${username}-demo`, firstname, lastname, email, exten };
}

/** alice, bob, carol, dave and noacl (whose token allows nothing) of one tenant, erin of another; no rooms, the demo's custom emoji. */
export const TEST_SEED: Seed = {
  tenants: [
    {
      uuid: TENANT,
      name: 'Widget Test',
      users: [
        user('alice', 'Alice', 'Aubert', '1001'),
        user('bob', 'Bob', 'Bergeron', '1002'),
        user('carol', 'Carol', 'Côté', '1003'),
        user('dave', 'Dave', 'Dubois', '1004'),
        { ...user('noacl', 'No', 'Acl', '1006'), acl: [] },
      ],
      emojis: EMOJIS,
    },
    { uuid: OTHER_TENANT, name: 'Other Tenant', users: [user('erin', 'Erin', 'Evans', '1005')] },
  ],
};

export interface TestServerOptions {
  /** A folder whose content stays; without one the data live in memory. */
  readonly dataDir?: string;
  /** In place of the embedded one: an empty database that stays open at the end. */
  readonly database?: Database;
  readonly port?: number;
  readonly clock?: Clock;
  /** In place of TEST_SEED. */
  readonly seed?: Seed;
  /** In place of the defaults; the rates are unlimited unless given, since tests and benches ask faster than people. */
  readonly limits?: Partial<Limits>;
}

export const TEST_LIMITS: Limits = {
  ...DEFAULT_LIMITS,
  logins: UNLIMITED_LOGINS,
  tokens: UNLIMITED,
  unknownTokens: UNLIMITED,
  writes: UNLIMITED,
  reads: UNLIMITED,
  receipts: UNLIMITED,
};

export interface TestServer {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly database: Database;
  /** The folder that holds the files of its messages. */
  readonly files: string;
  stop(): Promise<void>;
}

/** An embedded PostgreSQL takes seconds to make, so that servers one after the other share one. */
let spare: Database | undefined;

async function emptyDatabase(): Promise<Database> {
  const database = spare ?? (await openPglite('memory://'));
  spare = undefined;
  await database.script('DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP EXTENSION IF EXISTS unaccent');
  return database;
}

interface Borrowed {
  readonly database: Database;
  readonly giveBack: () => Promise<void>;
}

async function borrowDatabase({ database, dataDir }: TestServerOptions): Promise<Borrowed> {
  if (database) return { database, giveBack: () => Promise.resolve() };
  if (dataDir !== undefined) {
    const kept = await openPglite(join(dataDir, 'database'));
    return { database: kept, giveBack: () => kept.close() };
  }
  const empty = await emptyDatabase();
  return {
    database: empty,
    giveBack: async () => {
      spare = empty;
    },
  };
}

/** Starts a server of its own within this process, with TEST_SEED's users (password `<name>-demo`). */
export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { port = 0, clock, seed = TEST_SEED } = options;
  const limits = { ...TEST_LIMITS, ...options.limits };
  const { database, giveBack } = await borrowDatabase(options);
  const { files, folder, drop } = createFiles();
  const common = { database, files, port, host: '127.0.0.1', seeds: [seed], limits };
  const server = await listen(clock ? { ...common, clock } : common);
  return {
    url: `http://127.0.0.1:${server.port}`,
    database,
    files: folder,
    async stop() {
      await server.stop();
      drop();
      await giveBack();
    },
  };
}
