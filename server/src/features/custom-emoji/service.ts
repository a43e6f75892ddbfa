import type { Session } from '../../auth/session.js';
import type { Queryable } from '../../db/database.js';
import { type ApiError, chatdError } from '../../errors.js';
import * as queries from './queries.js';
import type { PictureRow } from './queries.js';

/** Where pictures are, below the server's own address. */
export const PICTURES = '/api/chatd/1.0/emojis';

/** A custom emoji as REST carries it. */
export interface CustomEmoji {
  /** Without colons. */
  readonly shortcode: string;
  /** Below the server's own address; it needs no token, and names one picture for ever. */
  readonly url: string;
}

export class CustomEmojiService {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async list({ tenantUuid }: Session): Promise<readonly CustomEmoji[]> {
    const rows = await queries.findEmoji(this.#database, tenantUuid);
    return rows.map(({ shortcode, uuid }) => ({ shortcode, url: `${PICTURES}/${uuid}` }));
  }

  /** Whether `text` names one of the tenant's as `:shortcode:`. */
  async isNamed({ tenantUuid }: Session, text: string): Promise<boolean> {
    const shortcode = /^:([^:]+):$/.exec(text)?.[1];
    return shortcode !== undefined && queries.hasEmoji(this.#database, tenantUuid, shortcode);
  }

  /** @throws ApiError 404 for an address that is not, or no longer, that of one */
  async picture(uuid: string): Promise<PictureRow> {
    const row = await queries.findPicture(this.#database, uuid);
    if (!row) throw unknownEmoji(uuid);
    return row;
  }
}

export const unknownEmoji = (uuid: string): ApiError =>
  chatdError(404, 'unknown-emoji', `No such emoji: "${uuid}"`, { uuid }, 'emojis');
