import type { Connection } from '../connection/connection.js';
import { toChatError, type ChatError } from '../model/errors.js';
import type { Message, PendingMessage } from '../model/message.js';
import { messagesMerged, pendingAdded, pendingChanged, pendingRemoved } from '../store/changes.js';
import type { Store } from '../store/store.js';

/** Sends my messages: painted at once, posted in order per room, settled as sent or failed. */
export class Sending {
  readonly #store: Store;
  readonly #connection: Connection;
  readonly #now: () => Date;
  readonly #onError: (error: ChatError) => void;
  /** The end of each room's queue. */
  readonly #queues = new Map<string, Promise<void>>();
  /** Rooms with a POST under way, and the echoes that came meanwhile. */
  readonly #held = new Map<string, Message[]>();

  constructor(store: Store, connection: Connection, now: () => Date, onError: (error: ChatError) => void) {
    this.#store = store;
    this.#connection = connection;
    this.#now = now;
    this.#onError = onError;
  }

  send(roomUuid: string, content: string): void {
    const createdAt = this.#now().toISOString().replace('Z', '000Z');
    const message: PendingMessage = {
      localId: crypto.randomUUID(),
      roomUuid,
      content,
      createdAt,
      status: 'sending',
      error: null,
    };
    this.#store.apply(pendingAdded(message));
    this.#enqueue(message);
  }

  retry(roomUuid: string, localId: string): void {
    const message = this.#failed(roomUuid, localId);
    if (!message) return;
    this.#store.apply(pendingChanged(roomUuid, localId, null));
    this.#enqueue(message);
  }

  discard(roomUuid: string, localId: string): void {
    if (this.#failed(roomUuid, localId)) this.#store.apply(pendingRemoved(roomUuid, localId));
  }

  /**
   * Whether a live message of mine must wait: while a POST of mine is under way in its room, the echo may be its own, and
   * showing it beside the pending one would show the text twice. It enters with the answer.
   */
  hold(message: Message): boolean {
    const held = this.#held.get(message.roomUuid);
    held?.push(message);
    return held !== undefined;
  }

  #failed(roomUuid: string, localId: string): PendingMessage | undefined {
    const pending = this.#store.state.timelines.get(roomUuid)?.pending;
    return pending?.find((message) => message.localId === localId && message.status === 'failed');
  }

  #enqueue(message: PendingMessage): void {
    const { roomUuid } = message;
    const queue = (this.#queues.get(roomUuid) ?? Promise.resolve()).then(() => this.#post(message));
    this.#queues.set(roomUuid, queue);
  }

  async #post({ roomUuid, localId, content }: PendingMessage): Promise<void> {
    this.#held.set(roomUuid, []);
    try {
      const message = await this.#connection.sendMessage(roomUuid, content, localId);
      // One change: the pending one becomes the sent one in the same paint.
      this.#store.apply(
        pendingRemoved(roomUuid, localId),
        messagesMerged(roomUuid, [message, ...this.#release(roomUuid)]),
      );
    } catch (thrown) {
      const error = toChatError(thrown);
      this.#store.apply(pendingChanged(roomUuid, localId, error), messagesMerged(roomUuid, this.#release(roomUuid)));
      this.#onError(error);
    }
  }

  #release(roomUuid: string): readonly Message[] {
    const held = this.#held.get(roomUuid) ?? [];
    this.#held.delete(roomUuid);
    return held;
  }
}
