import type { Pace } from '../../src/device/ports.js';
import { Scheduler } from './scheduler.js';

/** A pace of which a test lets the time pass; pauses at random are none. Its clock can be wrong. */
export class ManualPace implements Pace {
  /** Milliseconds by which the clock is wrong: what it says, not how it runs. */
  skew = 0;
  readonly random = (): number => 0;
  readonly #scheduler = new Scheduler(1);
  readonly #wakers = new Set<() => void>();
  /** Timers that run. */
  pending = 0;

  readonly now = (): number => this.#scheduler.now + this.skew;

  readonly after = (ms: number, callback: () => void): (() => void) => {
    this.pending += 1;
    let isOver = false;
    const over = (): void => {
      if (!isOver) this.pending -= 1;
      isOver = true;
    };
    const cancel = this.#scheduler.after(ms, () => {
      over();
      callback();
    });
    return () => {
      over();
      cancel();
    };
  };

  readonly onWake = (callback: () => void, signal: AbortSignal): void => {
    this.#wakers.add(callback);
    signal.addEventListener('abort', () => this.#wakers.delete(callback));
  };

  /** The network may be there again. */
  wake(): void {
    for (const callback of this.#wakers) callback();
  }

  /** Lets time pass. */
  run(ms: number): Promise<void> {
    return this.#scheduler.run(ms);
  }
}
