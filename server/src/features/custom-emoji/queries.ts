import type { Queryable } from '../../db/database.js';

export interface EmojiRow {
  readonly shortcode: string;
  readonly uuid: string;
}

export interface PictureRow extends EmojiRow {
  readonly content_type: string;
  readonly content: Uint8Array;
}

/** All emoji of a tenant, by their shortcodes. */
export function findEmoji(database: Queryable, tenantUuid: string): Promise<EmojiRow[]> {
  return database.query<EmojiRow>(
    'SELECT shortcode, uuid FROM chatd_custom_emoji WHERE tenant_uuid = $1 ORDER BY shortcode COLLATE "C"',
    [tenantUuid],
  );
}

export async function hasEmoji(database: Queryable, tenantUuid: string, shortcode: string): Promise<boolean> {
  const rows = await database.query('SELECT FROM chatd_custom_emoji WHERE tenant_uuid = $1 AND shortcode = $2', [
    tenantUuid,
    shortcode,
  ]);
  return rows.length > 0;
}

export async function findPicture(database: Queryable, uuid: string): Promise<PictureRow | undefined> {
  const [row] = await database.query<PictureRow>(
    'SELECT shortcode, uuid, content_type, content FROM chatd_custom_emoji WHERE uuid = $1',
    [uuid],
  );
  return row;
}

/** Adds an emoji, or gives it another picture; one whose picture is the same keeps its uuid. */
export async function putEmoji(transaction: Queryable, tenantUuid: string, row: PictureRow): Promise<void> {
  await transaction.query(
    `INSERT INTO chatd_custom_emoji AS known (tenant_uuid, shortcode, uuid, content_type, content)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (tenant_uuid, shortcode) DO UPDATE
       SET uuid = excluded.uuid, content_type = excluded.content_type, content = excluded.content
       WHERE known.content <> excluded.content`,
    [tenantUuid, row.shortcode, row.uuid, row.content_type, row.content],
  );
}
