import { isUuid } from '../model/content.js';
import { chatError, type ChatError } from '../model/errors.js';
import { roomTimeline, type TimelineId } from '../store/timeline-id.js';
import { byLatestActivity } from '../store/selectors.js';
import { areRoomsThere } from '../store/room-changes.js';
import type { RoomEntry } from '../store/state.js';
import type { ChatSession } from './session.js';

/** What one element shows. Immutable, as the chat's state is. */
export interface ViewState {
  /** The timeline on screen. */
  readonly at: TimelineId | null;
  /** The room that it belongs to. */
  readonly roomUuid: string | null;
  /** Whether nobody asked for that room: it is the usual one. */
  readonly isUsual: boolean;
  /** What went wrong with the room that was asked for, when it could not be opened. */
  readonly error: ChatError | null;
  /** The last message read before the room was opened: the unread line stands below it. Null: there is no line. */
  readonly unreadAfter: string | null;
  /** Counts the times that a timeline was opened: each begins at its first unread message, or where it was left. */
  readonly visit: number;
}

export const NOWHERE: ViewState = {
  at: null,
  roomUuid: null,
  isUsual: false,
  error: null,
  unreadAfter: null,
  visit: 0,
};

/** A timeline that is shown as it was at an earlier visit: what is unread in it is not known before it is up to date. */
interface Kept {
  isUpToDate: boolean;
}

/** What one element shows of a session: two elements on one session may show two rooms. */
export class ChatView {
  readonly session: ChatSession;
  readonly #onError: (error: ChatError) => void;
  #state = NOWHERE;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  /** The room that was asked for before the rooms were known. */
  #wanted: string | null = null;
  /** Whether the room that is usual is wanted, where none was asked for. */
  #wantsUsual = false;
  #isUsual = false;
  #kept: Kept | null = null;
  #isReading = false;

  /** @param onError hears of what cannot be shown here */
  constructor(session: ChatSession, onError: (error: ChatError) => void = () => undefined) {
    this.session = session;
    this.#onError = onError;
    this.#unsubscribe = session.store.subscribe(() => this.#follow());
    session.addView(this);
  }

  /** The room that was asked for and is not shown yet. */
  get wanted(): string | null {
    return this.#wanted;
  }

  get state(): ViewState {
    return this.#state;
  }

  /** Hears of every change of the view or of the chat's state. @returns the way to unsubscribe */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows a room, at once when the rooms are known and else as soon as they are. */
  open(roomUuid: string): void {
    this.#wantsUsual = false;
    this.#isUsual = false;
    if (!isUuid(roomUuid)) {
      this.#fail(chatError('bad-room', roomUuid));
      return;
    }
    this.#wanted = roomUuid.toLowerCase();
    this.enter();
  }

  /** Shows the room that was on screen last, or else the one with the newest message, unless one is shown or asked for. */
  openUsual(): void {
    if (this.#wanted !== null || this.#state.at !== null || this.#state.error !== null) return;
    this.#wantsUsual = true;
    this.enter();
  }

  /** Shows the room that was asked for, once that can be said: called by the session when it can. */
  enter(): void {
    const { session } = this;
    const { me, rooms } = session.store.state;
    if (this.#wantsUsual && areRoomsThere(rooms)) this.#chooseUsual();
    const wanted = this.#wanted;
    if (wanted === null || me === null) return;
    const entry = rooms.byUuid.get(wanted);
    if (entry ? session.isReadyForRooms : rooms.status === 'ready') this.#show(wanted, entry);
    else session.anticipate(roomTimeline(wanted));
  }

  #chooseUsual(): void {
    const { rooms } = this.session.store.state;
    const { lastRoom } = this.session;
    if (lastRoom === undefined) return;
    const isThere = lastRoom !== null && rooms.byUuid.has(lastRoom);
    // The last room may be one that is not among those that are kept.
    if (!isThere && rooms.status !== 'ready') return;
    this.#wantsUsual = false;
    this.#isUsual = true;
    this.#wanted = isThere ? lastRoom : ([...rooms.byUuid.values()].sort(byLatestActivity)[0]?.room.uuid ?? null);
  }

  #show(roomUuid: string, entry: RoomEntry | undefined): void {
    this.#wanted = null;
    if (!entry) {
      this.#fail(chatError('unknown-room', roomUuid));
      return;
    }
    const at = roomTimeline(roomUuid);
    if (this.#state.at === at) return;
    const { session } = this;
    const isKept = session.store.state.rooms.status !== 'ready';
    const unreadAfter = unreadAfterOf(entry);
    const visit = this.#state.visit + 1;
    this.#state = { at, roomUuid, isUsual: this.#isUsual, error: null, unreadAfter, visit };
    // The timeline is there before anybody hears of it.
    const isUpToDate = session.show(at, unreadAfter);
    this.#kept = isKept ? this.#follows(isUpToDate) : null;
    this.#tell();
  }

  #follows(upToDate: Promise<void>): Kept {
    const kept = { isUpToDate: false };
    void upToDate.then(() => {
      kept.isUpToDate = true;
      if (this.#kept === kept) this.#begin();
    });
    return kept;
  }

  /** What was shown as it was is as it is now: the person begins to read at what is unread since. */
  #begin(): void {
    const { rooms } = this.session.store.state;
    if (!this.#kept?.isUpToDate || rooms.status !== 'ready') return;
    this.#kept = null;
    const entry = rooms.byUuid.get(this.#state.roomUuid ?? '');
    const unreadAfter = entry ? unreadAfterOf(entry) : null;
    if (unreadAfter !== null) this.#set({ ...this.#state, unreadAfter, visit: this.#state.visit + 1 });
    this.setReading(this.#isReading);
  }

  close(): void {
    this.#wantsUsual = false;
    this.#wanted = null;
    this.#leave(null);
  }

  /** Whether the person sees the newest message of what is shown: then it does not count as unread. */
  setReading(isReading: boolean): void {
    this.#isReading = isReading;
    const canTell = isReading && this.#kept === null;
    this.session.setReading(this, canTell ? this.#state.roomUuid : null);
  }

  /** The element is gone. */
  dispose(): void {
    this.#unsubscribe();
    this.#listeners.clear();
    this.session.removeView(this);
  }

  #follow(): void {
    this.#begin();
    const { rooms } = this.session.store.state;
    const { roomUuid } = this.#state;
    const isGone = roomUuid !== null && rooms.status === 'ready' && !rooms.byUuid.has(roomUuid);
    if (!isGone) this.#tell();
    // It went away from under the person's eyes, unless they were about to leave it.
    else if (this.#wanted === null) this.#fail(chatError('unknown-room', roomUuid));
    else this.#leave(null);
  }

  #fail(error: ChatError): void {
    this.#wanted = null;
    this.#leave(error);
    this.#onError(error);
  }

  #leave(error: ChatError | null): void {
    this.#kept = null;
    this.session.setReading(this, null);
    this.#set({ ...NOWHERE, error, visit: this.#state.visit });
  }

  #set(state: ViewState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** The last message read, where others follow it. */
function unreadAfterOf({ unread, lastRead }: RoomEntry): string | null {
  return unread > 0 ? lastRead : null;
}
