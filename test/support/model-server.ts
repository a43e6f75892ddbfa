import type { Changes, ConnectionEvent, MessagePage, PageRequest, RoomList } from '../../src/connection/connection.js';
import { ChatFailure } from '../../src/model/errors.js';
import { NO_FEATURES, type Feature } from '../../src/model/features.js';
import type { Body, Message } from '../../src/model/message.js';
import { compareMessages } from '../../src/model/order.js';
import type { Room } from '../../src/model/room.js';
import { EXTENDED } from './memory-connection.js';
import type { Scheduler } from './scheduler.js';

/** Milliseconds that bound what a stock chatd may do behind a client's back. */
const LONGEST_COMMIT = 1_500;
/** More changes than these are not told one by one. */
const MOST_CHANGES = 12;

export interface ModelSocket {
  /** Whose it is: events go to the people of their room. */
  readonly me: string;
  readonly receive: (event: ConnectionEvent) => void;
}

/** What a room is on the server. */
interface ModelRoom {
  readonly room: Room;
  revision: number;
  isGone: boolean;
  /** How far each person has read. */
  readonly reads: Map<string, Message>;
}

const COUNTING: ReadonlySet<Feature> = new Set([...EXTENDED, 'changes', 'receipts'] as const);

/**
 * A chat server as the contract describes it. With the extension, a repeated `client_uuid` answers the first message, and
 * every change of a message takes the next number of its room; without, every POST makes a message, whose event goes out
 * before its row can be read.
 */
export class ModelServer {
  readonly extended: boolean;
  /** Texts that were refused for good at least once. */
  readonly refused = new Set<string>();
  readonly #scheduler: Scheduler;
  readonly #sockets = new Set<ModelSocket>();
  readonly #rooms = new Map<string, ModelRoom>();
  #rows: Message[] = [];
  readonly #byClientUuid = new Map<string, string>();
  #count = 0;

  constructor(scheduler: Scheduler, rooms: readonly Room[], extended: boolean) {
    this.#scheduler = scheduler;
    this.extended = extended;
    for (const room of rooms) this.#rooms.set(room.uuid, { room, revision: 0, isGone: false, reads: new Map() });
  }

  get features(): ReadonlySet<Feature> {
    return this.extended ? COUNTING : NO_FEATURES;
  }

