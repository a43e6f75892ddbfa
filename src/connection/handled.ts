/** The same promise, whose rejection is no unhandled one while nobody waits for it yet. */
export function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
