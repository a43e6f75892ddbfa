/** Time as the server sees it; a test passes its own, so that expiry needs no waiting. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Calls `action` once after `milliseconds`; the returned function cancels that. */
  after(milliseconds: number, action: () => void): () => void;
}

/** Node turns a longer delay into 1 ms, and tokens may live for ten years. */
const LONGEST_TIMER = 2 ** 31 - 1;

function startTimer(milliseconds: number, action: () => void): () => void {
  let timer: NodeJS.Timeout;
  const arm = (left: number): void => {
    const step = Math.min(left, LONGEST_TIMER);
    timer = setTimeout(() => (left > step ? arm(left - step) : action()), step);
    // A waiting timer must not keep a stopping process alive.
    timer.unref();
  };
  arm(Math.max(0, milliseconds));
  return () => clearTimeout(timer);
}

export const systemClock: Clock = { now: () => Date.now(), after: startTimer };

/**
 * Strictly increasing microseconds since 1970, so that two messages of one process never share a `created_at`
 * and their order is the order in which they were accepted. What several processes order, see chat/revisions.ts.
 */
export function microsecondSequence(clock: Clock): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(clock.now() * 1000));
    return last;
  };
}
