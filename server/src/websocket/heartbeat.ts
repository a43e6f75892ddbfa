import type { Clock } from '../clock.js';

/** Something that is to be looked at once a second, and asked for a sign of life once per interval. */
export interface Beating {
  tick(now: number): void;
  probe(): void;
}

const TICK_MS = 1000;
const INTERVAL_S = 20;

/**
 * One timer for all sockets: two of each would be 20,000 with 10,000 idle ones. The probes are spread over the interval,
 * so that no second has more to do than the others.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #slots = Array.from({ length: INTERVAL_S }, () => new Set<Beating>());
  #second = 0;
  #count = 0;
  #isTicking = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The returned function ends it; call it once. */
  add(beating: Beating): () => void {
    const slot = this.#slots[this.#second];
    slot?.add(beating);
    this.#count += 1;
    if (!this.#isTicking) this.#next();
    return () => {
      if (slot?.delete(beating)) this.#count -= 1;
    };
  }

  #tick(): void {
    this.#second = (this.#second + 1) % INTERVAL_S;
    const now = this.#clock.now();
    for (const beating of this.#slots[this.#second] ?? []) beating.probe();
    for (const slot of this.#slots) for (const beating of slot) beating.tick(now);
    this.#next();
  }

  #next(): void {
    this.#isTicking = this.#count > 0;
    if (this.#isTicking) this.#clock.after(TICK_MS, () => this.#tick());
  }
}
