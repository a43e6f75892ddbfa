import { attempt } from './attempt.js';
import type { Clock, QuickStorage } from './ports.js';
import { FORGET_AFTER } from './storage.js';

/**
 * Small things in a quick storage, by name, which is anybody's: what nobody can read, or comes back for in time, goes. Whatever the
 * storage refuses is left undone.
 */
export class QuickNotes<Note extends object> {
  readonly #storage: QuickStorage;
  readonly #now: () => number;
  readonly #prefix: string;
  readonly #read: (stored: Partial<Note>) => Note | null;

  /**
   * @param prefix of the names in the storage
   * @param read what was stored, as far as it can be read; null where it cannot
   */
  constructor(
    storage: QuickStorage,
    { now }: Pick<Clock, 'now'>,
    prefix: string,
    read: (stored: Partial<Note>) => Note | null,
  ) {
    this.#storage = storage;
    this.#now = now;
    this.#prefix = prefix;
    this.#read = read;
  }

  /** By name, whosever they are; undefined where nobody can tell. */
  all(): ReadonlyMap<string, Note> | undefined {
    return attempt(() => {
      const notes = new Map<string, Note>();
      for (const name of this.#names()) {
        const note = this.#recent(this.#storage.get(this.#prefix + name) ?? '');
        if (note) notes.set(name, note);
        else this.drop(name);
      }
      return notes;
    });
  }

  keep(name: string, note: Note): void {
    attempt(() => this.#storage.set(this.#prefix + name, JSON.stringify({ ...note, savedAt: this.#now() })));
  }

  drop(name: string): void {
    attempt(() => this.#storage.delete(this.#prefix + name));
  }

  clear(): void {
    attempt(() => this.#names().forEach((name) => this.drop(name)));
  }

  #names(): readonly string[] {
    const own = this.#storage.names().filter((name) => name.startsWith(this.#prefix));
    return own.map((name) => name.slice(this.#prefix.length));
  }

  #recent(text: string): Note | null {
    const stored = attempt(() => JSON.parse(text) as (Partial<Note> & { readonly savedAt?: unknown }) | null);
    return stored && Number(stored.savedAt) >= this.#now() - FORGET_AFTER ? this.#read(stored) : null;
  }
}
