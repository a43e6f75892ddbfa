import type { Queryable } from '../db/database.js';
import type { MessageRow } from './message.js';

/** Until the end of the transaction, nobody else changes a message of this room. */
export async function lockRoom(transaction: Queryable, roomUuid: string): Promise<void> {
  // The row is locked, or made; `WHERE false` keeps it as it is.
  await transaction.query(
    `INSERT INTO chatd_room_message_count (room_uuid, messages) VALUES ($1, NULL)
     ON CONFLICT (room_uuid) DO UPDATE SET revision = 0 WHERE false`,
    [roomUuid],
  );
}

/** A change of a room. */
export interface Change {
  readonly revision: number;
  /** Its time, later than that of every change before. */
  readonly at: string;
}

/**
 * Raises the room's counter, and locks it until the end of the transaction.
 * @param now used as the change's time, unless the last change or the newest message is not before it: the clock of the
 *   process that wrote them may be ahead
 * @param posted how many messages are new with this change
 */
export async function nextChange(
  transaction: Queryable,
  roomUuid: string,
  now: string,
  posted: 0 | 1 = 0,
): Promise<Change> {
  const [change] = await transaction.query<Change>(
    `INSERT INTO chatd_room_message_count AS room (room_uuid, messages, revision, changed_at)
     VALUES ($1, NULL, 1, greatest($3::timestamptz,
       (SELECT created_at FROM chatd_room_message WHERE room_uuid = $1 ORDER BY created_at DESC, uuid DESC LIMIT 1)
         + interval '1 microsecond'))
     ON CONFLICT (room_uuid) DO UPDATE SET revision = room.revision + 1, messages = room.messages + $2,
       changed_at = greatest(excluded.changed_at, room.changed_at + interval '1 microsecond')
     RETURNING revision, changed_at AS at`,
    [roomUuid, posted, now],
  );
  if (!change) throw new Error(`The room ${roomUuid} took no change`);
  return change;
}

/** Notes a change of a message that is there. @param message as it is after the change, with its revision */
export async function saveChanged(transaction: Queryable, message: MessageRow): Promise<void> {
  await transaction.query(
    `INSERT INTO chatd_room_message_state (message_uuid, room_uuid, revision, updated_at, deleted_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (message_uuid) DO UPDATE SET revision = $3, updated_at = $4, deleted_at = $5`,
    [message.uuid, message.room_uuid, message.revision, message.updated_at, message.deleted_at],
  );
}
