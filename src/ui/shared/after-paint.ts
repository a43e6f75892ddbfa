/** Runs a task when what is rendered now has been painted: in the second frame from now. */
export class AfterPaint {
  readonly #task: () => void;
  /** The number of the frame that was asked for. */
  #frame = 0;

  constructor(task: () => void) {
    this.#task = task;
  }

  /** Asks for the task, unless it is due already. */
  ask(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#task();
      });
    });
  }

  cancel(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }
}
