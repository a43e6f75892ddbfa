import type { Connection } from '../connection/connection.js';
import { toChatError, type ChatError } from '../model/errors.js';
import type { Message } from '../model/message.js';
import {
  olderFailed,
  olderLoaded,
  olderLoading,
  pageLoaded,
  timelineFailed,
  timelineLoading,
  timelineReplaced,
} from '../store/changes.js';
import type { Timeline } from '../store/state.js';
import type { Store } from '../store/store.js';

/** Messages of one page: three screens of a tall window. */
const PAGE = 50;
/** Messages that a further page asks for again: what was posted or tied meanwhile shifts the offset. */
const OVERLAP = 5;

/** Fetches the messages of rooms: the newest page, older ones, and what was missed while disconnected. */
export class History {
  readonly #store: Store;
  readonly #connection: Connection;
  readonly #signal: AbortSignal;
  readonly #onMessages: (messages: readonly Message[]) => void;
  readonly #onError: (error: ChatError) => void;
  readonly #newest = new Map<string, Promise<void>>();
  /** Rooms whose timeline may lack messages, since the live events were interrupted. */
  readonly #stale = new Set<string>();

  constructor(
    store: Store,
    connection: Connection,
    signal: AbortSignal,
    listeners: { onMessages: (messages: readonly Message[]) => void; onError: (error: ChatError) => void },
  ) {
    this.#store = store;
    this.#connection = connection;
    this.#signal = signal;
    this.#onMessages = listeners.onMessages;
    this.#onError = listeners.onError;
  }

  /** Loads a room's newest page unless that is there or on its way. */
  async open(roomUuid: string): Promise<void> {
    const timeline = this.#timeline(roomUuid);
    if (timeline?.status === 'ready' && !this.#stale.has(roomUuid)) return;
    this.#store.apply(timelineLoading(roomUuid));
    await this.#loadNewest(roomUuid);
  }

  /** After an interruption: every loaded room may have missed something; the one on screen is filled at once. */
  async refill(): Promise<void> {
    for (const roomUuid of this.#store.state.timelines.keys()) this.#stale.add(roomUuid);
    const open = this.#store.state.openRoomUuid;
    if (open !== null) await this.open(open);
  }

  /** Loads the page before the oldest message known. */
  async loadOlder(roomUuid: string): Promise<void> {
    const timeline = this.#timeline(roomUuid);
    if (!timeline?.hasOlder || timeline.older === 'loading' || timeline.status !== 'ready') return;
    this.#store.apply(olderLoading(roomUuid));
    try {
      await this.#loadBefore(roomUuid, timeline.messages.length);
    } catch (thrown) {
      this.#fail(thrown, olderFailed(roomUuid));
    }
  }

  async #loadBefore(roomUuid: string, known: number): Promise<void> {
    const offset = Math.max(0, known - OVERLAP);
    const page = { limit: PAGE + OVERLAP, offset };
    const { messages, total } = await this.#connection.messages(roomUuid, page, this.#signal);
    this.#onMessages(messages);
    this.#store.apply(
      olderLoaded(roomUuid, messages, messages.length === page.limit && offset + messages.length < total),
    );
  }

  #loadNewest(roomUuid: string): Promise<void> {
    let loading = this.#newest.get(roomUuid);
    if (!loading) {
      loading = this.#fetchNewest(roomUuid).finally(() => this.#newest.delete(roomUuid));
      this.#newest.set(roomUuid, loading);
    }
    return loading;
  }

  async #fetchNewest(roomUuid: string): Promise<void> {
    this.#stale.delete(roomUuid);
    try {
      const { messages, total } = await this.#connection.messages(roomUuid, { limit: PAGE, offset: 0 }, this.#signal);
      this.#onMessages(messages);
      const hasOlder = messages.length < total;
      const change = this.#continues(roomUuid, messages) ? pageLoaded : timelineReplaced;
      this.#store.apply(change(roomUuid, messages, hasOlder));
    } catch (thrown) {
      this.#stale.add(roomUuid);
      this.#fail(thrown, timelineFailed(roomUuid, toChatError(thrown)));
    }
  }

  /** Whether the newest page touches what is known; otherwise there is a gap of unknown length between them. */
  #continues(roomUuid: string, page: readonly Message[]): boolean {
    const known = this.#timeline(roomUuid)?.messages ?? [];
    if (known.length === 0) return true;
    const uuids = new Set(page.map((message) => message.uuid));
    return known.some((message) => uuids.has(message.uuid));
  }

  #timeline(roomUuid: string): Timeline | undefined {
    return this.#store.state.timelines.get(roomUuid);
  }

  #fail(thrown: unknown, change: ReturnType<typeof olderFailed>): void {
    if (this.#signal.aborted) return;
    this.#store.apply(change);
    this.#onError(toChatError(thrown));
  }
}
