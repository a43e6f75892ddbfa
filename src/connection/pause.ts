import { onAbort } from './on-abort.js';
import type { Clock } from '../device/ports.js';

/** Resolves after `ms` milliseconds, or when `signal` aborts; leaves no timer behind. */
export function pause(clock: Pick<Clock, 'after'>, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      forget();
      cancel();
      resolve();
    };
    const cancel = clock.after(ms, end);
    const forget = onAbort(signal, end);
  });
}
