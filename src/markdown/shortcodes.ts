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
  return readShortcodes(text, emojiFor).join('');
}

/** As `replaceShortcodes`, for emoji of any kind: what stands between them, and they, in their order. */
export function readShortcodes<Emoji>(
  text: string,
  emojiFor: (shortcode: string) => Emoji | undefined,
): readonly (string | Emoji)[] {
  const parts: (string | Emoji)[] = [];
  let end = 0;
  for (const { 0: row, index } of text.matchAll(ROW)) {
    if (!isApart(text, index, index + row.length)) continue;
    const emojis = codesOf(row).map(emojiFor);
    // In `:a::b:` only both are shortcodes, or none is.
    if (emojis.includes(undefined)) continue;
    parts.push(text.slice(end, index), ...(emojis as Emoji[]));
    end = index + row.length;
  }
  return end === 0 ? [text] : [...parts, text.slice(end)];
}

/** Whether a text holds what looks like an emoji and has no meaning by `emojiFor`. */
export function hasUnknownShortcode(text: string, emojiFor: EmojiLookup): boolean {
  return (text.match(ROW) ?? []).some((row) => codesOf(row).some((code) => emojiFor(code) === undefined));
}

function codesOf(row: string): readonly string[] {
  return row.slice(1, -1).toLowerCase().split('::');
}

/** Whether what stands from `start` to `end` may be a shortcode, by what stands around it. */
export function isApart(text: string, start: number, end: number): boolean {
  return opensShortcode(text, start) && !AFTER.test(text.slice(end, end + 2));
}

/** Whether a shortcode, or the name of somebody, may begin there, by what stands before. */
export function opensShortcode(text: string, start: number): boolean {
  return !BEFORE.test(text.slice(Math.max(0, start - 2), start));
}
