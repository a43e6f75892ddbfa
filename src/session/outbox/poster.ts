import type { StoredOperation } from '../../device/storage.js';
import type { Message } from '../../model/message.js';
import type { OperationOf } from './kind.js';
import type { Ledger } from './ledger.js';

/** How a message is posted so that it is on the server once, by what the server can do. */
export interface Poster {
  /** Whether a repeated request makes no second message. */
  readonly isRepeatable: boolean;
  /** See `Kind.prepare`. */
  prepare(post: OperationOf<'post'>, ledger: Ledger): Promise<OperationOf<'post'> | null>;
  /** The sent form of a post whose answer is not there (yet), as far as can be told. */
  found(post: OperationOf<'post'>): Message | undefined;
  /** A message of mine from elsewhere. @returns whether it was taken for the sent form of a post on its way */
  recognise(message: Message): boolean;
  /** A post is over, or has failed: sent as that message, if any. */
  ended(localId: string, message: Message | null): void;
}

/** As it is at the beginning of an attempt. */
export function renewed<T extends StoredOperation>(operation: T): T {
  return { ...operation, status: 'sending', error: null, triedAt: null };
}
