import type { MessagePage } from '../connection/connection.js';
import type { ChatError } from '../model/errors.js';
import type { MessagePosition } from '../model/order.js';
import {
  gapAnswered,
  gapChanged,
  gapFailed,
  olderChanged,
  timelineFailed,
  timelineLoading,
  timelineReady,
  timelinesInterrupted,
} from '../store/timeline-changes.js';
import { timelineOpened } from '../store/room-changes.js';
import type { Run } from '../store/run.js';
import type { Timeline } from '../store/state.js';
import type { Change, Store } from '../store/store.js';
import { timelineOf, type TimelineId } from '../store/timeline-id.js';
import { Changes } from './changes.js';
import type { SessionCore } from './core.js';
import { Pages } from './pages.js';

/** Messages of one page: three screens of a tall window. */
export const PAGE = 50;
/** The most that a page has for who scrolls fast: what takes more than a frame to take in would hold them up, too. */
const LARGE_PAGE = 300;

/** A newest page that was asked for before anybody could look at it. */
interface Ahead {
  /** When it was asked for: see `Pages.epoch`. */
  readonly epoch: number;
  /** Resolves with whether it has come. */
  readonly isThere: Promise<boolean>;
}

/** Fetches the messages of timelines: the newest, older ones, what is missing between, and those around a place. */
export class History {
  readonly #core: SessionCore;
  readonly #store: Store;
  readonly #pages: Pages;
  readonly #changes: Changes;
  /** Requests for the newest page that are under way. */
  readonly #newest = new Map<TimelineId, Promise<ChatError | null>>();
  /** Newest pages that were asked for before anybody could look at them. @see anticipate */
  readonly #ahead = new Map<TimelineId, Ahead>();
  /** Timelines that may lack what happened before the live events began (again). */
  readonly #stale = new Set<TimelineId>();

  constructor(core: SessionCore) {
    this.#core = core;
    this.#store = core.store;
    this.#pages = new Pages(core, (id) => this.#askAgain(id));
    this.#changes = new Changes(core, (id, request) => this.#pages.load(id, request, (page) => page));
  }

