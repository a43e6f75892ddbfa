/** How fast people may listen; the first is how it was spoken. */
export const SPEEDS = [1, 1.5, 2] as const;

let speed = 1;
const listeners = new Set<() => void>();

/** How fast all voice messages are played, as long as the page lives. */
export function currentSpeed(): number {
  return speed;
}

export function nextSpeed(): void {
  speed = SPEEDS[(SPEEDS.findIndex((each) => each === speed) + 1) % SPEEDS.length] ?? 1;
  for (const listener of listeners) listener();
}

export function watchSpeed(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
