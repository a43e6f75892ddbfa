import { html } from 'lit';
import { replaceShortcodes, type EmojiLookup } from './shortcodes.js';

/** Written text with its emoji, and with its line breaks: in a chat, who breaks a line means it. */
export function renderText(value: string, emojiFor: EmojiLookup | undefined): unknown {
  const text = withEmoji(value, emojiFor);
  if (!text.includes('\n')) return text;
  return text.split('\n').map((line, index) => (index === 0 ? line : html`<br />${line}`));
}

export function withEmoji(text: string, emojiFor: EmojiLookup | undefined): string {
  return emojiFor ? replaceShortcodes(text, emojiFor) : text;
}
