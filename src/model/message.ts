import type { ChatError } from './errors.js';

/** One emoji of one person on a message. */
export interface Reaction {
  /** Exactly one emoji, fully qualified. */
  readonly emoji: string;
  readonly userUuid: string;
  /** ISO 8601 moment, or null where the server did not say (live events). */
  readonly createdAt: string | null;
}

/** A message that the server holds. It owns its reactions: its identity changes exactly when its pixels do. */
export interface Message {
  readonly uuid: string;
  readonly roomUuid: string;
  readonly userUuid: string;
  /** The name that the sender gave himself: shown only when the directory does not know him, for it can be forged. */
  readonly alias: string | null;
  /** Markdown, verbatim. */
  readonly content: string;
  /** Normalised ISO 8601 UTC with six fraction digits, so that strings compare as moments. */
  readonly createdAt: string;
  readonly reactions: readonly Reaction[];
  /** What the sender's device called it; null where the server or the sender did not say. */
  readonly clientUuid: string | null;
}

/** A message of mine that the server has not confirmed yet. */
export interface PendingMessage {
  /** A uuid of ours. Where the server knows `client_uuid`, it bears it: by this the sent one is recognised. */
  readonly localId: string;
  readonly roomUuid: string;
  readonly content: string;
  /** When it was written, by this device's clock, in the form of `Message.createdAt`. */
  readonly createdAt: string;
  /** `waiting`: it goes by itself as soon as it can; `failed`: it stays until the person decides. */
  readonly status: 'sending' | 'waiting' | 'failed';
  /** Why it waits or failed. */
  readonly error: ChatError | null;
}
