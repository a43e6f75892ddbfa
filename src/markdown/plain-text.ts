import { withoutTableMarks } from './lazy-syntax.js';
import { parseMessage } from './parse.js';
import { replaceShortcodes, type EmojiLookup } from './shortcodes.js';
import { textOf } from './tree.js';

export interface PlainTextOptions {
  readonly emojiFor?: EmojiLookup | undefined;
}

/** A message on one line without Markdown's syntax: for the last words of a room, announcements and titles. */
export function toPlainText(source: string, options: PlainTextOptions = {}): string {
  const { emojiFor } = options;
  const withEmoji = (text: string) => (emojiFor ? replaceShortcodes(text, emojiFor) : text);
  const root = parseMessage(withoutTableMarks(source));
  const text = root ? textOf(root, withEmoji) : withEmoji(source);
  return text.replace(/\s+/g, ' ').trim();
}
