/** Files that one message may carry. */
export const MOST_PER_MESSAGE = 20;
/** How long (ms) a file waits for its message. */
export const PATIENCE = 24 * 3_600_000;
/** How often (ms) what nobody waits for is looked for. */
export const TIDY_EVERY = 10 * 60_000;
