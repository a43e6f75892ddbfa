import type { Localize } from '../../i18n/localize.js';
import type { ChatState } from '../../store/state.js';
import { roomTitle } from '../shared/names.js';

type Titles = ReadonlyMap<string, string | undefined>;

/**
 * What the rooms are called that messages lead to, of those that the reader is in. Each change of any room comes by here:
 * only what was asked for is looked at, and the answer is the same object while nothing of it changes.
 */
export class LinkedRooms {
  readonly #localize: Localize;
  #titles = new Map<string, string | undefined>();
  #state: ChatState | undefined;

  constructor(localize: Localize) {
    this.#localize = localize;
  }

  /** For a SelectController. */
  readonly select = (state: ChatState): Titles => {
    this.#state = state;
    const isSame = [...this.#titles].every(([uuid, title]) => title === this.#look(uuid));
    if (!isSame) this.#titles = new Map([...this.#titles.keys()].map((uuid) => [uuid, this.#look(uuid)]));
    return this.#titles;
  };

  /** The title of a room, and each later one by way of `select`; undefined where the reader is not in it. */
  titleOf(uuid: string): string | undefined {
    // Nobody has drawn the answer without it yet: it is no change.
    if (!this.#titles.has(uuid)) this.#titles.set(uuid, this.#look(uuid));
    return this.#titles.get(uuid);
  }

  #look(uuid: string): string | undefined {
    const state = this.#state;
    const entry = state?.rooms.byUuid.get(uuid);
    return state && entry && roomTitle(entry.room, state.users, state.me, this.#localize);
  }
}
