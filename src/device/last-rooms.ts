import type { Clock, QuickStorage } from './ports.js';
import { QuickNotes } from './quick-notes.js';

interface LastRoom {
  readonly roomUuid: string;
}

/**
 * The room that each owner had on screen last. A database answers when the list of rooms is there already; this is known
 * before, so that the room's messages are asked for together with the list.
 */
export class LastRooms {
  readonly #notes: QuickNotes<LastRoom>;

  constructor(storage: QuickStorage, clock: Pick<Clock, 'now'>) {
    this.#notes = new QuickNotes<LastRoom>(storage, clock, 'wazo-group-chat/2 room ', ({ roomUuid }) =>
      typeof roomUuid === 'string' ? { roomUuid } : null,
    );
  }

  /** The room's uuid; null where there is none, undefined where nobody can tell. */
  of(owner: string): string | null | undefined {
    const notes = this.#notes.all();
    return notes && (notes.get(owner)?.roomUuid ?? null);
  }

  keep(owner: string, roomUuid: string): void {
    this.#notes.keep(owner, { roomUuid });
  }

  /** Nothing is to be known of anybody. */
  clear(): void {
    this.#notes.clear();
  }
}
