import type { Message } from '../../model/message.js';
import type { OutboxQueue } from './queue.js';
import type { StoredMessage } from '../../device/storage.js';

/** What the outbox is for those who send for it. */
export interface OutboxDesk {
  readonly queue: OutboxQueue;
  /** Whose messages they are: a user on a host. */
  readonly owner: string;
  /** The next message of a room that this tab may send, of those that are kept. */
  next(roomUuid: string): StoredMessage | undefined;
  /** Resolves when all that was written so far is kept on the device. */
  kept(): Promise<void>;
  /** Takes what the storage holds of a room, and shows it. */
  load(roomUuid: string, stored: readonly StoredMessage[]): Promise<void>;
  /** Changes a message in the storage, here, and in the other tabs. @returns it as it is now; null when it is over */
  change(message: StoredMessage, change: (message: StoredMessage) => StoredMessage): Promise<StoredMessage | null>;
  /** A message was sent as `sent`. */
  settle(message: StoredMessage, sent: Message): Promise<void>;
}
