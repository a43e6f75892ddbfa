import { isUuid } from '../model/content.js';
import { chatError, type ChatError } from '../model/errors.js';
import type { Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import { messagesMerged } from '../store/message-changes.js';
import {
  openingFailed,
  roomAdded,
  roomClosed,
  roomOpened,
  roomsFailed,
  roomsLoaded,
  roomsLoading,
  unreadCounted,
} from '../store/room-changes.js';
import type { CatchUp } from './catch-up.js';
import type { SessionCore } from './core.js';
import type { Outbox } from './outbox/outbox.js';
import type { People } from './people.js';
import type { Receipts } from './receipts.js';

/** The parts of the session that rooms concern. */
export interface RoomsParts {
  readonly people: People;
  readonly receipts: Receipts;
  readonly outbox: Outbox;
  readonly catchUp: CatchUp;
}

/** The list of rooms: loads it, opens rooms of it, and brings new messages into it. */
export class Rooms {
  readonly #core: SessionCore;
  readonly #parts: RoomsParts;
  /** What was kept on the device has been read: no room is opened before, for its draft and my messages on their way. */
  restored: Promise<unknown> = Promise.resolve();
  #isRestored = false;
  /** Live messages of rooms that are not known yet. */
  readonly #early: Message[] = [];
  /** The room that was asked for before the rooms were known. */
  #wanted: string | null = null;

  constructor(core: SessionCore, parts: RoomsParts) {
    this.#core = core;
    this.#parts = parts;
  }

  /** @returns what went wrong */
  async load(): Promise<ChatError | null> {
    const { store, connection, signal, report, onMessages } = this.#core;
    const { people, receipts } = this.#parts;
    try {
      const { rooms, lastMessages } = await connection.rooms(signal);
      if (signal.aborted) return null;
      people.wantPeopleOf(rooms);
      store.apply(roomsLoaded(rooms, lastMessages));
      receipts.follow();
      // After the rooms, since their answer may be older than these.
      for (const message of this.#early.splice(0))
        if (store.state.rooms.byUuid.has(message.roomUuid)) this.receive(message);
      await this.restored;
      if (this.#core.signal.aborted) return null;
      this.#isRestored = true;
      onMessages(lastMessages);
      if (this.#wanted !== null) this.open(this.#wanted);
      return null;
    } catch (thrown) {
      const error = report(thrown);
      if (!signal.aborted) store.apply(roomsFailed(error));
      return error;
    }
  }

  /** Loads the list again after it failed. */
  async reload(): Promise<void> {
    this.#core.store.apply(roomsLoading());
    await this.load();
  }

  /** Opens a room, at once when the rooms are known and else as soon as they are. */
  open(roomUuid: string): void {
    const { store } = this.#core;
    if (!isUuid(roomUuid)) {
      this.#cannotOpen(chatError('bad-room', roomUuid));
      return;
    }
    const wanted = roomUuid.toLowerCase();
    const { rooms } = store.state;
    const isKnown = rooms.byUuid.has(wanted);
    if (rooms.status !== 'ready' || (isKnown && !this.#isRestored)) {
      this.#wanted = wanted;
      return;
    }
    this.#wanted = null;
    if (!isKnown) {
      this.#cannotOpen(chatError('unknown-room', wanted));
      return;
    }
    const { outbox, catchUp } = this.#parts;
    store.apply(roomOpened(wanted), outbox.shown(wanted));
    void catchUp.open(wanted);
  }

  close(): void {
    this.#wanted = null;
    this.#parts.receipts.read(null);
    this.#core.store.apply(roomClosed());
  }

  /** @returns the room, or what went wrong */
  async create(name: string | null, userUuids: readonly string[]): Promise<Room | ChatError> {
    try {
      const room = await this.#core.connection.createRoom(name?.trim() || null, userUuids);
      this.add(room);
      return room;
    } catch (thrown) {
      return this.#core.report(thrown);
    }
  }

  /** A room that is new, or known already. */
  add(room: Room): void {
    this.#parts.people.wantPeopleOf([room]);
    this.#core.store.apply(roomAdded(room));
  }

  /** A message that came live. */
  receive(message: Message): void {
    const { store, onMessages } = this.#core;
    const { receipts } = this.#parts;
    onMessages([message]);
    const { roomUuid, userUuid } = message;
    const mine = userUuid === store.state.me;
    const last = store.state.rooms.byUuid.get(roomUuid)?.lastMessage;
    // A repeated frame must not count twice.
    const unread = !mine && roomUuid !== receipts.reading && last?.uuid !== message.uuid;
    store.apply(messagesMerged(roomUuid, [message]), ...(unread ? [unreadCounted(roomUuid, last?.uuid ?? null)] : []));
    receipts.follow();
    const { rooms } = store.state;
    if (rooms.byUuid.has(roomUuid)) return;
    this.#early.push(message);
    // A room whose creation was missed: the list is fetched rather than guessed.
    if (rooms.status === 'ready') void this.load();
  }

  #cannotOpen(error: ChatError): void {
    this.#core.store.apply(openingFailed(error));
    this.#core.onError(error);
  }
}
