import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { MessagePosition } from '../../connection/connection.js';
import { nextMark, type Added, type ChatStorage, type Mark, type NewMessage, type StoredMessage } from '../storage.js';

/** Version 1 of what is kept. A change of shape gets a new number and a step in `upgrade`. */
interface Schema extends DBSchema {
  outbox: {
    key: number;
    value: StoredMessage & Owned;
    indexes: { owner: string; localId: string };
  };
  drafts: { key: [string, string]; value: Owned & { roomUuid: string; text: string }; indexes: { owner: string } };
  marks: { key: [string, string]; value: Owned & { roomUuid: string } & Mark; indexes: { owner: string } };
}

interface Owned {
  readonly owner: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

const VERSION = 1;
/** What nobody has come back for: text of a person who uses this browser no more should not lie in it for ever. */
const FORGET_AFTER = 30 * 24 * 60 * 60 * 1_000;
/** Browsers have been seen that never answer; the chat must not wait for them. */
const OPENING_LIMIT = 3_000;

export interface IndexedDbOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Another database than the usual one, for tests. */
  readonly name?: string;
}

/** Opens the device's storage; rejects where the browser refuses it. */
export async function openIndexedDb({ now, name = 'wazo-group-chat' }: IndexedDbOptions): Promise<IndexedDbStorage> {
  const opening = openDB<Schema>(name, VERSION, {
    upgrade(db) {
      const outbox = db.createObjectStore('outbox', { keyPath: 'sequence', autoIncrement: true });
      outbox.createIndex('owner', 'owner');
      outbox.createIndex('localId', 'localId', { unique: true });
      for (const store of ['drafts', 'marks'] as const)
        db.createObjectStore(store, { keyPath: ['owner', 'roomUuid'] }).createIndex('owner', 'owner');
    },
    // A newer version of the chat, in another tab, must not wait for this one.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  const db = await Promise.race([opening, expiry()]);
  const storage = new IndexedDbStorage(db, now);
  await storage.forgetOld();
  return storage;
}

function expiry(): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => reject(new Error('IndexedDB does not answer.')), OPENING_LIMIT);
  });
}

/** Messages on their way and drafts in IndexedDB, which all tabs of the host page's origin share. Methods reject. */
export class IndexedDbStorage implements ChatStorage {
  readonly #db: IDBPDatabase<Schema>;
  readonly #now: () => number;

  constructor(db: IDBPDatabase<Schema>, now: () => number) {
    this.#db = db;
    this.#now = now;
  }

  async messages(owner: string): Promise<readonly StoredMessage[]> {
    const rows = await this.#db.getAllFromIndex('outbox', 'owner', owner);
    return rows.sort((a, b) => a.sequence - b.sequence);
  }

  async add(owner: string, message: NewMessage): Promise<Added> {
    const row = { ...message, owner, savedAt: this.#now() };
    // The database gives the number.
    const sequence = await this.#db.add('outbox', row as typeof row & { sequence: number });
    return { sequence, shared: true };
  }

  async update(
    owner: string,
    localId: string,
    change: (message: StoredMessage) => StoredMessage | null,
    sent?: MessagePosition,
  ): Promise<StoredMessage | null> {
    const transaction = this.#db.transaction(['outbox', 'marks'], 'readwrite');
    const outbox = transaction.objectStore('outbox');
    const row = await outbox.index('localId').get(localId);
    const next = row?.owner === owner ? change(row) : null;
    if (row?.owner === owner) {
      void (next ? outbox.put({ ...row, ...next, savedAt: this.#now() }) : outbox.delete(row.sequence));
      if (sent) {
        const marks = transaction.objectStore('marks');
        const { roomUuid } = row;
        const mark = nextMark(await marks.get([owner, roomUuid]), sent);
        void marks.put({ ...mark, owner, roomUuid, savedAt: this.#now() });
      }
    }
    await transaction.done;
    return next;
  }

  async mark(owner: string, roomUuid: string): Promise<Mark | null> {
    return (await this.#db.get('marks', [owner, roomUuid])) ?? null;
  }

  async drafts(owner: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#db.getAllFromIndex('drafts', 'owner', owner);
    return new Map(rows.map(({ roomUuid, text }) => [roomUuid, text]));
  }

  async setDraft(owner: string, roomUuid: string, text: string): Promise<void> {
    if (text) await this.#db.put('drafts', { owner, roomUuid, text, savedAt: this.#now() });
    else await this.#db.delete('drafts', [owner, roomUuid]);
  }

  clear(owner: string): Promise<void> {
    return this.#deleteWhere((row) => row.owner === owner);
  }

  forgetOld(): Promise<void> {
    const limit = this.#now() - FORGET_AFTER;
    return this.#deleteWhere((row) => row.savedAt < limit);
  }

  close(): void {
    this.#db.close();
  }

  async #deleteWhere(isUnwanted: (row: Owned) => boolean): Promise<void> {
    const transaction = this.#db.transaction(['outbox', 'drafts', 'marks'], 'readwrite');
    for (const name of transaction.objectStoreNames) {
      let cursor = await transaction.objectStore(name).openCursor();
      for (; cursor; cursor = await cursor.continue()) if (isUnwanted(cursor.value)) void cursor.delete();
    }
    await transaction.done;
  }
}
