import type { Session } from '../../auth/session.js';
import type { Bus } from '../../bus/bus.js';
import type { Database } from '../../db/database.js';
import { unknownMessage, unknownRoom } from '../../errors.js';
import { findMessage } from '../messages/queries.js';
import { findMembers } from '../rooms/queries.js';
import { hasRead, moveRead, type ReadPlace } from './queries.js';

export interface ReceiptDependencies {
  readonly database: Database;
  readonly bus: Bus;
}

export class ReceiptService {
  readonly #database: Database;
  readonly #bus: Bus;

  constructor({ database, bus }: ReceiptDependencies) {
    this.#database = database;
    this.#bus = bus;
  }

  /**
   * Notes that the caller has read a room up to a message; says nothing when he had already read further.
   * @throws ApiError 404 when the caller is not in the room, or the message is not
   */
  async read(session: Session, roomUuid: string, messageUuid: string): Promise<void> {
    const { userUuid, tenantUuid } = session;
    const told = await this.#database.transaction(async (transaction) => {
      const members = await findMembers(transaction, tenantUuid, userUuid, roomUuid);
      if (!members) throw unknownRoom(roomUuid);
      const message = await findMessage(transaction, messageUuid, roomUuid);
      if (!message) throw unknownMessage(messageUuid);
      const place = { roomUuid, userUuid, messageUuid, at: message.created_at };
      // Asked first, so that the many repetitions of a client cost no counting.
      const moved = !(await hasRead(transaction, place)) && (await moveRead(transaction, place));
      return moved ? { place, members } : undefined;
    });
    if (told) this.#announce(tenantUuid, told.place, told.members);
  }

  #announce(tenantUuid: string, { roomUuid, userUuid, messageUuid }: ReadPlace, members: readonly string[]): void {
    this.#bus.publish({
      name: 'chatd_user_room_read',
      tenantUuid,
      recipients: members,
      requiredAcl: `events.chatd.users.{recipient}.rooms.${roomUuid}.read.updated`,
      keys: { room_uuid: roomUuid, message_uuid: messageUuid },
      data: { user_uuid: userUuid, message_uuid: messageUuid },
    });
  }
}
