import type { Connection, MessagePosition } from '../connection/connection.js';
import { toChatError, type ChatError } from '../model/errors.js';
import type { Message } from '../model/message.js';
import type { Store } from '../store/store.js';
import type { Environment } from './environment.js';
import { endOfRoom, laterPlace, lookUp } from './outbox-lookup.js';
import type { OutboxQueue } from './outbox-queue.js';
import type { StoredMessage } from './storage.js';

/**
 * Milliseconds within which a server that does not know `client_uuid` is trusted to have stored what it received: before
 * they are over, a message whose answer was lost is looked for, but not posted again.
 */
export const QUIET = 5_000;

export interface OutboxOptions {
  readonly store: Store;
  readonly connection: Connection;
  readonly environment: Environment;
  /** Aborts when the session ends. */
  readonly signal: AbortSignal;
  readonly onError: (error: ChatError) => void;
}

/** `done`: go on; `later`: try again by itself; `blocked`: not before the connection is live again. */
export type Outcome = 'done' | 'later' | 'blocked';

/** What a delivery needs of the outbox. */
export interface Desk {
  readonly queue: OutboxQueue;
  readonly owner: () => string;
  /** Changes a message everywhere. @returns it as it is now, or null when it is over */
  readonly change: (
    message: StoredMessage,
    change: (message: StoredMessage) => StoredMessage,
  ) => Promise<StoredMessage | null>;
  /** A message was sent as `sent`. */
  readonly settle: (message: StoredMessage, sent: Message) => Promise<void>;
}

/** Brings one message to the server, once: where it may be there already, it is looked for first. */
export class Delivery {
  /** Whether the newest message known of a room is its newest. */
  isCaughtUp = false;
  readonly #options: OutboxOptions;
  readonly #desk: Desk;

  constructor(options: OutboxOptions, desk: Desk) {
    this.#options = options;
    this.#desk = desk;
  }

  #hasEnded(): boolean {
    return this.#options.signal.aborted;
  }

  async deliver(message: StoredMessage): Promise<Outcome> {
    let trying: StoredMessage | null;
    try {
      trying = await this.#prepare(message);
    } catch (thrown) {
      return this.#fail(message, thrown, 'looking');
    }
    if (!trying || this.#hasEnded()) return this.#desk.queue.get(message.localId) ? 'later' : 'done';
    try {
      const { roomUuid, content, localId } = trying;
      const sent = await this.#options.connection.sendMessage(roomUuid, content, localId);
      if (this.#hasEnded()) return 'later';
      await this.#desk.settle(trying, sent);
      return 'done';
    } catch (thrown) {
      return this.#fail(message, thrown, 'posting');
    }
  }

  /** @returns the message as it is to be posted now, or null when it is not to be */
  async #prepare(message: StoredMessage): Promise<StoredMessage | null> {
    const { roomUuid, after } = message;
    let end: MessagePosition | null = null;
    if (after) {
      const looked = await this.#lookFor(message, after);
      if (looked.found) {
        await this.#desk.settle(message, looked.found);
        return null;
      }
      if (!this.#isQuiet(message)) {
        await this.#desk.change(message, (now) => ({ ...now, status: 'waiting', triedAt: this.#givenUpAt(now) }));
        return null;
      }
      ({ end } = looked);
    }
    if (this.#hasEnded()) return null;
    const place = this.#options.store.state.features.extended ? null : (end ?? (await this.#endOfRoom(roomUuid)));
    if (this.#hasEnded()) return null;
    if (!place && message.status === 'sending' && !after && message.triedAt === null) return message;
    return this.#desk.change(message, (now) => ({ ...renewed(now), after: place, triedAt: null }));
  }

  async #lookFor(message: StoredMessage, after: MessagePosition): ReturnType<typeof lookUp> {
    const mark = await this.#options.environment.storage.mark(this.#desk.owner(), message.roomUuid);
    this.#desk.queue.exclude(mark?.sent ?? []);
    const found = this.#desk.queue.likeness(message.localId);
    if (found) return { found, end: after };
    const { me } = this.#options.store.state;
    const fits = (other: Message): boolean => other.userUuid === me && this.#desk.queue.isLike(message, other);
    return lookUp(this.#fetch(message.roomUuid), after, fits);
  }

  /** Where a room ends now, by the server's clock. */
  async #endOfRoom(roomUuid: string): Promise<MessagePosition> {
    const mark = await this.#options.environment.storage.mark(this.#desk.owner(), roomUuid);
    const entry = this.#options.store.state.rooms.byUuid.get(roomUuid);
    const end = this.isCaughtUp && entry ? entry.lastMessage : await endOfRoom(this.#fetch(roomUuid));
    return laterPlace(end, mark);
  }

  #fetch(roomUuid: string): Parameters<typeof lookUp>[0] {
    return (request) => this.#options.connection.messages(roomUuid, request, this.#options.signal);
  }

  /** Whether the last attempt was given up so long ago that, had it arrived, it would be there. */
  #isQuiet(message: StoredMessage): boolean {
    return message.triedAt !== null && this.#givenUpAt(message) + QUIET <= this.#options.environment.now().getTime();
  }

  /** An attempt whose end nobody saw counts from now; so does one in the future: the clock was set. */
  #givenUpAt({ triedAt }: StoredMessage): number {
    const now = this.#options.environment.now().getTime();
    return Math.min(triedAt ?? now, now);
  }

  async #fail(message: StoredMessage, thrown: unknown, while_: 'looking' | 'posting'): Promise<Outcome> {
    const { localId } = message;
    if (this.#hasEnded()) return 'later';
    // Its sent form came another way.
    if (this.#desk.queue.isOver(localId)) return 'done';
    const error = toChatError(thrown);
    const isPassing = error.temporary || error.code === 'bad-token';
    const likeness = this.#desk.queue.likeness(localId);
    if (isPassing && likeness) {
      await this.#desk.settle(message, likeness);
      return 'done';
    }
    if (error.code !== message.error?.code) this.#options.onError(error);
    const now = this.#options.environment.now().getTime();
    await this.#desk.change(message, (stored) => {
      if (isPassing && while_ === 'posting') return { ...stored, status: 'waiting', error, triedAt: now };
      if (isPassing) return { ...stored, status: 'waiting', error, triedAt: this.#givenUpAt(stored) };
      // A refusal is an answer: it is not there.
      return { ...stored, status: 'failed', error, ...(while_ === 'posting' ? { after: null, triedAt: null } : {}) };
    });
    if (!isPassing) return 'done';
    return error.code === 'bad-token' ? 'blocked' : 'later';
  }
}

export function renewed(message: StoredMessage): StoredMessage {
  return { ...message, status: 'sending', error: null };
}
