import type { Session } from '../../auth/session.js';
import type { Bus } from '../../bus/bus.js';
import { type Clock, microsecondSequence } from '../../clock.js';
import type { Database, Queryable } from '../../db/database.js';
import { chatdError, unknownMessage, unknownRoom } from '../../errors.js';
import { messageIsInRoom } from '../messages/queries.js';
import { findMembers } from '../rooms/queries.js';
import { zonedTimestamp } from '../../timestamps.js';
import * as queries from './queries.js';

/** Which message is meant, and where. */
export interface MessageAddress {
  readonly roomUuid: string;
  readonly messageUuid: string;
}

export interface Reaction {
  readonly emoji: string;
  readonly user_uuid: string;
  readonly created_at: string;
}

export interface ReactionDependencies {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
}

const withoutMessage = ({ emoji, user_uuid, created_at }: queries.ReactionRow): Reaction => ({
  emoji,
  user_uuid,
  created_at,
});

/** @returns the room's people. @throws ApiError 404 when the caller may not see the message */
async function membersOf(database: Queryable, session: Session, address: MessageAddress): Promise<string[]> {
  const members = await findMembers(database, session.tenantUuid, session.userUuid, address.roomUuid);
  if (!members) throw unknownRoom(address.roomUuid);
  const isThere = await messageIsInRoom(database, address.messageUuid, address.roomUuid);
  if (!isThere) throw unknownMessage(address.messageUuid);
  return members;
}

export class ReactionService {
  readonly #database: Database;
  readonly #bus: Bus;
  readonly #nextTime: () => number;

  constructor({ database, bus, clock }: ReactionDependencies) {
    this.#database = database;
    this.#bus = bus;
    this.#nextTime = microsecondSequence(clock);
  }

  async list(session: Session, address: MessageAddress): Promise<object> {
    await membersOf(this.#database, session, address);
    const items = (await queries.findReactions(this.#database, [address.messageUuid])).map(withoutMessage);
    return { items, filtered: items.length, total: items.length };
  }

  /** @param emoji in its fully-qualified form. @returns the reaction, and whether it is new */
  async add(session: Session, address: MessageAddress, emoji: string): Promise<{ reaction: Reaction; isNew: boolean }> {
    const key = { message_uuid: address.messageUuid, user_uuid: session.userUuid, emoji };
    const { row, isNew, members } = await this.#database.transaction(async (transaction) => {
      const members = await membersOf(transaction, session, address);
      const row = { ...key, created_at: zonedTimestamp(this.#nextTime()) };
      const isNew = await queries.insertReaction(transaction, row);
      return { row: isNew ? row : ((await queries.findReaction(transaction, key)) ?? row), isNew, members };
    });
    if (isNew) this.#announce('created', session, address, emoji, members);
    return { reaction: withoutMessage(row), isNew };
  }

  /** @throws ApiError 404 `unknown-reaction` when there is none to take back */
  async remove(session: Session, address: MessageAddress, emoji: string): Promise<void> {
    const key = { message_uuid: address.messageUuid, user_uuid: session.userUuid, emoji };
    const members = await this.#database.transaction(async (transaction) => {
      const members = await membersOf(transaction, session, address);
      if (await queries.deleteReaction(transaction, key)) return members;
      throw chatdError(404, 'unknown-reaction', `No such reaction: "${emoji}"`, { emoji }, 'reactions');
    });
    this.#announce('deleted', session, address, emoji, members);
  }

  #announce(
    change: 'created' | 'deleted',
    session: Session,
    { roomUuid, messageUuid }: MessageAddress,
    emoji: string,
    members: readonly string[],
  ): void {
    this.#bus.publish({
      name: `chatd_users_room_message_reaction_${change}`,
      tenantUuid: session.tenantUuid,
      recipients: members,
      requiredAcl: `events.chatd.users.{recipient}.rooms.${roomUuid}.messages.${messageUuid}.reactions.${change}`,
      keys: { room_uuid: roomUuid, message_uuid: messageUuid },
      data: { emoji, user_uuid: session.userUuid },
    });
  }
}
