/** Time (ms) for renders that follow each other at once: a quarter of a frame. */
const RENDER_BUDGET = 4;
/** A pause (ms) after which there is as much of it again: what comes after it is no flood. */
const FLOOD_PAUSE = 100;
/** When (ms) rendering goes on where there are no frames: in a page in the background. */
const WITHOUT_FRAMES = 250;

/** Now; with the next frame; when that was painted; or now, unless much was rendered lately. */
export type Pace = 'at-once' | 'with-frame' | 'after-paint' | 'as-usual';

/** Resolves with the next frame, before it is painted; in time where there are no frames. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => callWithFrame(resolve));
}

/** @returns the way to call it at once instead */
function callWithFrame(callback: () => void): () => void {
  const call = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    callback();
  };
  const frame = requestAnimationFrame(call);
  const timer = setTimeout(call, WITHOUT_FRAMES);
  return call;
}

/**
 * Paces the updates of an element: what happens alone is rendered in its own task and painted with the next frame; in a
 * flood, one render per frame takes all that came. To be used in `scheduleUpdate`.
 */
export class FramePace {
  readonly #most: number;
  #renders = 0;
  #spent = 0;
  #last = -Infinity;
  #proceed: () => void = () => undefined;

  /** @param most renders that follow each other at once, for elements whose rows render after them */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /** Calls `render` when it is time. */
  async run(render: () => void, pace: Pace): Promise<void> {
    if (performance.now() - this.#last > FLOOD_PAUSE) [this.#renders, this.#spent] = [0, 0];
    const enough = this.#renders >= this.#most || this.#spent >= RENDER_BUDGET;
    if (pace === 'after-paint') await this.#nextFrame();
    if (pace === 'with-frame' || pace === 'after-paint' || (pace === 'as-usual' && enough)) await this.#nextFrame();
    const started = performance.now();
    render();
    this.#last = performance.now();
    this.#spent += this.#last - started;
    this.#renders += 1;
  }

  /** What waits for a frame waits no longer. */
  hurry(): void {
    this.#proceed();
  }

  #nextFrame(): Promise<void> {
    return new Promise((resolve) => (this.#proceed = callWithFrame(resolve)));
  }
}
