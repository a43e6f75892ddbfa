import type { Capabilities } from '../../connection/connection.js';
import type { StoredOperation } from '../../device/storage.js';
import type { Message } from '../../model/message.js';
import type { Intent } from '../../model/operation.js';
import type { Change } from '../../store/store.js';
import type { Ledger } from './ledger.js';

export type IntentOf<K extends Intent['kind']> = Extract<Intent, { readonly kind: K }>;

export type OperationOf<K extends Intent['kind']> = StoredOperation & { readonly intent: IntentOf<K> };

/** How an operation ended: `done`, with the message that it made, if any; or `undone`: refused or discarded. */
export type End = { readonly type: 'done'; readonly message: Message | null } | { readonly type: 'undone' };

/** What the outbox has to know of one kind of operation. A kind is one file, and one row in `kinds.ts`. */
export interface Kind<K extends Intent['kind'] = Intent['kind']> {
  /** Milliseconds until the first attempt: of several in a row, only the last is sent. */
  readonly delay: number;
  /** Whether one that was refused stays until the person decides; otherwise it is undone. */
  readonly staysWhenRefused: boolean;
  /** Whether one may be sent while it is being kept on the device. */
  readonly isRepeatable: boolean;

  /** Whether the server can do it. */
  isOffered(can: Capabilities): boolean;
  /** See `StoredOperation.lane`. */
  lane(roomUuid: string, intent: IntentOf<K>): string;
  /** See `StoredOperation.slot`. */
  slot(roomUuid: string, intent: IntentOf<K>): string | null;
  /** See `StoredOperation.base`. */
  base(roomUuid: string, intent: IntentOf<K>): boolean | null;

  /**
   * All that comes before the request: uploads what is missing, and looks whether it is done already.
   *
   * @returns the operation as it is to be sent now, or null when it is not to be
   */
  prepare(operation: OperationOf<K>, ledger: Ledger): Promise<StoredOperation | null>;
  /** Sends it once. @returns the message that it made, if any. Rejects with a `ChatFailure`. */
  send(operation: OperationOf<K>): Promise<Message | null>;
  /** The message that it made, where that is known although its answer is not. */
  found(operation: OperationOf<K>): Message | undefined;

  /** Shows it as it is now, with the others of its lane. */
  shown(operation: OperationOf<K>): Change;
  /** Shows that it is over. */
  ended(operation: OperationOf<K>, end: End): Change;
}
