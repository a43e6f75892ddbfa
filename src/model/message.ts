import type { ChatError } from './errors.js';

/** One emoji of one person on a message. */
export interface Reaction {
  /** Exactly one emoji, fully qualified. */
  readonly emoji: string;
  readonly userUuid: string;
  /** ISO 8601 moment, or null where the server did not say (live events). */
  readonly createdAt: string | null;
}

/** What a message says. */
export interface Body {
  /** Markdown, verbatim. */
  readonly text: string;
  /** What it carries beside the text, in the order in which it is shown. */
  readonly parts: readonly Part[];
}

/** A file that a message carries. */
export interface Part {
  readonly kind: 'file';
  /** The server's name for it; null while it is on this device only. */
  readonly uuid: string | null;
  readonly name: string;
  /** Its media type, for example `image/png`. */
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** Pixels, of a picture as it is shown; null where they are not known. */
  readonly width: number | null;
  readonly height: number | null;
  /**
   * Where it can be read without a token, for a time: absolute. Null while it is on this device only, and where it is from an
   * earlier visit. No fact about the file: two states of a message that differ in it are the same.
   */
  readonly url: string | null;
}

/**
 * A live event that changed one reaction of a message after the state at hand, at `revision` of the room. Kept beside the
 * message until a state of a later revision comes, so that facts may arrive in any order.
 */
export interface ReactionChange {
  readonly emoji: string;
  readonly userUuid: string;
  /** Whether the reaction is there since. */
  readonly on: boolean;
  readonly revision: number;
}

/** A message that the server holds. It owns its reactions: its identity changes exactly when its pixels do. */
export interface Message {
  readonly uuid: string;
  readonly roomUuid: string;
  readonly userUuid: string;
  /** The name that senders give themselves: shown only when the directory does not know them, for it can be forged. */
  readonly alias: string | null;
  /** Null: deleted. The tombstone keeps the message's place. */
  readonly body: Body | null;
  /** Normalised ISO 8601 UTC with six fraction digits, so that strings compare as moments. */
  readonly createdAt: string;
  /** When its body was last changed, in the same form; null: never. */
  readonly editedAt: string | null;
  /** What is shown: those of the state at `revision`, with `reactionChanges` applied. */
  readonly reactions: readonly Reaction[];
  /** Sorted by revision, each later than the message's own; one per person and emoji. */
  readonly reactionChanges: readonly ReactionChange[];
  /**
   * The room's counter when the message last changed: of two states of one message, the higher is the later. 0 where the
   * server does not count, as on a stock chatd, where messages never change.
   */
  readonly revision: number;
  /** What the sender's device called it; null where the server or the sender did not say. */
  readonly clientUuid: string | null;
}

/** A message of mine that the server has not confirmed yet. */
export interface PendingMessage {
  /** A uuid of ours. Where the server knows `client_uuid`, it bears it: by this the sent one is recognised. */
  readonly localId: string;
  readonly roomUuid: string;
  readonly body: Body;
  /** When it was written, by this device's clock, in the form of `Message.createdAt`. */
  readonly createdAt: string;
  /** `waiting`: it goes by itself as soon as it can; `failed`: it stays until the person decides. */
  readonly status: 'sending' | 'waiting' | 'failed';
  /** Why it waits or failed. */
  readonly error: ChatError | null;
}

/** Whether a message is mine and on its way. */
export function isPending(message: Message | PendingMessage): message is PendingMessage {
  return 'localId' in message;
}

/** A reaction of mine that the server has not confirmed yet: what the person wants. */
export interface PendingReaction {
  readonly emoji: string;
  readonly on: boolean;
}

export function textBody(text: string): Body {
  return { text, parts: [] };
}

/** One person can give a message each emoji once. */
export function reactionKey({ userUuid, emoji }: Pick<Reaction, 'userUuid' | 'emoji'>): string {
  return `${userUuid} ${emoji}`;
}
