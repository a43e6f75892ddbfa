import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Queryable } from '../../db/database.js';
import { pictureType } from './picture.js';
import { putEmoji, type PictureRow } from './queries.js';
import { shortcodeProblem } from './shortcode.js';

/** An emoji as an administrator names it. */
export interface NamedPicture {
  readonly shortcode: string;
  /** The path of its picture. */
  readonly file: string;
}

/** @throws Error that names the emoji and says what is wrong with it */
export async function readEmoji(named: readonly NamedPicture[]): Promise<readonly PictureRow[]> {
  const rows = new Map<string, PictureRow>();
  for (const { shortcode, file } of named) {
    const problem = shortcodeProblem(shortcode) ?? (rows.has(shortcode) ? 'is there twice' : undefined);
    if (problem !== undefined) throw new Error(`The seed's custom emoji ":${shortcode}:" ${problem}`);
    rows.set(shortcode, await readOne(shortcode, file));
  }
  return [...rows.values()];
}

async function readOne(shortcode: string, file: string): Promise<PictureRow> {
  try {
    const content = await readFile(file);
    return { shortcode, uuid: randomUUID(), content_type: await pictureType(content), content };
  } catch (error) {
    const reason = (error as Error).message;
    throw new Error(`The picture of the seed's custom emoji ":${shortcode}:", ${file}: ${reason}`, { cause: error });
  }
}

/** Brings a tenant's emoji up to date; those that are not named any more stay, since messages may show them. */
export async function importEmoji(
  transaction: Queryable,
  tenantUuid: string,
  emoji: readonly PictureRow[],
): Promise<void> {
  for (const row of emoji) await putEmoji(transaction, tenantUuid, row);
}
