import { onWake } from './wake.js';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/**
 * Pauses between attempts: up to 1 s at first, doubling to 30 s, at random over the whole range so that a restarted server
 * is not stormed. When the network may be there again, nobody waits.
 */
export class Backoff {
  readonly #random: () => number;
  #attempt = 0;
  readonly #wakers = new Set<() => void>();

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Resolves after the next pause; earlier when it is skipped, the network may be back, or `signal` aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempt) * this.#random();
    this.#attempt += 1;
    const waiting = new AbortController();
    await new Promise<void>((resolve) => {
      const wake = (): void => resolve();
      const timer = setTimeout(wake, pause);
      waiting.signal.addEventListener('abort', () => clearTimeout(timer));
      signal.addEventListener('abort', wake, { signal: waiting.signal });
      onWake(wake, waiting.signal);
      this.#wakers.add(wake);
      waiting.signal.addEventListener('abort', () => this.#wakers.delete(wake));
    });
    waiting.abort();
  }

  /** The next pause is short again. */
  reset(): void {
    this.#attempt = 0;
  }

  /** Ends the current pauses. */
  skip(): void {
    this.reset();
    for (const wake of [...this.#wakers]) wake();
  }
}
