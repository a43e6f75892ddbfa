import { randomUUID } from 'node:crypto';
import type { Session } from '../../auth/session.js';
import type { Bus } from '../../bus/bus.js';
import { type Clock, microsecondSequence } from '../../clock.js';
import type { Database, Queryable } from '../../db/database.js';
import { unknownMessage, unknownRoom } from '../../errors.js';
import { findReactions, type ReactionRow } from '../reactions/queries.js';
import type { Reaction } from '../reactions/service.js';
import { findMembers } from '../rooms/queries.js';
import { zonedTimestamp } from '../../timestamps.js';
import * as queries from './queries.js';
import { besideCursor } from './cursor.js';
import type { MessageFilter, MessageRow, Side } from './queries.js';

export interface NewMessage {
  readonly content: string;
  readonly alias: string | null;
  /** The sender's own name for it, in lower case: a repetition is recognised by it. */
  readonly clientUuid: string | null;
}

/** Next to which message a page lies. */
export interface Cursor {
  readonly kind: Side | 'around';
  readonly messageUuid: string;
}

/** A message as REST and events carry it. */
export interface Message {
  readonly uuid: string;
  readonly content: string;
  readonly alias: string | null;
  readonly delivery: { readonly type: 'internal'; readonly backend: null; readonly recipients: readonly [] };
  readonly user_uuid: string;
  readonly tenant_uuid: string;
  readonly wazo_uuid: string;
  readonly created_at: string;
  readonly room: { readonly uuid: string };
  readonly client_uuid: string | null;
  readonly reactions: readonly Reaction[];
}

export interface MessagePage {
  readonly items: readonly Message[];
  readonly filtered: number;
  readonly total: number;
}

/** What a caller may choose about a page. */
export type PageQuery = Omit<MessageFilter, 'rooms'>;

export interface MessageDependencies {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly wazoUuid: string;
}

function toMessage(row: MessageRow, reactions: readonly Reaction[]): Message {
  const { room_uuid, uuid, content, alias, client_uuid, ...author } = row;
  const delivery = { type: 'internal', backend: null, recipients: [] } as const;
  return { uuid, content, alias, delivery, ...author, room: { uuid: room_uuid }, client_uuid, reactions };
}

function groupByMessage(rows: readonly ReactionRow[]): Map<string, Reaction[]> {
  const groups = new Map<string, Reaction[]>();
  for (const { message_uuid, ...reaction } of rows) {
    const group = groups.get(message_uuid);
    if (group) group.push(reaction);
    else groups.set(message_uuid, [reaction]);
  }
  return groups;
}

export class MessageService {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #wazoUuid: string;
  readonly #nextTime: () => number;

  constructor({ database, bus, clock, wazoUuid }: MessageDependencies) {
    this.#database = database;
    this.#bus = bus;
    this.#wazoUuid = wazoUuid;
    this.#nextTime = microsecondSequence(clock);
  }

