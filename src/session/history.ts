import type { MessagePage, MessagePosition, PageRequest } from '../connection/connection.js';
import type { ChatError } from '../model/errors.js';
import {
  gapChanged,
  gapFailed,
  olderChanged,
  runMerged,
  timelineFailed,
  timelineLoading,
  timelineReady,
  timelinesInterrupted,
} from '../store/message-changes.js';
import type { Run } from '../store/run.js';
import type { Timeline } from '../store/state.js';
import type { Change, Store } from '../store/store.js';
import type { SessionCore } from './core.js';

/** Messages of one page: three screens of a tall window. */
const PAGE = 50;

/** Fetches the messages of rooms: the newest, older ones, what is missing between, and those around a place. */
export class History {
  readonly #core: SessionCore;
  readonly #store: Store;
  /** Requests for the newest page that are under way, by room. */
  readonly #newest = new Map<string, Promise<ChatError | null>>();
  /** Rooms whose newest messages were not asked for since the live events began (again). */
  readonly #stale = new Set<string>();
  /** Counts the beginnings of live events: an answer to a question from before one does not know what was missed. */
  #epoch = 0;

  constructor(core: SessionCore) {
    this.#core = core;
    this.#store = core.store;
  }

  /**
   * Loads a room's newest page, and the place of the first unread message, unless they are there or on their way.
   *
   * @returns what went wrong
   */
  async open(roomUuid: string): Promise<ChatError | null> {
    const timeline = this.#timeline(roomUuid);
    if (timeline?.status === 'ready' && !this.#stale.has(roomUuid)) return null;
    this.#store.apply(timelineLoading(roomUuid));
    return this.#loadNewest(roomUuid);
  }

  /** Live events have begun (again): every loaded room may have missed some. */
  interrupted(): void {
    this.#epoch += 1;
    this.#store.apply(timelinesInterrupted());
    this.expire();
  }

  /** The newest messages of every loaded room are to be asked for again. */
  expire(): void {
    this.#newest.clear();
    for (const roomUuid of this.#store.state.timelines.keys()) this.#stale.add(roomUuid);
  }

  /** Asks for the newest messages of the room on screen, unless they are known. @returns what went wrong */
  async openStale(): Promise<ChatError | null> {
    const open = this.#store.state.openRoomUuid;
    return open === null ? null : this.open(open);
  }

  /** Loads the page before the oldest message known. */
  async loadOlder(roomUuid: string): Promise<void> {
    const timeline = this.#timeline(roomUuid);
    const oldest = timeline?.messages[0];
    if (!oldest || !timeline.hasOlder || timeline.older === 'loading' || timeline.status !== 'ready') return;
    this.#store.apply(olderChanged(roomUuid, 'loading'));
    const request = { from: 'before', limit: PAGE, message: oldest, ...newerThan(timeline, 0) } as const;
    const load = async (): Promise<void> => {
      const page = await this.#fetch(roomUuid, request);
      const run = { messages: [...page.messages, oldest], hasOlder: page.hasOlder };
      this.#store.apply(runMerged(roomUuid, run), olderChanged(roomUuid, 'idle'));
    };
    await this.#attempt(load, () => olderChanged(roomUuid, 'failed'));
  }

  /** Loads what is missing after a message, one page of it. */
  async fillGap(roomUuid: string, afterUuid: string): Promise<void> {
    const timeline = this.#timeline(roomUuid);
    const status = timeline?.gaps.get(afterUuid);
    const message = timeline?.messages.find(({ uuid }) => uuid === afterUuid);
    if (!message || status === undefined || status === 'loading') return;
    this.#store.apply(gapChanged(roomUuid, afterUuid, 'loading'));
    const epoch = this.#epoch;
    const load = async (): Promise<void> => {
      const page = await this.#fetch(roomUuid, { from: 'after', limit: PAGE, message });
      const run = { messages: [message, ...page.messages], hasNewer: page.hasNewer };
      this.#store.apply(runMerged(roomUuid, this.#asOf(epoch, run)));
    };
    await this.#attempt(load, () => gapFailed(roomUuid, afterUuid));
  }

  /** Makes a message known with those around it. @returns whether it is there now */
  async jumpTo(roomUuid: string, target: MessagePosition): Promise<boolean> {
    if (this.#has(roomUuid, target.uuid)) return true;
    const load = async (): Promise<void> => {
      const page = await this.#fetch(roomUuid, { from: 'around', limit: PAGE, message: target });
      this.#store.apply(runMerged(roomUuid, page));
    };
    await this.#attempt(load, () => (state) => state);
    return this.#has(roomUuid, target.uuid);
  }

  /** Makes the newest messages known. */
  async jumpToNewest(roomUuid: string): Promise<void> {
    const timeline = this.#timeline(roomUuid);
    const last = timeline?.messages[timeline.messages.length - 1];
    if (last && timeline.gaps.has(last.uuid)) await this.#loadNewest(roomUuid);
  }

  #loadNewest(roomUuid: string): Promise<ChatError | null> {
    let loading = this.#newest.get(roomUuid);
    if (!loading) {
      loading = this.#fetchNewest(roomUuid).finally(() => {
        if (this.#newest.get(roomUuid) === loading) this.#newest.delete(roomUuid);
      });
      this.#newest.set(roomUuid, loading);
    }
    return loading;
  }

  async #fetchNewest(roomUuid: string): Promise<ChatError | null> {
    const epoch = this.#epoch;
    this.#stale.delete(roomUuid);
    const load = async (): Promise<void> => {
      const unread = this.#aroundUnread(roomUuid);
      const newest = await this.#fetch(roomUuid, { from: 'newest', limit: PAGE });
      const runs = [this.#asOf(epoch, newest), ...(await unread)].map((run) => runMerged(roomUuid, run));
      this.#store.apply(...runs, timelineReady(roomUuid));
    };
    return this.#attempt(load, (error) => {
      this.#stale.add(roomUuid);
      return timelineFailed(roomUuid, error);
    });
  }

  /** The page with the first unread message, for a room that opens there; none when it is near or cannot be had. */
  async #aroundUnread(roomUuid: string): Promise<readonly Run[]> {
    const timeline = this.#timeline(roomUuid);
    const unread = this.#store.state.rooms.byUuid.get(roomUuid)?.unread ?? 0;
    const uuid = timeline?.unreadAfter ?? null;
    if (uuid === null || unread < PAGE || this.#has(roomUuid, uuid) || !this.#store.state.features.has('cursors'))
      return [];
    try {
      return [await this.#fetch(roomUuid, { from: 'around', limit: PAGE, message: { uuid, createdAt: '' } })];
    } catch {
      // The newest messages are worth showing without it.
      return [];
    }
  }

  async #fetch(roomUuid: string, request: PageRequest): Promise<MessagePage> {
    const page = await this.#core.connection.messages(roomUuid, request, this.#core.signal);
    this.#core.onMessages(page.messages);
    return page;
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

  /** What an answer proves: when events were interrupted since the question, not that its newest is the newest. */
  #asOf(epoch: number, run: Run): Run {
    return epoch === this.#epoch || run.hasNewer !== false ? run : { ...run, hasNewer: true };
  }

  #timeline(roomUuid: string): Timeline | undefined {
    return this.#store.state.timelines.get(roomUuid);
  }

  #has(roomUuid: string, messageUuid: string): boolean {
    return this.#timeline(roomUuid)?.messages.some(({ uuid }) => uuid === messageUuid) ?? false;
  }
}

/** How many messages of the room are newer than the one at `index`, when that is known. */
function newerThan(timeline: Timeline, index: number): { newer?: number } {
  return timeline.gaps.size === 0 ? { newer: timeline.messages.length - index - 1 } : {};
}
