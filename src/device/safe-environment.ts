import { attempt } from './attempt.js';
import { LastRooms } from './last-rooms.js';
import { PageLocks, SILENCE } from './memory.js';
import type { Channel, Environment, Locks } from './ports.js';
import { SafeStorage } from './safe-storage.js';
import type { ChatStorage } from './storage.js';

/** The machine as a session uses it: whatever of it fails, the session goes on with what is left. */
export interface SafeEnvironment extends Omit<Environment, 'openStorage' | 'quickStorage'> {
  /** Answers always: what the device does not keep is kept in memory. */
  readonly storage: ChatStorage;
  readonly lastRooms: LastRooms;
}

export function safeEnvironment(environment: Environment): SafeEnvironment {
  return {
    ...environment,
    lastRooms: new LastRooms(environment.quickStorage, environment),
    storage: new SafeStorage(() => environment.openStorage(), environment, environment.quickStorage),
    locks: new SafeLocks(environment.locks),
    channel: (name) => safeChannel(() => environment.channel(name)),
  };
}

/** Locks that end at this page where those of the browser cannot be had: a sandboxed frame has them and refuses their use. */
export class SafeLocks implements Locks {
  readonly #locks: Locks;
  readonly #ofPage = new PageLocks();
  #isRefused = false;

  constructor(locks: Locks) {
    this.#locks = locks;
  }

  get acrossTabs(): boolean {
    return this.#locks.acrossTabs && !this.#isRefused;
  }

  async hold<T>(name: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    let isHeld = false as boolean;
    try {
      return await this.#locks.hold(name, signal, () => {
        isHeld = true;
        return task();
      });
    } catch (thrown) {
      if (isHeld || signal.aborted) throw thrown;
      this.#isRefused = true;
      return this.#ofPage.hold(name, signal, task);
    }
  }
}

/** A channel that says nothing and hears nothing where there is none. */
export function safeChannel(open: () => Channel): Channel {
  const channel = attempt(open) ?? SILENCE;
  return {
    post: (value) => attempt(() => channel.post(value)),
    // Others may speak on a channel of this name: what they say is not understood, and nobody's error.
    listen: (listener) => attempt(() => channel.listen((value) => attempt(() => listener(value)))),
    close: () => attempt(() => channel.close()),
  };
}
