import { unsafeCSS, type CSSResult } from 'lit';
import { codeStyles } from './code.styles.js';
import { textStyles } from './text.styles.js';

/**
 * For the element with class `md` around a rendered message. Takes from the outside, each with a fallback:
 * `--_accent-text`, `--_border`, `--_surface-sunken`, `--_text-quiet`, `--_radius-small` and `--_font-mono`.
 */
// One text: each row of a thread adopts each sheet anew.
export const markdownStyles: CSSResult = unsafeCSS(`${textStyles.cssText}${codeStyles.cssText}`);
