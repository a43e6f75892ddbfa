import type { Localize } from '../../i18n/localize.js';
import { mentionedUser, mentionsIn } from '../../model/mention.js';
import type { Body, Message, PendingMessage } from '../../model/message.js';
import type { User } from '../../model/user.js';
import { userName } from '../shared/names.js';
import { isPending } from './list/items.js';

type Users = ReadonlyMap<string, User | null>;
type Names = ReadonlyMap<string, string>;

const NOBODY: Names = new Map();

/**
 * The names of those who reacted to a message or are named in it, by uuid. The same object as long as it would hold the same
 * names: the directory grows with every stranger, and rows that do not show them must not render for it.
 */
export class ShownNames {
  readonly #known = new WeakMap<
    Message | PendingMessage,
    { readonly users: Users; readonly lang: string; readonly names: Names }
  >();
  readonly #named = new WeakMap<Body, readonly string[]>();

  of(message: Message | PendingMessage, users: Users, localize: Localize): Names {
    const reactions = isPending(message) ? [] : message.reactions;
    const named = message.body ? this.#namedIn(message.body) : [];
    if (reactions.length === 0 && named.length === 0) return NOBODY;
    const lang = localize.lang();
    const known = this.#known.get(message);
    if (known?.users === users && known.lang === lang) return known.names;
    const fresh = new Map(reactions.map(({ userUuid }) => [userUuid, userName(users, userUuid, localize)]));
    // Whoever is not known is named as the message says.
    for (const uuid of named) {
      const name = users.get(uuid)?.name;
      if (name !== undefined) fresh.set(uuid, name);
    }
    const names = known && sameNames(known.names, fresh) ? known.names : fresh;
    this.#known.set(message, { users, lang, names });
    return names;
  }

  #namedIn(body: Body): readonly string[] {
    const known =
      this.#named.get(body) ??
      mentionsIn(body.text)
        .map(mentionedUser)
        .filter((uuid) => uuid !== null);
    this.#named.set(body, known);
    return known;
  }
}

function sameNames(a: Names, b: Names): boolean {
  return a.size === b.size && [...a].every(([uuid, name]) => b.get(uuid) === name);
}
