import { PGlite, type Transaction } from '@electric-sql/pglite';
import { unaccent } from '@electric-sql/pglite/contrib/unaccent';
import { mkdir } from 'node:fs/promises';
import { timestampFromDatabase } from '../timestamps.js';
import type { Database, Queryable } from './database.js';

const TIMESTAMPTZ = 1184;
const BIGINT = 20;

function queryable(source: PGlite | Transaction): Queryable {
  return {
    async query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
      const result = await source.query<Row>(sql, [...parameters]);
      return result.rows;
    },
    async script(sql) {
      await source.exec(sql);
    },
  };
}

/**
 * Opens the embedded PostgreSQL: one connection, so that its transactions run one after the other and never collide.
 * @param location a folder, made when absent, or `memory://`
 */
export async function openPglite(location: string): Promise<Database> {
  if (!location.startsWith('memory://')) await mkdir(location, { recursive: true });
  const pglite = await PGlite.create(location, {
    extensions: { unaccent },
    parsers: { [TIMESTAMPTZ]: timestampFromDatabase, [BIGINT]: Number },
  });
  // No autovacuum runs in here, so that the planner has no statistics: it would rather gather and sort 100,000 messages
  // than read a page off the index that holds them in order. A real PostgreSQL knows its tables.
  await pglite.exec('SET enable_bitmapscan = off');
  return {
    ...queryable(pglite),
    transaction: (isolation, work) =>
      pglite.transaction(async (transaction) => {
        if (isolation === 'read-only snapshot') {
          await transaction.exec('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        }
        return work(queryable(transaction));
      }),
    close: () => pglite.close(),
  };
}
