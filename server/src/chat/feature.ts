import type { FastifyInstance } from 'fastify';
import type { Session } from '../auth/session.js';
import type { Context } from '../context.js';
import type { Queryable } from '../db/database.js';
import type { Input } from '../validation.js';
import type { Chat } from './chat.js';
import type { MessageRow } from './message.js';

/** Where and for whom something is completed. */
export interface Viewing {
  readonly database: Queryable;
  readonly viewer: Session;
  readonly chat: Chat;
}

/** What a feature adds to messages, or to rooms. */
export interface Enricher {
  /** What it adds where it knows nothing: to a message or a room that is new, too, without asking the database. */
  readonly plain: object;
  /** What it adds in place of `plain`, by uuid, for a whole page at a time. */
  enrich(uuids: readonly string[], viewing: Viewing): Promise<ReadonlyMap<string, object>>;
}

/** Takes something into a new message, in its transaction. @returns what that adds to the message */
export type Taking = (transaction: Queryable, message: MessageRow) => Promise<object>;

/** A part of the chat: what it serves and what it adds to the others. Features do not know each other. */
export interface Feature {
  /** Its name in `GET …/rooms/features`; null for what every chatd has. */
  readonly name: string | null;
  /** What it adds to the limits of `GET …/rooms/features`. */
  readonly limits?: Readonly<Record<string, number>>;
  register(app: FastifyInstance, context: Context, chat: Chat): void;
  readonly messages?: Enricher;
  readonly rooms?: Enricher;
  /** Reads what it takes of the body of a new message; what is wrong with that is told by `input.check()`. */
  posting?(input: Input): Taking;
  /** Whether the caller may react with this text, beside the emoji that everybody has. */
  isReaction?(session: Session, text: string): Promise<boolean>;
  /** Takes note of a new message, in its transaction. */
  messagePosted?(transaction: Queryable, message: MessageRow): Promise<void>;
  /** Takes away what it keeps of a message that becomes a tombstone, in the same transaction. */
  messageDeleted?(transaction: Queryable, message: MessageRow): Promise<void>;
}
