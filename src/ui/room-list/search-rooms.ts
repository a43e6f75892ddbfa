import { fold } from '../../i18n/fold.js';
import type { RoomEntry } from '../../store/state.js';
import type { RowContext } from './room-row.js';

/** Finds rooms by their name and their people, myself left out: I am in all of them. */
export class RoomSearch {
  readonly #known = new WeakMap<RoomEntry, { users: RowContext['users']; text: string }>();

  /** The rooms that hold every word of `search`, in their order; the same array when there is no word. */
  filter(entries: readonly RoomEntry[], search: string, context: RowContext): readonly RoomEntry[] {
    const words = fold(search).split(/\s+/u).filter(Boolean);
    if (words.length === 0) return entries;
    return entries.filter((entry) => {
      const text = this.#textOf(entry, context);
      return words.every((word) => text.includes(word));
    });
  }

  #textOf(entry: RoomEntry, { users, me }: RowContext): string {
    const known = this.#known.get(entry);
    if (known?.users === users) return known.text;
    const others = entry.room.participants.filter(({ uuid }) => uuid !== me);
    const names = others.map(({ uuid }) => users.get(uuid)?.name ?? '');
    const text = fold([entry.room.name ?? '', ...names].join('\n'));
    this.#known.set(entry, { users, text });
    return text;
  }
}
