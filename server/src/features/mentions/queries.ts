import type { Queryable } from '../../db/database.js';

/** A message that may name somebody. */
export interface NamingRow {
  readonly uuid: string;
  readonly room_uuid: string;
  readonly user_uuid: string;
  readonly content: string;
}

/** Those of the messages that may name somebody. */
export async function findNaming(database: Queryable, messageUuids: readonly string[]): Promise<readonly NamingRow[]> {
  return database.query<NamingRow>(
    `SELECT uuid, room_uuid, user_uuid, content FROM chatd_room_message
     WHERE uuid = ANY ($1::uuid[]) AND strpos(content, '@[') > 0`,
    [messageUuids],
  );
}

/** The people of these rooms, by room, always in the same order. */
export async function findPeople(
  database: Queryable,
  roomUuids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await database.query<{ room_uuid: string; uuid: string }>(
    'SELECT room_uuid, uuid FROM chatd_room_user WHERE room_uuid = ANY ($1::uuid[]) ORDER BY uuid',
    [[...new Set(roomUuids)]],
  );
  const people = new Map<string, string[]>();
  for (const { room_uuid, uuid } of rows) people.set(room_uuid, [...(people.get(room_uuid) ?? []), uuid]);
  return people;
}
