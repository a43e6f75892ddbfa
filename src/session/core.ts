import type { Backoff } from '../connection/backoff.js';
import type { Connection } from '../connection/connection.js';
import { toChatError, type ChatError } from '../model/errors.js';
import type { Message } from '../model/message.js';
import type { Change, Store } from '../store/store.js';
import { memoryEnvironment } from '../device/memory.js';
import type { Environment } from '../device/ports.js';
import { safeEnvironment, type SafeEnvironment } from '../device/safe-environment.js';

export interface SessionOptions {
  readonly connection: Connection;
  /**
   * Where the backend is: what is kept on the device (operations on their way, drafts) is kept for a user of that host.
   */
  readonly host?: string;
  /** What the machine has: a page gives its browser's. What is absent is kept in memory. */
  readonly environment?: Partial<Environment>;
  /** Whether what is seen is kept on the device for the next visit; true unless given. */
  readonly keepsHistory?: boolean;
  /** Waits between attempts to open the connection; given here so that tests need not wait. */
  readonly backoff?: Backoff;
  /** Waits before the directory is asked again. */
  readonly peopleBackoff?: Backoff;
  /** Hears of every error, shown or not, until the session ends. */
  readonly onError?: (error: ChatError) => void;
  /** The session has ended by itself: the page signs in another person now, who needs a session of their own. */
  readonly onOtherUser?: () => void;
}

/** What the parts of a session share. */
export interface SessionCore {
  readonly store: Store;
  readonly connection: Connection;
  readonly environment: SafeEnvironment;
  /** Aborts when the session ends. */
  readonly signal: AbortSignal;
  readonly onError: (error: ChatError) => void;
  /** Tells `onError` what was thrown. @returns it as data */
  readonly report: (thrown: unknown) => ChatError;
  /** Messages that are about to enter the store. @returns what they change beside */
  readonly meet: (messages: readonly Message[]) => readonly Change[];
}

export function newCore(
  options: SessionOptions,
  store: Store,
  signal: AbortSignal,
  meet: SessionCore['meet'],
): SessionCore {
  const { connection } = options;
  const environment = safeEnvironment({ ...memoryEnvironment(), ...options.environment });
  const onError = (error: ChatError): void => {
    if (!signal.aborted) options.onError?.(error);
  };
  const report = (thrown: unknown): ChatError => {
    const error = toChatError(thrown);
    onError(error);
    return error;
  };
  return { store, connection, environment, signal, onError, report, meet };
}
