import { NO_CUSTOM_EMOJI, type CustomEmojis } from '../model/custom-emoji.js';
import type { DraftFiles } from '../model/draft-file.js';
import type { ChatError } from '../model/errors.js';
import { NO_FEATURES, STOCK_LIMITS, type Feature, type Limits } from '../model/features.js';
import type { Message, PendingMessage, PendingReaction } from '../model/message.js';
import type { MessagePosition } from '../model/order.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import type { RoomRevisions } from './revisions.js';
import type { TimelineId } from './timeline-id.js';

/** Everything that the chat knows. Immutable: a change copies the path to what it touches and nothing else. */
export interface ChatState {
  readonly connection: ConnectionState;
  /** The uuid of the person who chats here; null until the server said so. */
  readonly me: string | null;
  /** What the server can do beyond a stock chatd. */
  readonly features: ReadonlySet<Feature>;
  readonly limits: Limits;
  /** The server's own emoji; empty until somebody wanted them. */
  readonly customEmoji: CustomEmojis;
  /** By uuid; null for one whom the directory does not know. Absent: not asked yet. */
  readonly users: ReadonlyMap<string, User | null>;
  readonly rooms: RoomsState;
  /** By room uuid: how far its changes are known; absent until the server has said something of the room. */
  readonly revisions: ReadonlyMap<string, RoomRevisions>;
  /** Absent until somebody opened it. */
  readonly timelines: ReadonlyMap<TimelineId, Timeline>;
  /** By message uuid: reactions of mine that the server has not confirmed yet. */
  readonly pendingReactions: ReadonlyMap<string, readonly PendingReaction[]>;
  /** By room uuid: files that wait for their message. */
  readonly draftFiles: ReadonlyMap<string, DraftFiles>;
  /** The uuids of rooms, opened or not, in which a message of mine has failed and waits for the person's decision. */
  readonly failedRooms: ReadonlySet<string>;
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
  /** `kept`: what is known of an earlier visit, perhaps not all of them; the list itself is on its way. */
  readonly status: 'loading' | 'kept' | 'ready' | 'failed';
  readonly error: ChatError | null;
  readonly byUuid: ReadonlyMap<string, RoomEntry>;
}

/** A room of the list with what its row shows. */
export interface RoomEntry {
  readonly room: Room;
  readonly lastMessage: Message | null;
  /** Messages of others that I have not read: `counted` and `fresh` together. */
  readonly unread: number;
  /** The newest message that I have read, as far as is known. */
  readonly lastRead: string | null;
  /** Its moment, where it is known. */
  readonly lastReadAt: string | null;
  /** A message up to which I have read the room in another window, while it has not come here. */
  readonly readAhead: string | null;
  /** What the server counted when the list was read, and the room's newest message then. */
  readonly counted: { readonly unread: number; readonly last: MessagePosition | null };
  /** Unread messages of others that are newer than those, sorted. */
  readonly fresh: readonly MessagePosition[];
}

/** What is known of a conversation's messages: a room's, for example. */
export interface Timeline {
  readonly id: TimelineId;
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
  /**
   * Where it was complete when live events were interrupted: all that was posted since follows this message. Null: events
   * flow, or its newest messages were missing before.
   */
  readonly interruptedAfter: string | null;
}

export type GapStatus = 'idle' | 'loading' | 'failed';

export const INITIAL_STATE: ChatState = {
  connection: { status: 'connecting', error: null },
  me: null,
  features: NO_FEATURES,
  limits: STOCK_LIMITS,
  customEmoji: NO_CUSTOM_EMOJI,
  users: new Map(),
  rooms: { status: 'loading', error: null, byUuid: new Map() },
  revisions: new Map(),
  timelines: new Map(),
  pendingReactions: new Map(),
  draftFiles: new Map(),
  failedRooms: new Set(),
};

export function emptyTimeline(id: TimelineId, roomUuid: string): Timeline {
  return {
    id,
    roomUuid,
    status: 'loading',
    error: null,
    messages: [],
    pending: [],
    gaps: new Map(),
    hasOlder: false,
    older: 'idle',
    interruptedAfter: null,
  };
}
