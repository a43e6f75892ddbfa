import type { IDBPDatabase, IDBPTransaction } from 'idb';
import { textBody } from '../../model/message.js';
import type { StoredOperation } from '../storage.js';
import type { Schema, StoreName } from './indexeddb.js';

type Upgrade = IDBPTransaction<Schema, StoreName[], 'versionchange'>;

/** A row of version 1: a text on its way. */
interface Version1 extends Pick<
  StoredOperation,
  'localId' | 'roomUuid' | 'createdAt' | 'status' | 'error' | 'after' | 'triedAt' | 'sequence'
> {
  readonly owner: string;
  readonly savedAt: number;
  readonly content: string;
}

/**
 * Brings the database from an earlier version to the present one, or leaves it as it is. Drafts and marks have had one
 * form from the beginning.
 *
 * @param from 0: there is no database yet
 */
export function upgrade(db: IDBPDatabase<Schema>, transaction: Upgrade, from: number): void {
  // Whoever opens the database hears of its failure; these two would reject into the host page beside that.
  transaction.done.catch(() => undefined);
  bringUp(db, transaction, from).catch(() => abort(transaction));
}

async function bringUp(db: IDBPDatabase<Schema>, transaction: Upgrade, from: number): Promise<void> {
  if (from < 1) create(db);
  if (from < 3) db.createObjectStore('snapshots', { keyPath: 'owner' });
  if (from < 4) db.createObjectStore('draftFiles', { keyPath: ['owner', 'localId'] }).createIndex('owner', 'owner');
  if (from < 2) {
    db.createObjectStore('files', { keyPath: ['owner', 'localId'] }).createIndex('owner', 'owner');
    const outbox = transaction.objectStore('outbox');
    outbox.createIndex('slot', ['owner', 'slot']);
    let cursor = await outbox.openCursor();
    for (; cursor; cursor = await cursor.continue())
      await cursor.update(operationOf(cursor.value as unknown as Version1));
  }
}

function abort(transaction: Upgrade): void {
  try {
    transaction.abort();
  } catch {
    // It has failed by itself.
  }
}

function create(db: IDBPDatabase<Schema>): void {
  const outbox = db.createObjectStore('outbox', { keyPath: 'sequence', autoIncrement: true });
  outbox.createIndex('owner', 'owner');
  outbox.createIndex('localId', 'localId', { unique: true });
  for (const store of ['drafts', 'marks'] as const)
    db.createObjectStore(store, { keyPath: ['owner', 'roomUuid'] }).createIndex('owner', 'owner');
}

function operationOf({ content, ...message }: Version1): Schema['outbox']['value'] {
  const intent = { kind: 'post', body: textBody(content) } as const;
  return { ...message, intent, lane: message.roomUuid, slot: null, base: null, hasBegun: false };
}
