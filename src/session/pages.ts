import type { MessagePage, PageRequest } from '../connection/connection.js';
import { compareMessages } from '../model/order.js';
import {
  latestOf,
  pagesUnderWayEnded,
  revisionRewoundTo,
  revisionsBegun,
  runMerged,
} from '../store/message-changes.js';
import { inTurn } from '../store/paths.js';
import { UNKNOWN } from '../store/revisions.js';
import type { Run } from '../store/run.js';
import type { Change, Store } from '../store/store.js';
import { timelineOf, type TimelineId } from '../store/timeline-id.js';
import type { SessionCore } from './core.js';
import { sourceOf } from './sources.js';

/** What was known when a page was asked for. */
interface Asked {
  /** See `Pages.epoch`. */
  readonly epoch: number;
  /** The room's revision. */
  readonly known: number;
  /** Whether that was before anything was known. */
  readonly isAhead: boolean;
}

/** A newest page that was asked for when nothing was known. */
interface Ahead {
  readonly id: TimelineId;
  readonly epoch: number;
  readonly page: Promise<MessagePage>;
}

/** Fetches pages of timelines, and takes each in as what it proves, however long it was on its way. */
export class Pages {
  /** Counts the beginnings of live events: an answer to a question from before one does not know what was missed. */
  epoch = 0;
  readonly #core: SessionCore;
  readonly #store: Store;
  readonly #onOutdated: (id: TimelineId) => void;
  /** A newest page that was asked for before it was wanted. */
  #ahead: Ahead | undefined;
  /** How many pages of each room are under way. */
  readonly #underWay = new Map<string, number>();

  /** @param onOutdated hears of timelines that have taken in a page from before an interruption */
  constructor(core: SessionCore, onOutdated: (id: TimelineId) => void) {
    this.#core = core;
    this.#store = core.store;
    this.#onOutdated = onOutdated;
  }

  /** Whether pages of a room are under way: what comes for messages that are not held has to wait for them. */
  isLoading(roomUuid: string): boolean {
    return this.#underWay.has(roomUuid);
  }

  /** The newest page of a timeline is on its way already, for the first who loads it. */
  expect(id: TimelineId, page: Promise<MessagePage>): void {
    this.#ahead = { id, epoch: this.epoch, page };
  }

  /**
   * Fetches a page and brings it into the timeline. Rejects as the connection does.
   *
   * @param runOf the run of messages that the page is, or is part of
   * @param more what is changed with it
   */
  async load(
    id: TimelineId,
    request: PageRequest,
    runOf: (page: MessagePage) => Run,
    ...more: readonly Change[]
  ): Promise<void> {
    const { uuid: roomUuid } = timelineOf(id);
    const { signal, meet } = this.#core;
    const { answer, ...asked } = this.#ask(id, request);
    this.#underWay.set(roomUuid, (this.#underWay.get(roomUuid) ?? 0) + 1);
    let page: MessagePage;
    try {
      page = await answer;
    } catch (thrown) {
      this.#store.apply(...this.#ended(roomUuid));
      throw thrown;
    }
    const after = [this.#revisionAfter(roomUuid, asked, page), ...more, ...this.#ended(roomUuid)];
    if (signal.aborted) return;
    const run = this.#asOf(id, asked.epoch, runOf(page));
    this.#store.apply(...meet(page.messages), runMerged(id, roomUuid, run), ...after);
    if (asked.epoch !== this.epoch) this.#onOutdated(id);
  }

  #ask(id: TimelineId, request: PageRequest): Asked & { readonly answer: Promise<MessagePage> } {
    const { signal, connection } = this.#core;
    const ask = (): Promise<MessagePage> => sourceOf(connection, id).page(request, signal);
    const ahead = request.from === 'newest' && this.#ahead?.id === id ? this.#ahead : undefined;
    if (ahead) {
      this.#ahead = undefined;
      return { answer: ahead.page.catch(ask), epoch: ahead.epoch, known: UNKNOWN, isAhead: true };
    }
    const known = this.#store.state.revisions.get(timelineOf(id).uuid)?.known ?? UNKNOWN;
    return { answer: ask(), epoch: this.epoch, known, isAhead: false };
  }

  /** One page of a room less is under way. @returns what that changes */
  #ended(roomUuid: string): readonly Change[] {
    const left = (this.#underWay.get(roomUuid) ?? 1) - 1;
    if (left > 0) this.#underWay.set(roomUuid, left);
    else this.#underWay.delete(roomUuid);
    return left > 0 ? [] : [pagesUnderWayEnded(roomUuid)];
  }

  /**
   * How far a room is known after an answer: one from before an interruption does not know of what was missed in it, one
   * from before the list of rooms not of what that counted.
   */
  #revisionAfter(roomUuid: string, { epoch, known, isAhead }: Asked, { messages }: MessagePage): Change {
    const begun = revisionsBegun(roomUuid, messages);
    if (epoch === this.epoch && !isAhead) return begun;
    return inTurn(begun, revisionRewoundTo(roomUuid, Math.max(known, latestOf(messages))));
  }

  /** What an answer proves: when events were interrupted since the question, not that its newest is the newest. */
  #asOf(id: TimelineId, epoch: number, run: Run): Run {
    if (epoch === this.epoch || run.hasNewer !== false) return run;
    const newest = [...run.messages].sort(compareMessages).at(-1);
    const held = this.#store.state.timelines.get(id)?.messages ?? [];
    // Where its newest message is here, what is known of the end is as good or better.
    return { ...run, hasNewer: held.some(({ uuid }) => uuid === newest?.uuid) ? undefined : true };
  }
}
