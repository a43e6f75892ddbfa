import { roomRead } from '../store/room-changes.js';
import type { Change } from '../store/store.js';
import type { SessionCore } from './core.js';
import type { ChatView } from './view.js';

/** Marks rooms as read: here at once, on the server with one request at a time per room, of which the last counts. */
export class Receipts {
  readonly #core: SessionCore;
  /** The rooms whose newest messages are under the person's eyes, by view. */
  readonly #reading = new Map<ChatView, string>();
  /** The newest message of each room that the server was told of. */
  readonly #told = new Map<string, string>();
  readonly #telling = new Set<string>();

  constructor(core: SessionCore) {
    this.#core = core;
  }

  /** The room whose newest message is under the person's eyes in a view from now on, or none. */
  read(view: ChatView, roomUuid: string | null): void {
    if (roomUuid === null) this.#reading.delete(view);
    else this.#reading.set(view, roomUuid);
    if (roomUuid === null) return;
    this.#core.store.apply(...this.readNow(roomUuid));
    this.tell(roomUuid);
  }

  /** What a new message of a room changes when the room is being read. */
  readNow(roomUuid: string): readonly Change[] {
    return this.#isReading(roomUuid) ? [roomRead(roomUuid)] : [];
  }

  /** Tells the server how far a room was read, where it is being read. */
  tell(roomUuid: string): void {
    if (this.#isReading(roomUuid)) void this.#tell(roomUuid);
  }

  /** The list of rooms is there (again). */
  follow(): void {
    for (const roomUuid of new Set(this.#reading.values())) {
      this.#core.store.apply(...this.readNow(roomUuid));
      this.tell(roomUuid);
    }
  }

  #isReading(roomUuid: string): boolean {
    return [...this.#reading.values()].includes(roomUuid);
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
    const entry = this.#core.store.state.rooms.byUuid.get(roomUuid);
    const lastRead = entry?.lastRead ?? undefined;
    const told = this.#told.get(roomUuid) ?? entry?.room.reading?.lastReadMessageUuid;
    return lastRead === told ? undefined : lastRead;
  }
}
