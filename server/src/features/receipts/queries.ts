import type { Queryable } from '../../db/database.js';

/** Where someone has read to: a message of the room. */
export interface ReadPlace {
  readonly roomUuid: string;
  readonly userUuid: string;
  readonly messageUuid: string;
  readonly at: string;
}

/** Unread messages are counted up to this number, which stands for "this many or more". */
export const MOST_UNREAD = 1000;

/** Messages of others after a place in a room, of which all three are SQL. */
const othersAfter = (room: string, user: string, place: string): string =>
  `(SELECT count(*) FROM (SELECT FROM chatd_room_message m
     WHERE m.room_uuid = ${room} AND m.user_uuid <> ${user} AND (m.created_at, m.uuid) > ${place}
     LIMIT ${MOST_UNREAD}) AS newer)`;

/** What someone has not read of a room, and the place where they are. */
export interface UnreadRow {
  readonly room_uuid: string;
  /** Messages of others after the place, `MOST_UNREAD` for that many or more. */
  readonly unread_count: number;
  readonly last_read_message_uuid: string | null;
}

const BEFORE_ALL =
  "(coalesce(seen.message_at, '-infinity'), coalesce(seen.message_uuid, '00000000-0000-0000-0000-000000000000'))";

/** What a user has not read of these rooms: a subtraction, except in a room of which no count is kept. */
export function findUnread(database: Queryable, rooms: readonly string[], userUuid: string): Promise<UnreadRow[]> {
  return database.query<UnreadRow>(
    `SELECT room AS room_uuid, seen.message_uuid AS last_read_message_uuid,
       least(${MOST_UNREAD}, CASE WHEN total.messages IS NULL THEN ${othersAfter('room', '$2', BEFORE_ALL)}
         ELSE greatest(0, total.messages - coalesce(seen.posted, 0) - coalesce(seen.others_read, 0)) END) AS unread_count
     FROM unnest($1::uuid[]) AS room
     LEFT JOIN chatd_room_message_count total ON total.room_uuid = room
     LEFT JOIN chatd_room_user_read seen ON seen.room_uuid = room AND seen.user_uuid = $2`,
    [rooms, userUuid],
  );
}

/** A message that its author has not to read. */
export async function countPosted(transaction: Queryable, roomUuid: string, userUuid: string): Promise<void> {
  await transaction.query(
    `INSERT INTO chatd_room_user_read AS seen (room_uuid, user_uuid, posted) VALUES ($1, $2, 1)
     ON CONFLICT (room_uuid, user_uuid) DO UPDATE SET posted = seen.posted + 1`,
    [roomUuid, userUuid],
  );
}

/** Whether someone has read up to this place or beyond it. */
export async function hasRead(database: Queryable, place: ReadPlace): Promise<boolean> {
  const rows = await database.query(
    `SELECT FROM chatd_room_user_read
     WHERE room_uuid = $1 AND user_uuid = $2 AND (message_at, message_uuid) >= ($4::timestamptz, $3::uuid)`,
    [place.roomUuid, place.userUuid, place.messageUuid, place.at],
  );
  return rows.length > 0;
}

/**
 * Moves someone's place forward. What lies behind it is counted from the newest message back, which is short for one
 * who reads to the end; so a count that went wrong is right again.
 * @returns whether it moved; it never moves back
 */
export async function moveRead(transaction: Queryable, place: ReadPlace): Promise<boolean> {
  const rows = await transaction.query(
    `INSERT INTO chatd_room_user_read AS seen (room_uuid, user_uuid, message_uuid, message_at, others_read)
     SELECT $1, $2, $3, $4,
       coalesce((SELECT messages FROM chatd_room_message_count WHERE room_uuid = $1), 0)
       - coalesce((SELECT posted FROM chatd_room_user_read WHERE room_uuid = $1 AND user_uuid = $2), 0)
       - ${othersAfter('$1', '$2', '($4::timestamptz, $3::uuid)')}
     ON CONFLICT (room_uuid, user_uuid) DO UPDATE
     SET message_uuid = excluded.message_uuid, message_at = excluded.message_at, others_read = excluded.others_read
     WHERE seen.message_uuid IS NULL
       OR (seen.message_at, seen.message_uuid) < (excluded.message_at, excluded.message_uuid)
     RETURNING room_uuid`,
    [place.roomUuid, place.userUuid, place.messageUuid, place.at],
  );
  return rows.length > 0;
}
