import type { Database, Queryable } from './database.js';
import * as chatd from './migrations/001-chatd.js';
import * as accounts from './migrations/002-accounts.js';
import * as reactions from './migrations/003-reactions.js';
import * as clientUuids from './migrations/004-client-uuids.js';
import * as receipts from './migrations/005-receipts.js';
import * as revisions from './migrations/006-revisions.js';

/** The migration with number n is at index n - 1; never edit or reorder one that was released. */
const MIGRATIONS: readonly { readonly sql: string }[] = [chatd, accounts, reactions, clientUuids, receipts, revisions];

/** Brings the database to this program's version. @throws Error when a newer program has written it. */
export async function migrate(database: Database): Promise<void> {
  await database.script(
    'CREATE TABLE IF NOT EXISTS wazo_migration (number integer PRIMARY KEY, applied_at timestamptz)',
  );
  const rows = await database.query<{ last: number }>('SELECT coalesce(max(number), 0) AS last FROM wazo_migration');
  const last = rows[0]?.last ?? 0;
  if (last > MIGRATIONS.length) {
    throw new Error(
      `The data were written by a newer version (migration ${last}; this one knows ${MIGRATIONS.length})`,
    );
  }
  for (let number = last + 1; number <= MIGRATIONS.length; number++) await apply(database, number);
}

async function apply(database: Database, number: number): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.script(MIGRATIONS[number - 1]?.sql ?? '');
    await transaction.query('INSERT INTO wazo_migration VALUES ($1, now())', [number]);
  });
}

/** The uuid of this Wazo: `wazo_uuid` in answers, `origin_uuid` in events. */
export async function serverUuid(database: Queryable): Promise<string> {
  const [row] = await database.query<{ uuid: string }>('SELECT uuid FROM wazo_server');
  if (!row) throw new Error('The table wazo_server is empty');
  return row.uuid;
}
