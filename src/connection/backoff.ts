import { onAbort } from './on-abort.js';
import { PLAIN_PACE } from '../device/memory.js';
import type { Pace } from '../device/ports.js';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/**
 * Pauses between attempts: up to 1 s at first, doubling to 30 s, at random over the whole range so that a restarted server
 * is not stormed. When the network may be there again, nobody waits.
 */
export class Backoff {
  readonly #pace: Pace;
  #attempt = 0;
  readonly #wakers = new Set<() => void>();

  constructor(pace: Pace = PLAIN_PACE) {
    this.#pace = pace;
  }

  /**
   * Resolves after the next pause; earlier when it is skipped, the network may be back, or `signal` aborts.
   *
   * @param longer milliseconds that the pause is longer, since the server asked for it
   */
  wait(signal: AbortSignal, longer = 0): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#attempt) * this.#pace.random();
    this.#attempt += 1;
    return this.#pause(signal, (wake) => this.#pace.after(longer + pause, wake));
  }

  /** Resolves when the pause is skipped or `signal` aborts: where waiting alone does not help. */
  waitForSkip(signal: AbortSignal): Promise<void> {
    return signal.aborted ? Promise.resolve() : this.#pause(signal, () => () => undefined);
  }

  async #pause(signal: AbortSignal, start: (wake: () => void) => () => void): Promise<void> {
    const waiting = new AbortController();
    await new Promise<void>((resolve) => {
      const wake = (): void => resolve();
      const cancel = start(wake);
      waiting.signal.addEventListener('abort', cancel);
      waiting.signal.addEventListener('abort', onAbort(signal, wake));
      this.#pace.onWake(wake, waiting.signal);
      this.#wakers.add(wake);
      waiting.signal.addEventListener('abort', () => this.#wakers.delete(wake));
    });
    // With a reason, since making one takes longer than all the rest.
    waiting.abort('over');
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
