import { whenIdle } from '../../shared/when-idle.js';

/** Milliseconds at a time: a key that comes meanwhile does not notice. */
const SLICE = 6;

/**
 * Does in idle time, a little at a time, what the next key would have to wait for.
 *
 * @param step does a part of it, of a millisecond or two, and answers whether there is more
 */
export function workAhead(step: () => boolean): void {
  whenIdle(() => {
    const end = performance.now() + SLICE;
    let isLeft = true;
    while (isLeft && performance.now() < end) isLeft = step();
    if (isLeft) workAhead(step);
  });
}
