import { randomUUID } from 'node:crypto';
import type { Session } from '../../auth/session.js';
import type { Bus } from '../../bus/bus.js';
import type { Database, Queryable } from '../../db/database.js';
import * as queries from './queries.js';
import type { Message, MessageService } from '../messages/service.js';
import type { RoomWithUsers } from './queries.js';

/** A room as one of its people sees it. */
export interface Room extends RoomWithUsers {
  last_message: Message | null;
}

export interface NewRoom {
  readonly name: string | null;
  /** 2 to 100 uuids in lower case, the creator's among them, none twice. */
  readonly userUuids: readonly string[];
}

export interface RoomDependencies {
  readonly database: Database;
  readonly bus: Bus;
  readonly wazoUuid: string;
  readonly messages: Pick<MessageService, 'newestOf'>;
}

export class RoomService {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #wazoUuid: string;
  readonly #messages: Pick<MessageService, 'newestOf'>;

  constructor({ database, bus, wazoUuid, messages }: RoomDependencies) {
    this.#database = database;
    this.#bus = bus;
    this.#wazoUuid = wazoUuid;
    this.#messages = messages;
  }

  /** @param withUsers only rooms in which all of these take part */
  async list(session: Session, withUsers: readonly string[]): Promise<object> {
    const { tenantUuid, userUuid } = session;
    // What is unread and what is newest are of the same moment: a client takes the one for the other's measure.
    const items = await this.#database.transaction(async (transaction) =>
      this.#withNewest(transaction, await queries.findRooms(transaction, tenantUuid, userUuid, withUsers)),
    );
    // chatd counts only what it lists.
    return { items, filtered: items.length, total: items.length };
  }

  /** Makes a room; a nameless one of people who have one already is that one again, and nobody is told. */
  async create(session: Session, wanted: NewRoom): Promise<Room> {
    const { room, isNew } = await this.#database.transaction((transaction) =>
      this.#findOrInsert(transaction, session, wanted),
    );
    if (isNew) this.#announce(room);
    return room;
  }

  async #findOrInsert(
    transaction: Queryable,
    session: Session,
    wanted: NewRoom,
  ): Promise<{ room: Room; isNew: boolean }> {
    if (!wanted.name) {
      const existing = await this.#findNameless(transaction, session, wanted.userUuids);
      if (existing) return { room: existing, isNew: false };
    }
    const room = this.#newRoom(session, wanted);
    await queries.insertRoom(transaction, room);
    return { room, isNew: true };
  }

  async #findNameless(
    transaction: Queryable,
    session: Session,
    userUuids: readonly string[],
  ): Promise<Room | undefined> {
    const sorted = [...userUuids].sort();
    // Two who write to each other for the first time at the same moment must meet in one room.
    await queries.lockParticipants(transaction, session.tenantUuid, sorted);
    const uuid = await queries.findNamelessRoom(transaction, session.tenantUuid, session.userUuid, sorted);
    const room = uuid === undefined ? undefined : await queries.findRoom(transaction, uuid, session.userUuid);
    return room && (await this.#withNewest(transaction, [room]))[0];
  }

  async #withNewest(database: Queryable, rooms: readonly RoomWithUsers[]): Promise<Room[]> {
    const newest = await this.#messages.newestOf(
      database,
      rooms.map(({ uuid }) => uuid),
    );
    return rooms.map((room) => ({ ...room, last_message: newest.get(room.uuid) ?? null }));
  }

  #newRoom(session: Session, wanted: NewRoom): Room {
    const common = { tenant_uuid: session.tenantUuid, wazo_uuid: this.#wazoUuid, identity: null };
    return {
      uuid: randomUUID(),
      tenant_uuid: session.tenantUuid,
      name: wanted.name,
      // The same for all its people, as long as nobody has written.
      unread_count: 0,
      last_read_message_uuid: null,
      last_message: null,
      users: wanted.userUuids.map((uuid) => ({ uuid, ...common })),
    };
  }

  #announce(room: Room): void {
    this.#bus.publish({
      name: 'chatd_user_room_created',
      tenantUuid: room.tenant_uuid,
      recipients: room.users.map((user) => user.uuid),
      requiredAcl: 'events.chatd.users.{recipient}.rooms.created',
      data: room,
    });
  }
}
