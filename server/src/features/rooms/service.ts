import { randomUUID } from 'node:crypto';
import type { Session } from '../../auth/session.js';
import type { BusEvent } from '../../bus/bus.js';
import type { Chat } from '../../chat/chat.js';
import type { Queryable } from '../../db/database.js';
import * as queries from './queries.js';
import type { Room } from './queries.js';

export interface NewRoom {
  readonly name: string | null;
  /** 2 to 100 uuids in lower case, the creator's among them, none twice. */
  readonly userUuids: readonly string[];
}

export class RoomService {
  readonly #chat: Chat;
  readonly #wazoUuid: string;

  constructor(chat: Chat, wazoUuid: string) {
    this.#chat = chat;
    this.#wazoUuid = wazoUuid;
  }

  /** @param withUsers only rooms in which all of these take part */
  async list(session: Session, withUsers: readonly string[]): Promise<object> {
    const { tenantUuid, userUuid } = session;
    // What is unread and what is newest are of the same moment: a client takes the one for the other's measure.
    const items = await this.#chat.read(async (snapshot) =>
      this.#chat.rooms(snapshot, session, await queries.findRooms(snapshot, tenantUuid, userUuid, withUsers)),
    );
    // chatd counts only what it lists.
    return { items, filtered: items.length, total: items.length };
  }

  /** Makes a room; a nameless one of people who have one already is that one again, and nobody is told. */
  create(session: Session, wanted: NewRoom): Promise<Room> {
    const room = this.#newRoom(session, wanted);
    return this.#chat.change(room.uuid, async (transaction) => {
      const existing = wanted.name ? undefined : await this.#findNameless(transaction, session, wanted.userUuids);
      if (existing) return { result: existing };
      await queries.insertRoom(transaction, room);
      return { result: room, event: created(room) };
    });
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
    const room = uuid === undefined ? undefined : await queries.findRoom(transaction, uuid);
    return room && (await this.#chat.rooms(transaction, session, [room]))[0];
  }

  #newRoom(session: Session, wanted: NewRoom): Room {
    const common = { tenant_uuid: session.tenantUuid, wazo_uuid: this.#wazoUuid, identity: null };
    return this.#chat.newRoom({
      uuid: randomUUID(),
      tenant_uuid: session.tenantUuid,
      name: wanted.name,
      users: wanted.userUuids.map((uuid) => ({ uuid, ...common })),
    });
  }
}

const created = (room: Room): BusEvent => ({
  name: 'chatd_user_room_created',
  tenantUuid: room.tenant_uuid,
  recipients: room.users.map((user) => user.uuid),
  requiredAcl: 'events.chatd.users.{recipient}.rooms.created',
  data: room,
});
