import { isUuid } from '../model/content.js';
import { chatError, type ChatError } from '../model/errors.js';
import { roomTimeline, type TimelineId } from '../store/timeline-id.js';
import type { ChatSession } from './session.js';

/** What one element shows. Immutable, as the chat's state is. */
export interface ViewState {
  /** The timeline on screen. */
  readonly at: TimelineId | null;
  /** The room that it belongs to. */
  readonly roomUuid: string | null;
  /** What went wrong with the room that was asked for, when it could not be opened. */
  readonly error: ChatError | null;
  /** The last message read before the room was opened: the unread line stands below it. Null: there is no line. */
  readonly unreadAfter: string | null;
}

export const NOWHERE: ViewState = { at: null, roomUuid: null, error: null, unreadAfter: null };

/** What one element shows of a session: two elements on one session may show two rooms. */
export class ChatView {
  readonly session: ChatSession;
  readonly #onError: (error: ChatError) => void;
  #state = NOWHERE;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  /** The room that was asked for before the rooms were known. */
  #wanted: string | null = null;

  /** @param onError hears of what cannot be shown here */
  constructor(session: ChatSession, onError: (error: ChatError) => void = () => undefined) {
    this.session = session;
    this.#onError = onError;
    this.#unsubscribe = session.store.subscribe(() => this.#follow());
    session.addView(this);
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
    if (!isUuid(roomUuid)) {
      this.#fail(chatError('bad-room', roomUuid));
      return;
    }
    this.#wanted = roomUuid.toLowerCase();
    this.enter();
  }

  /** Shows the room that was asked for, once that can be said: called by the session when it can. */
  enter(): void {
    const { session } = this;
    const wanted = this.#wanted;
    const { me, rooms } = session.store.state;
    if (wanted === null || me === null) return;
    const at = roomTimeline(wanted);
    const entry = rooms.byUuid.get(wanted);
    if (rooms.status !== 'ready' || (entry && !session.isRestored)) {
      session.anticipate(at);
      return;
    }
    this.#wanted = null;
    if (!entry) {
      this.#fail(chatError('unknown-room', wanted));
      return;
    }
    if (this.#state.at === at) return;
    const unreadAfter = entry.unread > 0 ? entry.lastRead : null;
    this.#state = { at, roomUuid: wanted, error: null, unreadAfter };
    // The timeline is there before anybody hears of it.
    session.show(at, unreadAfter);
    this.#tell();
  }

  close(): void {
    this.#wanted = null;
    this.session.setReading(this, null);
    this.#set(NOWHERE);
  }

  /** Whether the person sees the newest message of what is shown: then it does not count as unread. */
  setReading(isReading: boolean): void {
    this.session.setReading(this, isReading ? this.#state.roomUuid : null);
  }

  /** The element is gone. */
  dispose(): void {
    this.#unsubscribe();
    this.#listeners.clear();
    this.session.removeView(this);
  }

  #follow(): void {
    const { rooms } = this.session.store.state;
    const { roomUuid } = this.#state;
    // The room went away from under the person's eyes.
    if (roomUuid !== null && rooms.status === 'ready' && !rooms.byUuid.has(roomUuid))
      this.#fail(chatError('unknown-room', roomUuid));
    else this.#tell();
  }

  #fail(error: ChatError): void {
    this.#wanted = null;
    this.session.setReading(this, null);
    this.#set({ ...NOWHERE, error });
    this.#onError(error);
  }

  #set(state: ViewState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
