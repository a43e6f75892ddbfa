import { whenIdle } from './when-idle.js';

/** Time (ms) for renders that follow each other at once: a quarter of a frame. */
const RENDER_BUDGET = 4;
/** A pause (ms) after which there is as much of it again: what comes after it is no flood. */
const FLOOD_PAUSE = 100;
/** The time (ms) of a frame. */
export const FRAME = 16;
/** The longest rest (ms) between two renders of a flood, on however slow or busy a page. */
const LONGEST_REST = 100;
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
 * flood, one render takes all that came, in a frame for which the page has time: it has nothing else to do, such as to read
 * what else came, and rested as long as the last one took, where that was more than a frame. For `scheduleUpdate`.
 */
export class FramePace {
  readonly #most: number;
  #renders = 0;
  #spent = 0;
  #last = -Infinity;
  /** When (ms) the page has time for a flood's next frame. */
  #restedAt = -Infinity;
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
    if (pace === 'with-frame' || pace === 'after-paint') await this.#nextFrame();
    const inFlood = pace === 'as-usual' && enough;
    if (inFlood) await this.#rest();
    const started = performance.now();
    render();
    this.#last = performance.now();
    this.#spent += this.#last - started;
    this.#renders += 1;
    if (inFlood) this.#measure(started);
  }

  /** What waits for a frame waits no longer. */
  hurry(): void {
    this.#restedAt = -Infinity;
    this.#proceed();
  }

  async #rest(): Promise<void> {
    do await this.#nextFrame();
    while (performance.now() < this.#restedAt);
  }

  /** @param started when (ms) the render of this frame began */
  #measure(started: number): void {
    this.#restedAt = started + 2 * LONGEST_REST;
    // In a task of its own: what is left to be rendered, laid out and painted in this frame is over then.
    setTimeout(() => {
      const now = performance.now();
      const cost = now - started;
      const rested = cost > FRAME ? now + Math.min(cost, LONGEST_REST) : now;
      whenIdle(() => (this.#restedAt = rested), LONGEST_REST);
    });
  }

  #nextFrame(): Promise<void> {
    return new Promise((resolve) => (this.#proceed = callWithFrame(resolve)));
  }
}
