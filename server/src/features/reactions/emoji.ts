import { RGI_EMOJI } from './rgi-emoji.js';

const withoutSelectors = (text: string): string => text.replaceAll('\uFE0F', '');

/** People type ❤ and ❤️, and both mean ❤️: looked up without the selectors, found with them. */
const QUALIFIED = new Map(
  RGI_EMOJI.trim()
    .split(/\s+/)
    .map((emoji) => [withoutSelectors(emoji), emoji]),
);

/** No emoji is longer in UTF-16 code units, with room for selectors too many. */
const LONGEST = 64;

/** How custom emoji are named; whether there is one, who serves them knows. */
const SHORTCODE = /^:[a-z0-9_+-]{1,32}:$/;

/** The fully-qualified form of a text that is exactly one RGI emoji, else undefined. */
export function qualifiedEmoji(text: string): string | undefined {
  return text.length > LONGEST ? undefined : QUALIFIED.get(withoutSelectors(text));
}

/** Whether a text is like the name of a custom emoji. */
export function isShortcode(text: string): boolean {
  return SHORTCODE.test(text);
}
