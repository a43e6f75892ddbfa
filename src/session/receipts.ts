import type { Connection } from '../connection/connection.js';
import { toChatError, type ChatError } from '../model/errors.js';
import { roomRead } from '../store/changes.js';
import type { Store } from '../store/store.js';

/** Marks rooms as read: here at once, on the server with one request at a time per room, of which the last counts. */
export class Receipts {
  readonly #store: Store;
  readonly #connection: Connection;
  readonly #onError: (error: ChatError) => void;
  /** The newest message of each room that the server was told of. */
  readonly #told = new Map<string, string>();
  readonly #telling = new Set<string>();

  constructor(store: Store, connection: Connection, onError: (error: ChatError) => void) {
    this.#store = store;
    this.#connection = connection;
    this.#onError = onError;
  }

  /** The room whose newest message is under the person's eyes now, or none. */
  follow(roomUuid: string | null): void {
    if (roomUuid === null) return;
    const before = this.#store.state.rooms.byUuid.get(roomUuid);
    this.#store.apply(roomRead(roomUuid));
    const after = this.#store.state.rooms.byUuid.get(roomUuid);
    if (after !== before) void this.#tell(roomUuid);
  }

  async #tell(roomUuid: string): Promise<void> {
    if (!this.#store.state.features.names.has('receipts') || this.#telling.has(roomUuid)) return;
    this.#telling.add(roomUuid);
    try {
      for (let next = this.#untold(roomUuid); next !== undefined; next = this.#untold(roomUuid)) {
        this.#told.set(roomUuid, next);
        await this.#connection.markRead(roomUuid, next);
      }
    } catch (thrown) {
      this.#told.delete(roomUuid);
      this.#onError(toChatError(thrown));
    } finally {
      this.#telling.delete(roomUuid);
    }
  }

  #untold(roomUuid: string): string | undefined {
    const lastRead = this.#store.state.rooms.byUuid.get(roomUuid)?.lastRead ?? undefined;
    return lastRead === this.#told.get(roomUuid) ? undefined : lastRead;
  }
}
