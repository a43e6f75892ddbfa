import type { CustomEmoji } from '../model/custom-emoji.js';
import type { ChatError } from '../model/errors.js';
import type { Feature, Limits } from '../model/features.js';
import type { GifProvider } from '../model/gif.js';
import type { Body, Message, Part, Reaction } from '../model/message.js';
import type { MessagePosition } from '../model/order.js';
import type { Presence } from '../model/presence.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';

/**
 * The port between the chat and a backend. Everything behind it speaks a wire format; everything before it speaks the
 * model. Every method rejects with a `ChatFailure`; none is retried here, but a request that was refused for its token is
 * repeated once with a new one.
 */
export interface Connection {
  /** What this server can do beyond a stock chatd: empty until `open` has resolved, then unchanged. */
  readonly can: Capabilities;

  /**
   * Finds out who the user is and what the server can do. Called again after a failure.
   *
   * @param next messages that will be asked for once it has resolved, so that they may be asked for beside: `Opening.ahead`
   */
  open(signal: AbortSignal, next?: NewestPage | null): Promise<Opening>;
  /**
   * Starts the live events; `listener` hears of every (re)connection. Events that happen while disconnected are lost:
   * ask for what was missed after each `live`.
   */
  listen(listener: (event: ConnectionEvent) => void): void;
  /**
   * Tries to reconnect at once rather than at the end of the current pause.
   *
   * @param signIn with a token that is asked for anew, even if the one at hand is still good
   */
  reconnect(signIn: boolean): void;
  /** Ends the live events and every request for good. */
  close(): void;

  /** Once `open` has resolved. */
  rooms(signal: AbortSignal): Promise<RoomList>;
  createRoom(name: string | null, userUuids: readonly string[]): Promise<Room>;

  /** A contiguous run of a room's messages, in any order. */
  messages(roomUuid: string, page: PageRequest, signal: AbortSignal): Promise<MessagePage>;
  /**
   * Posts a message. With the feature `client-uuids` a repeated call with the same `clientUuid` answers the first message;
   * without it, it posts again. Every part of the body has its uuid.
   */
  sendMessage(roomUuid: string, body: Body, clientUuid: string): Promise<Message>;

