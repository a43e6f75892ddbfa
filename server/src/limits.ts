/** A token bucket: `burst` at once, then `perSecond`. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** What one user, or one socket, may take of the server, so that all others are served beside him. */
export interface Limits {
  /** Requests of a user that change something, and those that only read. */
  readonly writes: Rate;
  readonly reads: Rate;
  /** Requests of a user that are worked on at the same time; the next ones wait for their turn. */
  readonly requestsAtOnce: number;
  readonly socketsPerUser: number;
  /** Frames that a socket may send, pings of the protocol included. */
  readonly frames: Rate;
  /** Bytes that may wait for a peer that does not read. */
  readonly backlog: number;
}

export const DEFAULT_LIMITS: Limits = {
  writes: { perSecond: 50, burst: 200 },
  reads: { perSecond: 100, burst: 400 },
  requestsAtOnce: 10,
  socketsPerUser: 100,
  frames: { perSecond: 50, burst: 1500 },
  backlog: 1024 * 1024,
};

export const UNLIMITED: Rate = { perSecond: Infinity, burst: Infinity };
