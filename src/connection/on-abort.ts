/** Who waits for the end of each signal. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls back when a signal aborts; where it has aborted already, never. One listener at the signal serves all that wait: of more than
 * ten, Node warns as of a leak, and a session has as many parts and requests.
 *
 * @returns the way to be called no more
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = waiting.get(signal) ?? listenTo(signal);
  // Whoever asks twice is called twice.
  const call = (): void => callback();
  callbacks.add(call);
  return () => callbacks.delete(call);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const callbacks = new Set<() => void>();
  waiting.set(signal, callbacks);
  signal.addEventListener('abort', () => callbacks.forEach((call) => call()), { once: true });
  return callbacks;
}
