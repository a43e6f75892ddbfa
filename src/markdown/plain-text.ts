import { withMentionNames } from '../model/mention.js';
import { plainParagraphs } from './fast-path.js';
import { endOfCut, withoutSpoilers } from './hidden.js';
import { affordable } from './limits.js';
import { formatter } from './load.js';
import { withEmoji } from './render-text.js';
import { withoutPiles } from './shaping.js';
import type { EmojiLookup } from './shortcodes.js';

export interface PlainTextOptions {
  readonly emojiFor?: EmojiLookup | undefined;
  /** Characters to read at most; what is shown or said is often no more than a line. */
  readonly maxLength?: number;
}

/**
 * A message on one line without Markdown's syntax: for the last words of a room, announcements and titles. While the
 * parser is not there (see `lacksFormatter`) it is the text as it was typed.
 */
export function toPlainText(source: string, options: PlainTextOptions = {}): string {
  const { emojiFor, maxLength = source.length } = options;
  const transform = (text: string): string => withEmoji(text, emojiFor);
  const { head, tail } = affordable(withoutPiles(source.slice(0, endOfCut(source, maxLength))));
  const text = plainParagraphs(head) ? undefined : formatter()?.read(head, transform);
  const typed = (part: string): string => transform(withMentionNames(withoutSpoilers(part)));
  const space = /\s$/.test(head) ? ' ' : '';
  return ((text ?? typed(head)) + space + typed(tail)).replace(/\s+/g, ' ').trim();
}
