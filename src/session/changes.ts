import type { PageRequest } from '../connection/connection.js';
import type { ChatError } from '../model/errors.js';
import type { Message } from '../model/message.js';
import { changesMerged, revisionReachedTo } from '../store/message-changes.js';
import { timelineCaughtUp } from '../store/timeline-changes.js';
import { hasHole, UNKNOWN } from '../store/revisions.js';
import type { Timeline } from '../store/state.js';
import { roomTimeline, type TimelineId } from '../store/timeline-id.js';
import type { SessionCore } from './core.js';

/** Milliseconds that a missing event has to come by itself, before it is asked for. */
const PATIENCE = 250;

/** Loads a page into a timeline. Rejects as the connection does. */
type LoadPage = (id: TimelineId, request: PageRequest) => Promise<void>;

/** Asks for what changed in a room, where the server counts: after an interruption, and where an event is missing. */
export class Changes {
  readonly #core: SessionCore;
  readonly #loadPage: LoadPage;
  /** Rooms of which an event is missing, until that is mended. */
  readonly #mending = new Set<string>();

  constructor(core: SessionCore, loadPage: LoadPage) {
    this.#core = core;
    this.#loadPage = loadPage;
  }

  /** Whether what a timeline missed can be asked for as changes. An empty one is loaded as if for the first time. */
  canCatchUp({ roomUuid, messages }: Timeline): boolean {
    return this.#core.connection.can.changes !== undefined && this.#known(roomUuid) !== UNKNOWN && messages.length > 0;
  }

  /**
   * Brings a timeline up to date.
   *
   * @param isCurrent whether events have not been interrupted again since
   * @returns what went wrong
   */
  async catchUp({ id, roomUuid }: Timeline, isCurrent: () => boolean): Promise<ChatError | null> {
    try {
      await this.#ask(roomUuid, isCurrent);
      if (isCurrent() && !this.#core.signal.aborted) this.#core.store.apply(timelineCaughtUp(id));
      return null;
    } catch (thrown) {
      return this.#core.report(thrown);
    }
  }

  /** Asks for the events between those that came, unless they come by themselves. */
  mend(roomUuid: string): void {
    if (this.#mending.has(roomUuid) || !this.#hasHole(roomUuid)) return;
    this.#mending.add(roomUuid);
    this.#core.environment.after(PATIENCE, () => void this.#mendNow(roomUuid));
  }

  async #mendNow(roomUuid: string): Promise<void> {
    const { signal, report } = this.#core;
    try {
      // What cannot be had now comes with the next event, or with the next beginning of live events.
      if (this.#hasHole(roomUuid) && !signal.aborted) await this.#ask(roomUuid, () => true);
    } catch (thrown) {
      report(thrown);
    } finally {
      this.#mending.delete(roomUuid);
    }
  }

  /**
   * What the parts of an answer tell is taken in as one: a message that was posted early and changed late is in a later part,
   * so that an earlier one is not all up to its revision. Rejects as the connection does.
   */
  async #ask(roomUuid: string, isCurrent: () => boolean): Promise<void> {
    const { connection, store, signal, meet } = this.#core;
    const changed: Message[] = [];
    for (let after = this.#known(roomUuid); ;) {
      const changes = await connection.can.changes?.after(roomUuid, after, signal);
      if (!changes || !isCurrent() || signal.aborted) return;
      const { messages, revision, isComplete } = changes;
      // A server whose counter began anew, or that answers in circles, is asked for pages as well.
      if (revision === null || (!isComplete && revision <= after)) return this.#refresh(roomUuid);
      changed.push(...messages);
      if (isComplete) {
        store.apply(...meet(changed), changesMerged(roomUuid, changed, revision));
        return;
      }
      after = revision;
    }
  }

  /** So much has changed that what is held is read anew, page by page; what is in view stays there. */
  async #refresh(roomUuid: string): Promise<void> {
    const { store, signal } = this.#core;
    const id = roomTimeline(roomUuid);
    const reached = this.#newestKnown(roomUuid);
    const timeline = store.state.timelines.get(id);
    await this.#loadPage(id, { from: 'newest', limit: this.#page() });
    for (const run of timeline ? runsOf(timeline) : []) await this.#reread(id, run);
    if (!signal.aborted) store.apply(revisionReachedTo(roomUuid, reached));
  }

  /** Reads a run of held messages anew. */
  async #reread(id: TimelineId, run: readonly Message[]): Promise<void> {
    const step = Math.max(1, Math.floor(this.#page() / 2));
    for (let index = 0; index < run.length;) {
      const message = run[index];
      if (message) await this.#loadPage(id, { from: 'around', limit: this.#page(), message });
      index = index === run.length - 1 ? run.length : Math.min(index + step, run.length - 1);
    }
  }

  #page(): number {
    return Math.min(this.#core.store.state.limits.page, 100);
  }

  #newestKnown(roomUuid: string): number {
    const { rooms, revisions } = this.#core.store.state;
    const ahead = revisions.get(roomUuid)?.ahead.at(-1) ?? 0;
    return Math.max(ahead, rooms.byUuid.get(roomUuid)?.room.revision ?? 0);
  }

  #hasHole(roomUuid: string): boolean {
    const revisions = this.#core.store.state.revisions.get(roomUuid);
    return revisions !== undefined && hasHole(revisions) && this.#core.connection.can.changes !== undefined;
  }

  #known(roomUuid: string): number {
    return this.#core.store.state.revisions.get(roomUuid)?.known ?? UNKNOWN;
  }
}

/** The runs of a timeline between which none is missing. */
function runsOf({ messages, gaps }: Timeline): readonly (readonly Message[])[] {
  const runs: Message[][] = [[]];
  for (const message of messages) {
    runs.at(-1)?.push(message);
    if (gaps.has(message.uuid)) runs.push([]);
  }
  return runs;
}
