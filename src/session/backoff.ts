const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** Pauses between attempts: up to 1 s at first, doubling to 30 s, at random so that a restarted server is not stormed. */
export class Backoff {
  #attempt = 0;
  #wake: (() => void) | undefined;

  /** Resolves after the next pause, at once when skipped or aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempt) * Math.random();
    this.#attempt += 1;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
      signal.addEventListener('abort', this.#wake, { once: true });
    });
    this.#wake = undefined;
  }

  /** Ends the current pause. */
  skip(): void {
    this.#attempt = 0;
    this.#wake?.();
  }
}
