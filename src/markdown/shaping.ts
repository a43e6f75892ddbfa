// What browsers shape in one go takes quadratic time: a letter with all its marks, a word of letters that join or are
// kerned. 20,000 marks hold a page for a second, 10,000 skin tones for half a minute. All measured in Chromium.

/** No language writes more marks on a letter: Unicode's stream-safe text format (UAX #15) allows as many. */
const MAX_MARKS = 30;
/** No word of a script whose letters join is as long. */
const MAX_JOINED = 100;
/** What joins the character before it: combining marks, tags, and the skin tones of emoji. */
const MARK = String.raw`[\p{M}\p{EMod}\u{E0020}-\u{E007F}]`;
const JOINING = String.raw`[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Adlm}\p{scx=Rohg}]`;
/** Ends the joining (U+200C), and lets the line break (U+200B), without which white space that collapses undoes the first. */
const INVISIBLE_BREAK = '\u200c\u200b';
const PILE = new RegExp(`${MARK}{${MAX_MARKS}}(?=${MARK})|${JOINING}{${MAX_JOINED}}(?=${JOINING})`, 'gu');

/** A text with an invisible break wherever more marks, or joined letters, stand in a row than any language has. */
export function withoutPiles(text: string): string {
  return text.replace(PILE, `$&${INVISIBLE_BREAK}`);
}

/** Longer than any word, and than most addresses. */
const UNBROKEN = /\S{300}/;

/**
 * Whether a text has a very long word. To break one whose letters are kerned, Chromium shapes all of it again for each line
 * (10,000 times `AV`: a second), so that the style sheet switches kerning off for it. The text itself stays, for it may be
 * an address or a key that somebody copies.
 */
export function isUnbroken(text: string): boolean {
  return UNBROKEN.test(text);
}
