import type { Channel } from '../device/ports.js';
import type { SafeEnvironment } from '../device/safe-environment.js';
import type { StoredFile } from '../device/storage.js';
import type { DraftFile } from '../model/draft-file.js';
import type { Part } from '../model/message.js';

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
    // A tab that slept has missed what the others told.
    environment.onShow(() => void this.#read(), signal);
    signal.addEventListener('abort', () => this.#channel?.close());
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
    const owner = this.#owner;
    if (owner === undefined) return;
    const bytes = file && this.#size + file.size <= QUOTA ? file : null;
    this.#held.set(localId, bytes?.size ?? 0);
    this.#lastOrder = Math.max(this.#environment.now(), this.#lastOrder + 1);
    const row = { localId, roomUuid, order: this.#lastOrder, part, file: bytes, arrivedAt: null };
    void this.#tell(() => this.#environment.storage.keepFile(owner, row));
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
  }

  /**
   * Runs a task that no other tab runs for the file at the same time, when what they did with it is known here. Rejects as it
   * does, and when `signal` aborts.
   */
  alone(localId: string, signal: AbortSignal, task: () => Promise<void>): Promise<void> {
    return this.#environment.locks.hold(`wazo-group-chat/2 file ${localId}`, signal, async () => {
      await this.#read();
      await task();
    });
  }

  get #size(): number {
    let size = 0;
    for (const bytes of this.#held.values()) size += bytes;
    return size;
  }

  async #tell(change: () => Promise<unknown>): Promise<void> {
    this.#changes += 1;
    await change();
    this.#channel?.post('changed');
  }

  async #read(): Promise<void> {
    if (this.#owner === undefined) return;
    const changes = this.#changes;
    const stored = await this.#environment.storage.draftFiles(this.#owner);
    if (this.#signal.aborted) return;
    // What this tab did meanwhile may not be in it.
    if (changes !== this.#changes) return this.#read();
    const files = stored.filter(({ localId }) => !this.#over.has(localId));
    const kept = new Set(files.map(({ localId }) => localId));
    const gone = [...this.#held.keys()].filter((localId) => !kept.has(localId));
    for (const localId of gone) this.#held.delete(localId);
    for (const { localId, file, order } of files) {
      this.#held.set(localId, file?.size ?? 0);
      this.#lastOrder = Math.max(this.#lastOrder, order);
    }
    this.#onNews(files, gone);
  }
}
