import { roomRead } from '../store/room-changes.js';
import type { Change } from '../store/store.js';
import type { SessionCore } from './core.js';
import type { Outbox } from './outbox/outbox.js';
import type { ChatView } from './view.js';

/** Marks rooms as read: here at once, on the server by the outbox. */
export class Receipts {
  readonly #core: SessionCore;
  readonly #outbox: Outbox;
  /** The rooms whose newest messages are under the person's eyes, by view. */
  readonly #reading = new Map<ChatView, string>();
  /** The newest message of each room that the outbox was given. */
  readonly #told = new Map<string, string>();

  constructor(core: SessionCore, outbox: Outbox) {
    this.#core = core;
    this.#outbox = outbox;
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
    const messageUuid = this.#isReading(roomUuid) ? this.#untold(roomUuid) : null;
    if (messageUuid === null) return;
    this.#told.set(roomUuid, messageUuid);
    void this.#outbox.perform(roomUuid, { kind: 'read', messageUuid });
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

  /** What the server does not know yet. */
  #untold(roomUuid: string): string | null {
    const entry = this.#core.store.state.rooms.byUuid.get(roomUuid);
    const lastRead = entry?.lastRead ?? null;
    const told = this.#told.get(roomUuid) ?? entry?.room.reading?.lastReadMessageUuid;
    return lastRead === told ? null : lastRead;
  }
}
