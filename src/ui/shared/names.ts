import { formatList } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import type { Message } from '../../model/message.js';
import type { Room } from '../../model/room.js';
import type { User } from '../../model/user.js';
import { visibleName } from '../../model/visible-name.js';

type Users = ReadonlyMap<string, User | null>;

/** Names that a title spells out before it says "and 3 more". */
const SPELT_OUT = 3;

/** A person's name from the directory; a fallback for one whom it does not know. */
export function userName(users: Users, uuid: string, localize: Localize): string {
  return users.get(uuid)?.name ?? localize.term('unknownUser');
}

/**
 * Who wrote a message: the directory's name for `userUuid`. Only where the directory does not know them, the alias that they
 * gave themselves, since anyone can send any alias.
 */
export function authorName(users: Users, message: Pick<Message, 'userUuid' | 'alias'>, localize: Localize): string {
  return users.get(message.userUuid)?.name ?? (visibleName(message.alias ?? '') || localize.term('unknownUser'));
}

/** What a room is called: its name, or its people without me. */
export function roomTitle(room: Room, users: Users, me: string | null, localize: Localize): string {
  if (room.name?.trim()) return room.name;
  const others = room.participants.filter(({ uuid }) => uuid !== me).map(({ uuid }) => userName(users, uuid, localize));
  if (others.length === 0) return localize.term('emptyRoomName');
  if (others.length <= SPELT_OUT + 1) return formatList(localize.lang(), others);
  const first = others.slice(0, SPELT_OUT).join(', ');
  return localize.term('andOthers', first, others.length - SPELT_OUT);
}
