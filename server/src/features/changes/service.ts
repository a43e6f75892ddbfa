import type { Session } from '../../auth/session.js';
import type { Chat } from '../../chat/chat.js';
import { membersOf } from '../../chat/members.js';
import type { Message } from '../../chat/message.js';
import type { Queryable } from '../../db/database.js';
import * as queries from './queries.js';

/** So many changed messages are as long as the longest page: beyond them, a fresh page is cheaper. */
export const MOST_CHANGES = 1000;

export interface ChangesQuery {
  /** The revision that the caller knows. */
  readonly after: number;
  readonly limit: number;
}

/** What changed in a room after a revision. */
export interface Changes {
  /** The messages as they are now, by revision. */
  readonly items: readonly Message[];
  /** What the caller knows with these; null: too much has changed, or the caller knows another past, ask for a page. */
  readonly revision: number | null;
  /** Whether that is all. */
  readonly complete: boolean;
}

const FRESH_PAGE: Changes = { items: [], revision: null, complete: false };

export class ChangesService {
  readonly #chat: Chat;

  constructor(chat: Chat) {
    this.#chat = chat;
  }

  /** @throws ApiError 404 when the caller is not in the room */
  list(session: Session, roomUuid: string, query: ChangesQuery): Promise<Changes> {
    return this.#chat.read(async (snapshot) => {
      await membersOf(snapshot, session, roomUuid);
      const [room] = await queries.findRevisions(snapshot, [roomUuid]);
      return this.#changes(snapshot, session, roomUuid, room?.revision ?? 0, query);
    });
  }

  async #changes(
    snapshot: Queryable,
    session: Session,
    roomUuid: string,
    revision: number,
    { after, limit }: ChangesQuery,
  ): Promise<Changes> {
    if (after === revision) return { items: [], revision, complete: true };
    // A revision that the room has not reached is of a past that a restored backup has undone.
    if (after > revision) return FRESH_PAGE;
    if (await queries.moreChangedThan(snapshot, roomUuid, after, MOST_CHANGES)) return FRESH_PAGE;
    const rows = await queries.findChanged(snapshot, roomUuid, after, limit + 1);
    const items = await this.#chat.messages(snapshot, session, rows.slice(0, limit));
    const complete = rows.length <= limit;
    return { items, revision: complete ? revision : (items.at(-1)?.revision ?? after), complete };
  }
}
