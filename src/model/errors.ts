/** What can go wrong, as codes that a host page can rely on. */
export type ChatErrorCode =
  /** The `host` attribute is missing. */
  | 'no-host'
  /** The `host` attribute is no host name and no https origin (http only for loopback). */
  | 'bad-host'
  /** The `tokenProvider` property is missing. */
  | 'no-token-provider'
  /** The token provider threw, rejected, or returned no string. */
  | 'token-provider-failed'
  /** The server refused a token that was just provided. */
  | 'bad-token'
  /** The token lacks the permission for what was asked. */
  | 'unauthorized'
  /** The server cannot be reached. */
  | 'network'
  /** The server answered with an error of its own (5xx) or with something that is not Wazo's. */
  | 'server'
  /** The room does not exist or the user is not in it. */
  | 'unknown-room'
  /** The `room` attribute is no uuid. */
  | 'bad-room'
  | 'content-empty'
  /** Longer than the server's limit. */
  | 'content-too-long'
  /** U+0000 or a lone surrogate. */
  | 'content-invalid'
  /** The server rejected what was sent (400). */
  | 'invalid-data'
  | 'unknown-reaction'
  /** A file that is larger than the server takes. */
  | 'file-too-large'
  /** A file without a byte. */
  | 'file-empty'
  /** A folder, or something else that cannot be read as a file. */
  | 'file-unreadable'
  /** More files than a message can carry. */
  | 'too-many-files'
  /** The server has no room left for the person's files. */
  | 'storage-full'
  /** The page's `uploader` threw, rejected, or told no address. */
  | 'uploader-failed'
  /** A file of a type that the page's `accept` leaves out. */
  | 'file-type-refused'
  /** GIFs, or one of them, could not be loaded, or the page's `gifProvider` failed. */
  | 'gif-failed'
  /** A command of the page (`commands`) threw or rejected. */
  | 'command-failed'
  /** The page's `linkPreview` threw, rejected, answered nonsense, or not within ten seconds. */
  | 'link-preview-failed'
  /** A frame from the server that could not be understood; it was ignored. */
  | 'bad-frame'
  | 'unknown';

/** An error as data: a code that the UI translates, and the detail that developers need. */
export interface ChatError {
  readonly code: ChatErrorCode;
  /** For developers, in English; never shown to users. */
  readonly detail: string;
  /** Whether the same thing may succeed later without anything being changed. */
  readonly temporary: boolean;
  /** Milliseconds to let pass before it is tried again, where the server said so. */
  readonly retryAfter?: number;
}

const TEMPORARY: ReadonlySet<ChatErrorCode> = new Set(['network', 'server', 'token-provider-failed']);

export function chatError(code: ChatErrorCode, detail: string): ChatError {
  return { code, detail, temporary: TEMPORARY.has(code) };
}

/** What the connection rejects with. */
export class ChatFailure extends Error {
  readonly error: ChatError;

  constructor(code: ChatErrorCode, detail: string, options: ErrorOptions & { retryAfter?: number } = {}) {
    super(detail, options);
    this.name = 'ChatFailure';
    const { retryAfter } = options;
    this.error = { ...chatError(code, detail), ...(retryAfter ? { retryAfter } : {}) };
  }
}

/** The error behind whatever was thrown. */
export function toChatError(thrown: unknown): ChatError {
  if (thrown instanceof ChatFailure) return thrown.error;
  return chatError('unknown', thrown instanceof Error ? thrown.message : String(thrown));
}
