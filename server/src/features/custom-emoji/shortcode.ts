import { STANDARD_SHORTCODES } from './standard-shortcodes.js';

/** Characters of a shortcode, without its colons. */
export const LONGEST_SHORTCODE = 32;

const SHORTCODE = new RegExp(`^[a-z0-9_+-]{1,${LONGEST_SHORTCODE}}$`);

const standard = new Set(STANDARD_SHORTCODES.trim().split(/\s+/));

/** Why a custom emoji cannot be called so, as the end of a sentence; undefined when it can. */
export function shortcodeProblem(shortcode: string): string | undefined {
  if (!SHORTCODE.test(shortcode))
    return `must be called by 1 to ${LONGEST_SHORTCODE} of the characters a–z, 0–9, "_", "+" and "-"`;
  if (standard.has(shortcode)) return 'has the name of an emoji that everybody has; it needs another one';
  return undefined;
}
