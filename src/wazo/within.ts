import { onAbort } from '../connection/on-abort.js';
import type { Clock } from '../device/ports.js';

export interface Bounds {
  readonly clock: Clock;
  /** Milliseconds that the task may take. */
  readonly ms: number;
  /** Each of these ends the task, too. */
  readonly signals: readonly AbortSignal[];
}

/**
 * Runs a task within bounds. It gets a signal that is aborted at the first of them; the promise is rejected then with the
 * signal's reason, whether or not the task heeds it. With each call of `goesOn` the time begins anew. Nothing is left behind: `AbortSignal.timeout` would leave its timer, and
 * `AbortSignal.any` its place at a signal that lives long.
 */
export async function within<T>(
  { clock, ms, signals }: Bounds,
  task: (signal: AbortSignal, goesOn: () => void) => Promise<T>,
): Promise<T> {
  const bound = new AbortController();
  const settled = new AbortController();
  const cut = new Promise<never>((_, reject) => {
    const end = (): void => reject(bound.signal.reason as Error);
    bound.signal.addEventListener('abort', end, { signal: settled.signal });
  });
  // Nobody may be waiting for it any more.
  cut.catch(() => undefined);
  const wait = (): (() => void) => clock.after(ms, () => bound.abort(new Error(`No answer within ${ms / 1_000} s.`)));
  let cancel = wait();
  const goesOn = (): void => {
    cancel();
    if (!settled.signal.aborted) cancel = wait();
  };
  follow(bound, signals, settled.signal);
  try {
    bound.signal.throwIfAborted();
    return await Promise.race([task(bound.signal, goesOn), cut]);
  } finally {
    cancel();
    // With a reason, since making one takes longer than all the rest.
    settled.abort('settled');
  }
}

/** Aborts `controller` with the first of `signals`, until `settled`. */
function follow(controller: AbortController, signals: readonly AbortSignal[], settled: AbortSignal): void {
  for (const signal of signals) {
    const end = (): void => controller.abort(signal.reason);
    if (signal.aborted) end();
    else settled.addEventListener('abort', onAbort(signal, end));
  }
}
