import { fold } from '../../../i18n/fold.js';
import type { Localize } from '../../../i18n/localize.js';
import { mentionSource } from '../../../model/mention.js';
import type { Room } from '../../../model/room.js';
import type { ChatState } from '../../../store/state.js';
import { roomTitle } from '../../shared/names.js';
import { matchOf, rankIn } from './match.js';
import { MOST, type Suggestion } from './suggestion.js';
import { workAhead } from './work-ahead.js';

interface Title {
  readonly users: ChatState['users'];
  readonly lang: string;
  readonly title: string;
  readonly folded: string;
}

interface Found {
  readonly room: Room;
  readonly title: string;
}

/** Titles that are made at once ahead of the next key. */
const PART = 100;

/** The rooms of the person by what they are called, the best matches first. */
export class RoomSuggestions {
  /** A person may have thousands, and looks for one with several keys. */
  readonly #titles = new WeakMap<Room, Title>();
  /** Whose rooms have their titles, or get them: another state of them is another map. */
  #ahead: ChatState['rooms'] | undefined;

  /** @param here the room in which it is written: nobody leads there from there */
  suggest(typed: string, here: string, state: ChatState, localize: Localize): readonly Suggestion[] {
    const query = fold(typed);
    const lang = localize.lang();
    // By rank: what begins so, a word that does, and what has it inside.
    const found: readonly [Found[], Found[], Found[]] = [[], [], []];
    for (const { room } of state.rooms.byUuid.values()) {
      if (room.uuid === here || isPrivate(room)) continue;
      const { title, folded } = this.#titleOf(room, state, localize, lang);
      const rank = rankIn(folded, query);
      if (rank !== undefined) found[rank].push({ room, title });
      if (found[0].length === MOST) break;
    }
    this.#prepare(state, localize, lang);
    return found
      .flat()
      .slice(0, MOST)
      .map(({ room: { uuid }, title }) => ({
        id: uuid,
        text: mentionSource({ name: title, target: `room:${uuid}` }),
        label: title,
        match: matchOf(title, query),
        lead: '#',
      }));
  }

  /** The next letter looks at all titles, which take their time when there are thousands. */
  #prepare(state: ChatState, localize: Localize, lang: string): void {
    if (this.#ahead === state.rooms) return;
    this.#ahead = state.rooms;
    const rooms = state.rooms.byUuid.values();
    workAhead(() => {
      for (let made = 0; made < PART; made += 1) {
        const { value, done } = rooms.next();
        if (done) return false;
        this.#titleOf(value.room, state, localize, lang);
      }
      return true;
    });
  }

  #titleOf(room: Room, { users, me }: ChatState, localize: Localize, lang: string): Title {
    const known = this.#titles.get(room);
    // A room with a name is called that, whoever is in it.
    if (known?.lang === lang && (room.name !== null || known.users === users)) return known;
    const title = roomTitle(room, users, me, localize);
    const made = { users, lang, title, folded: fold(title) };
    this.#titles.set(room, made);
    return made;
  }
}

/** A conversation of two has no name that others could know, nor can they follow there. */
function isPrivate({ name, participants }: Room): boolean {
  return name === null && participants.length <= 2;
}
