import type { StoredOperation } from '../../device/storage.js';

/**
 * Milliseconds within which a server that does not know `client_uuid` is trusted to have stored what it received: before
 * they are over, a message whose answer was lost is looked for, but not posted again.
 */
export const QUIET = 5_000;

/**
 * When the last attempt was given up, in milliseconds since 1970. One whose end nobody saw counts from now; so does one
 * in the future: the clock was set.
 */
export function givenUpAt({ triedAt }: StoredOperation, now: number): number {
  return Math.min(triedAt ?? now, now);
}
