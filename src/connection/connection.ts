import type { ChatError } from '../model/errors.js';
import type { Features } from '../model/features.js';
import type { Message, Reaction } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';

/**
 * The port between the chat and a backend. Everything behind it speaks a wire format; everything before it speaks the
 * model. Every method rejects with a `ChatFailure`; none is retried here, but a request that was refused for its token is
 * repeated once with a new one.
 */
export interface Connection {
  /** Finds out who the user is and what the server can do. Called again after a failure. */
  open(signal: AbortSignal): Promise<Opening>;
  /**
   * Starts the live events; `listener` hears of every (re)connection. Events that happen while disconnected are lost:
   * ask for what was missed after each `live`.
   */
  listen(listener: (event: ConnectionEvent) => void): void;
  /** Tries to reconnect at once rather than at the end of the current pause. */
  reconnect(): void;
  /** Ends the live events and every request for good. */
  close(): void;

  rooms(signal: AbortSignal): Promise<readonly Room[]>;
  /** The newest message of each room that has any. */
  lastMessages(signal: AbortSignal): Promise<readonly Message[]>;
  createRoom(name: string | null, userUuids: readonly string[]): Promise<Room>;

  /** A page of a room's messages, newest first. */
  messages(roomUuid: string, page: PageRequest, signal: AbortSignal): Promise<MessagePage>;
  sendMessage(roomUuid: string, content: string): Promise<Message>;

  addReaction(roomUuid: string, messageUuid: string, emoji: string): Promise<Reaction>;
  removeReaction(roomUuid: string, messageUuid: string, emoji: string): Promise<void>;

  /** People by name, for choosing participants; in the order of their names. */
  searchUsers(term: string, limit: number, signal: AbortSignal): Promise<readonly User[]>;
  /** The people of these uuids; those whom the directory does not know are absent. */
  users(uuids: readonly string[], signal: AbortSignal): Promise<readonly User[]>;
}

export interface Opening {
  readonly userUuid: string;
  readonly features: Features;
}

export interface PageRequest {
  readonly limit: number;
  /** How many of the newest messages to skip. */
  readonly offset: number;
}

export interface MessagePage {
  readonly messages: readonly Message[];
  /** Messages of the room in all. */
  readonly total: number;
}

/** What happens on the live connection. */
export type ConnectionEvent =
  /** Events flow from now on. */
  | { readonly type: 'live' }
  /** Events have stopped; the connection tries again by itself. */
  | { readonly type: 'lost'; readonly error: ChatError }
  /** Events have stopped for good: the token was refused, or could not be provided. */
  | { readonly type: 'failed'; readonly error: ChatError }
  /** Something on the wire could not be understood and was ignored. */
  | { readonly type: 'problem'; readonly error: ChatError }
  | { readonly type: 'room-created'; readonly room: Room }
  | { readonly type: 'message-created'; readonly message: Message }
  | ReactionEvent;

export interface ReactionEvent {
  readonly type: 'reaction-created' | 'reaction-deleted';
  readonly roomUuid: string;
  readonly messageUuid: string;
  readonly reaction: Reaction;
}

/** Asked for a token at the start and whenever one is refused or about to expire. */
export type TokenProvider = (context: TokenContext) => Promise<string>;

export interface TokenContext {
  /** `start`: the first one; `refused`: the server did not accept the last one; `expiring`: it is about to end. */
  readonly reason: 'start' | 'refused' | 'expiring';
  /** Aborted when the answer is no longer needed. */
  readonly signal: AbortSignal;
}
