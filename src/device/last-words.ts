import { attempt } from './attempt.js';
import type { Clock, QuickStorage } from './ports.js';
import { FORGET_AFTER } from './storage.js';

const PREFIX = 'wazo-group-chat/2 draft ';

export interface Word {
  /** Empty: takes away what the storage holds. */
  readonly text: string;
  /** Whether it comes behind what the storage holds, which was not read when it was written; otherwise in its place. */
  readonly isBehind: boolean;
}

interface StoredWord extends Word {
  /** Milliseconds since 1970. */
  readonly savedAt: number;
}

/**
 * Texts of drafts that the device's storage has not taken when their page may end. A database answers later, and what a
 * page that goes has asked of it may never happen; these are kept before the page can go.
 */
export class LastWords {
  readonly #storage: QuickStorage;
  readonly #now: () => number;

  constructor(storage: QuickStorage, { now }: Pick<Clock, 'now'>) {
    this.#storage = storage;
    this.#now = now;
  }

  /** By room uuid. What nobody comes back for goes, whosever it is. */
  of(owner: string): ReadonlyMap<string, Word> {
    const words = new Map<string, Word>();
    const start = nameOf(owner, '');
    for (const name of attempt(() => this.#storage.names()) ?? []) {
      if (!name.startsWith(PREFIX)) continue;
      const word = this.#read(name);
      if (!word) attempt(() => this.#storage.delete(name));
      else if (name.startsWith(start)) words.set(name.slice(start.length), word);
    }
    return words;
  }

  keep(owner: string, roomUuid: string, word: Word): void {
    const stored: StoredWord = { ...word, savedAt: this.#now() };
    attempt(() => this.#storage.set(nameOf(owner, roomUuid), JSON.stringify(stored)));
  }

  /** The storage has this text of the room, or a later one. */
  drop(owner: string, roomUuid: string): void {
    attempt(() => this.#storage.delete(nameOf(owner, roomUuid)));
  }

  /** Null where nobody can read it, or comes back for it. */
  #read(name: string): Word | null {
    const stored = attempt(() => JSON.parse(this.#storage.get(name) ?? '') as Partial<StoredWord> | null);
    const { text, isBehind, savedAt } = stored ?? {};
    const isRecent = Number(savedAt) >= this.#now() - FORGET_AFTER;
    return typeof text === 'string' && isRecent ? { text, isBehind: isBehind === true } : null;
  }
}

const nameOf = (owner: string, roomUuid: string): string => `${PREFIX}${owner} ${roomUuid}`;
