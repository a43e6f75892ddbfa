import type { Connection } from '../connection/connection.js';
import { toChatError, type ChatError } from '../model/errors.js';
import { usersLoaded } from '../store/changes.js';
import type { Store } from '../store/store.js';
import type { Backoff } from '../connection/backoff.js';

/** uuids of one request: 50 of them stay far below the length that servers accept for an URL. */
const BATCH = 50;

/** Asks the directory for people whom the store does not know yet: each once, many in one request. */
export class People {
  readonly #store: Store;
  readonly #connection: Connection;
  readonly #signal: AbortSignal;
  readonly #onError: (error: ChatError) => void;
  readonly #backoff: Backoff;
  readonly #wanted = new Set<string>();
  readonly #asked = new Set<string>();
  #planned = false;

  constructor(
    store: Store,
    connection: Connection,
    signal: AbortSignal,
    listeners: { onError: (error: ChatError) => void; backoff: Backoff },
  ) {
    this.#store = store;
    this.#connection = connection;
    this.#signal = signal;
    this.#onError = listeners.onError;
    this.#backoff = listeners.backoff;
  }

  /** Makes sure that these people will be in the store; after a failure they are asked for again. */
  want(uuids: Iterable<string>): void {
    for (const uuid of uuids) {
      if (!this.#asked.has(uuid) && !this.#store.state.users.has(uuid)) this.#wanted.add(uuid);
    }
    if (this.#planned || this.#wanted.size === 0) return;
    this.#planned = true;
    queueMicrotask(() => void this.#ask());
  }

  async #ask(): Promise<void> {
    this.#planned = false;
    const uuids = [...this.#wanted];
    this.#wanted.clear();
    for (const uuid of uuids) this.#asked.add(uuid);
    const batches = Array.from({ length: Math.ceil(uuids.length / BATCH) }, (_, index) =>
      uuids.slice(index * BATCH, (index + 1) * BATCH),
    );
    await Promise.all(batches.map((batch) => this.#askBatch(batch)));
  }

  async #askBatch(uuids: readonly string[]): Promise<void> {
    try {
      const users = await this.#connection.users(uuids, this.#signal);
      this.#store.apply(usersLoaded(uuids, users));
      this.#backoff.reset();
    } catch (thrown) {
      if (this.#signal.aborted) return;
      for (const uuid of uuids) this.#asked.delete(uuid);
      this.#onError(toChatError(thrown));
      await this.#backoff.wait(this.#signal);
      this.want(uuids);
    }
  }
}
