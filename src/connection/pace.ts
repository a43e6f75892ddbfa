import { onWake } from '../device/browser/wake.js';
import { afterTimeout, type Timer } from './backoff.js';

/** The time and a timer; given as one so that a test can let time pass. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly after: Timer;
}

/** What pauses between attempts are made of. */
export interface Pace extends Clock {
  /** At least 0, below 1. */
  readonly random: () => number;
  /** Calls back whenever the network may be there again, until `signal` aborts. */
  readonly onWake: (callback: () => void, signal: AbortSignal) => void;
}

export const browserPace: Pace = { now: () => Date.now(), after: afterTimeout, random: Math.random, onWake };
