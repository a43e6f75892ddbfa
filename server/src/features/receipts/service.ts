import type { Session } from '../../auth/session.js';
import type { Bus, BusEvent } from '../../bus/bus.js';
import { membersOf } from '../../chat/members.js';
import { type MessageAddress, messageAt } from '../../chat/message.js';
import type { Context } from '../../context.js';
import type { Database } from '../../db/database.js';
import { hasRead, moveRead, type ReadPlace } from './queries.js';

export class ReceiptService {
  readonly #database: Database;
  readonly #bus: Bus;

  constructor({ database, bus }: Pick<Context, 'database' | 'bus'>) {
    this.#database = database;
    this.#bus = bus;
  }

  /**
   * Notes that the caller has read a room up to a message; says nothing when they had already read further.
   * @throws ApiError 404 when the caller is not in the room, or the message is not
   */
  async read(session: Session, address: MessageAddress): Promise<void> {
    const { userUuid, tenantUuid } = session;
    const event = await this.#database.transaction(async (transaction) => {
      const members = await membersOf(transaction, session, address.roomUuid);
      const message = await messageAt(transaction, address);
      const place = { ...address, userUuid, at: message.created_at };
      // Asked first, so that the many repetitions of a client cost no counting.
      const moved = !(await hasRead(transaction, place)) && (await moveRead(transaction, place));
      return moved ? read(tenantUuid, place, members) : undefined;
    });
    if (event) this.#bus.publish(event);
  }
}

const read = (
  tenantUuid: string,
  { roomUuid, userUuid, messageUuid }: ReadPlace,
  recipients: readonly string[],
): BusEvent => ({
  name: 'chatd_user_room_read',
  tenantUuid,
  recipients,
  requiredAcl: `events.chatd.users.{recipient}.rooms.${roomUuid}.read.updated`,
  keys: { room_uuid: roomUuid, message_uuid: messageUuid },
  data: { user_uuid: userUuid, message_uuid: messageUuid },
});
