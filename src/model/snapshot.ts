import type { Message } from './message.js';
import type { Room } from './room.js';
import type { User } from './user.js';

/** What a person saw last: kept on the device, so that the next visit begins with it while the server is asked. */
export interface Snapshot {
  /** Those of the latest activity, with what was known of my reading. */
  readonly rooms: readonly Room[];
  /** The newest message of each of them that has any. */
  readonly lastMessages: readonly Message[];
  /** The people in what is kept. */
  readonly users: readonly User[];
  /** The room that was on screen last. */
  readonly roomUuid: string | null;
  /** Its newest messages. */
  readonly page: SnapshotPage | null;
}

/** The newest messages of a room, none missing between them nor after the last. */
export interface SnapshotPage {
  readonly roomUuid: string;
  /** Sorted as in a timeline. */
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  /** The room's revision up to which they know of all changes. */
  readonly revision: number;
}
