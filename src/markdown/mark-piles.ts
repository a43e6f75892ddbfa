/** Unicode's stream-safe text format (UAX #15) allows so many combining marks in a row; no language writes more. */
const MAX_MARKS = 30;
const COMBINING_GRAPHEME_JOINER = '\u034f';
const PILE = new RegExp(String.raw`\p{M}{${MAX_MARKS}}(?=\p{M})`, 'gu');

/**
 * A text in Unicode's stream-safe format: an invisible joiner after each 30 combining marks in a row. Browsers shape a
 * letter with all its marks at once, in quadratic time: 20,000 marks hold a page for most of a second.
 */
export function withoutPiles(text: string): string {
  return text.replace(PILE, `$&${COMBINING_GRAPHEME_JOINER}`);
}
