import { Backoff } from '../../connection/backoff.js';
import { pause } from '../../connection/pause.js';
import type { StoredOperation } from '../../device/storage.js';
import type { SessionCore } from '../core.js';
import type { Delivery, Outcome } from './delivery.js';
import type { Ledger } from './ledger.js';

/** A lane that is being worked on. */
interface Lane {
  /** Pauses between attempts. */
  readonly backoff: Backoff;
  /** Whether it waits until the connection is live again. */
  isBlocked: boolean;
}

/**
 * Works off each lane by itself: one operation after the other, one tab at a time, with pauses while that does not
 * succeed.
 */
export class Turns {
  readonly #core: SessionCore;
  readonly #ledger: Ledger;
  readonly #delivery: Delivery;
  readonly #lanes = new Map<string, Lane>();
  /** Counts the beginnings and ends of live events. */
  #epoch = 0;

  constructor(core: SessionCore, ledger: Ledger, delivery: Delivery) {
    this.#core = core;
    this.#ledger = ledger;
    this.#delivery = delivery;
  }

  /** There may be something to be sent in a lane. */
  wake(name: string): void {
    if (this.#lanes.has(name)) return;
    const lane = this.#open(name);
    const next = this.#ledger.next(name);
    const delay = (next && this.#ledger.kinds.of(next.intent)?.delay) ?? 0;
    void this.#run(name, lane, delay);
  }

  /** @returns an operation that no turn need be waited for, since none before it is known in its lane */
  atOnce({ lane, localId }: Pick<StoredOperation, 'lane' | 'localId'>): StoredOperation | undefined {
    const first = this.#lanes.has(lane) ? undefined : this.#ledger.queue.first(lane);
    return first?.localId === localId ? first : undefined;
  }

  /** Takes what is being sent already for the first turn of its lane. */
  follow(name: string, delivered: Promise<Outcome>): void {
    void this.#run(name, this.#open(name), 0, () => delivered);
  }

  /** A lane waits no longer. */
  skip(name: string): void {
    this.#lanes.get(name)?.backoff.skip();
  }

  /** Somebody who goes on may have mended what blocked the last operation. */
  unblock(name: string): void {
    if (this.#lanes.get(name)?.isBlocked) this.skip(name);
  }

  /** Live events flow again: nothing waits any longer. @returns what to hand to `caughtUp` */
  resume(): number {
    this.interrupt();
    for (const { backoff } of this.#lanes.values()) backoff.skip();
    return this.#epoch;
  }

  /** The newest message of every room is known, as of that `resume`. @returns whether it is the last one */
  caughtUp(epoch: number): boolean {
    return (this.#ledger.isCaughtUp = epoch === this.#epoch);
  }

  /** Live events have stopped. */
  interrupt(): void {
    this.#epoch += 1;
    this.#ledger.isCaughtUp = false;
  }

  #open(name: string): Lane {
    const lane = { backoff: new Backoff(this.#core.environment), isBlocked: false };
    this.#lanes.set(name, lane);
    return lane;
  }

  /** @param begun what is being done already, instead of the first turn */
  async #run(name: string, lane: Lane, delay: number, begun?: () => Promise<Outcome>): Promise<void> {
    const { environment, signal } = this.#core;
    if (delay > 0) await pause(environment, delay, signal);
    let turn = begun;
    while (!signal.aborted && (turn ?? this.#ledger.next(name))) {
      const epoch = this.#epoch;
      const outcome = await this.#turn(name, turn);
      turn = undefined;
      if (outcome === 'done') lane.backoff.reset();
      // When events flow again meanwhile, the reason may be gone already.
      else if (epoch === this.#epoch) await this.#wait(name, lane, outcome);
    }
    // Nothing is awaited between the last test and this: what is wanted from now on opens the lane anew.
    this.#lanes.delete(name);
  }

  async #wait(name: string, lane: Lane, outcome: 'later' | 'blocked'): Promise<void> {
    const { signal } = this.#core;
    if (outcome === 'later') return lane.backoff.wait(signal, this.#ledger.next(name)?.error?.retryAfter);
    lane.isBlocked = true;
    await lane.backoff.waitForSkip(signal);
    lane.isBlocked = false;
  }

  async #turn(name: string, begun?: () => Promise<Outcome>): Promise<Outcome> {
    const { environment, signal } = this.#core;
    const expected = this.#ledger.next(name);
    try {
      const lock = `wazo-group-chat/2 ${this.#ledger.owner} ${name}`;
      return await environment.locks.hold(lock, signal, begun ?? (() => this.#flush(name, expected)));
    } catch {
      // The session ended while it waited for its turn.
      return 'later';
    }
  }

  /** @param expected the first operation as it was when the turn was asked for */
  async #flush(name: string, expected: StoredOperation | undefined): Promise<Outcome> {
    for (;;) {
      await this.#ledger.load(name);
      if (this.#core.signal.aborted) return 'later';
      const next = this.#ledger.next(name);
      if (!next) return 'done';
      // Another tab has tried in vain while this one waited for its turn.
      const { localId, triedAt } = next;
      if (localId === expected?.localId && triedAt !== null && triedAt !== expected.triedAt) return 'later';
      const outcome = await this.#delivery.deliver(next);
      if (outcome !== 'done') return outcome;
    }
  }
}