  /** The rooms that are there. */
  get rooms(): readonly Room[] {
    return [...this.#rooms.values()].filter(({ isGone }) => !isGone).map(({ room }) => room);
  }

  /** What can be read of a room, in order. */
  messages(roomUuid: string): readonly Message[] {
    return this.#rows.filter((message) => message.roomUuid === roomUuid).sort(compareMessages);
  }

  connect(socket: ModelSocket): () => void {
    this.#sockets.add(socket);
    return () => this.#sockets.delete(socket);
  }

  // What clients ask for

  /** @param answer called when the message is stored. Throws for a room that is gone */
  post(
    input: Pick<Message, 'roomUuid' | 'userUuid' | 'body'>,
    clientUuid: string,
    answer: (message: Message) => void,
  ): void {
    this.#room(input.roomUuid);
    const first = this.#byClientUuid.get(`${input.userUuid} ${clientUuid}`);
    const known = this.#rows.find(({ uuid }) => uuid === first);
    if (known && this.extended) {
      answer(known);
      return;
    }
    const message = this.#create(input, this.extended ? clientUuid : null);
    this.#byClientUuid.set(`${input.userUuid} ${clientUuid}`, message.uuid);
    const commit = (): void => {
      this.#rows.push(message);
      answer(message);
    };
    if (this.extended) commit();
    this.#tell({ type: 'message-created', message });
    if (!this.extended) this.#scheduler.after(this.#commitTime(), commit);
  }

  /** Throws when there is no such message, or it is deleted. */
  react(roomUuid: string, messageUuid: string, mine: { userUuid: string; emoji: string; on: boolean }): void {
    const { userUuid, emoji, on } = mine;
    const message = this.#message(roomUuid, messageUuid);
    const isThere = message.reactions.some((known) => known.userUuid === userUuid && known.emoji === emoji);
    if (isThere === on) {
      if (!on) throw new ChatFailure('unknown-reaction', 'There is none.');
      return;
    }
    const reaction = { emoji, userUuid, createdAt: null };
    const others = message.reactions.filter((known) => !(known.userUuid === userUuid && known.emoji === emoji));
    const { revision } = this.#change(message, { reactions: on ? [...others, reaction] : others });
    this.#tell({ type: on ? 'reaction-created' : 'reaction-deleted', roomUuid, messageUuid, reaction, revision });
  }

  edit(roomUuid: string, messageUuid: string, body: Body): void {
    const message = this.#message(roomUuid, messageUuid);
    const edited = this.#change(message, { body, editedAt: this.#time() });
    this.#tell({ type: 'message-updated', message: edited });
  }

  delete(roomUuid: string, messageUuid: string): void {
    const message = this.#message(roomUuid, messageUuid);
    const { revision } = this.#change(message, { body: null, editedAt: null, reactions: [] });
    this.#tell({ type: 'message-deleted', roomUuid, messageUuid, revision });
  }

  /** Never moves back. */
  read(roomUuid: string, userUuid: string, messageUuid: string): void {
    const { reads } = this.#room(roomUuid);
    const message = this.messages(roomUuid).find(({ uuid }) => uuid === messageUuid);
    if (!message) throw new ChatFailure('invalid-data', 'There is no such message.');
    const known = reads.get(userUuid);
    if (known && compareMessages(message, known) <= 0) return;
    reads.set(userUuid, message);
    this.#tell({ type: 'room-read', roomUuid, userUuid, messageUuid }, userUuid);
  }

  /** A room that is new, or one that people were taken out of and are in again. */
  addRoom(room: Room): void {
    const known = this.#rooms.get(room.uuid);
    if (known) known.isGone = false;
    else this.#rooms.set(room.uuid, { room, revision: 0, isGone: false, reads: new Map() });
    const { revision } = this.#room(room.uuid);
    this.#tell({ type: 'room-added', room: { ...room, revision } });
  }

  removeRoom(roomUuid: string): void {
    const known = this.#rooms.get(roomUuid);
    if (!known || known.isGone) return;
    known.isGone = true;
    this.#tell({ type: 'room-removed', roomUuid });
  }

  /** The rooms as this person sees them. */
  list(userUuid: string): RoomList {
    return { rooms: this.rooms.map((room) => this.#shown(room, userUuid)), lastMessages: this.lastMessages() };
  }

  unread(roomUuid: string, userUuid: string): number {
    const read = this.#rooms.get(roomUuid)?.reads.get(userUuid);
    const others = this.messages(roomUuid).filter((message) => message.userUuid !== userUuid);
    return others.filter((message) => !read || compareMessages(message, read) > 0).length;
  }

  page(roomUuid: string, request: PageRequest): MessagePage {
    this.#room(roomUuid);
    const all = this.messages(roomUuid);
    const { limit } = request;
    if (request.from === 'newest') return slice(all, all.length - limit, all.length);
    const { uuid, createdAt } = request.message;
    if (!this.extended && request.from === 'after') {
      const first = all.findIndex((message) => message.createdAt >= createdAt);
      return first < 0 ? slice(all, all.length, all.length) : slice(all, first, first + limit);
    }
    const index = all.findIndex((message) => message.uuid === uuid);
    if (index < 0) throw new ChatFailure('invalid-data', `There is no message ${uuid}.`);
    if (request.from === 'before') return slice(all, index - limit, index);
    if (request.from === 'after') return slice(all, index + 1, index + 1 + limit);
    return slice(all, index - Math.floor(limit / 2), index + Math.ceil(limit / 2));
  }

  /** In pages of a few, and none where much has changed. */
  changes(roomUuid: string, after: number): Changes {
    const { revision } = this.#room(roomUuid);
    const changed = this.messages(roomUuid)
      .filter((message) => message.revision > after)
      .sort((a, b) => a.revision - b.revision);
    if (changed.length > MOST_CHANGES) return { messages: [], revision: null, isComplete: false };
    const messages = changed.slice(0, 4);
    const isComplete = messages.length === changed.length;
    return { messages, revision: isComplete ? revision : (messages.at(-1)?.revision ?? revision), isComplete };
  }

  lastMessages(): readonly Message[] {
    return this.rooms.flatMap(({ uuid }) => this.messages(uuid).slice(-1));
  }

  // Behind the wire

  #shown(room: Room, userUuid: string): Room {
    const { revision, reads } = this.#room(room.uuid);
    if (!this.extended) return room;
    const reading = {
      unread: this.unread(room.uuid, userUuid),
      lastReadMessageUuid: reads.get(userUuid)?.uuid ?? null,
    };
    return { ...room, revision, reading };
  }

  #room(roomUuid: string): ModelRoom {
    const known = this.#rooms.get(roomUuid);
    if (!known || known.isGone) throw new ChatFailure('unknown-room', `There is no room ${roomUuid}.`);
    return known;
  }

  #message(roomUuid: string, messageUuid: string): Message {
    this.#room(roomUuid);
    const message = this.#rows.find(({ uuid }) => uuid === messageUuid);
    if (!message?.body) throw new ChatFailure('invalid-data', `There is no message ${messageUuid}.`);
    return message;
  }

