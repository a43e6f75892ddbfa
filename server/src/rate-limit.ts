import type { Clock } from './clock.js';
import type { Rate } from './limits.js';

/** Allowances that fill up by themselves; without timers, since only the moments of use matter. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;

  /** @param now milliseconds */
  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** @returns 0 when there is a token to take, else the seconds until there is one */
  wait(now: number): number {
    this.#refill(now);
    return this.#tokens < 1 ? (1 - this.#tokens) / this.#rate.perSecond : 0;
  }

  /** @returns 0 when there was a token to take, else the seconds until there is one */
  take(now: number): number {
    const wait = this.wait(now);
    if (wait === 0) this.#tokens -= 1;
    return wait;
  }

  /** Undoes a `take`. */
  giveBack(now: number): void {
    this.#refill(now);
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + 1);
  }

  isFull(now: number): boolean {
    this.#refill(now);
    return this.#tokens >= this.#rate.burst;
  }

  #refill(now: number): void {
    if (this.#rate.burst === Infinity) return;
    // A clock that was set back takes nothing away.
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + seconds * this.#rate.perSecond);
    this.#at = now;
  }
}

/** Buckets that are kept at most: some 20 MB. Beyond, the one that was used longest ago is forgotten. */
const MOST_BUCKETS = 100_000;

/** One bucket per key. */
export class RateLimiter {
  readonly #rate: Rate;
  readonly #clock: Clock;
  /** In the order of their last use. */
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** @returns 0 when it could take now, else the seconds to wait */
  wait(key: string): number {
    return this.#buckets.get(key)?.wait(this.#clock.now()) ?? 0;
  }

  /** @returns 0 when it may go on, else the seconds to wait */
  take(key: string): number {
    const now = this.#clock.now();
    this.#forget(now);
    const bucket = this.#buckets.get(key) ?? new TokenBucket(this.#rate, now);
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    return bucket.take(now);
  }

  /** Undoes a `take`. */
  giveBack(key: string): void {
    this.#buckets.get(key)?.giveBack(this.#clock.now());
  }

  /** A full bucket says no more than an absent one. Whoever was used longest ago is the likeliest to be full. */
  #forget(now: number): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#buckets.size < MOST_BUCKETS && !bucket.isFull(now)) return;
      this.#buckets.delete(key);
    }
  }
}

/**
 * Serves all keys in turn: in each round of the event loop one of every key that waits goes on, as long as not too many
 * of it are under way. The embedded database works without giving way, so that without rounds whoever has sent a
 * hundred requests is answered a hundred times before the next one is even heard.
 */
export class Turns {
  readonly #most: number;
  readonly #running = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();
  #isScheduled = false;

  constructor(most: number) {
    this.#most = most;
  }

  /** Resolves when it is one's turn; call `leave` afterwards, whatever happens. */
  enter(key: string): Promise<void> {
    return new Promise((resolve) => {
      const queue = this.#waiting.get(key);
      if (queue) queue.push(resolve);
      else this.#waiting.set(key, [resolve]);
      this.#schedule();
    });
  }

  leave(key: string): void {
    const running = (this.#running.get(key) ?? 0) - 1;
    if (running > 0) this.#running.set(key, running);
    else this.#running.delete(key);
    if (this.#waiting.has(key)) this.#schedule();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => this.#round());
  }

  #round(): void {
    this.#isScheduled = false;
    for (const [key, queue] of this.#waiting) {
      const running = this.#running.get(key) ?? 0;
      if (running >= this.#most) continue;
      this.#running.set(key, running + 1);
      queue.shift()?.();
      if (queue.length === 0) this.#waiting.delete(key);
      else this.#schedule();
    }
  }
}
