import { FRAME } from '../../shared/frame-pace.js';
import { FASTEST, SCROLL_PAUSE } from './tuning.js';

/** How fast the person scrolls. */
export class ScrollSpeed {
  #speed = 0;
  #last = -Infinity;

  /** They scrolled by `step` px, at `now` (ms). */
  scrolled(step: number, now: number): void {
    const goesOn = now - this.#last < SCROLL_PAUSE;
    // What comes after a pause, or twice in a frame, has had a frame's time.
    const speed = step / (goesOn ? Math.max(FRAME, now - this.#last) : FRAME);
    const mean = goesOn ? (this.#speed + speed) / 2 : speed;
    this.#speed = Math.max(-FASTEST, Math.min(mean, FASTEST));
    this.#last = now;
  }

  /** Pixels per millisecond, negative towards the older; 0 at rest. */
  at(now: number): number {
    return now - this.#last < SCROLL_PAUSE ? this.#speed : 0;
  }
}
