/** Time (ms) in each frame for rendering at once. */
const BUDGET = 4;
/** When (ms) rendering goes on where there are no frames: in a page in the background. */
const WITHOUT_FRAMES = 250;

/**
 * Paces the updates of an element: what happens alone is rendered in its own task and painted with the next frame; in a
 * flood, one render per frame takes all that came. To be used in `scheduleUpdate`.
 */
export class FramePace {
  readonly #most: number;
  #spent = 0;
  #renders = 0;
  #frame: Promise<void> | undefined;

  /** @param most renders of one frame that happen at once, for elements whose rows render after them */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /** Calls `render` when it is time: now, unless much was rendered in this frame and it is not `urgent`. */
  async run(render: () => void, isUrgent: () => boolean): Promise<void> {
    this.#frame ??= this.#nextFrame();
    const enough = this.#renders >= this.#most || this.#spent >= BUDGET;
    if (enough && !isUrgent()) await this.#frame;
    const started = performance.now();
    render();
    this.#spent += performance.now() - started;
    this.#renders += 1;
  }

  #nextFrame(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        this.#frame = undefined;
        [this.#spent, this.#renders] = [0, 0];
        resolve();
      };
      const frame = requestAnimationFrame(done);
      const timer = setTimeout(done, WITHOUT_FRAMES);
    });
  }
}
