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

/**
 * Raises the room's counter, and locks it until the end of the transaction.
 * @param posted how many messages are new with this change
 * @returns the number of the change
 */
export async function nextRevision(transaction: Queryable, roomUuid: string, posted: 0 | 1 = 0): Promise<number> {
  const [row] = await transaction.query<{ revision: number }>(
    `INSERT INTO chatd_room_message_count AS room (room_uuid, messages, revision) VALUES ($1, NULL, 1)
     ON CONFLICT (room_uuid) DO UPDATE SET revision = room.revision + 1, messages = room.messages + $2
     RETURNING revision`,
    [roomUuid, posted],
  );
  if (!row) throw new Error(`The room ${roomUuid} got no revision`);
  return row.revision;
}

/**
 * Puts a change of a message under the room's next number. Call it under the room's lock.
 * @returns the message as it is then
 */
export async function revised(transaction: Queryable, message: MessageRow): Promise<MessageRow> {
  const revision = await nextRevision(transaction, message.room_uuid);
  await transaction.query(
    `INSERT INTO chatd_room_message_state (message_uuid, room_uuid, revision, updated_at, deleted_at)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (message_uuid) DO UPDATE SET revision = $3, updated_at = $4, deleted_at = $5`,
    [message.uuid, message.room_uuid, revision, message.updated_at, message.deleted_at],
  );
  return { ...message, revision };
}
