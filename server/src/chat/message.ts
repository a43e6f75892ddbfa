import type { Queryable } from '../db/database.js';
import { unknownMessage } from '../errors.js';

/** Which message is meant, and where. */
export interface MessageAddress {
  readonly roomUuid: string;
  readonly messageUuid: string;
}

/** A message as the tables have it. */
export interface MessageRow {
  readonly uuid: string;
  readonly room_uuid: string;
  readonly content: string;
  readonly alias: string | null;
  readonly user_uuid: string;
  readonly tenant_uuid: string;
  readonly wazo_uuid: string;
  readonly created_at: string;
  /** What the sender called it; null when they did not. */
  readonly client_uuid: string | null;
  /** The room's counter when the message last changed; 0 for one that has not changed since the server counts. */
  readonly revision: number;
  /** When its content was last changed. */
  readonly updated_at: string | null;
  /** Since when it is a tombstone: without content, but in its place. */
  readonly deleted_at: string | null;
}

/** A message as REST and events carry it, but for what features add. */
export interface Message extends Omit<MessageRow, 'room_uuid'> {
  readonly room: { readonly uuid: string };
  readonly delivery: { readonly type: 'internal'; readonly backend: null; readonly recipients: readonly [] };
}

/** The columns of `chatd_room_message m`. */
export const MESSAGE_COLUMNS =
  'm.uuid, m.room_uuid, m.content, m.alias, m.user_uuid, m.tenant_uuid, m.wazo_uuid, m.created_at';

/**
 * Completes a query for `MESSAGE_COLUMNS` by what the extension keeps beside chatd's table; only for the rows of the
 * page, not for what it skips.
 * @param order the page's `ORDER BY`, on `m`
 */
export const messageRows = (page: string, order = ''): string =>
  `SELECT m.*, (SELECT c.client_uuid FROM chatd_room_message_client c WHERE c.message_uuid = m.uuid) AS client_uuid,
     coalesce(state.revision, 0) AS revision, state.updated_at, state.deleted_at
   FROM (${page}) AS m
   -- One look into the index for each row: without statistics a plain join may read the whole table.
   LEFT JOIN LATERAL (SELECT * FROM chatd_room_message_state s WHERE s.message_uuid = m.uuid OFFSET 0) AS state ON true
   ${order}`;

/** @throws ApiError 404 `unknown-message` when it is not in the room */
export async function messageAt(database: Queryable, address: MessageAddress): Promise<MessageRow> {
  const sql = messageRows(`SELECT ${MESSAGE_COLUMNS} FROM chatd_room_message m WHERE m.uuid = $1 AND m.room_uuid = $2`);
  const [row] = await database.query<MessageRow>(sql, [address.messageUuid, address.roomUuid]);
  if (!row) throw unknownMessage(address.messageUuid);
  return row;
}

/** Replaces what a message says; nothing of the former content stays in the tables. */
export async function writeContent(transaction: Queryable, messageUuid: string, content: string): Promise<void> {
  await transaction.query('UPDATE chatd_room_message SET content = $2 WHERE uuid = $1', [messageUuid, content]);
}

export function toMessage(row: MessageRow): Message {
  const { uuid, content, alias, user_uuid, tenant_uuid, wazo_uuid, created_at } = row;
  const { client_uuid, revision, updated_at, deleted_at } = row;
  const delivery = { type: 'internal', backend: null, recipients: [] } as const;
  const stock = { uuid, content, alias, delivery, user_uuid, tenant_uuid, wazo_uuid, created_at };
  return { ...stock, room: { uuid: row.room_uuid }, client_uuid, revision, updated_at, deleted_at };
}
