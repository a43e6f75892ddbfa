import { afterTimeout, type Timer } from '../connection/backoff.js';
import { MemoryStorage, type ChatStorage } from './storage.js';
import { SafeStorage } from './browser/safe-storage.js';

/** All that a session takes from the browser beside its connection; given as one so that a test can simulate it. */
export interface Environment {
  readonly now: () => Date;
  /** At least 0, below 1. */
  readonly random: () => number;
  /** A new random uuid. */
  readonly uuid: () => string;
  readonly after: Timer;
  /** Calls back whenever the page may be about to end, until `signal` aborts. */
  readonly onHide: (callback: () => void, signal: AbortSignal) => void;
  /** Calls back whenever the person turns to the page, until `signal` aborts. */
  readonly onShow: (callback: () => void, signal: AbortSignal) => void;
  readonly storage: ChatStorage;
  readonly locks: Locks;
  /** Opens the channel of that name to all other tabs. */
  readonly channel: (name: string) => Channel;
}

/** Mutual exclusion by name. */
export interface Locks {
  /** Whether it holds among tabs, and not only within this page. */
  readonly acrossTabs: boolean;
  /**
   * Runs the task while nobody else holds the name.
   *
   * @param signal ends the waiting, by a rejection; a task that runs is not ended
   */
  hold<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

/** Tells the other tabs. */
export interface Channel {
  post(value: unknown): void;
  listen(listener: (value: unknown) => void): void;
  close(): void;
}

/** The real thing: the only place of the session that names what belongs to browsers. */
export function browserEnvironment(overrides: Partial<Environment> = {}): Environment {
  return {
    now: () => new Date(),
    random: Math.random,
    uuid: randomUuid,
    after: afterTimeout,
    onHide,
    onShow,
    storage: new MemoryStorage(),
    locks: new PageLocks(),
    channel: () => SILENCE,
    ...overrides,
  };
}

/**
 * The parts that outlive the page and reach other tabs, where the browser has them. A session without them keeps
 * everything in memory.
 */
export function sharedEnvironment(): Pick<Environment, 'storage' | 'locks' | 'channel'> {
  const now = (): number => Date.now();
  const open = async (): Promise<ChatStorage> => (await import('./browser/indexeddb.js')).openIndexedDb({ now });
  return { storage: new SafeStorage(open), locks: browserLocks(), channel: browserChannel };
}

/** `crypto.randomUUID` is absent from pages without https; random bytes are not. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function onHide(callback: () => void, signal: AbortSignal): void {
  if (typeof window === 'undefined') return;
  window.addEventListener('pagehide', callback, { signal });
  // On phones, a page that goes out of sight may never hear of its end.
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && callback(), { signal });
}

function onShow(callback: () => void, signal: AbortSignal): void {
  if (typeof window === 'undefined') return;
  // Of two windows side by side, both are in sight all the time.
  window.addEventListener('focus', callback, { signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && callback(), { signal });
}

/** Web Locks end with their tab, however it ends. They are absent from pages without https. */
function browserLocks(): Locks {
  const locks = (globalThis.navigator as { locks?: LockManager } | undefined)?.locks;
  if (!locks) return PAGE_LOCKS;
  return { acrossTabs: true, hold: (name, signal, task) => requestLock(locks, name, signal, task) };
}

async function requestLock<T>(
  locks: LockManager,
  name: string,
  signal: AbortSignal,
  task: () => Promise<T>,
): Promise<T> {
  let isHeld = false as boolean;
  try {
    return await locks.request(name, { signal }, () => {
      isHeld = true;
      return task();
    });
  } catch (thrown) {
    if (isHeld || signal.aborted) throw thrown;
    // A sandboxed frame has the interface and refuses its use; its storage is its own, too.
    return PAGE_LOCKS.hold(name, signal, task);
  }
}

/** Exclusion within this page. */
export class PageLocks implements Locks {
  readonly acrossTabs = false;
  readonly #last = new Map<string, Promise<unknown>>();

  async hold<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(() => {
      signal.throwIfAborted();
      return task();
    });
    // The next one waits for the end, whatever it is.
    const end = mine.catch(() => undefined);
    this.#last.set(name, end);
    void end.then(() => this.#last.get(name) === end && this.#last.delete(name));
    return mine;
  }
}

/** Shared by the widgets of a page. */
const PAGE_LOCKS = new PageLocks();

function browserChannel(name: string): Channel {
  if (typeof BroadcastChannel === 'undefined') return SILENCE;
  const channel = new BroadcastChannel(name);
  let isOpen = true;
  return {
    post: (value) => isOpen && channel.postMessage(value),
    listen: (listener) => channel.addEventListener('message', ({ data }) => listener(data)),
    close: () => {
      isOpen = false;
      channel.close();
    },
  };
}

const SILENCE: Channel = { post: () => undefined, listen: () => undefined, close: () => undefined };
