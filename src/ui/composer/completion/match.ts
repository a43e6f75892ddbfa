import { fold } from '../../../i18n/fold.js';

/** How well a name matches: at its start, at the start of a word, inside. */
export type Rank = 0 | 1 | 2;

/** Where a name holds what is looked for, in UTF-16 units, and how well; less is better. */
export interface Match {
  readonly rank: Rank;
  readonly start: number;
  readonly end: number;
}

/** A folded name, and where each of its units comes from. */
interface Folded {
  readonly text: string;
  readonly from: readonly number[];
}

/** How well a folded name matches; undefined where it does not. */
export function rankIn(name: string, query: string): Rank | undefined {
  if (name.startsWith(query)) return 0;
  if (!name.includes(query)) return undefined;
  return wordAt(name, query) === undefined ? 2 : 1;
}

/** The part of a name that matches, to be marked; undefined where it does not. @param query folded */
export function matchOf(name: string, query: string): Match | undefined {
  const { text, from } = foldedWithPlaces(name);
  const rank = rankIn(text, query);
  if (rank === undefined) return undefined;
  const at = rank === 0 ? 0 : (wordAt(text, query) ?? text.indexOf(query));
  return { rank, start: from[at] ?? 0, end: query === '' ? (from[at] ?? 0) : (from[at + query.length] ?? name.length) };
}

function wordAt(text: string, query: string): number | undefined {
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1))
    if (at === 0 || /[^\p{L}\p{N}]/u.test(text.charAt(at - 1))) return at;
  return undefined;
}

/** Folding changes lengths: `œ` is two letters, an accent none. */
function foldedWithPlaces(name: string): Folded {
  let text = '';
  const from: number[] = [];
  let place = 0;
  for (const character of name) {
    const folded = fold(character);
    from.push(...Array<number>(folded.length).fill(place));
    text += folded;
    place += character.length;
  }
  return { text, from };
}
