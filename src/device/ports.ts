import type { ChatStorage } from './storage.js';

// What the chat takes from the machine it runs on. `browser/` fills these ports in a page, `memory.ts` anywhere.

/** The time and a timer; given as one so that a test can let time pass. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Calls back once, after `ms` milliseconds. @returns the way to call it off */
  readonly after: (ms: number, callback: () => void) => () => void;
}

/** What pauses between attempts are made of. */
export interface Pace extends Clock {
  /** At least 0, below 1. */
  readonly random: () => number;
  /** Calls back whenever the network may be there again, until `signal` aborts. */
  readonly onWake: (callback: () => void, signal: AbortSignal) => void;
}

/** All that a session takes from the machine beside its connection. */
export interface Environment extends Pace {
  /** A new random uuid. */
  readonly uuid: () => string;
  /** Calls back whenever the page may be about to end, until `signal` aborts. */
  readonly onHide: (callback: () => void, signal: AbortSignal) => void;
  /** Calls back whenever the person turns to the page, until `signal` aborts. */
  readonly onShow: (callback: () => void, signal: AbortSignal) => void;
  /**
   * Opens the storage: at first, and again after one of its methods rejected with an `InvalidStateError` or `UnknownError`.
   * May reject.
   */
  readonly openStorage: () => Promise<ChatStorage>;
  readonly quickStorage: QuickStorage;
  readonly locks: Locks;
  /** Opens the channel of that name to all other tabs. May throw. */
  readonly channel: (name: string) => Channel;
}

/**
 * Keeps a few texts by name, at once: what is written while a page ends is there in the next one. Any method may throw.
 */
export interface QuickStorage {
  names(): readonly string[];
  get(name: string): string | null;
  set(name: string, text: string): void;
  delete(name: string): void;
}

/** A form with a file in it, on its way to a server. */
export interface FileRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly form: FormData;
  readonly signal: AbortSignal;
  /** Told of the part that has gone, from 0 to 1, where that is known. */
  readonly onProgress: (gone: number) => void;
}

export interface FileAnswer {
  readonly status: number;
  /** The header of that name. */
  readonly retryAfter: string | null;
  readonly text: string;
}

/** Posts a form. Rejects when no answer comes. */
export type SendFile = (request: FileRequest) => Promise<FileAnswer>;

/** Mutual exclusion by name. */
export interface Locks {
  /** Whether it holds among tabs, and not only within this page. */
  readonly acrossTabs: boolean;
  /**
   * Runs the task while nobody else holds the name. Rejects as the task does, or when the lock cannot be had.
   *
   * @param signal ends the waiting, by a rejection; a task that runs is not ended
   */
  hold<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

/** Tells the other tabs. Any method may throw. */
export interface Channel {
  post(value: unknown): void;
  listen(listener: (value: unknown) => void): void;
  close(): void;
}
