/** Renders of one frame that happen at once. The first follow a key or a message; more of them are a flood. */
const AT_ONCE = 3;
/** When (ms) rendering goes on where there are no frames: in a page in the background. */
const WITHOUT_FRAMES = 250;

/**
 * Paces the updates of an element: what happens alone is rendered in its own task and painted with the next frame; in a
 * flood, one render per frame takes all that came. To be awaited in `scheduleUpdate`.
 */
export class FramePace {
  #left = AT_ONCE;
  #frame: Promise<void> | undefined;

  /** Resolves when it is time to render; undefined when that is now. */
  turn(): Promise<void> | undefined {
    this.#frame ??= this.#nextFrame();
    if (this.#left === 0) return this.#frame;
    this.#left -= 1;
    return undefined;
  }

  #nextFrame(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        this.#frame = undefined;
        this.#left = AT_ONCE;
        resolve();
      };
      const frame = requestAnimationFrame(done);
      const timer = setTimeout(done, WITHOUT_FRAMES);
    });
  }
}
