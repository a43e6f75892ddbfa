import type { MessagePosition } from '../../connection/connection.js';
import { toChatError } from '../../model/errors.js';
import type { Message } from '../../model/message.js';
import type { SessionCore } from '../core.js';
import type { OutboxDesk } from './desk.js';
import { endOfRoom, laterPlace, lookUp } from './lookup.js';
import type { StoredMessage } from '../../device/storage.js';

/**
 * Milliseconds within which a server that does not know `client_uuid` is trusted to have stored what it received: before
 * they are over, a message whose answer was lost is looked for, but not posted again.
 */
export const QUIET = 5_000;

/** `done`: go on; `later`: try again by itself; `blocked`: not before the connection is live again. */
export type Outcome = 'done' | 'later' | 'blocked';

/** Brings one message to the server, once: where it may be there already, it is looked for first. */
export class Delivery {
  /** Whether the newest message known of a room is its newest. */
  isCaughtUp = false;
  readonly #core: SessionCore;
  readonly #desk: OutboxDesk;

  constructor(core: SessionCore, desk: OutboxDesk) {
    this.#core = core;
    this.#desk = desk;
  }

  #hasEnded(): boolean {
    return this.#core.signal.aborted;
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
      const { roomUuid, body, localId } = trying;
      const sent = await this.#core.connection.sendMessage(roomUuid, body, localId);
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
    const place = this.#core.store.state.features.has('client-uuids')
      ? null
      : (end ?? (await this.#endOfRoom(roomUuid)));
    if (this.#hasEnded()) return null;
    if (!place && message.status === 'sending' && !after && message.triedAt === null) return message;
    return this.#desk.change(message, (now) => ({ ...renewed(now), after: place, triedAt: null }));
  }

  async #lookFor(message: StoredMessage, after: MessagePosition): ReturnType<typeof lookUp> {
    const mark = await this.#core.environment.storage.mark(this.#desk.owner, message.roomUuid);
    this.#desk.queue.exclude(mark?.sent ?? []);
    const found = this.#desk.queue.likeness(message.localId);
    if (found) return { found, end: after };
    const { me } = this.#core.store.state;
    const fits = (other: Message): boolean => other.userUuid === me && this.#desk.queue.isLike(message, other);
    return lookUp(this.#fetch(message.roomUuid), after, fits);
  }

  /** Where a room ends now, by the server's clock. */
  async #endOfRoom(roomUuid: string): Promise<MessagePosition> {
    const mark = await this.#core.environment.storage.mark(this.#desk.owner, roomUuid);
    const entry = this.#core.store.state.rooms.byUuid.get(roomUuid);
    const end = this.isCaughtUp && entry ? entry.lastMessage : await endOfRoom(this.#fetch(roomUuid));
    return laterPlace(end, mark);
  }

  #fetch(roomUuid: string): Parameters<typeof lookUp>[0] {
    return (request) => this.#core.connection.messages(roomUuid, request, this.#core.signal);
  }

  /** Whether the last attempt was given up so long ago that, had it arrived, it would be there. */
  #isQuiet(message: StoredMessage): boolean {
    return message.triedAt !== null && this.#givenUpAt(message) + QUIET <= this.#core.environment.now().getTime();
  }

  /** An attempt whose end nobody saw counts from now; so does one in the future: the clock was set. */
  #givenUpAt({ triedAt }: StoredMessage): number {
    const now = this.#core.environment.now().getTime();
    return Math.min(triedAt ?? now, now);
  }

  async #fail(message: StoredMessage, thrown: unknown, while_: 'looking' | 'posting'): Promise<Outcome> {
    const { localId } = message;
    // It may still be on its way to the device.
    await this.#desk.kept();
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
    if (error.code !== message.error?.code) this.#core.onError(error);
    const now = this.#core.environment.now().getTime();
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
