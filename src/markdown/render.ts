import { html, nothing, type TemplateResult } from 'lit';
import type { MarkdownOptions } from './context.js';
import { directionOf } from './direction.js';
import { plainParagraphs } from './fast-path.js';
import { affordable } from './limits.js';
import { formatter } from './load.js';
import { renderText, withEmoji } from './render-text.js';
import { isUnbroken, withoutPiles } from './shaping.js';

/**
 * A message as a template: CommonMark and GFM without footnotes, line breaks kept, raw HTML shown as text. What cannot be
 * parsed, or is not to be parsed yet (see `lacksFormatter`), or is more than a page can draw at once, is shown as it was
 * typed. Never throws. Styled by `markdownStyles`, inside a `.md` element.
 */
export function renderMarkdown(source: string, options: MarkdownOptions): TemplateResult {
  const { head, tail } = affordable(withoutPiles(source));
  const rest = tail === '' ? nothing : renderTyped(tail, options);
  const message = html`${renderHead(head, options)}${rest}`;
  return isUnbroken(source) ? html`<div class="md-unbroken">${message}</div>` : message;
}

/** Whether a message waits for the parser: drawn now, it shows its source. */
export function lacksFormatter(source: string): boolean {
  return formatter() === undefined && plainParagraphs(source) === undefined;
}

function renderHead(source: string, options: MarkdownOptions): unknown {
  const paragraphs = plainParagraphs(source);
  if (!paragraphs) return formatter()?.render(source, options) ?? renderTyped(source, options);
  const parts = paragraphs.map((text) => renderParagraph(text, options));
  // A list of one costs Lit two more comment nodes in the page; most messages are one text in one paragraph.
  return parts.length === 1 ? parts[0] : parts;
}

function renderParagraph(text: string, { emojiFor }: MarkdownOptions): TemplateResult {
  return html`<p dir=${directionOf(text)}>${renderText(text, emojiFor)}</p>`;
}

function renderTyped(source: string, { emojiFor }: MarkdownOptions): TemplateResult {
  return html`<p class="md-plain" dir=${directionOf(source)}>${withEmoji(source, emojiFor)}</p>`;
}
