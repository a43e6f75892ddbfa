/** A conversation that has just been opened, with the focus in its field, is drawn first. Safari has no such time. */
export function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout: 1_000 });
  else task();
}
