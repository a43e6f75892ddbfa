import { visibleName } from './visible-name.js';

// `@[Name](user:UUID)`, `@[room](room:all)` or `#[Name](room:UUID)`. The name has no sign that ends it, or that means something
// to Markdown before the mention does; so short that looking for its end costs next to nothing.
const NAME = String.raw`\[([^[\]\\|\u0060\p{Cc}\p{Zl}\p{Zp}]{1,100})\]`;
const UUID = String.raw`[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}`;
const MENTION = String.raw`@${NAME}\((user:${UUID}|room:all)\)|#${NAME}\((room:${UUID})\)`;
const HERE = new RegExp(MENTION, 'uy');
const ANYWHERE = new RegExp(MENTION, 'gu');
/** Signs that a name on the wire has others for, in the order of `LIKE_THEM`. */
const NOT_IN_NAMES = '[]\\|`';
const LIKE_THEM = "()/¦'";
const LONGEST_NAME = 100;

/** Somebody, everybody in the room, or another room, named in a text. */
export interface Mention {
  /** Where it begins, in UTF-16 units, and how long it is there. */
  readonly start: number;
  readonly length: number;
  /** What the text says after the sign. */
  readonly name: string;
  /** `user:UUID`, `room:all` or, of a room, `room:UUID`, as it is written. */
  readonly target: string;
}

/** The mention that begins at `start`. */
export function mentionAt(text: string, start: number): Mention | undefined {
  HERE.lastIndex = start;
  const match = HERE.exec(text);
  return match ? toMention(match) : undefined;
}

/** All of a text, also those that stand in code and are none there. */
export function mentionsIn(text: string): readonly Mention[] {
  return mayMention(text) ? [...text.matchAll(ANYWHERE)].map(toMention) : [];
}

/** Tells cheaply whether there may be one. */
export function mayMention(text: string): boolean {
  return text.includes('@[') || text.includes('#[');
}

/** The uuid of the person whom a mention means; null for everybody and for rooms. */
export function mentionedUser({ target }: Pick<Mention, 'target'>): string | null {
  return target.startsWith('user:') ? target.slice('user:'.length).toLowerCase() : null;
}

/** The uuid of the room that a mention means; null for people. */
export function mentionedRoom({ target }: Pick<Mention, 'target'>): string | null {
  return target.startsWith('room:') && target !== 'room:all' ? target.slice('room:'.length).toLowerCase() : null;
}

/** What a mention says where it is nothing but text. */
export function mentionText({ name, target }: Pick<Mention, 'name' | 'target'>): string {
  return `${mentionedRoom({ target }) === null ? '@' : '#'}${visibleName(name) || '…'}`;
}

/** A mention as it is written; signs of the name that would end it are replaced by ones that look like them. */
export function mentionSource({ name, target }: Pick<Mention, 'name' | 'target'>): string {
  const sign = mentionedRoom({ target }) === null ? '@' : '#';
  const plain = visibleName(name).replace(/[[\]\\|`]/g, (bad) => LIKE_THEM[NOT_IN_NAMES.indexOf(bad)] ?? '');
  return `${sign}[${shortened(plain) || '…'}](${target})`;
}

/** A text for people, who read names. */
export function withMentionNames(text: string): string {
  if (!mayMention(text)) return text;
  return text.replace(ANYWHERE, (source) => {
    const mention = mentionAt(source, 0);
    return mention ? mentionText(mention) : source;
  });
}

function toMention(match: RegExpExecArray): Mention {
  const [{ length }, person, personTarget, room, roomTarget] = match;
  return { start: match.index, length, name: person ?? room ?? '', target: personTarget ?? roomTarget ?? '' };
}

/** No character is cut in two: the pattern counts whole ones. */
function shortened(name: string): string {
  return Array.from(name).slice(0, LONGEST_NAME).join('').trim();
}
