import { onAbort } from '../connection/on-abort.js';
import type { Channel } from '../device/ports.js';
import type { SafeEnvironment } from '../device/safe-environment.js';
import type { StoredFile } from '../device/storage.js';
import type { DraftFile } from '../model/draft-file.js';
import type { Part } from '../model/message.js';
import { GrowingFiles, type GrowingFile } from './growing-file.js';

/** Bytes of a person's files that wait in drafts: what is more is known by name only after a reload. */
export const QUOTA = 200_000_000;

/**
 * The files of drafts as the device keeps them, for this tab's next visit and for the other tabs: what one tab adds or
 * takes away, the others hear.
 */
export class KeptFiles {
  readonly #environment: SafeEnvironment;
  readonly #signal: AbortSignal;
  readonly #onNews: (files: readonly StoredFile[], gone: readonly string[]) => void;
  /** What the device is known to hold: how many bytes, by `localId`. */
  readonly #held = new Map<string, number>();
  /** Files that a message has, or that were taken away: what is read of them is from before. */
  readonly #over = new Set<string>();
  readonly #growing: GrowingFiles;
  /** Files of other tabs that grow, whose end is waited for. */
  readonly #awaited = new Set<string>();
  #owner: string | undefined;
  #channel: Channel | undefined;
  #lastOrder = 0;
  /** Counts what this tab tells the device: what was read before may be older than it. */
  #changes = 0;

  /** @param onNews hears what is kept now, and what is not any more */
  constructor(
    environment: SafeEnvironment,
    signal: AbortSignal,
    onNews: (files: readonly StoredFile[], gone: readonly string[]) => void,
  ) {
    this.#environment = environment;
    this.#signal = signal;
    this.#onNews = onNews;
    this.#growing = new GrowingFiles({
      environment,
      signal,
      lockOf,
      // Once the others know of it, they wait for its tab's end.
      write: (row) => this.#write(row, !this.#held.has(row.localId)),
      drop: (localId) => this.drop([localId]),
      settled: () => this.#read(),
    });
    // A tab that slept has missed what the others told.
    environment.onShow(() => void this.#read(), signal);
    onAbort(signal, () => this.#channel?.close());
  }

  /** Takes up what was left. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    if (this.#owner !== undefined) return;
    this.#owner = owner;
    this.#channel = this.#environment.channel(`wazo-group-chat/2 files ${owner}`);
    this.#channel.listen(() => void this.#read());
    await this.#read();
  }

  keep(roomUuid: string, { localId, part, file }: DraftFile): void {
    this.#write({ localId, roomUuid, part, file }, true);
    this.#growing.end(localId);
  }

  /** A file that is being made: no draft has it before it is kept by its `localId`, or its tab has gone. */
  grow(roomUuid: string): GrowingFile | undefined {
    return this.#growing.begin(roomUuid);
  }

  #write(file: Omit<StoredFile, 'order' | 'arrivedAt'>, isNews: boolean): void {
    const owner = this.#owner;
    if (owner === undefined) return;
    this.#held.delete(file.localId);
    const bytes = file.file && this.#size + file.file.size <= QUOTA ? file.file : null;
    this.#held.set(file.localId, bytes?.size ?? 0);
    this.#lastOrder = Math.max(this.#environment.now(), this.#lastOrder + 1);
    const row = { ...file, order: this.#lastOrder, file: bytes, arrivedAt: null };
    void this.#tell(() => this.#environment.storage.keepFile(owner, row), isNews);
  }

  /** The server has it. Resolves when the other tabs can see that. */
  async arrived(localId: string, part: Part): Promise<void> {
    const owner = this.#owner;
    if (owner === undefined) return;
    // Who finds the device must not read the server's files by it; those of a page's own storage have no other name.
    const arrival = {
      part: { ...part, url: part.uuid === null ? part.url : null },
      arrivedAt: this.#environment.now(),
    };
    await this.#tell(() => this.#environment.storage.fileArrived(owner, localId, arrival));
  }

  /** A message has them, which tells the device. */
  spent(localIds: readonly string[]): void {
    for (const localId of localIds) {
      this.#held.delete(localId);
      this.#over.add(localId);
    }
  }

  drop(localIds: readonly string[]): void {
    const owner = this.#owner;
    if (owner === undefined || localIds.length === 0) return;
    this.spent(localIds);
    const { storage } = this.#environment;
    void this.#tell(() => Promise.all(localIds.map((localId) => storage.dropFile(owner, localId))));
    for (const localId of localIds) this.#growing.end(localId);
  }

  /**
   * Runs a task that no other tab runs for the file at the same time, when what they did with it is known here. Rejects as it
   * does, and when `signal` aborts.
   */
  alone(localId: string, signal: AbortSignal, task: () => Promise<void>): Promise<void> {
    return this.#environment.locks.hold(lockOf(localId), signal, async () => {
      await this.#read();
      await task();
    });
  }

  get #size(): number {
    let size = 0;
    for (const bytes of this.#held.values()) size += bytes;
    return size;
  }

  async #tell(change: () => Promise<unknown>, isNews = true): Promise<void> {
    this.#changes += 1;
    await change();
    if (isNews) this.#channel?.post('changed');
  }

  async #read(): Promise<void> {
    if (this.#owner === undefined) return;
    const changes = this.#changes;
    const stored = await this.#environment.storage.draftFiles(this.#owner);
    if (this.#signal.aborted) return;
    // What this tab did meanwhile may not be in it.
    if (changes !== this.#changes) return this.#read();
    const kept = new Set(stored.map(({ localId }) => localId));
    const files = stored.filter(({ localId, isGrowing }) => !isGrowing && !this.#over.has(localId));
    for (const { localId, isGrowing } of stored) if (isGrowing) void this.#await(localId);
    const gone = [...this.#held.keys()].filter((localId) => !kept.has(localId));
    for (const localId of gone) this.#held.delete(localId);
    for (const { localId, file, order } of files) {
      this.#held.set(localId, file?.size ?? 0);
      this.#lastOrder = Math.max(this.#lastOrder, order);
    }
    this.#onNews(files, gone);
  }

  /** What another tab is making is the draft's when that tab has gone. */
  async #await(localId: string): Promise<void> {
    const owner = this.#owner;
    if (owner === undefined || this.#growing.isMine(localId) || this.#awaited.has(localId)) return;
    this.#awaited.add(localId);
    const { storage, locks } = this.#environment;
    const takeUp = async (): Promise<boolean> => {
      const row = (await storage.draftFiles(owner)).find((file) => file.localId === localId);
      if (row?.isGrowing) await this.#tell(() => storage.keepFile(owner, { ...row, isGrowing: false }));
      return row?.isGrowing === true;
    };
    const isTakenUp = await locks.hold(lockOf(localId), this.#signal, takeUp).catch(() => false);
    this.#awaited.delete(localId);
    // From another tab that was quicker, news has come.
    if (isTakenUp) await this.#read();
  }
}

const lockOf = (localId: string): string => `wazo-group-chat/2 file ${localId}`;
