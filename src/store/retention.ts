// How much of what a server knows stays in memory. What was let go of is a gap, and fetched again when somebody comes near.

/** Messages of the timeline on screen that are held at most. */
export const MAX_HELD = 2_000;
/** Messages that stay on each side of those in view when a timeline holds more than that. */
export const HELD_AROUND = 600;
