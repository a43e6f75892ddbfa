import type { Localize } from '../../i18n/localize.js';
import { mentionedRoom, mentionedUser, mentionsIn } from '../../model/mention.js';
import type { Body, Message, PendingMessage } from '../../model/message.js';
import type { User } from '../../model/user.js';
import { userName } from '../shared/names.js';
import type { LinkedRooms } from './linked-rooms.js';
import { isPending } from './list/items.js';

type Users = ReadonlyMap<string, User | null>;
type Names = ReadonlyMap<string, string>;

/** What the names of a message depend on. */
export interface NamesContext {
  readonly users: Users;
  /** What the rooms are called that messages lead to; another object when a title is another one. */
  readonly linkedRooms: ReadonlyMap<string, string | undefined>;
  readonly localize: Localize;
}

interface Known {
  readonly users: Users;
  readonly linkedRooms: NamesContext['linkedRooms'];
  readonly lang: string;
  readonly names: Names;
}

/** The uuids of whom, and what, a text names. */
interface Named {
  readonly users: readonly string[];
  readonly rooms: readonly string[];
}

const NOBODY: Names = new Map();

/**
 * The names of those who reacted to a message or are named in it, and of rooms, by uuid. The same object as long as it would
 * hold the same names: the directory grows with every stranger, and rows that do not show them must not render for it.
 */
export class ShownNames {
  readonly #rooms: LinkedRooms;
  readonly #known = new WeakMap<Message | PendingMessage, Known>();
  readonly #named = new WeakMap<Body, Named>();

  constructor(rooms: LinkedRooms) {
    this.#rooms = rooms;
  }

  of(message: Message | PendingMessage, { users, linkedRooms, localize }: NamesContext): Names {
    const reactions = isPending(message) ? [] : message.reactions;
    const named = message.body ? this.#namedIn(message.body) : undefined;
    if (reactions.length === 0 && !named) return NOBODY;
    const lang = localize.lang();
    const known = this.#known.get(message);
    if (known?.users === users && known.linkedRooms === linkedRooms && known.lang === lang) return known.names;
    const fresh = new Map(reactions.map(({ userUuid }) => [userUuid, userName(users, userUuid, localize)]));
    // Whoever is not known is named as the message says.
    for (const uuid of named?.users ?? []) put(fresh, uuid, users.get(uuid)?.name);
    for (const uuid of named?.rooms ?? []) put(fresh, uuid, this.#rooms.titleOf(uuid));
    const names = known && sameNames(known.names, fresh) ? known.names : fresh;
    this.#known.set(message, { users, linkedRooms, lang, names });
    return names;
  }

  #namedIn(body: Body): Named | undefined {
    const known = this.#named.get(body);
    if (known) return known;
    const mentions = mentionsIn(body.text);
    if (mentions.length === 0) return undefined;
    const present = (uuid: string | null): uuid is string => uuid !== null;
    const named = {
      users: mentions.map(mentionedUser).filter(present),
      rooms: mentions.map(mentionedRoom).filter(present),
    };
    this.#named.set(body, named);
    return named;
  }
}

function put(names: Map<string, string>, uuid: string, name: string | undefined): void {
  if (name !== undefined) names.set(uuid, name);
}

function sameNames(a: Names, b: Names): boolean {
  return a.size === b.size && [...a].every(([uuid, name]) => b.get(uuid) === name);
}
