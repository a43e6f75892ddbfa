/** Parts of the group-chat extension that a server may serve. */
export type FeatureName =
  | 'reactions'
  | 'editing'
  | 'deletion'
  | 'replies'
  | 'attachments'
  | 'gifs'
  | 'typing'
  | 'receipts'
  | 'participants'
  | 'notifications'
  | 'pins';

/** What the server can do, asked once per connection; what is absent is not shown. */
export interface Features {
  /** Whether the server has the extension at all: cursors (`before`, `after`, `around`) and `client_uuid` come with it. */
  readonly extended: boolean;
  readonly names: ReadonlySet<FeatureName>;
  readonly limits: Limits;
}

export interface Limits {
  /** UTF-16 code units of a message. */
  readonly contentLength: number;
  /** People in a room, oneself included. */
  readonly participants: number;
  /** Messages that one page may hold. */
  readonly page: number;
}

/**
 * A stock chatd. Its content limit is that of the request (1 MiB, answered without CORS headers when passed, so that a
 * browser sees a network error): one UTF-16 unit takes at most 6 bytes in JSON, which leaves 174,762.
 */
export const STOCK_FEATURES: Features = {
  extended: false,
  names: new Set(),
  limits: { contentLength: 170_000, participants: 100, page: 1_000 },
};
