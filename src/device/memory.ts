import type { MessagePosition } from '../connection/connection.js';
import type { Snapshot } from '../model/snapshot.js';
import type { Channel, Environment, FileAnswer, FileRequest, Locks, Pace, QuickStorage } from './ports.js';
import {
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
} from './storage.js';

/** The clock of any machine; nothing tells when the network is back. */
export const PLAIN_PACE: Pace = {
  now: () => Date.now(),
  after: afterTimeout,
  random: Math.random,
  onWake: () => undefined,
};

/** By `fetch`, which does not tell how much has gone. */
export async function sendFileByFetch({ url, headers, form, signal }: FileRequest): Promise<FileAnswer> {
  const answer = await fetch(url, { method: 'POST', headers, body: form, signal, credentials: 'omit' });
  return { status: answer.status, retryAfter: answer.headers.get('Retry-After'), text: await answer.text() };
}

/** A machine with a clock and nothing else: everything is kept in memory, and there are no other tabs. */
export function memoryEnvironment(): Environment {
  const storage = new MemoryStorage();
  return {
    ...PLAIN_PACE,
    uuid: randomUuid,
    onHide: () => undefined,
    onShow: () => undefined,
    openStorage: async () => storage,
    quickStorage: new MemoryQuickStorage(),
    locks: new PageLocks(),
    channel: () => SILENCE,
  };
}

function afterTimeout(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** `crypto.randomUUID` is absent from pages without https; random bytes are not. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** A channel that nobody else is on. */
export const SILENCE: Channel = { post: () => undefined, listen: () => undefined, close: () => undefined };

/** Keeps texts as long as the page is. */
export class MemoryQuickStorage implements QuickStorage {
  readonly #texts = new Map<string, string>();

  names(): readonly string[] {
    return [...this.#texts.keys()];
  }

  get(name: string): string | null {
    return this.#texts.get(name) ?? null;
  }

  set(name: string, text: string): void {
    this.#texts.set(name, text);
  }

  delete(name: string): void {
    this.#texts.delete(name);
  }
}

/** Exclusion within this page. */
export class PageLocks implements Locks {
  readonly acrossTabs = false;
  readonly #last = new Map<string, Promise<unknown>>();

  async hold<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(() => {
      signal.throwIfAborted();
      return task();
    });
    // The next one waits for the end, whatever it is.
    const end = mine.catch(() => undefined);
    this.#last.set(name, end);
    void end.then(() => this.#last.get(name) === end && this.#last.delete(name));
    return mine;
  }
}

/** Keeps everything until the page is reloaded, or the process ends. */
export class MemoryStorage implements ChatStorage {
  /** Above all that a database counts to. */
  #sequence = 2 ** 52;
  readonly #operations = new Map<string, Map<string, StoredOperation>>();
  readonly #files = new Map<string, Files>();
  readonly #marks = new Map<string, Mark>();
  readonly #drafts = new Map<string, Map<string, string>>();
  readonly #draftFiles = new Map<string, Map<string, StoredFile>>();
  readonly #snapshots = new Map<string, Snapshot>();

  async operations(owner: string): Promise<readonly StoredOperation[]> {
    return this.#inOrder(owner);
  }

  async add(owner: string, operation: NewOperation, files: Files = [], spent: readonly string[] = []): Promise<Added> {
    for (const localId of spent) of(this.#draftFiles, owner).delete(localId);
    const { slot } = operation;
    const replaced = slot === null ? [] : this.#inOrder(owner).filter((other) => other.slot === slot);
    for (const { localId } of replaced) this.drop(owner, localId);
    this.#sequence += 1;
    const stored = { ...inherited(operation, replaced), sequence: this.#sequence };
    this.take(owner, stored, files);
    return { operation: stored, shared: false };
  }

  /** Keeps an operation in the place in the order that it has. */
  take(owner: string, operation: StoredOperation, files: Files = []): void {
    of(this.#operations, owner).set(operation.localId, operation);
    if (files.length > 0) this.#files.set(`${owner} ${operation.localId}`, files);
  }

  get(owner: string, localId: string): StoredOperation | undefined {
    return this.#operations.get(owner)?.get(localId);
  }

  drop(owner: string, localId: string): void {
    of(this.#operations, owner).delete(localId);
    this.#files.delete(`${owner} ${localId}`);
  }

  async update(
    owner: string,
    localId: string,
    change: OperationChange,
    sent?: MessagePosition,
  ): Promise<StoredOperation | null> {
    const operation = this.get(owner, localId);
    if (!operation) return null;
    const room = `${owner} ${operation.roomUuid}`;
    if (sent) this.#marks.set(room, nextMark(this.#marks.get(room), sent));
    const next = change(operation);
    if (next) this.take(owner, next);
    else this.drop(owner, localId);
    return next;
  }

  async files(owner: string, localId: string): Promise<Files> {
    return this.#files.get(`${owner} ${localId}`) ?? [];
  }

  async mark(owner: string, roomUuid: string): Promise<Mark | null> {
    return this.#marks.get(`${owner} ${roomUuid}`) ?? null;
  }

  async drafts(owner: string): Promise<ReadonlyMap<string, string>> {
    return new Map(of(this.#drafts, owner));
  }

  async setDraft(owner: string, roomUuid: string, text: string): Promise<void> {
    if (text) of(this.#drafts, owner).set(roomUuid, text);
    else of(this.#drafts, owner).delete(roomUuid);
  }

  async draftFiles(owner: string): Promise<readonly StoredFile[]> {
    return [...of(this.#draftFiles, owner).values()].sort((a, b) => a.order - b.order);
  }

  async keepFile(owner: string, file: StoredFile): Promise<void> {
    of(this.#draftFiles, owner).set(file.localId, file);
  }

  async fileArrived(owner: string, localId: string, arrival: Arrival): Promise<void> {
    const files = of(this.#draftFiles, owner);
    const file = files.get(localId);
    if (file) files.set(localId, { ...file, ...arrival });
  }

  async dropFile(owner: string, localId: string): Promise<void> {
    of(this.#draftFiles, owner).delete(localId);
  }

  async snapshot(owner: string): Promise<Snapshot | null> {
    return this.#snapshots.get(owner) ?? null;
  }

  async setSnapshot(owner: string, snapshot: Snapshot): Promise<void> {
    this.#snapshots.set(owner, snapshot);
  }

  async clearSnapshots(): Promise<void> {
    this.#snapshots.clear();
  }

  #inOrder(owner: string): readonly StoredOperation[] {
    return [...of(this.#operations, owner).values()].sort((a, b) => a.sequence - b.sequence);
  }
}

/** What is an owner's of all, to be read and written. */
export function of<T>(all: Map<string, Map<string, T>>, owner: string): Map<string, T> {
  let own = all.get(owner);
  if (!own) all.set(owner, (own = new Map<string, T>()));
  return own;
}
