import type { Match } from './match.js';

/** Something that a word may be completed to. */
export interface Suggestion {
  /** Names it among the others of its list. */
  readonly id: string;
  /** What is written for it. */
  readonly text: string;
  readonly label: string;
  /** The part of the label that matches; absent where something else does. */
  readonly match?: Match | undefined;
  /** What stands before the label: an avatar, the emoji. */
  readonly lead?: unknown;
  /** What tells it from others, or says more. */
  readonly detail?: string | undefined;
  /** Stands behind the label: whether a person can be reached. */
  readonly mark?: unknown;
  readonly onTake?: () => void;
}

/** What is shown at once at most. */
export const MOST = 25;
