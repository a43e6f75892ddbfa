import type { ChatError } from '../model/errors.js';
import { NO_FEATURES, STOCK_LIMITS, type Feature, type Limits } from '../model/features.js';
import type { Message, PendingMessage, PendingReaction } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';

/** Everything that the chat knows. Immutable: a change copies the path to what it touches and nothing else. */
export interface ChatState {
  readonly connection: ConnectionState;
  /** The uuid of the person who chats here; null until the server said so. */
  readonly me: string | null;
  /** What the server can do beyond a stock chatd. */
  readonly features: ReadonlySet<Feature>;
  readonly limits: Limits;
  /** By uuid; null for one whom the directory does not know. Absent: not asked yet. */
  readonly users: ReadonlyMap<string, User | null>;
  readonly rooms: RoomsState;
  /** By room uuid; absent until the room was opened. */
  readonly timelines: ReadonlyMap<string, Timeline>;
  /** By message uuid: reactions of mine that the server has not confirmed yet. */
  readonly pendingReactions: ReadonlyMap<string, readonly PendingReaction[]>;
  /** The uuids of rooms, opened or not, in which a message of mine has failed and waits for the person's decision. */
  readonly failedRooms: ReadonlySet<string>;
  /** The room on screen. */
  readonly openRoomUuid: string | null;
  /** What went wrong with the room that was asked for, when it could not be opened. */
  readonly openError: ChatError | null;
}

export interface ConnectionState {
  /**
   * `connecting`: first attempt; `live`: events flow; `lost`: it tries again by itself; `failed`: only the person or the
   * page can help (no host, refused token, …).
   */
  readonly status: 'connecting' | 'live' | 'lost' | 'failed';
  readonly error: ChatError | null;
}

export interface RoomsState {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: ChatError | null;
  readonly byUuid: ReadonlyMap<string, RoomEntry>;
}

/** A room of the list with what its row shows. */
export interface RoomEntry {
  readonly room: Room;
  readonly lastMessage: Message | null;
  /** Messages of others that came while the room was not being read. */
  readonly unread: number;
  /** The newest message that I have read, as far as is known. */
  readonly lastRead: string | null;
}

/** What is known of a room's messages. */
export interface Timeline {
  readonly roomUuid: string;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: ChatError | null;
  /** Sorted by (createdAt, uuid), no uuid twice. Neighbours follow each other in the room unless `gaps` says otherwise. */
  readonly messages: readonly Message[];
  /**
   * The uuids of messages after which some of the room's are missing here: what was not received while disconnected,
   * what lies between the newest and a place that was jumped to, what was released from memory. A gap after the last
   * message means that the newest ones are missing.
   */
  readonly gaps: ReadonlyMap<string, GapStatus>;
  /** Mine on their way, in the order of writing; shown below all others. */
  readonly pending: readonly PendingMessage[];
  readonly hasOlder: boolean;
  readonly older: GapStatus;
  /** The last message read before the room was opened: the unread line stands below it. Null: there is no line. */
  readonly unreadAfter: string | null;
}

export type GapStatus = 'idle' | 'loading' | 'failed';

export const INITIAL_STATE: ChatState = {
  connection: { status: 'connecting', error: null },
  me: null,
  features: NO_FEATURES,
  limits: STOCK_LIMITS,
  users: new Map(),
  rooms: { status: 'loading', error: null, byUuid: new Map() },
  timelines: new Map(),
  pendingReactions: new Map(),
  failedRooms: new Set(),
  openRoomUuid: null,
  openError: null,
};

export function emptyTimeline(roomUuid: string): Timeline {
  return {
    roomUuid,
    status: 'loading',
    error: null,
    messages: [],
    pending: [],
    gaps: new Map(),
    hasOlder: false,
    older: 'idle',
    unreadAfter: null,
  };
}