  /**
   * Loads a timeline's newest page, and the place of the first unread message, unless they are there or on their way.
   *
   * @param unreadAfter the last message read: where the person begins to read
   * @returns what went wrong
   */
  async open(id: TimelineId, unreadAfter: string | null = null): Promise<ChatError | null> {
    const timeline = this.#timeline(id);
    if (timeline?.status === 'ready' && !this.#stale.has(id)) return null;
    if (timeline?.status === 'ready' && this.#changes.canCatchUp(timeline)) return this.#catchUp(timeline);
    this.#store.apply(timelineLoading(id));
    const error = await this.#loadNewest(id, unreadAfter);
    // Where it was asked for before an interruption, what was missed is missing.
    return error === null && this.#stale.has(id) ? this.open(id) : error;
  }

  /**
   * Asks for the newest page of a timeline that somebody wants to see, while it is not known yet whether and how it is shown:
   * `open` goes on from there. What fails here is asked for again there, and told.
   */
  anticipate(id: TimelineId): void {
    if (this.#timeline(id)?.status === 'ready' || this.#ahead.has(id) || this.#newest.has(id)) return;
    const { uuid: roomUuid } = timelineOf(id);
    this.#store.apply(timelineOpened(id, roomUuid));
    this.#ahead.set(id, { epoch: this.#pages.epoch, isThere: this.#loadAhead(id) });
  }

  /** The newest page of a timeline is on its way already. */
  expect(id: TimelineId, page: Promise<MessagePage>): void {
    this.#pages.expect(id, page);
  }

  async #loadAhead(id: TimelineId): Promise<boolean> {
    try {
      await this.#pages.load(id, { from: 'newest', limit: PAGE }, (page) => page);
      return true;
    } catch {
      return false;
    }
  }

  /** Live events have begun (again): every loaded timeline may have missed some. */
  interrupted(): void {
    this.#pages.epoch += 1;
    this.#store.apply(timelinesInterrupted());
    this.expire();
  }

  /** The newest messages of every loaded timeline are to be asked for again. */
  expire(): void {
    this.#newest.clear();
    for (const id of this.#store.state.timelines.keys()) this.#stale.add(id);
  }

  /** A timeline is as it was at an earlier visit. */
  doubt(id: TimelineId): void {
    this.#stale.add(id);
  }

  /** An event has come that does not follow the last one: what is between is asked for. */
  mend(roomUuid: string): void {
    this.#changes.mend(roomUuid);
  }

  /** Nobody looks at a timeline any more, and it was dropped. */
  forget(id: TimelineId): void {
    this.#newest.delete(id);
    this.#ahead.delete(id);
    this.#stale.delete(id);
  }

  /** Whether pages of a room are under way: what comes for messages that are not held has to wait for them. */
  isLoading(roomUuid: string): boolean {
    return this.#pages.isLoading(roomUuid);
  }

  /** Loads the page before the oldest message known. @param count how many are wanted, about */
  async loadOlder(id: TimelineId, count = PAGE): Promise<void> {
    const timeline = this.#timeline(id);
    const oldest = timeline?.messages[0];
    if (!oldest || !timeline.hasOlder || timeline.older === 'loading' || timeline.status !== 'ready') return;
    this.#store.apply(olderChanged(id, 'loading'));
    const request = { from: 'before', limit: this.#limit(count), message: oldest, ...newerThan(timeline, 0) } as const;
    const runOf = (page: MessagePage): Run => ({ messages: [...page.messages, oldest], hasOlder: page.hasOlder });
    const load = (): Promise<void> => this.#pages.load(id, request, runOf, olderChanged(id, 'idle'));
    await this.#attempt(load, () => olderChanged(id, 'failed'));
  }

  /** Loads what is missing after a message, one page of it. @param count how many are wanted, about */
  async fillGap(id: TimelineId, afterUuid: string, count = PAGE): Promise<void> {
    const timeline = this.#timeline(id);
    const status = timeline?.gaps.get(afterUuid);
    const message = timeline?.messages.find(({ uuid }) => uuid === afterUuid);
    if (!timeline || !message || status === undefined || status === 'loading') return;
    this.#store.apply(gapChanged(id, afterUuid, 'loading'));
    const runOf = (page: MessagePage): Run => ({ messages: [message, ...page.messages], hasNewer: page.hasNewer });
    const request = { from: 'after', limit: this.#limit(count), message } as const;
    const load = (): Promise<void> => this.#pages.load(id, request, runOf, gapAnswered(id, afterUuid));
    await this.#attempt(load, () => gapFailed(id, afterUuid));
  }

  /** Makes a message known with those around it. @returns whether it is there now */
  async jumpTo(id: TimelineId, target: MessagePosition): Promise<boolean> {
    if (this.#has(id, target.uuid)) return true;
    const load = (): Promise<void> =>
      this.#pages.load(id, { from: 'around', limit: PAGE, message: target }, (page) => page);
    await this.#attempt(load, () => (state) => state);
    return this.#has(id, target.uuid);
  }

  /** Makes the newest messages known. */
  async jumpToNewest(id: TimelineId): Promise<void> {
    const timeline = this.#timeline(id);
    const last = timeline?.messages.at(-1);
    if (timeline && last && timeline.gaps.has(last.uuid)) await this.#loadNewest(id, null);
  }

  async #catchUp(timeline: Timeline): Promise<ChatError | null> {
    const epoch = this.#pages.epoch;
    const error = await this.#changes.catchUp(timeline, () => epoch === this.#pages.epoch);
    if (error === null && epoch === this.#pages.epoch) this.#stale.delete(timeline.id);
    return error;
  }

  #loadNewest(id: TimelineId, unreadAfter: string | null): Promise<ChatError | null> {
    let loading = this.#newest.get(id);
    if (!loading) {
      loading = this.#fetchNewest(id, unreadAfter).finally(() => {
        if (this.#newest.get(id) === loading) this.#newest.delete(id);
      });
      this.#newest.set(id, loading);
    }
    return loading;
  }

  async #fetchNewest(id: TimelineId, unreadAfter: string | null): Promise<ChatError | null> {
    const ahead = this.#ahead.get(id);
    this.#ahead.delete(id);
    if (!ahead || ahead.epoch === this.#pages.epoch) this.#stale.delete(id);
    const load = async (): Promise<void> => {
      // Ready only with both: the person begins to read at the first unread message.
      const unread = this.#lacksUnread(id, unreadAfter) ? this.#loadUnread(id, unreadAfter ?? '') : null;
      const ready = unread ? [] : [timelineReady(id)];
      if (!(await ahead?.isThere))
        await this.#pages.load(id, { from: 'newest', limit: PAGE }, (page) => page, ...ready);
      await unread;
      this.#store.apply(timelineReady(id));
    };
    return this.#attempt(load, (error) => {
      this.#stale.add(id);
      return timelineFailed(id, error);
    });
  }

  /** Whether the first unread message is farther away than the newest page reaches. */
  #lacksUnread(id: TimelineId, uuid: string | null): boolean {
    const { rooms, features } = this.#store.state;
    const unread = rooms.byUuid.get(this.#timeline(id)?.roomUuid ?? '')?.unread ?? 0;
    return uuid !== null && unread >= PAGE && !this.#has(id, uuid) && features.has('cursors');
  }

  /** The page with the first unread message, for a timeline that opens there; none when it cannot be had. */
  async #loadUnread(id: TimelineId, uuid: string): Promise<void> {
    try {
      await this.#pages.load(id, { from: 'around', limit: PAGE, message: { uuid, createdAt: '' } }, (page) => page);
    } catch {
      // The newest messages are worth showing without it.
    }
  }

  /** What came is from before an interruption: what was missed in it is asked for, at once where that is on screen. */
  #askAgain(id: TimelineId): void {
    this.#stale.add(id);
    if (this.#timeline(id)?.status === 'ready') void this.open(id);
  }

  /** @returns what went wrong */
  async #attempt(work: () => Promise<void>, failed: (error: ChatError) => Change): Promise<ChatError | null> {
    try {
      await work();
      return null;
    } catch (thrown) {
      const error = this.#core.report(thrown);
      if (!this.#core.signal.aborted) this.#store.apply(failed(error));
      return error;
    }
  }

  /** A page of about `count`, as large as this server makes them. */
  #limit(count: number): number {
    return Math.min(Math.max(PAGE, count), LARGE_PAGE, this.#store.state.limits.page);
  }

  #timeline(id: TimelineId): Timeline | undefined {
    return this.#store.state.timelines.get(id);
  }

  #has(id: TimelineId, messageUuid: string): boolean {
    return this.#timeline(id)?.messages.some(({ uuid }) => uuid === messageUuid) ?? false;
  }
}

/** How many messages of the room are newer than the one at `index`, when that is known. */
function newerThan(timeline: Timeline, index: number): { newer?: number } {
  return timeline.gaps.size === 0 ? { newer: timeline.messages.length - index - 1 } : {};
}
