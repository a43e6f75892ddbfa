/** An emoji of the server's own: a picture with a name. */
export interface CustomEmoji {
  /** What it is typed as between colons. */
  readonly shortcode: string;
  /** Where its picture is, whole: absolute, over http(s). It needs no token. */
  readonly url: string;
}

/** By shortcode, in the order of the server. */
export type CustomEmojis = ReadonlyMap<string, CustomEmoji>;

export const NO_CUSTOM_EMOJI: CustomEmojis = new Map();

/** What a shortcode may be made of. */
const SHORTCODE = /^[\w+-]+$/;

export function isShortcode(text: string): boolean {
  return SHORTCODE.test(text);
}

/** The one that a reaction is, as `:shortcode:`; undefined for any other emoji, and where it is not known. */
export function customEmojiOf(emoji: string, known: CustomEmojis): CustomEmoji | undefined {
  return isCustom(emoji) ? known.get(emoji.slice(1, -1)) : undefined;
}

/** Whether an emoji is a `:shortcode:`, known or not. */
export function isCustom(emoji: string): boolean {
  return emoji.length > 2 && emoji.startsWith(':') && emoji.endsWith(':');
}
