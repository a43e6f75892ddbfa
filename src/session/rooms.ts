import type { RoomList } from '../connection/connection.js';
import type { ChatError } from '../model/errors.js';
import type { Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import { messagesMerged } from '../store/message-changes.js';
import {
  roomAdded,
  roomRemoved,
  roomsFailed,
  roomsLoaded,
  roomsLoading,
  type RoomNews,
} from '../store/room-changes.js';
import type { SessionCore } from './core.js';
import type { People } from './people.js';

/** Messages of rooms that are not known yet: more than these come with the pages of their rooms. */
const MOST_EARLY = 1_000;

export interface RoomsHooks {
  /** The list is there. */
  loaded(): void;
  /** The list lacks a room: it is to be loaded again, until that succeeds. */
  incomplete(): void;
}

/** The list of rooms: loads it, and keeps it right while it is on its way. */
export class Rooms {
  readonly #core: SessionCore;
  readonly #people: People;
  readonly #hooks: RoomsHooks;
  /** The request that is under way, and what happened since it was sent. */
  #loading: { readonly answer: Promise<ChatError | null>; readonly news: News } | undefined;
  /** Something came that the request under way may not know of: the list is asked for once more. */
  #again = false;
  /** Live messages of rooms that are not known yet. */
  #early: Message[] = [];

  constructor(core: SessionCore, people: People, hooks: RoomsHooks) {
    this.#core = core;
    this.#people = people;
    this.#hooks = hooks;
  }

  /**
   * Loads the list, or waits for the answer that is on its way.
   *
   * @param ahead an answer that was asked for before
   * @returns what went wrong
   */
  load(ahead?: Promise<RoomList>): Promise<ChatError | null> {
    if (this.#loading) return this.#loading.answer;
    const news = new News();
    const answer = this.#load(news, ahead);
    this.#loading = { answer, news };
    return answer;
  }

  /** Loads the list as it is from now on: an answer that is on its way may be from before. @returns what went wrong */
  refresh(): Promise<ChatError | null> {
    if (this.#loading) this.#again = true;
    return this.load();
  }

  async #load(news: News, ahead?: Promise<RoomList>): Promise<ChatError | null> {
    const { store, connection, signal, report, meet } = this.#core;
    try {
      const ask = (): Promise<RoomList> => connection.rooms(signal);
      const { rooms, lastMessages } = await (ahead?.catch(ask) ?? ask());
      if (signal.aborted) return null;
      this.#people.wantPeopleOf(rooms);
      const early = this.#early.splice(0);
      const listed = new Set(rooms.map(({ uuid }) => uuid));
      const mine = early.filter(({ roomUuid }) => listed.has(roomUuid));
      const arrived = mine.map((message) => messagesMerged(message.roomUuid, [message]));
      store.apply(...meet([...lastMessages, ...mine]), roomsLoaded(rooms, lastMessages, news), ...arrived);
      this.#loading = undefined;
      this.#hooks.loaded();
      return await this.#loadAgain(early);
    } catch (thrown) {
      this.#loading = undefined;
      const error = report(thrown);
      if (!signal.aborted) store.apply(roomsFailed(error));
      return error;
    }
  }

  /** Something came while the list was on its way that it may not know of. What the next one does not know, is not mine. */
  #loadAgain(early: readonly Message[]): Promise<ChatError | null> | null {
    if (!this.#again) return null;
    this.#again = false;
    const { byUuid } = this.#core.store.state.rooms;
    this.#early = [...early.filter(({ roomUuid }) => !byUuid.has(roomUuid)), ...this.#early];
    return this.load();
  }

  /** Loads the list again after it failed. */
  async reload(): Promise<void> {
    this.#core.store.apply(roomsLoading());
    await this.load();
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
    this.#people.wantPeopleOf([room]);
    this.#loading?.news.add(room);
    const isFirst = (message: Message): boolean => message.roomUuid === room.uuid;
    const early = this.#early.filter(isFirst);
    this.#early = this.#early.filter((message) => !isFirst(message));
    const isKnown = this.#core.store.state.rooms.byUuid.has(room.uuid);
    this.#core.store.apply(...this.#core.meet(early), roomAdded(room), messagesMerged(room.uuid, early));
    // A room that has a past: what I have read of it only the list tells.
    if (!isKnown && room.revision > 0) this.outdated();
  }

  /** A room that is gone, or that I am no longer in. */
  remove(roomUuid: string): void {
    this.#loading?.news.remove(roomUuid);
    this.#core.store.apply(roomRemoved(roomUuid));
  }

  /** What the list says is no longer right. */
  outdated(): void {
    if (this.#loading) this.#again = true;
    else this.#hooks.incomplete();
  }

  /** A message of a room that is not known: its creation was missed, and the list is fetched rather than guessed. */
  missed(message: Message): void {
    this.#early = [...this.#early, message].slice(-MOST_EARLY);
    const { status } = this.#core.store.state.rooms;
    // Before the first list there is nothing to be missed from.
    if (status === 'ready') this.outdated();
  }
}

class News implements RoomNews {
  readonly removed = new Set<string>();
  readonly #added = new Map<string, Room>();

  get added(): readonly Room[] {
    return [...this.#added.values()];
  }

  add(room: Room): void {
    this.removed.delete(room.uuid);
    this.#added.set(room.uuid, room);
  }

  remove(roomUuid: string): void {
    this.#added.delete(roomUuid);
    this.removed.add(roomUuid);
  }
}
