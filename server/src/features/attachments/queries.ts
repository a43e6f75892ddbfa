import { advisoryLock, type Queryable } from '../../db/database.js';

/** A file as the table has it. */
export interface AttachmentRow {
  readonly uuid: string;
  readonly room_uuid: string | null;
  readonly message_uuid: string | null;
  readonly user_uuid: string;
  readonly tenant_uuid: string;
  readonly name: string;
  readonly content_type: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly created_at: string;
}

/** What is known of a file when all of it has arrived. */
export interface Arrived {
  readonly contentType: string;
  readonly size: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly sha256: Uint8Array;
}

const COLUMNS = `uuid, room_uuid, message_uuid, user_uuid, tenant_uuid, name, content_type, size, width, height, created_at`;

/** Bytes of all files of a user; until the end of the transaction no other of theirs is counted. */
export async function lockUsage(transaction: Queryable, userUuid: string): Promise<number> {
  await advisoryLock(transaction, `attachments of ${userUuid}`);
  return usageOf(transaction, userUuid);
}

export async function usageOf(database: Queryable, userUuid: string): Promise<number> {
  const [row] = await database.query<{ bytes: number }>(
    'SELECT coalesce(sum(size), 0)::bigint AS bytes FROM chatd_room_attachment WHERE user_uuid = $1',
    [userUuid],
  );
  return row?.bytes ?? 0;
}

/** A file that is about to arrive. @param removableAt from when on it goes if nothing comes of it */
export async function insertExpected(
  database: Queryable,
  row: Pick<AttachmentRow, 'uuid' | 'room_uuid' | 'user_uuid' | 'tenant_uuid' | 'name' | 'created_at'>,
  removableAt: string,
): Promise<void> {
  await database.query(
    `INSERT INTO chatd_room_attachment
       (uuid, room_uuid, user_uuid, tenant_uuid, name, content_type, size, created_at, removable_at)
     VALUES ($1, $2, $3, $4, $5, '', 0, $6, $7)`,
    [row.uuid, row.room_uuid, row.user_uuid, row.tenant_uuid, row.name, row.created_at, removableAt],
  );
}

/** @returns undefined when it was removed meanwhile */
export async function completeExpected(
  transaction: Queryable,
  uuid: string,
  { contentType, size, width, height, sha256 }: Arrived,
): Promise<AttachmentRow | undefined> {
  const [row] = await transaction.query<AttachmentRow>(
    `UPDATE chatd_room_attachment SET content_type = $2, size = $3, width = $4, height = $5, sha256 = $6
     WHERE uuid = $1 RETURNING ${COLUMNS}`,
    [uuid, contentType, size, width, height, sha256],
  );
  return row;
}

export async function deleteAttachment(database: Queryable, uuid: string): Promise<void> {
  await database.query('DELETE FROM chatd_room_attachment WHERE uuid = $1', [uuid]);
}

/** A file that has arrived and is not to be removed. */
export async function findAttachment(
  database: Queryable,
  uuid: string,
  now: string,
): Promise<(AttachmentRow & { readonly sha256: Uint8Array }) | undefined> {
  const [row] = await database.query<AttachmentRow & { sha256: Uint8Array }>(
    `SELECT ${COLUMNS}, sha256 FROM chatd_room_attachment
     WHERE uuid = $1 AND sha256 IS NOT NULL AND (message_uuid IS NOT NULL OR removable_at > $2)`,
    [uuid, now],
  );
  return row;
}

/** The files of all of these messages, in their order. */
export async function findOfMessages(database: Queryable, messageUuids: readonly string[]): Promise<AttachmentRow[]> {
  if (messageUuids.length === 0) return [];
  return database.query<AttachmentRow>(
    `SELECT ${COLUMNS} FROM chatd_room_attachment WHERE message_uuid = ANY ($1::uuid[]) ORDER BY message_uuid, position`,
    [messageUuids],
  );
}

/** Gives a message files of its author that no other one carries. @returns those that were given, in no order */
export async function giveToMessage(
  transaction: Queryable,
  message: {
    readonly uuid: string;
    readonly room_uuid: string;
    readonly user_uuid: string;
    readonly created_at: string;
  },
  uuids: readonly string[],
): Promise<AttachmentRow[]> {
  return transaction.query<AttachmentRow>(
    `UPDATE chatd_room_attachment a SET message_uuid = $1, position = given.position, removable_at = NULL
     FROM unnest($5::uuid[]) WITH ORDINALITY AS given (uuid, position)
     WHERE a.uuid = given.uuid AND a.room_uuid = $2 AND a.user_uuid = $3 AND a.message_uuid IS NULL
       AND a.sha256 IS NOT NULL AND a.removable_at > $4
     RETURNING ${COLUMNS.replaceAll(/\w+/g, 'a.$&')}`,
    [message.uuid, message.room_uuid, message.user_uuid, message.created_at, uuids],
  );
}

/** Takes the files of a message from it: they may go. */
export async function takeFromMessage(transaction: Queryable, messageUuid: string): Promise<void> {
  await transaction.query(
    'UPDATE chatd_room_attachment SET message_uuid = NULL, removable_at = NULL WHERE message_uuid = $1',
    [messageUuid],
  );
}

/** Has a file that could not be removed tried again later. */
export async function postpone(transaction: Queryable, uuid: string, removableAt: string): Promise<void> {
  await transaction.query('UPDATE chatd_room_attachment SET removable_at = $2 WHERE uuid = $1', [uuid, removableAt]);
}

/** A file that may go, locked until the end of the transaction; undefined when there is none. */
export async function lockRemovable(transaction: Queryable, now: string): Promise<string | undefined> {
  const [row] = await transaction.query<{ uuid: string }>(
    `SELECT uuid FROM chatd_room_attachment
     WHERE message_uuid IS NULL AND (removable_at IS NULL OR removable_at <= $1)
     LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [now],
  );
  return row?.uuid;
}
