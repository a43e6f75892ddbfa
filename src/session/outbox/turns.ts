import { Backoff } from '../../connection/backoff.js';
import type { SessionCore } from '../core.js';
import { Delivery, type Outcome } from './delivery.js';
import type { OutboxDesk } from './desk.js';
import type { StoredMessage } from '../../device/storage.js';

/**
 * Whose turn it is: works each room off by itself, one message after the other, one tab at a time, with pauses while
 * that does not succeed.
 */
export class OutboxTurns {
  readonly #core: SessionCore;
  readonly #desk: OutboxDesk;
  readonly #delivery: Delivery;
  readonly #backoffs = new Map<string, Backoff>();
  /** Rooms that are being worked on. */
  readonly #running = new Set<string>();
  /** Rooms that wait until the connection is live again. */
  readonly #blocked = new Set<string>();
  /** Counts the beginnings and ends of live events. */
  #epoch = 0;

  constructor(core: SessionCore, desk: OutboxDesk) {
    this.#core = core;
    this.#desk = desk;
    this.#delivery = new Delivery(core, desk);
  }

  /** There may be something to be sent in a room. */
  wake(roomUuid: string): void {
    if (this.#running.has(roomUuid)) return;
    this.#running.add(roomUuid);
    void this.#run(roomUuid);
  }

  /**
   * A message that was just written. Where none is known to precede it, and the server tells a repetition from a message,
   * it goes while it is being kept, and no turn is waited for.
   */
  begin(roomUuid: string, localId: string): void {
    if (this.#running.has(roomUuid) || !this.#core.store.state.features.has('client-uuids')) return;
    const message = this.#desk.queue.first(roomUuid);
    if (message?.localId !== localId) return;
    this.#running.add(roomUuid);
    const delivered = this.#delivery.deliver(message);
    void this.#run(roomUuid, () => delivered);
  }

  /** A room waits no longer. */
  skip(roomUuid: string): void {
    this.#backoff(roomUuid).skip();
  }

  /** Somebody who writes on may have mended what blocked the last message. */
  unblock(roomUuid: string): void {
    if (this.#blocked.delete(roomUuid)) this.skip(roomUuid);
  }

  /** Live events flow again: nothing waits any longer. @returns what to hand to `caughtUp` */
  resume(): number {
    this.interrupt();
    for (const backoff of this.#backoffs.values()) backoff.skip();
    return this.#epoch;
  }

  /** The newest message of every room is known, as of that `resume`. */
  caughtUp(epoch: number): void {
    this.#delivery.isCaughtUp = epoch === this.#epoch;
  }

  /** Live events have stopped. */
  interrupt(): void {
    this.#epoch += 1;
    this.#delivery.isCaughtUp = false;
  }

  /** @param begun what is being done already, instead of the first turn */
  async #run(roomUuid: string, begun?: () => Promise<Outcome>): Promise<void> {
    let turn = begun;
    while (!this.#core.signal.aborted && (turn ?? this.#desk.next(roomUuid))) {
      const epoch = this.#epoch;
      const outcome = await this.#turn(roomUuid, turn);
      turn = undefined;
      if (outcome === 'done') this.#backoff(roomUuid).reset();
      // The reason may be gone already.
      else if (epoch === this.#epoch) await this.#wait(roomUuid, outcome);
    }
    // In one go with the last test: what is written from now on starts a run of its own.
    this.#running.delete(roomUuid);
  }

  async #wait(roomUuid: string, outcome: 'later' | 'blocked'): Promise<void> {
    const { signal } = this.#core;
    const backoff = this.#backoff(roomUuid);
    if (outcome === 'later') return backoff.wait(signal, this.#desk.next(roomUuid)?.error?.retryAfter);
    this.#blocked.add(roomUuid);
    await backoff.waitForSkip(signal);
    this.#blocked.delete(roomUuid);
  }

  async #turn(roomUuid: string, begun?: () => Promise<Outcome>): Promise<Outcome> {
    const { environment, signal } = this.#core;
    const expected = this.#desk.next(roomUuid);
    try {
      const name = `wazo-group-chat/1 ${this.#desk.owner} ${roomUuid}`;
      return await environment.locks.hold(name, signal, begun ?? (() => this.#flush(roomUuid, expected)));
    } catch {
      // The session ended while it waited for its turn.
      return 'later';
    }
  }

  /** @param expected the first message as it was when the turn was asked for */
  async #flush(roomUuid: string, expected: StoredMessage | undefined): Promise<Outcome> {
    const { environment, signal } = this.#core;
    for (;;) {
      const stored = await environment.storage.messages(this.#desk.owner);
      if (signal.aborted) return 'later';
      const here = stored.filter((message) => message.roomUuid === roomUuid);
      await this.#desk.load(roomUuid, here);
      const next = this.#desk.next(roomUuid);
      if (!next) return 'done';
      // Another tab has tried in vain while this one waited for its turn.
      const { localId, triedAt } = next;
      if (localId === expected?.localId && triedAt !== null && triedAt !== expected.triedAt) return 'later';
      const outcome = await this.#delivery.deliver(next);
      if (outcome !== 'done') return outcome;
    }
  }

  #backoff(roomUuid: string): Backoff {
    let backoff = this.#backoffs.get(roomUuid);
    if (!backoff) {
      const { random, after } = this.#core.environment;
      this.#backoffs.set(roomUuid, (backoff = new Backoff(random, after)));
    }
    return backoff;
  }
}
