import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/db/database.js';
import { openPostgres, type PostgresOptions } from '../../src/db/postgres.js';

export interface TestDatabase {
  readonly database: Database;
  readonly url: string;
  /** Closes it and removes it from its server. */
  readonly drop: () => Promise<void>;
}

type Options = Omit<PostgresOptions, 'url'>;

/** The PostgreSQL server that the tests may make databases on; `npm test -- server-postgres` starts one. */
export function postgresUrl(): string | undefined {
  return process.env['TEST_DATABASE_URL'] || undefined;
}

async function onServer(url: string, sql: string): Promise<void> {
  const administration = await openPostgres({ url, connections: 1 });
  try {
    await administration.script(sql);
  } finally {
    await administration.close();
  }
}

/** Makes an empty database of its own for a test. @throws Error when there is no server to make it on */
export async function createPostgres(options: Options = {}): Promise<TestDatabase> {
  const server = postgresUrl();
  if (server === undefined) throw new Error('TEST_DATABASE_URL must name a PostgreSQL server');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  const database = await openPostgres({ ...options, url: url.href });
  return {
    database,
    url: url.href,
    async drop() {
      await database.close();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** A database of a test's own where there is a PostgreSQL server; otherwise the embedded one is to be used. */
export async function databaseOfServer(): Promise<TestDatabase | undefined> {
  return postgresUrl() === undefined ? undefined : createPostgres();
}
