import type { Clock, QuickStorage } from './ports.js';
import { QuickNotes } from './quick-notes.js';

export interface Word {
  /** Empty: takes away what the storage holds. */
  readonly text: string;
  /** Whether it comes behind what the storage holds, which was not read when it was written; otherwise in its place. */
  readonly isBehind: boolean;
}

/**
 * Texts of drafts that the device's storage has not taken when their page may end. A database answers later, and what a
 * page that goes has asked of it may never happen; these are kept before the page can go.
 */
export class LastWords {
  readonly #notes: QuickNotes<Word>;

  constructor(storage: QuickStorage, clock: Pick<Clock, 'now'>) {
    this.#notes = new QuickNotes<Word>(storage, clock, 'wazo-group-chat/2 draft ', ({ text, isBehind }) =>
      typeof text === 'string' ? { text, isBehind: isBehind === true } : null,
    );
  }

  /** By room uuid. */
  of(owner: string): ReadonlyMap<string, Word> {
    const start = nameOf(owner, '');
    const own = [...(this.#notes.all() ?? [])].filter(([name]) => name.startsWith(start));
    return new Map(own.map(([name, word]) => [name.slice(start.length), word]));
  }

  keep(owner: string, roomUuid: string, word: Word): void {
    this.#notes.keep(nameOf(owner, roomUuid), word);
  }

  /** The storage has this text of the room, or a later one. */
  drop(owner: string, roomUuid: string): void {
    this.#notes.drop(nameOf(owner, roomUuid));
  }
}

const nameOf = (owner: string, roomUuid: string): string => `${owner} ${roomUuid}`;
