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

  #refill(now: number): void {
    if (this.#rate.burst === Infinity) return;
    // A clock that was set back takes nothing away.
    const seconds = Math.max(0, now - this.#at) / 1000;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + seconds * this.#rate.perSecond);
    this.#at = now;
  }
}

/** Buckets of one generation; two are kept, some 20 MB at most. */
const GENERATION = 50_000;

/**
 * One bucket per key. When as many as a generation holds were used, those that were not used since the generation
 * before are forgotten: the memory stays bounded without a search for the oldest.
 */
export class RateLimiter {
  readonly #rate: Rate;
  readonly #clock: Clock;
  #current = new Map<string, TokenBucket>();
  #previous = new Map<string, TokenBucket>();

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** How many buckets the memory holds. */
  get size(): number {
    return this.#current.size + this.#previous.size;
  }

  /** @returns 0 when it could take now, else the seconds to wait */
  wait(key: string): number {
    return this.#find(key)?.wait(this.#clock.now()) ?? 0;
  }

  /** @returns 0 when it may go on, else the seconds to wait */
  take(key: string): number {
    const now = this.#clock.now();
    const bucket = this.#find(key) ?? new TokenBucket(this.#rate, now);
    this.#keep(key, bucket);
    return bucket.take(now);
  }

  /** Undoes a `take`. */
  giveBack(key: string): void {
    this.#find(key)?.giveBack(this.#clock.now());
  }

  #find(key: string): TokenBucket | undefined {
    return this.#current.get(key) ?? this.#previous.get(key);
  }

  #keep(key: string, bucket: TokenBucket): void {
    if (this.#current.has(key)) return;
    if (this.#current.size >= GENERATION) {
      this.#previous = this.#current;
      this.#current = new Map();
    }
    this.#previous.delete(key);
    this.#current.set(key, bucket);
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
