/** A token bucket: `burst` at once, then `perSecond`. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** How often the name or the password may be wrong. */
export interface LoginRates {
  /** Of one account from one address. */
  readonly perAccountAndAddress: Rate;
  /** Of one account from all addresses that it was not signed in to from before. */
  readonly perAccount: Rate;
  readonly perAddress: Rate;
}

/** What one user, one socket or one address may take of the server, so that all others are served beside them. */
export interface Limits {
  readonly logins: LoginRates;
  /** Tokens that an account may be given. */
  readonly tokens: Rate;
  /** Tokens of an address that turned out to be unknown. */
  readonly unknownTokens: Rate;
  /** Requests of a user that change something, and those that only read. */
  readonly writes: Rate;
  readonly reads: Rate;
  /** What a user reports to have read: a bucket of its own, so that reading never holds up writing. */
  readonly receipts: Rate;
  /** Requests of a user that are worked on at the same time; the next ones wait for their turn. */
  readonly requestsAtOnce: number;
  readonly socketsPerUser: number;
  /** Frames that a socket may send, pings of the protocol included. */
  readonly frames: Rate;
  /** Bytes that may wait for a peer that does not read. */
  readonly backlog: number;
  readonly attachments: AttachmentLimits;
  /** Files that a user may be sending at the same time; one more is refused for now. */
  readonly uploadsAtOnce: number;
  readonly arrival: ArrivalLimits;
}

/** How slowly a request may arrive. */
export interface ArrivalLimits {
  /** Milliseconds that each may take. */
  readonly grace: number;
  /** What must have come on the average of one that takes longer. */
  readonly bytesPerSecond: number;
}

/** How much of the storage files may take, in bytes. */
export interface AttachmentLimits {
  /** One of them. */
  readonly size: number;
  /** All that one user has sent. */
  readonly perUser: number;
}

export const MEBIBYTE = 1024 * 1024;

export const DEFAULT_LIMITS: Limits = {
  logins: {
    perAccountAndAddress: { perSecond: 1 / 30, burst: 10 },
    perAccount: { perSecond: 1 / 20, burst: 100 },
    perAddress: { perSecond: 1 / 2, burst: 50 },
  },
  tokens: { perSecond: 1, burst: 100 },
  unknownTokens: { perSecond: 10, burst: 200 },
  writes: { perSecond: 50, burst: 200 },
  reads: { perSecond: 100, burst: 400 },
  receipts: { perSecond: 50, burst: 200 },
  requestsAtOnce: 10,
  socketsPerUser: 100,
  frames: { perSecond: 50, burst: 1500 },
  backlog: MEBIBYTE,
  attachments: { size: 250 * MEBIBYTE, perUser: 10_000 * MEBIBYTE },
  uploadsAtOnce: 12,
  arrival: { grace: 120_000, bytesPerSecond: 10_000 },
};

export const UNLIMITED: Rate = { perSecond: Infinity, burst: Infinity };

export const UNLIMITED_LOGINS: LoginRates = {
  perAccountAndAddress: UNLIMITED,
  perAccount: UNLIMITED,
  perAddress: UNLIMITED,
};
