import { MESSAGE_COLUMNS, type MessageRow, messageRows } from '../../chat/message.js';
import type { Queryable } from '../../db/database.js';

export interface RevisionRow {
  readonly room_uuid: string;
  readonly revision: number;
}

/** The counters of these rooms; a room in which nothing was ever changed may have none, which means 0. */
export function findRevisions(database: Queryable, rooms: readonly string[]): Promise<RevisionRow[]> {
  return database.query<RevisionRow>(
    'SELECT room_uuid, revision FROM chatd_room_message_count WHERE room_uuid = ANY ($1::uuid[])',
    [rooms],
  );
}

/** Whether more than `most` messages of a room have changed after a revision; reads no more than that of the index. */
export async function moreChangedThan(
  database: Queryable,
  roomUuid: string,
  after: number,
  most: number,
): Promise<boolean> {
  const rows = await database.query(
    `SELECT FROM chatd_room_message_state WHERE room_uuid = $1 AND revision > $2
     ORDER BY revision LIMIT 1 OFFSET $3`,
    [roomUuid, after, most],
  );
  return rows.length > 0;
}

/** The messages of a room that changed after a revision, as they are now, in the order of their last changes. */
export function findChanged(
  database: Queryable,
  roomUuid: string,
  after: number,
  limit: number,
): Promise<MessageRow[]> {
  const page = `SELECT ${MESSAGE_COLUMNS}
    FROM (SELECT message_uuid, revision FROM chatd_room_message_state
          WHERE room_uuid = $1 AND revision > $2 ORDER BY revision LIMIT $3) AS changed
    JOIN LATERAL (SELECT * FROM chatd_room_message WHERE uuid = changed.message_uuid OFFSET 0) AS m ON true`;
  return database.query<MessageRow>(messageRows(page, 'ORDER BY revision'), [roomUuid, after, limit]);
}
