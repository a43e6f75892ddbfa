/** Pieces of files that are worked on between two looks at what else has come: a millisecond or two. */
const PIECES_PER_ROUND = 4;

/**
 * Lets pieces of files go on a few at a time, in their order, in each round of the event loop. Whatever else is asked
 * meanwhile is heard in between: a post passes through several rounds, and in each fifty uploads would have a piece ready.
 */
export class Pace {
  readonly #waiting: (() => void)[] = [];
  #isScheduled = false;

  /** Resolves when a piece may be worked on. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      for (const go of this.#waiting.splice(0, PIECES_PER_ROUND)) go();
      if (this.#waiting.length > 0) this.#schedule();
    });
  }
}
