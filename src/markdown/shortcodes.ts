/** Finds the emoji for a shortcode without its colons (`smile`), or undefined when unknown or not loaded. */
export type EmojiLookup = (shortcode: string) => string | undefined;

/** One shortcode, or several without a blank. */
const ROW = /(?::[\w+-]+:)+/g;

/**
 * What a shortcode may not stand next to: the letters and digits of a word, and the signs of addresses, times and keys.
 * Languages without blanks between their words are no words here.
 */
const UNSPACED = String.raw`\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}`;
const BEFORE = new RegExp(String.raw`(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}]|[:/\\.@#&=+%$_-])$`, 'u');
const AFTER = new RegExp(String.raw`^(?:(?![${UNSPACED}])[\p{L}\p{N}\p{M}]|[:/\\@#&=+%$_-]|\.\w)`, 'u');

/** Tells cheaply whether `:word:` may occur, so that the emoji data need not load before. */
export function hasShortcode(source: string): boolean {
  return /:[\w+-]+:/.test(source);
}

/** Replaces the known `:shortcode:`s of a text that stand alone or beside others, and leaves all else as it is. */
export function replaceShortcodes(text: string, emojiFor: EmojiLookup): string {
  return text.replace(ROW, (row: string, start: number) => {
    if (!isApart(text, start, start + row.length)) return row;
    const codes = row.slice(1, -1).split('::');
    const emojis = codes.map((code) => emojiFor(code.toLowerCase()));
    // In `:a::b:` only both are shortcodes, or none is.
    return emojis.includes(undefined) ? row : emojis.join('');
  });
}

/** Whether what stands from `start` to `end` may be a shortcode, by what stands around it. */
export function isApart(text: string, start: number, end: number): boolean {
  return opensShortcode(text, start) && !AFTER.test(text.slice(end, end + 2));
}

/** Whether a shortcode, or the name of somebody, may begin there, by what stands before. */
export function opensShortcode(text: string, start: number): boolean {
  return !BEFORE.test(text.slice(Math.max(0, start - 2), start));
}
