import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore, type IDBPTransaction } from 'idb';
import type { MessagePosition } from '../../connection/connection.js';
import type { Snapshot } from '../../model/snapshot.js';
import type { Clock } from '../ports.js';
import {
  FORGET_AFTER,
  inherited,
  nextMark,
  type Added,
  type Arrival,
  type ChatStorage,
  type Files,
  type Mark,
  type NewOperation,
  type OperationChange,
  type StoredFile,
  type StoredOperation,
} from '../storage.js';
import { upgrade } from './upgrade.js';

/** What is kept, in its present form. A change of form gets a new number and a step in `upgrade.ts`. */
export interface Schema extends DBSchema {
  /** `slot` indexes [owner, slot] and leaves out the operations without a slot. */
  outbox: {
    key: number;
    value: StoredOperation & Owned;
    indexes: { owner: string; localId: string; slot: [string, string] };
  };
  /** The bytes of what is on its way, and of what waits in drafts. */
  files: { key: [string, string]; value: Owned & { localId: string; files: Files }; indexes: { owner: string } };
  draftFiles: { key: [string, string]; value: Owned & Omit<StoredFile, 'file'>; indexes: { owner: string } };
  drafts: { key: [string, string]; value: Owned & { roomUuid: string; text: string }; indexes: { owner: string } };
  marks: { key: [string, string]; value: Owned & { roomUuid: string } & Mark; indexes: { owner: string } };
  snapshots: { key: string; value: Owned & { snapshot: Snapshot } };
}

