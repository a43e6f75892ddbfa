import type { ReadingPlace } from './scroll-anchor.js';
import type { ChatSession } from '../../../session/session.js';
import type { Timeline } from '../../../store/state.js';
import type { TimelineId } from '../../../store/timeline-id.js';
import { isPending } from './items.js';
import { UNREAD_KEY } from './rows.js';
import type { Viewport } from './viewport.js';

interface Place extends ReadingPlace {
  /** The message that the row showed. */
  readonly uuid: string;
}

/**
 * Where a room opens: where it was left; else at the first message that was not read; else at the newest. Messages that
 * were forgotten meanwhile are fetched first.
 */
export class Places {
  readonly #viewport: Viewport;
  readonly #left = new Map<string, Place>();
  #due: string | null = null;
  #arriving: string | null = null;

  constructor(viewport: Viewport) {
    this.#viewport = viewport;
  }

  /** Whether the room on screen is not yet where it shall be. */
  get isDue(): boolean {
    return this.#due !== null;
  }

  /** The rows of the room are still in place. */
  leave(roomUuid: string): void {
    const place = this.#viewport.scroll.place();
    const item = this.#viewport.items.at(this.#viewport.first);
    if (place && item && !isPending(item)) this.#left.set(roomUuid, { ...place, uuid: item.uuid });
    else this.#left.delete(roomUuid);
  }

  enter(roomUuid: string | null): void {
    this.#due = roomUuid;
    this.#arriving = null;
    if (roomUuid !== null) this.#viewport.scroll.restore(null);
  }

  /** To be called after each render: goes to the place once the messages are there. */
  async arrive(timeline: Timeline, session: ChatSession, unreadAfter: string | null): Promise<void> {
    const { roomUuid } = timeline;
    if (this.#due !== roomUuid || this.#arriving === roomUuid || timeline.status !== 'ready') return;
    this.#arriving = roomUuid;
    await this.#go(timeline, session, unreadAfter);
    if (this.#arriving === roomUuid) this.#arriving = null;
    if (this.#due !== roomUuid) return;
    this.#due = null;
    this.#viewport.scroll.settleSoon();
  }

  async #go({ id, roomUuid }: Timeline, session: ChatSession, unreadAfter: string | null): Promise<void> {
    const left = this.#left.get(roomUuid);
    const wanted = left?.uuid ?? unreadAfter;
    const index = wanted === null ? -1 : await this.#find(id, wanted, session);
    if (this.#due !== roomUuid || index < 0) return;
    if (left) await this.#viewport.goTo(index, () => left);
    else if (index + 1 < this.#viewport.items.length)
      await this.#viewport.goTo(index + 1, (third) => ({ key: UNREAD_KEY, offset: third }));
  }

  async #find(id: TimelineId, messageUuid: string, session: ChatSession): Promise<number> {
    const known = this.#viewport.items.indexOfUuid(messageUuid);
    if (known >= 0 || !(await session.jumpTo(id, messageUuid))) return known;
    await this.#viewport.refresh();
    return this.#viewport.items.indexOfUuid(messageUuid);
  }
}
