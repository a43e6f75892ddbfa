/**
 * What a server can do beyond a stock chatd. A name is added when the chat uses it; what the server lacks is not shown.
 */
export const FEATURES = [
  /** Pages before, after and around a message. */
  'cursors',
  /** A repeated POST with the same `client_uuid` makes no second message. */
  'client-uuids',
  /** The list of rooms carries each room's newest message. */
  'last-messages',
  /** Messages have revisions, and the changes after one can be asked for. */
  'changes',
  /** How far each person has read. */
  'receipts',
  'reactions',
  /** Messages carry files. */
  'attachments',
  /** There are GIFs to choose from. */
  'gifs',
  /** It has emoji of its own. */
  'custom_emoji',
] as const;

export type Feature = (typeof FEATURES)[number];

export interface Limits {
  /** UTF-16 code units of a message. */
  readonly contentLength: number;
  /** People in a room, oneself included. */
  readonly participants: number;
  /** Messages that one page may hold. */
  readonly page: number;
  /** Bytes of a file. */
  readonly attachmentSize: number;
  /** Files that a message carries. */
  readonly attachmentsPerMessage: number;
}

/** What a stock chatd has beyond itself. */
export const NO_FEATURES: ReadonlySet<Feature> = new Set();

/**
 * A stock chatd's limits. That of the content is the request's (1 MiB, answered without CORS headers when passed, so that
 * a browser sees a network error): one UTF-16 unit takes at most 6 bytes in JSON, which leaves 174,762.
 */
export const STOCK_LIMITS: Limits = {
  contentLength: 170_000,
  participants: 100,
  page: 1_000,
  // It takes none.
  attachmentSize: 0,
  attachmentsPerMessage: 0,
};
