import type { Session } from '../../auth/session.js';
import type { BusEvent } from '../../bus/bus.js';
import { membersOf } from '../../chat/members.js';
import { type MessageAddress, messageAt } from '../../chat/message.js';
import type { Context } from '../../context.js';
import type { Database } from '../../db/database.js';
import { KeyedQueue } from '../../keyed-queue.js';
import { Announcer } from './announcer.js';
import { hasRead, moveRead, type ReadPlace } from './queries.js';

export class ReceiptService {
  readonly #database: Database;
  readonly #announcer: Announcer;
  /** Of one person in one room the places come one after the other, so that the last one told is the furthest. */
  readonly #reading = new KeyedQueue();

  constructor(context: Pick<Context, 'database' | 'bus' | 'clock'>) {
    this.#database = context.database;
    this.#announcer = new Announcer(context);
  }

  /**
   * Notes that the caller has read a room up to a message; says nothing when they had already read further.
   * @throws ApiError 404 when the caller is not in the room, or the message is not
   */
  read(session: Session, address: MessageAddress): Promise<void> {
    const key = `${address.roomUuid} ${session.userUuid}`;
    return this.#reading.run(key, async () => {
      const place = await this.#move(session, address);
      if (place) this.#announcer.announce(key, read(session.tenantUuid, place));
    });
  }

  /** Tells what is still to be told. */
  close(): void {
    this.#announcer.flush();
  }

  /** @returns undefined when the caller was there already */
  #move(session: Session, address: MessageAddress): Promise<ReadPlace | undefined> {
    return this.#database.transaction('read committed', async (transaction) => {
      await membersOf(transaction, session, address.roomUuid);
      const { created_at: at } = await messageAt(transaction, address);
      const place = { ...address, userUuid: session.userUuid, at };
      // Asked first, so that the many repetitions of a client cost no counting.
      const moved = !(await hasRead(transaction, place)) && (await moveRead(transaction, place));
      return moved ? place : undefined;
    });
  }
}

/**
 * Who learns how far somebody has read: so far nobody but themselves, in their other windows. Where receipts are shown to
 * others, those members come in here who are shown them.
 */
const audienceOf = ({ userUuid }: ReadPlace): readonly string[] => [userUuid];

const read = (tenantUuid: string, place: ReadPlace): BusEvent => {
  const { roomUuid, userUuid, messageUuid } = place;
  return {
    name: 'chatd_user_room_read',
    tenantUuid,
    recipients: audienceOf(place),
    requiredAcl: `events.chatd.users.{recipient}.rooms.${roomUuid}.read.updated`,
    keys: { room_uuid: roomUuid, message_uuid: messageUuid },
    data: { user_uuid: userUuid, message_uuid: messageUuid },
  };
};
