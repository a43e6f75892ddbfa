import { html, type TemplateResult } from 'lit';
import type { RenderContext } from './context.js';
import { readShortcodes, replaceShortcodes, type EmojiLookup } from './shortcodes.js';

/** More marks on a letter than any script needs above and below a line. */
const PILES = /((?:\P{M}\p{M}{7,})+)/u;

/** Written text with its emoji, and with its line breaks: in a chat, who breaks a line means it. */
export function renderText(
  value: string,
  { emojiFor, pictureFor }: Partial<Pick<RenderContext, 'emojiFor' | 'pictureFor'>>,
): unknown {
  if (!pictureFor) return renderLines(withEmoji(value, emojiFor));
  const parts = readShortcodes<string | TemplateResult>(value, (code) => emojiFor?.(code) ?? pictureFor(code));
  if (parts.every((part) => typeof part === 'string')) return renderLines(parts.join(''));
  return parts.filter(Boolean).map((part) => (typeof part === 'string' ? renderLines(part) : part));
}

function renderLines(text: string): unknown {
  if (!text.includes('\n')) return renderLine(text);
  return text.split('\n').map((line, index) => (index === 0 ? renderLine(line) : html`<br />${renderLine(line)}`));
}

// Marks in a pile would be drawn over the lines, and the messages, above and below.
function renderLine(line: string): unknown {
  if (!PILES.test(line)) return line;
  return line.split(PILES).map((part, index) => (index % 2 === 0 ? part : html`<span class="md-pile">${part}</span>`));
}

export function withEmoji(text: string, emojiFor: EmojiLookup | undefined): string {
  return emojiFor ? replaceShortcodes(text, emojiFor) : text;
}
