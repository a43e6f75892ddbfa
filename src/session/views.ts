import type { NewestPage } from '../connection/connection.js';
import { timelineDropped } from '../store/timeline-changes.js';
import { timelineOpened } from '../store/room-changes.js';
import type { Change } from '../store/store.js';
import { timelineOf, type TimelineId } from '../store/timeline-id.js';
import { PAGE } from './history.js';
import type { ChatView } from './view.js';

/** Timelines that are held although nobody looks at them: who comes back finds them as they were. */
const KEPT_TIMELINES = 12;

/** The views of a session: which timelines somebody looks at, and which are held nevertheless. */
export class Views {
  readonly #views = new Set<ChatView>();
  /** Timelines that were looked at, the latest last. */
  readonly #recent = new Set<TimelineId>();
  readonly #onDrop: (id: TimelineId) => void;

  /** @param onDrop hears of each timeline that is held no longer */
  constructor(onDrop: (id: TimelineId) => void) {
    this.#onDrop = onDrop;
  }

  add(view: ChatView): void {
    this.#views.add(view);
  }

  remove(view: ChatView): void {
    this.#views.delete(view);
  }

  /** The timelines that somebody looks at. */
  open(): ReadonlySet<TimelineId> {
    return new Set([...this.#views].flatMap(({ state }) => state.at ?? []));
  }

  /** The room that a view shows, or has shown last. */
  get lastRoom(): string | null {
    const last = [...this.#recent].at(-1);
    return last === undefined ? null : timelineOf(last).uuid;
  }

  /** The messages that a view will show once it can. */
  get wanted(): NewestPage | null {
    const roomUuid = [...this.#views].map(({ wanted }) => wanted).find((uuid) => uuid !== null);
    return roomUuid === undefined ? null : { roomUuid, limit: PAGE };
  }

  /** The rooms may be known now: views show what they were asked for. */
  enter(): void {
    for (const view of [...this.#views]) view.enter();
  }

  /** A view shows a timeline from now on; those that nobody has looked at for longest are not held for ever. */
  shown(id: TimelineId, roomUuid: string): readonly Change[] {
    this.#recent.delete(id);
    this.#recent.add(id);
    const open = this.open();
    const closed = [...this.#recent].filter((known) => !open.has(known));
    const old = closed.slice(0, Math.max(0, closed.length - KEPT_TIMELINES));
    for (const dropped of old) {
      this.#recent.delete(dropped);
      this.#onDrop(dropped);
    }
    return [timelineOpened(id, roomUuid), ...old.map(timelineDropped)];
  }
}
