import { roomRead } from '../store/room-changes.js';
import type { SessionCore } from './core.js';

/** Marks rooms as read: here at once, on the server with one request at a time per room, of which the last counts. */
export class Receipts {
  readonly #core: SessionCore;
  /** The room whose newest message is under the person's eyes. */
  #reading: string | null = null;
  /** The newest message of each room that the server was told of. */
  readonly #told = new Map<string, string>();
  readonly #telling = new Set<string>();

  constructor(core: SessionCore) {
    this.#core = core;
  }

  get reading(): string | null {
    return this.#reading;
  }

  /** The room whose newest message is under the person's eyes from now on, or none. */
  read(roomUuid: string | null): void {
    this.#reading = roomUuid;
    this.follow();
  }

  /** The newest message of the room that is being read may be another one now. */
  follow(): void {
    const { store } = this.#core;
    const roomUuid = this.#reading;
    if (roomUuid === null) return;
    const before = store.state.rooms.byUuid.get(roomUuid);
    store.apply(roomRead(roomUuid));
    const after = store.state.rooms.byUuid.get(roomUuid);
    if (after !== before) void this.#tell(roomUuid);
  }

  async #tell(roomUuid: string): Promise<void> {
    const { connection, report } = this.#core;
    const { receipts } = connection.can;
    if (!receipts || this.#telling.has(roomUuid)) return;
    this.#telling.add(roomUuid);
    try {
      for (let next = this.#untold(roomUuid); next !== undefined; next = this.#untold(roomUuid)) {
        this.#told.set(roomUuid, next);
        await receipts.markRead(roomUuid, next);
      }
    } catch (thrown) {
      this.#told.delete(roomUuid);
      report(thrown);
    } finally {
      this.#telling.delete(roomUuid);
    }
  }

  #untold(roomUuid: string): string | undefined {
    const lastRead = this.#core.store.state.rooms.byUuid.get(roomUuid)?.lastRead ?? undefined;
    return lastRead === this.#told.get(roomUuid) ? undefined : lastRead;
  }
}
