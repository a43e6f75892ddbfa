/** A person of the tenant, as the directory knows them. */
export interface User {
  readonly uuid: string;
  /** First and last name, as shown; never empty. */
  readonly name: string;
  readonly email: string | null;
}

/** The letters of an avatar: the first of the first and of the last word, whole characters (emoji, Arabic, …). */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const first = words[0];
  if (!first) return '?';
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last]
    .map((word) => (word ? firstCharacter(word) : ''))
    .join('')
    .toLocaleUpperCase();
}

/** Built once, when first needed: building one costs more than a row of a thread. */
let segmenter: Intl.Segmenter | undefined;

function firstCharacter(word: string): string {
  // Two letters of ASCII are two characters; to find that out by the rules of all scripts takes a hundred times as long.
  if (/^[!-~]{2}/.test(word)) return word.charAt(0);
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const [segment] = segmenter.segment(word);
  return segment?.segment ?? '';
}

/** How many colours avatars have; `avatarColour` answers below it. */
export const AVATAR_COLOURS = 12;

/** A number from 0 to 11 drawn from a uuid: the same person has the same colour in every browser. */
export function avatarColour(uuid: string): number {
  let hash = 0;
  for (const character of uuid) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % AVATAR_COLOURS;
}