  /** People by name, for choosing participants; in the order of their names. */
  searchUsers(term: string, limit: number, signal: AbortSignal): Promise<readonly User[]>;
  /** The people of these uuids; those whom the directory does not know are absent. */
  users(uuids: readonly string[], signal: AbortSignal): Promise<readonly User[]>;
  /** Whether people can be reached now, by uuid; those who are unknown are absent. */
  presences(uuids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, Presence>>;
}

/** The newest messages of a room. */
export interface NewestPage {
  readonly roomUuid: string;
  readonly limit: number;
}

/** What only some servers can do. Absent: the server does not, and nothing of it is shown. */
export interface Capabilities {
  readonly changes?: ChangesCapability;
  readonly receipts?: ReceiptsCapability;
  readonly reactions?: ReactionsCapability;
  readonly attachments?: AttachmentsCapability;
  readonly gifs?: GifProvider;
  /** Named as the server names it. */
  readonly custom_emoji?: CustomEmojiCapability;
}

export interface ChangesCapability {
  /** What changed in a room after a revision of it. */
  after(roomUuid: string, revision: number, signal: AbortSignal): Promise<Changes>;
}

/** The present state of messages that changed after a revision, by revision. */
export interface Changes {
  readonly messages: readonly Message[];
  /** Up to which revision of the room they tell all; null: so much has changed that fresh pages are cheaper. */
  readonly revision: number | null;
  /** Whether nothing has changed beyond `revision`; where there is more, ask again from there. */
  readonly isComplete: boolean;
}

export interface ReceiptsCapability {
  /** Tells the server that I have read up to this message; it never moves back. */
  markRead(roomUuid: string, messageUuid: string): Promise<void>;
}

export interface ReactionsCapability {
  /** Adds a reaction of mine; one that is there already stays as it is. */
  add(roomUuid: string, messageUuid: string, emoji: string): Promise<void>;
  /** Takes a reaction of mine back; rejects with `unknown-reaction` when there is none. */
  remove(roomUuid: string, messageUuid: string, emoji: string): Promise<void>;
}

export interface CustomEmojiCapability {
  /** All of them, in the server's order. */
  list(signal: AbortSignal): Promise<readonly CustomEmoji[]>;
}

export interface AttachmentsCapability {
  /**
   * Brings a file of this device to the server.
   *
   * @param onProgress told of the part that has arrived, from 0 to 1
   * @returns the part as the server has it
   */
  upload(
    roomUuid: string,
    part: Part,
    file: Blob,
    signal: AbortSignal,
    onProgress: (arrived: number) => void,
  ): Promise<Part>;
}

/** My rooms, in any order. */
export interface RoomList {
  readonly rooms: readonly Room[];
  /** The newest message of each room that has any. */
  readonly lastMessages: readonly Message[];
}

export interface Opening {
  readonly userUuid: string;
  readonly features: ReadonlySet<Feature>;
  readonly limits: Limits;
  readonly ahead?: Ahead;
}

/** What was asked for beside the opening, if anything was: from before every event. */
export interface Ahead {
  /** Answers the list that was asked for, with what belongs to it. */
  readonly rooms?: (() => Promise<RoomList>) | undefined;
  readonly page?: { readonly roomUuid: string; readonly answer: Promise<MessagePage> } | undefined;
}

export type { MessagePosition };

/** Which messages: the newest, or those before, after or around one that is known. */
export type PageRequest =
  | { readonly limit: number; readonly from: 'newest' }
  | {
      readonly limit: number;
      readonly from: 'before' | 'after' | 'around';
      readonly message: MessagePosition;
      /** How many messages of the room are known to be newer than it: where a stock chatd is asked first. */
      readonly newer?: number;
    };

export interface MessagePage {
  readonly messages: readonly Message[];
  /** Whether the room has messages older than the oldest of the page. */
  readonly hasOlder: boolean;
  /** Whether the room has messages newer than the newest of the page. */
  readonly hasNewer: boolean;
}

/** What happens on the live connection. */
export type ConnectionEvent =
  /** Events flow from now on. */
  | { readonly type: 'live' }
  /** Events have stopped; the connection tries again by itself. */
  | { readonly type: 'lost'; readonly error: ChatError }
  /** Events have stopped for good: the token was refused, or could not be provided. */
  | { readonly type: 'failed'; readonly error: ChatError }
  /** The new token is another person's: it was not used, and what was asked for this person goes no further. */
  | { readonly type: 'other-user' }
  /** Something on the wire could not be understood and was ignored. */
  | { readonly type: 'problem'; readonly error: ChatError }
  /** A room is there: made, or changed, or I was added to it. */
  | { readonly type: 'room-added'; readonly room: Room }
  /** A room is gone, or I am no longer in it. */
  | { readonly type: 'room-removed'; readonly roomUuid: string }
  | { readonly type: 'message-created'; readonly message: Message }
  /** A message has another state than before: its text was changed, for example. */
  | { readonly type: 'message-updated'; readonly message: Message }
  | {
      readonly type: 'message-deleted';
      readonly roomUuid: string;
      readonly messageUuid: string;
      readonly revision: number;
    }
  /** Somebody, perhaps I in another window, has read a room up to a message. */
  | { readonly type: 'room-read'; readonly roomUuid: string; readonly userUuid: string; readonly messageUuid: string }
  | ReactionEvent;

export interface ReactionEvent {
  readonly type: 'reaction-created' | 'reaction-deleted';
  readonly roomUuid: string;
  readonly messageUuid: string;
  readonly reaction: Reaction;
  /** The room's counter at this change; 0 where the server does not count. */
  readonly revision: number;
}

/** Asked for a token at the start and whenever one is refused or about to expire. */
export type TokenProvider = (context: TokenContext) => Promise<string>;

export interface TokenContext {
  /** `start`: the first one; `refused`: the server did not accept the last one; `expiring`: it is about to end. */
  readonly reason: 'start' | 'refused' | 'expiring';
  /** Aborted when the answer is no longer needed. */
  readonly signal: AbortSignal;
}