interface Owned {
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

const STORES = ['outbox', 'files', 'drafts', 'draftFiles', 'marks', 'snapshots'] as const;

export type StoreName = (typeof STORES)[number];
type Write = IDBPTransaction<Schema, StoreName[], 'readwrite'>;

export const VERSION = 4;

/**
 * Opens the device's storage. Rejects where the browser refuses it, and where a later version of the chat has changed
 * its form; waits, perhaps for ever, while a tab with an earlier version does not close it.
 *
 * @param name another database than the usual one, for tests
 */
export async function openIndexedDb({ now }: Pick<Clock, 'now'>, name = 'wazo-group-chat'): Promise<IndexedDbStorage> {
  const db = await openDB<Schema>(name, VERSION, {
    upgrade: (opened, from, _to, transaction) => upgrade(opened, transaction, from),
    // A later version of the chat, in another tab, must not wait for this one, which goes on in memory.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  return new IndexedDbStorage(db, now);
}

/**
 * Operations and drafts in IndexedDB, which all tabs of the host page's origin share. Methods reject: with an
 * `InvalidStateError` once the browser has closed the database.
 */
export class IndexedDbStorage implements ChatStorage {
  readonly #db: IDBPDatabase<Schema>;
  readonly #now: () => number;

  constructor(db: IDBPDatabase<Schema>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async operations(owner: string): Promise<readonly StoredOperation[]> {
    const rows = await this.#read('outbox', (store) => store.index('owner').getAll(owner));
    return rows.filter((row) => this.#isRecent(row)).sort((a, b) => a.sequence - b.sequence);
  }

  add(owner: string, operation: NewOperation, files: Files = [], spent: readonly string[] = []): Promise<Added> {
    return this.#write(['outbox', 'files', 'draftFiles'], async (transaction) => {
      for (const localId of spent) await dropDraftFile(transaction, owner, localId);
      const outbox = transaction.objectStore('outbox');
      const { localId, slot } = operation;
      const replaced = slot === null ? [] : await outbox.index('slot').getAll([owner, slot]);
      const row = { ...inherited(operation, replaced), owner, savedAt: this.#now() };
      for (const other of replaced) await outbox.delete(other.sequence);
      // The database gives the number.
      const sequence = await outbox.add(row as typeof row & { sequence: number });
      if (files.length > 0) await transaction.objectStore('files').put({ owner, localId, files, savedAt: this.#now() });
      return { operation: { ...row, sequence }, shared: true };
    });
  }

  update(
    owner: string,
    localId: string,
    change: OperationChange,
    sent?: MessagePosition,
  ): Promise<StoredOperation | null> {
    return this.#write(['outbox', 'files', 'marks'], async (transaction) => {
      const outbox = transaction.objectStore('outbox');
      const row = await outbox.index('localId').get(localId);
      if (row?.owner !== owner) return null;
      const next = change(row);
      if (sent) await this.#mark(transaction, owner, row.roomUuid, sent);
      if (next) {
        await outbox.put({ ...row, ...next, savedAt: this.#now() });
        return next;
      }
      await outbox.delete(row.sequence);
      await transaction.objectStore('files').delete([owner, localId]);
      return null;
    });
  }

  async #mark(transaction: Write, owner: string, roomUuid: string, sent: MessagePosition): Promise<void> {
    const marks = transaction.objectStore('marks');
    const mark = nextMark(await marks.get([owner, roomUuid]), sent);
    await marks.put({ ...mark, owner, roomUuid, savedAt: this.#now() });
  }

  async files(owner: string, localId: string): Promise<Files> {
    return (await this.#read('files', (store) => store.get([owner, localId])))?.files ?? [];
  }

  async mark(owner: string, roomUuid: string): Promise<Mark | null> {
    return (await this.#read('marks', (store) => store.get([owner, roomUuid]))) ?? null;
  }

  async drafts(owner: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#read('drafts', (store) => store.index('owner').getAll(owner));
    return new Map(rows.filter((row) => this.#isRecent(row)).map(({ roomUuid, text }) => [roomUuid, text]));
  }

  setDraft(owner: string, roomUuid: string, text: string): Promise<void> {
    return this.#write(['drafts'], async (transaction) => {
      const drafts = transaction.objectStore('drafts');
      const draft = { owner, roomUuid, text, savedAt: this.#now() };
      const written = text ? drafts.put(draft) : drafts.delete([owner, roomUuid]);
      await Promise.all([written, committed(transaction)]);
    });
  }

  async draftFiles(owner: string): Promise<readonly StoredFile[]> {
    const transaction = this.#db.transaction(['draftFiles', 'files'], 'readonly');
    const read = async (): Promise<readonly StoredFile[]> => {
      const rows = await transaction.objectStore('draftFiles').index('owner').getAll(owner);
      const found: StoredFile[] = [];
      for (const row of rows.filter((each) => this.#isRecent(each))) {
        const kept = await transaction.objectStore('files').get([owner, row.localId]);
        found.push({ ...row, file: kept?.files[0] ?? null });
      }
      return found.sort((a, b) => a.order - b.order);
    };
    return whole(transaction.done, read());
  }

  keepFile(owner: string, { file, ...row }: StoredFile): Promise<void> {
    return this.#write(['draftFiles', 'files'], async (transaction) => {
      const owned = { owner, savedAt: this.#now() };
      await transaction.objectStore('draftFiles').put({ ...row, ...owned });
      if (file) await transaction.objectStore('files').put({ ...owned, localId: row.localId, files: [file] });
    });
  }

  fileArrived(owner: string, localId: string, arrival: Arrival): Promise<void> {
    return this.#write(['draftFiles'], async (transaction) => {
      const files = transaction.objectStore('draftFiles');
      const row = await files.get([owner, localId]);
      if (row) await files.put({ ...row, ...arrival, savedAt: this.#now() });
    });
  }

  dropFile(owner: string, localId: string): Promise<void> {
    return this.#write(['draftFiles', 'files'], (transaction) => dropDraftFile(transaction, owner, localId));
  }

  async snapshot(owner: string): Promise<Snapshot | null> {
    const row = await this.#read('snapshots', (store) => store.get(owner));
    return row && this.#isRecent(row) ? row.snapshot : null;
  }

  setSnapshot(owner: string, snapshot: Snapshot): Promise<void> {
    return this.#write(['snapshots'], async (transaction) => {
      const written = transaction.objectStore('snapshots').put({ owner, snapshot, savedAt: this.#now() });
      await Promise.all([written, committed(transaction)]);
    });
  }

  clearSnapshots(): Promise<void> {
    return this.#write(['snapshots'], (transaction) => transaction.objectStore('snapshots').clear());
  }

  /** Removes what nobody has come back for; it is not answered any more already. */
  forgetOld(): Promise<void> {
    return this.#write([...STORES], async (transaction) => {
      for (const name of transaction.objectStoreNames) {
        let cursor = await transaction.objectStore(name).openCursor();
        for (; cursor; cursor = await cursor.continue()) if (!this.#isRecent(cursor.value)) await cursor.delete();
      }
    });
  }

  close(): void {
    this.#db.close();
  }

  #isRecent({ savedAt }: Owned): boolean {
    return savedAt >= this.#now() - FORGET_AFTER;
  }

  async #read<Name extends StoreName, T>(
    name: Name,
    work: (store: IDBPObjectStore<Schema, Name[], Name>) => Promise<T>,
  ): Promise<T> {
    const transaction = this.#db.transaction([name], 'readonly');
    return whole(transaction.done, work(transaction.objectStore(name)));
  }

  /** All that is written at once, or nothing. */
  async #write<T>(names: StoreName[], work: (transaction: Write) => Promise<T>): Promise<T> {
    const transaction = this.#db.transaction(names, 'readwrite');
    return whole(transaction.done, work(transaction));
  }
}

async function dropDraftFile(transaction: Write, owner: string, localId: string): Promise<void> {
  await transaction.objectStore('draftFiles').delete([owner, localId]);
  await transaction.objectStore('files').delete([owner, localId]);
}

/** The page may be about to go, and what is not committed goes with it. Rejects where the transaction is over already. */
async function committed(transaction: Pick<Write, 'commit'>): Promise<void> {
  transaction.commit();
}

/**
 * When a transaction aborts (quota, site data cleared), the request under way rejects, and so does the transaction: both
 * are waited for, since a promise that nobody waits for would be an unhandled rejection of the host page. `work` makes one
 * request after the other for the same reason.
 */
async function whole<T>(done: Promise<void>, work: Promise<T>): Promise<T> {
  const [result, end] = await Promise.allSettled([work, done]);
  if (end.status === 'rejected') throw end.reason;
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
