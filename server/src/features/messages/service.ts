import { randomUUID } from 'node:crypto';
import type { Session } from '../../auth/session.js';
import type { BusEvent } from '../../bus/bus.js';
import type { Chat } from '../../chat/chat.js';
import type { Taking } from '../../chat/feature.js';
import { membersOf } from '../../chat/members.js';
import { type Message, type MessageAddress, messageAt, type MessageRow } from '../../chat/message.js';
import { lockRoom } from '../../chat/revisions.js';
import type { Queryable } from '../../db/database.js';
import { type ApiError, chatdError } from '../../errors.js';
import { besideCursor } from './cursor.js';
import * as queries from './queries.js';
import type { MessageFilter, Side } from './queries.js';

export interface NewMessage {
  readonly content: string;
  readonly alias: string | null;
  /** The sender's own name for it, in lower case: a repetition is recognised by it. */
  readonly clientUuid: string | null;
  /** Takes what else it carries. */
  readonly take: Taking;
}

/** Next to which message a page lies. */
export interface Cursor {
  readonly kind: Side | 'around';
  readonly messageUuid: string;
}

export interface MessagePage {
  readonly items: readonly Message[];
  readonly filtered: number;
  readonly total: number;
}

export interface Posted {
  readonly created: Message;
  /** Whether it was written now, and not before under the same `clientUuid`. */
  readonly isNew: boolean;
}

/** What a caller may choose about a page. */
export type PageQuery = Omit<MessageFilter, 'rooms'>;

/** What was found, before it is made whole. */
interface Found {
  readonly rows: readonly MessageRow[];
  readonly filtered: number;
  readonly total: number;
}

export class MessageService {
  readonly #chat: Chat;
  readonly #wazoUuid: string;

  constructor(chat: Chat, wazoUuid: string) {
    this.#chat = chat;
    this.#wazoUuid = wazoUuid;
  }

  /**
   * Posts a message. One whose `clientUuid` the author has used before in this room is not written again: the answer is
   * the first one, whatever the repetition says, and nobody is told.
   * @throws ApiError 404 when the author is not in the room, 409 when they have used the `clientUuid` in another one
   */
  post(session: Session, roomUuid: string, message: NewMessage): Promise<Posted> {
    return this.#chat.change<Posted>(roomUuid, async (transaction) => {
      const members = await membersOf(transaction, session, roomUuid);
      const uuid = randomUUID();
      const first = await findFirst(transaction, session, { roomUuid, messageUuid: uuid }, message);
      if (first && first.room_uuid !== roomUuid) throw clientUuidTaken(message.clientUuid);
      if (first) return { result: { created: await this.#chat.message(transaction, session, first), isNew: false } };
      const { revision, at } = await this.#chat.nextChange(transaction, roomUuid, 1);
      const row = { ...this.#author(session), ...said(message), uuid, room_uuid: roomUuid, created_at: at, revision };
      await queries.insertMessage(transaction, row);
      const taken = await message.take(transaction, row);
      await this.#chat.messagePosted(transaction, row);
      const created = this.#chat.newMessage(row, taken);
      return { result: { created, isNew: true }, event: posted(created, members) };
    });
  }

  /** A page of one room. @throws ApiError 404 when the caller is not in it */
  list(session: Session, roomUuid: string, query: PageQuery): Promise<MessagePage> {
    return this.#page(session, async (snapshot) => {
      await membersOf(snapshot, session, roomUuid);
      return findPage(snapshot, { ...query, rooms: [roomUuid] });
    });
  }

  /**
   * A page of one room next to a message of it; `filtered` counts its items, and one more for each side that goes on.
   * @throws ApiError 404 when the caller is not in the room, or the message is not
   */
  listBeside(session: Session, roomUuid: string, query: PageQuery, cursor: Cursor): Promise<MessagePage> {
    return this.#page(session, async (snapshot) => {
      await membersOf(snapshot, session, roomUuid);
      const target = await messageAt(snapshot, { roomUuid, messageUuid: cursor.messageUuid });
      const run = await besideCursor(snapshot, cursor.kind, target, query);
      return { ...run, total: await queries.countMessages(snapshot, [roomUuid]) };
    });
  }

  /** A page of all rooms of the caller, or of the newest message of each of them. */
  listAll(session: Session, query: PageQuery, onePerRoom: boolean): Promise<MessagePage> {
    return this.#page(session, async (snapshot) => {
      const rooms = await queries.findRoomUuids(snapshot, session.tenantUuid, session.userUuid);
      const filter = { ...query, rooms };
      return onePerRoom ? findOnePerRoom(snapshot, filter) : findPage(snapshot, filter);
    });
  }

  #page(session: Session, find: (snapshot: Queryable) => Promise<Found>): Promise<MessagePage> {
    return this.#chat.read(async (snapshot) => {
      const { rows, filtered, total } = await find(snapshot);
      return { items: await this.#chat.messages(snapshot, session, rows), filtered, total };
    });
  }

  #author({ userUuid, tenantUuid }: Session): Pick<MessageRow, 'user_uuid' | 'tenant_uuid' | 'wazo_uuid'> {
    return { user_uuid: userUuid, tenant_uuid: tenantUuid, wazo_uuid: this.#wazoUuid };
  }
}

/** What the sender says of a new message. */
const said = ({ content, alias, clientUuid }: NewMessage) =>
  ({ content, alias, client_uuid: clientUuid, updated_at: null, deleted_at: null }) as const;

const clientUuidTaken = (clientUuid: string | null): ApiError => {
  const message = 'This client_uuid names a message of yours in another room';
  return chatdError(409, 'client-uuid-taken', message, { client_uuid: clientUuid }, 'messages');
};

/** The message that its sender has posted before under the same name; takes the name when there is none. */
async function findFirst(
  transaction: Queryable,
  { userUuid }: Session,
  { roomUuid, messageUuid }: MessageAddress,
  { clientUuid }: NewMessage,
): Promise<MessageRow | undefined> {
  if (clientUuid === null) return undefined;
  const claim = { userUuid, clientUuid, messageUuid };
  if (await queries.claimClientUuid(transaction, claim)) return undefined;
  // What is answered then is all of one state.
  await lockRoom(transaction, roomUuid);
  return queries.findByClientUuid(transaction, claim);
}

async function findPage(database: Queryable, filter: MessageFilter): Promise<Found> {
  const rows = await queries.findMessages(database, filter);
  const total = await queries.countMessages(database, filter.rooms);
  const isFiltered = Boolean(filter.search) || filter.fromDate !== undefined;
  return { rows, total, filtered: isFiltered ? await queries.countMatches(database, filter) : total };
}

async function findOnePerRoom(database: Queryable, filter: MessageFilter): Promise<Found> {
  const rows = await queries.findLastMessages(database, filter);
  const total = await queries.countMessages(database, filter.rooms);
  return { rows, total, filtered: await queries.countLastMessages(database, filter) };
}

const posted = (message: Message, recipients: readonly string[]): BusEvent => ({
  name: 'chatd_user_room_message_created',
  tenantUuid: message.tenant_uuid,
  recipients,
  requiredAcl: `events.chatd.users.{recipient}.rooms.${message.room.uuid}.messages.created`,
  keys: { room_uuid: message.room.uuid },
  data: message,
});