  /**
   * Posts a message. One whose `clientUuid` the author has used before is not written again: the answer is the first
   * one, whatever the repetition says, and nobody is told.
   * @throws ApiError 404 when the author is not in the room
   */
  async post(session: Session, roomUuid: string, message: NewMessage): Promise<{ created: Message; isNew: boolean }> {
    const { row, members, isNew } = await this.#database.transaction(async (transaction) => {
      const members = await findMembers(transaction, session.tenantUuid, session.userUuid, roomUuid);
      if (!members) throw unknownRoom(roomUuid);
      return { members, ...(await this.#insertOnce(transaction, this.#newRow(session, roomUuid, message))) };
    });
    if (!isNew) return { created: await this.#complete(row), isNew };
    const created = toMessage(row, []);
    this.#announce(created, members);
    return { created, isNew };
  }

  /** A page of one room. @throws ApiError 404 when the caller is not in it */
  async list(session: Session, roomUuid: string, query: PageQuery): Promise<MessagePage> {
    const members = await findMembers(this.#database, session.tenantUuid, session.userUuid, roomUuid);
    if (!members) throw unknownRoom(roomUuid);
    const filter = { ...query, rooms: [roomUuid] };
    return this.#page(filter, await queries.findMessages(this.#database, filter), () =>
      queries.countMatches(this.#database, filter),
    );
  }

  /**
   * A page of one room next to a message of it; `filtered` counts its items, and one more for each side that goes on.
   * @throws ApiError 404 when the caller is not in the room, or the message is not
   */
  async listBeside(session: Session, roomUuid: string, query: PageQuery, cursor: Cursor): Promise<MessagePage> {
    const members = await findMembers(this.#database, session.tenantUuid, session.userUuid, roomUuid);
    if (!members) throw unknownRoom(roomUuid);
    const target = await queries.findMessage(this.#database, cursor.messageUuid, roomUuid);
    if (!target) throw unknownMessage(cursor.messageUuid);
    const { rows, filtered } = await besideCursor(this.#database, cursor.kind, target, query);
    return this.#page({ ...query, rooms: [roomUuid] }, rows, () => Promise.resolve(filtered), true);
  }

  /** A page of all rooms of the caller, or the newest match of each of them. */
  async listAll(session: Session, query: PageQuery, onePerRoom: boolean): Promise<MessagePage> {
    const rooms = await queries.findRoomUuids(this.#database, session.tenantUuid, session.userUuid);
    const filter = { ...query, rooms };
    if (onePerRoom) {
      const rows = await queries.findLastMessages(this.#database, filter);
      const filtered = await queries.countRoomsWithMatches(this.#database, filter);
      return this.#page(filter, rows, () => Promise.resolve(filtered), true);
    }
    return this.#page(filter, await queries.findMessages(this.#database, filter), () =>
      queries.countMatches(this.#database, filter),
    );
  }

  /** The newest message of each room, by the room's uuid. */
  async newestOf(database: Queryable, rooms: readonly string[]): Promise<ReadonlyMap<string, Message>> {
    const all = { search: undefined, fromDate: undefined, direction: 'desc', limit: rooms.length, offset: 0 } as const;
    const messages = await this.#withReactions(database, await queries.findLastMessages(database, { ...all, rooms }));
    return new Map(messages.map((message) => [message.room.uuid, message]));
  }

  async #page(
    filter: MessageFilter,
    rows: readonly MessageRow[],
    countMatches: () => Promise<number>,
    alwaysCount = false,
  ): Promise<MessagePage> {
    const total = await queries.countMessages(this.#database, filter.rooms);
    const isFiltered = alwaysCount || Boolean(filter.search) || filter.fromDate !== undefined;
    const filtered = isFiltered ? await countMatches() : total;
    return { items: await this.#withReactions(this.#database, rows), filtered, total };
  }

  async #withReactions(database: Queryable, rows: readonly MessageRow[]): Promise<Message[]> {
    const uuids = rows.map((row) => row.uuid);
    const reactions = groupByMessage(await findReactions(database, uuids));
    return rows.map((row) => toMessage(row, reactions.get(row.uuid) ?? []));
  }

  async #insertOnce(transaction: Queryable, row: MessageRow): Promise<{ row: MessageRow; isNew: boolean }> {
    if (row.client_uuid !== null && !(await queries.claimClientUuid(transaction, row))) {
      const first = await queries.findByClientUuid(transaction, row.user_uuid, row.client_uuid);
      if (first) return { row: first, isNew: false };
    }
    await queries.insertMessage(transaction, row);
    return { row, isNew: true };
  }

  async #complete(row: MessageRow): Promise<Message> {
    const reactions = groupByMessage(await findReactions(this.#database, [row.uuid]));
    return toMessage(row, reactions.get(row.uuid) ?? []);
  }

  #newRow(session: Session, roomUuid: string, message: NewMessage): MessageRow {
    return {
      uuid: randomUUID(),
      room_uuid: roomUuid,
      content: message.content,
      alias: message.alias,
      user_uuid: session.userUuid,
      tenant_uuid: session.tenantUuid,
      wazo_uuid: this.#wazoUuid,
      created_at: zonedTimestamp(this.#nextTime()),
      client_uuid: message.clientUuid,
    };
  }

  #announce(message: Message, members: readonly string[]): void {
    const roomUuid = message.room.uuid;
    this.#bus.publish({
      name: 'chatd_user_room_message_created',
      tenantUuid: message.tenant_uuid,
      recipients: members,
      requiredAcl: `events.chatd.users.{recipient}.rooms.${roomUuid}.messages.created`,
      keys: { room_uuid: roomUuid },
      data: message,
    });
  }
}
