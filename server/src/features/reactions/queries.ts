import type { Queryable } from '../../db/database.js';

/** A reaction as REST carries it. */
export interface Reaction {
  readonly emoji: string;
  readonly user_uuid: string;
  readonly created_at: string;
}

export interface ReactionRow extends Reaction {
  readonly message_uuid: string;
}

export const toReaction = ({ emoji, user_uuid, created_at }: ReactionRow): Reaction => ({
  emoji,
  user_uuid,
  created_at,
});

const ORDER = 'ORDER BY created_at, user_uuid, emoji';

/** The reactions to all of these messages, oldest first. */
export async function findReactions(database: Queryable, messageUuids: readonly string[]): Promise<ReactionRow[]> {
  if (messageUuids.length === 0) return [];
  return database.query<ReactionRow>(
    `SELECT message_uuid, emoji, user_uuid, created_at FROM chatd_room_message_reaction
     WHERE message_uuid = ANY ($1::uuid[]) ${ORDER}`,
    [messageUuids],
  );
}

/** @returns whether it was not there before */
export async function insertReaction(transaction: Queryable, row: ReactionRow): Promise<boolean> {
  const rows = await transaction.query(
    `INSERT INTO chatd_room_message_reaction (message_uuid, user_uuid, emoji, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING emoji`,
    [row.message_uuid, row.user_uuid, row.emoji, row.created_at],
  );
  return rows.length > 0;
}

export async function findReaction(
  database: Queryable,
  row: Omit<ReactionRow, 'created_at'>,
): Promise<ReactionRow | undefined> {
  const [found] = await database.query<ReactionRow>(
    `SELECT message_uuid, emoji, user_uuid, created_at FROM chatd_room_message_reaction
     WHERE message_uuid = $1 AND user_uuid = $2 AND emoji = $3`,
    [row.message_uuid, row.user_uuid, row.emoji],
  );
  return found;
}

/** @returns whether it was there */
export async function deleteReaction(transaction: Queryable, row: Omit<ReactionRow, 'created_at'>): Promise<boolean> {
  const rows = await transaction.query(
    `DELETE FROM chatd_room_message_reaction WHERE message_uuid = $1 AND user_uuid = $2 AND emoji = $3 RETURNING emoji`,
    [row.message_uuid, row.user_uuid, row.emoji],
  );
  return rows.length > 0;
}

/** Takes all reactions to a message away. */
export async function deleteReactions(transaction: Queryable, messageUuid: string): Promise<void> {
  await transaction.query('DELETE FROM chatd_room_message_reaction WHERE message_uuid = $1', [messageUuid]);
}
