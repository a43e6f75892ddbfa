import { attempt } from './attempt.js';
import type { Clock, QuickStorage } from './ports.js';
import { FORGET_AFTER } from './storage.js';

const PREFIX = 'wazo-group-chat/2 room ';

interface LastRoom {
  readonly roomUuid: string;
  /** Milliseconds since 1970. */
  readonly seenAt: number;
}

/**
 * The room that each owner had on screen last. A database answers when the list of rooms is there already; this is known
 * before, so that the room's messages are asked for together with the list.
 */
export class LastRooms {
  readonly #storage: QuickStorage;
  readonly #now: () => number;

  constructor(storage: QuickStorage, { now }: Pick<Clock, 'now'>) {
    this.#storage = storage;
    this.#now = now;
  }

  /** The room's uuid; null where there is none, undefined where nobody can tell. What is old goes, whosever it is. */
  of(owner: string): string | null | undefined {
    for (const name of this.#names()) if (!this.#read(name)) this.#drop(name);
    return attempt(() => {
      const text = this.#storage.get(PREFIX + owner);
      return text === null ? null : (JSON.parse(text) as LastRoom).roomUuid;
    });
  }

  keep(owner: string, roomUuid: string): void {
    const last: LastRoom = { roomUuid, seenAt: this.#now() };
    attempt(() => this.#storage.set(PREFIX + owner, JSON.stringify(last)));
  }

  /** Nothing is to be known of anybody. */
  clear(): void {
    this.#names().forEach((name) => this.#drop(name));
  }

  #names(): readonly string[] {
    return (attempt(() => this.#storage.names()) ?? []).filter((name) => name.startsWith(PREFIX));
  }

  #drop(name: string): void {
    attempt(() => this.#storage.delete(name));
  }

  /** Undefined where nobody can read it, or comes back for it. */
  #read(name: string): LastRoom | undefined {
    const last = attempt(() => JSON.parse(this.#storage.get(name) ?? '') as Partial<LastRoom> | null);
    const { roomUuid, seenAt } = last ?? {};
    const isRecent = Number(seenAt) >= this.#now() - FORGET_AFTER;
    return typeof roomUuid === 'string' && isRecent ? { roomUuid, seenAt: Number(seenAt) } : undefined;
  }
}
