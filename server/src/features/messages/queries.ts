import type { Queryable } from '../../db/database.js';
import { MESSAGE_COLUMNS, type MessageRow, messageRows } from '../../chat/message.js';

/** A page of messages; `rooms` are those that the caller takes part in. */
export interface MessageFilter {
  readonly rooms: readonly string[];
  /** Words in order; `%` and `_` are wildcards, as in chatd. */
  readonly search: string | undefined;
  readonly fromDate: string | undefined;
  readonly direction: 'asc' | 'desc';
  readonly limit: number;
  readonly offset: number;
}

/** A place in a room's order, that of a message. */
export interface Position {
  readonly at: string;
  readonly uuid: string;
}

/** Which side of a position is meant: `before` is older. */
export type Side = 'before' | 'after';

export interface BesideFilter extends Pick<MessageFilter, 'search' | 'fromDate' | 'limit'> {
  readonly room: string;
  readonly side: Side;
  readonly position: Position;
}

/** An equation keeps the index's order for one room; a list of rooms would have to be sorted, however long they are. */
const inRooms = ({ rooms }: MessageFilter): string =>
  rooms.length === 1 ? 'm.room_uuid = ($1::uuid[])[1]' : 'm.room_uuid = ANY ($1::uuid[])';

/** chatd strips the accents of the content, not those of the pattern. */
const MATCHES = `($2::timestamptz IS NULL OR m.created_at >= $2)
  AND ($3::text IS NULL OR unaccent(m.content) ILIKE $3)`;

/** The words in order, with anything between them; a backslash is a backslash. */
const pattern = (search: string | undefined): string | null =>
  search ? `%${search.replaceAll('\\', '\\\\').split(/\s+/).join('%')}%` : null;

/** Ties have an order too, so that no page misses or repeats a message. */
const newestFirst = (direction: 'asc' | 'desc'): string => `ORDER BY m.created_at ${direction}, m.uuid ${direction}`;

/** `$1` to `$3` of a query with `MATCHES`. */
const matching = (filter: MessageFilter): unknown[] => [filter.rooms, filter.fromDate ?? null, pattern(filter.search)];

/** @param page SQL with `MATCHES`, the limit as `$4` and the offset as `$5` */
const readPage = (database: Queryable, page: string, filter: MessageFilter): Promise<MessageRow[]> =>
  database.query<MessageRow>(messageRows(page, newestFirst(filter.direction)), [
    ...matching(filter),
    filter.limit,
    filter.offset,
  ]);

/** A sender's own name for a message that they are about to write. */
export interface Claim {
  readonly userUuid: string;
  readonly clientUuid: string;
  readonly messageUuid: string;
}

/**
 * Takes the sender's name for a message that will be written in the same transaction. Of two at once the second waits
 * until the first has committed.
 * @returns whether it was free
 */
export async function claimClientUuid(transaction: Queryable, claim: Claim): Promise<boolean> {
  const rows = await transaction.query(
    `INSERT INTO chatd_room_message_client (user_uuid, client_uuid, message_uuid) VALUES ($1, $2, $3)
     ON CONFLICT DO NOTHING RETURNING message_uuid`,
    [claim.userUuid, claim.clientUuid, claim.messageUuid],
  );
  return rows.length > 0;
}

/** The message that its sender calls so. */
export async function findByClientUuid(database: Queryable, claim: Claim): Promise<MessageRow | undefined> {
  const sql = messageRows(
    `SELECT ${MESSAGE_COLUMNS} FROM chatd_room_message_client c JOIN chatd_room_message m ON m.uuid = c.message_uuid
     WHERE c.user_uuid = $1 AND c.client_uuid = $2`,
  );
  const [row] = await database.query<MessageRow>(sql, [claim.userUuid, claim.clientUuid]);
  return row;
}