  #change(message: Message, change: Partial<Message>): Message {
    const changed = { ...message, ...change, revision: this.#next(message.roomUuid) };
    this.#rows = this.#rows.map((known) => (known.uuid === message.uuid ? changed : known));
    return changed;
  }

  #next(roomUuid: string): number {
    if (!this.extended) return 0;
    const room = this.#room(roomUuid);
    room.revision += 1;
    return room.revision;
  }

  /** @param only the one person whom it is for; otherwise all */
  #tell(event: ConnectionEvent, only?: string): void {
    for (const socket of this.#sockets) if (only === undefined || socket.me === only) socket.receive(event);
  }

  /** Mostly at once, now and then late. */
  #commitTime(): number {
    return this.#scheduler.chance(0.3) ? this.#scheduler.between(0, LONGEST_COMMIT) : this.#scheduler.between(0, 20);
  }

  /** Whole milliseconds: moments tie, as they do on a busy server, though not those of one sender's queue. */
  #time(): string {
    return new Date(Math.floor(this.#scheduler.now)).toISOString().replace('Z', '000Z');
  }

  #create(input: Pick<Message, 'roomUuid' | 'userUuid' | 'body'>, clientUuid: string | null): Message {
    this.#count += 1;
    const random = Math.floor(this.#scheduler.random() * 0xffff_ffff)
      .toString(16)
      .padStart(8, '0');
    return {
      ...input,
      uuid: `${random}-0000-4000-8000-${this.#count.toString(16).padStart(12, '0')}`,
      alias: null,
      createdAt: this.extended ? this.#timeOf(input.roomUuid) : this.#time(),
      editedAt: null,
      reactions: [],
      reactionChanges: [],
      revision: this.#next(input.roomUuid),
      clientUuid,
    };
  }

  /** A server that counts takes the time after the room's lock: it grows with the room's counter. */
  #timeOf(roomUuid: string): string {
    const last = this.messages(roomUuid).at(-1)?.createdAt ?? '';
    const now = this.#time();
    if (now > last) return now;
    const micros = Number(last.slice(20, 26)) + 1;
    return `${last.slice(0, 20)}${String(micros).padStart(6, '0')}Z`;
  }
}

function slice(all: readonly Message[], from: number, to: number): MessagePage {
  const [first, last] = [Math.max(0, from), Math.min(all.length, Math.max(0, to))];
  return { messages: all.slice(first, last), hasOlder: first > 0, hasNewer: last < all.length };
}
