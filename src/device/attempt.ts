/** Does what a browser may block, refuse, or not have; undefined where it does. */
export function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
