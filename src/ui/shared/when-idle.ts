/**
 * Runs a task when the page has nothing else to do: a conversation that has just been opened, with the focus in its field,
 * is drawn first. Safari has no such time, and the task runs at once.
 *
 * @param timeout after how long (ms) it runs in any case
 */
export function whenIdle(task: () => void, timeout = 1_000): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(task, { timeout });
  else task();
}
