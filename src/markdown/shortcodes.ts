/** Finds the emoji for a shortcode without its colons (`smile`), or undefined when unknown or not loaded. */
export type EmojiLookup = (shortcode: string) => string | undefined;

// The closing colon is only looked at, because it may open the next shortcode: `a:b:smile:`.
const SHORTCODE = /:([\w+-]+)(?=:)/g;

/** Tells cheaply whether `:word:` may occur, so that the emoji data need not load before. */
export function hasShortcode(source: string): boolean {
  return /:[\w+-]+:/.test(source);
}

/** Replaces the known `:shortcode:`s of a text and leaves all else alone, also times such as 12:30:45. */
export function replaceShortcodes(text: string, emojiFor: EmojiLookup): string {
  let result = '';
  let done = 0;
  for (const match of text.matchAll(SHORTCODE)) {
    const end = match.index + match[0].length + 1;
    const emoji = isInsideNumber(text, match.index, end) ? undefined : emojiFor((match[1] ?? '').toLowerCase());
    // An opening colon that closed the emoji before is spent already.
    if (emoji === undefined || match.index < done) continue;
    result += text.slice(done, match.index) + emoji;
    done = end;
  }
  return result + text.slice(done);
}

// `1:100:2` is a ratio, although `:100:` is an emoji.
function isInsideNumber(text: string, start: number, end: number): boolean {
  return /\d/.test(text.charAt(start - 1)) || /\d/.test(text.charAt(end));
}
