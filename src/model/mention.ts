import { visibleName } from './visible-name.js';

// `@[Name](user:UUID)` or `@[room](room:all)`. The name has no sign that ends it, or that means something to Markdown before
// the mention does; so short that looking for its end costs next to nothing.
const MENTION = String.raw`@\[([^[\]\\|\u0060\p{Cc}\p{Zl}\p{Zp}]{1,100})\]\((user:[\da-fA-F]{8}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{4}-[\da-fA-F]{12}|room:all)\)`;
const HERE = new RegExp(MENTION, 'uy');
const ANYWHERE = new RegExp(MENTION, 'gu');
/** Somebody, or everybody in the room, named in a text. */
export interface Mention {
  /** Where it begins, in UTF-16 units, and how long it is there. */
  readonly start: number;
  readonly length: number;
  /** What the text says after the `@`. */
  readonly name: string;
  /** `user:UUID` or `room:all`, as it is written. */
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
  return text.includes('@[');
}

/** The uuid of the person whom a mention means; null for everybody. */
export function mentionedUser({ target }: Pick<Mention, 'target'>): string | null {
  return target.startsWith('user:') ? target.slice('user:'.length).toLowerCase() : null;
}

/** What a mention says where it is nothing but text. */
export function mentionText({ name }: Pick<Mention, 'name'>): string {
  return `@${visibleName(name) || '…'}`;
}

/** A text for people, who read names. */
export function withMentionNames(text: string): string {
  if (!mayMention(text)) return text;
  return text.replace(ANYWHERE, (_whole, name: string) => mentionText({ name }));
}

function toMention(match: RegExpExecArray): Mention {
  const [{ length }, name = '', target = ''] = match;
  return { start: match.index, length, name, target };
}
