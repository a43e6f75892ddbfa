const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** Pauses between attempts: up to 1 s at first, doubling to 30 s, at random so that a restarted server is not stormed. */
export class Backoff {
  readonly #random: () => number;
  #attempt = 0;
  readonly #wakers = new Set<() => void>();

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Resolves after the next pause; earlier when it is skipped or `signal` aborts. */
  async wait(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempt) * this.#random();
    this.#attempt += 1;
    await new Promise<void>((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#wakers.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, pause);
      signal.addEventListener('abort', wake);
      this.#wakers.add(wake);
    });
  }

  /** The next pause is short again. */
  reset(): void {
    this.#attempt = 0;
  }

  /** Ends the current pause. */
  skip(): void {
    this.reset();
    for (const wake of [...this.#wakers]) wake();
  }
}
