import type { Localize } from '../../i18n/localize.js';
import type { Message, PendingMessage } from '../../model/message.js';
import type { User } from '../../model/user.js';
import { userName } from '../shared/names.js';
import { isPending } from './list/items.js';

type Users = ReadonlyMap<string, User | null>;
type Names = ReadonlyMap<string, string>;

const NOBODY: Names = new Map();

/**
 * The names of those who reacted to a message, by uuid. The same object as long as it would hold the same names: the
 * directory grows with every stranger, and rows that do not show them must not render for it.
 */
export class ReactorNames {
  #known = new WeakMap<Message, { readonly users: Users; readonly lang: string; readonly names: Names }>();

  of(message: Message | PendingMessage, users: Users, localize: Localize): Names {
    if (isPending(message) || message.reactions.length === 0) return NOBODY;
    const lang = localize.lang();
    const known = this.#known.get(message);
    if (known?.users === users && known.lang === lang) return known.names;
    const fresh = new Map(message.reactions.map(({ userUuid }) => [userUuid, userName(users, userUuid, localize)]));
    const names = known && sameNames(known.names, fresh) ? known.names : fresh;
    this.#known.set(message, { users, lang, names });
    return names;
  }
}

function sameNames(a: Names, b: Names): boolean {
  return a.size === b.size && [...a].every(([uuid, name]) => b.get(uuid) === name);
}