/** Writes a message under a revision of its room that counts it; its `client_uuid` is claimed apart. */
export async function insertMessage(transaction: Queryable, row: MessageRow): Promise<void> {
  await transaction.query(
    `WITH message AS (
       INSERT INTO chatd_room_message (uuid, room_uuid, content, alias, user_uuid, tenant_uuid, wazo_uuid, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8))
     INSERT INTO chatd_room_message_state (message_uuid, room_uuid, revision) VALUES ($1, $2, $9)`,
    [
      row.uuid,
      row.room_uuid,
      row.content,
      row.alias,
      row.user_uuid,
      row.tenant_uuid,
      row.wazo_uuid,
      row.created_at,
      row.revision,
    ],
  );
}

export function findMessages(database: Queryable, filter: MessageFilter): Promise<MessageRow[]> {
  const page = `SELECT ${MESSAGE_COLUMNS} FROM chatd_room_message m WHERE ${inRooms(filter)} AND ${MATCHES}
    ${newestFirst(filter.direction)} LIMIT $4 OFFSET $5`;
  return readPage(database, page, filter);
}

/** The messages next to a position, the nearest first. */
export function findBeside(database: Queryable, filter: BesideFilter): Promise<MessageRow[]> {
  const [sign, direction] = filter.side === 'before' ? (['<', 'desc'] as const) : (['>', 'asc'] as const);
  const page = `SELECT ${MESSAGE_COLUMNS} FROM chatd_room_message m
    WHERE m.room_uuid = $1 AND (m.created_at, m.uuid) ${sign} ($5::timestamptz, $6::uuid) AND ${MATCHES}
    ${newestFirst(direction)} LIMIT $4`;
  return database.query<MessageRow>(messageRows(page, newestFirst(direction)), [
    filter.room,
    filter.fromDate ?? null,
    pattern(filter.search),
    filter.limit,
    filter.position.at,
    filter.position.uuid,
  ]);
}

/** The newest message of each room `$1`, whatever it says. */
const NEWEST = `unnest($1::uuid[]) AS room CROSS JOIN LATERAL (
    SELECT ${MESSAGE_COLUMNS} FROM chatd_room_message m WHERE m.room_uuid = room ${newestFirst('desc')} LIMIT 1) AS m`;

/** Of the newest message of each room those that match: as chatd, which does not search for the newest match. */
export function findLastMessages(database: Queryable, filter: MessageFilter): Promise<MessageRow[]> {
  const page = `SELECT m.* FROM ${NEWEST} WHERE ${MATCHES} ${newestFirst(filter.direction)} LIMIT $4 OFFSET $5`;
  return readPage(database, page, filter);
}

export async function countMatches(database: Queryable, filter: MessageFilter): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `SELECT count(*) FROM chatd_room_message m WHERE ${inRooms(filter)} AND ${MATCHES}`,
    matching(filter),
  );
  return row?.count ?? 0;
}

export async function countLastMessages(database: Queryable, filter: MessageFilter): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `SELECT count(*) FROM ${NEWEST} WHERE ${MATCHES}`,
    matching(filter),
  );
  return row?.count ?? 0;
}

/** All messages of the rooms, from the kept count where there is one. */
export async function countMessages(database: Queryable, rooms: readonly string[]): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `SELECT coalesce(sum(coalesce(c.messages,
       (SELECT count(*) FROM chatd_room_message m WHERE m.room_uuid = room))), 0)::bigint AS count
     FROM unnest($1::uuid[]) AS room LEFT JOIN chatd_room_message_count c ON c.room_uuid = room`,
    [rooms],
  );
  return row?.count ?? 0;
}

export async function findRoomUuids(database: Queryable, tenantUuid: string, userUuid: string): Promise<string[]> {
  const rows = await database.query<{ uuid: string }>(
    `SELECT r.uuid FROM chatd_room r JOIN chatd_room_user u ON u.room_uuid = r.uuid
     WHERE u.uuid = $2 AND r.tenant_uuid = $1`,
    [tenantUuid, userUuid],
  );
  return rows.map((row) => row.uuid);
}
