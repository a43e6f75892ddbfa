import { advisoryLock, type Database, type Queryable } from './database.js';
import * as chatd from './migrations/001-chatd.js';
import * as accounts from './migrations/002-accounts.js';
import * as reactions from './migrations/003-reactions.js';
import * as clientUuids from './migrations/004-client-uuids.js';
import * as receipts from './migrations/005-receipts.js';
import * as logins from './migrations/006-logins.js';
import * as revisions from './migrations/007-revisions.js';
import * as attachments from './migrations/008-attachments.js';
import * as customEmoji from './migrations/009-custom-emoji.js';

/** The migration with number n is at index n - 1; never edit or reorder one that was released. */
const MIGRATIONS: readonly { readonly sql: string }[] = [
  chatd,
  accounts,
  reactions,
  clientUuids,
  receipts,
  logins,
  revisions,
  attachments,
  customEmoji,
];

/** The number of the last migration that was applied; 0 in a database without any. @throws Error when it is too new */
async function lastApplied(transaction: Queryable): Promise<number> {
  await transaction.script(
    'CREATE TABLE IF NOT EXISTS wazo_migration (number integer PRIMARY KEY, applied_at timestamptz)',
  );
  const rows = await transaction.query<{ last: number }>('SELECT coalesce(max(number), 0) AS last FROM wazo_migration');
  const last = rows[0]?.last ?? 0;
  if (last > MIGRATIONS.length) {
    throw new Error(
      `The data were written by a newer version (migration ${last}; this one knows ${MIGRATIONS.length})`,
    );
  }
  return last;
}

/** Applies the next migration. @returns false when there was none to apply */
async function applyNext(transaction: Queryable): Promise<boolean> {
  // A large table may take longer than a request, and the other process that migrates just now too.
  await transaction.script('SET LOCAL statement_timeout = 0');
  // Before anything is made or read: of two processes that start at once, the second finds the work done.
  await advisoryLock(transaction, 'migration');
  const number = (await lastApplied(transaction)) + 1;
  const migration = MIGRATIONS[number - 1];
  if (!migration) return false;
  await transaction.script(migration.sql);
  await transaction.query('INSERT INTO wazo_migration VALUES ($1, now())', [number]);
  return true;
}

/** Brings the database to this program's version. @throws Error when a newer program has written it. */
export async function migrate(database: Database): Promise<void> {
  let isDone = false;
  while (!isDone) isDone = !(await database.transaction('read committed', applyNext));
}

export interface ServerIdentity {
  /** The uuid of this Wazo: `wazo_uuid` in answers, `origin_uuid` in events. */
  readonly wazoUuid: string;
  /** Signs the addresses of files. */
  readonly fileSecret: Uint8Array;
}

/** What is made once, with the database. */
export async function serverIdentity(database: Queryable): Promise<ServerIdentity> {
  const [row] = await database.query<{ uuid: string; file_secret: Uint8Array }>(
    'SELECT uuid, file_secret FROM wazo_server',
  );
  if (!row) throw new Error('The table wazo_server is empty');
  return { wazoUuid: row.uuid, fileSecret: row.file_secret };
}
