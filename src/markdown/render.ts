import { html, type TemplateResult } from 'lit';
import { withMentionNames } from '../model/mention.js';
import type { MarkdownOptions } from './context.js';
import { directionOf } from './direction.js';
import { plainParagraphs } from './fast-path.js';
import { gradually, type DrawPart } from './gradual.js';
import { withoutSpoilers } from './hidden.js';
import { affordable } from './limits.js';
import { formatter } from './load.js';
import { renderText, withEmoji } from './render-text.js';
import { isUnbroken, withoutPiles } from './shaping.js';
import { groupSlices, sliceText } from './slices.js';

/**
 * A message as a template: CommonMark and GFM without footnotes, line breaks kept, raw HTML shown as text. What cannot be
 * parsed, or is not to be parsed yet (see `lacksFormatter`), or is more than a page can read at once, is shown as it was
 * typed; what is more than it can lay out at once is drawn in parts, one in a frame. Never throws. Styled by
 * `markdownStyles`, inside a `.md` element.
 */
export function renderMarkdown(source: string, options: MarkdownOptions): TemplateResult {
  const { head, tail } = affordable(withoutPiles(source));
  const parts = [...headParts(head, options), ...typedParts(tail, options)];
  return withBreaks(source, html`${gradually(parts)}`);
}

/** A message as it was typed, for who has no time to read it. */
export function renderTyped(source: string, options: MarkdownOptions): TemplateResult {
  return withBreaks(source, html`${gradually(typedParts(withoutPiles(withoutSpoilers(source)), options))}`);
}

/** Drawn so that words without an end are broken as they cost least. */
function withBreaks(source: string, message: TemplateResult): TemplateResult {
  return isUnbroken(source) ? html`<div class="md-unbroken">${message}</div>` : message;
}

/** Whether a message waits for the parser: drawn now, it shows its source. */
export function lacksFormatter(source: string): boolean {
  return formatter() === undefined && plainParagraphs(source) === undefined;
}

function headParts(source: string, options: MarkdownOptions): readonly DrawPart[] {
  const paragraphs = plainParagraphs(source);
  if (!paragraphs)
    return formatter()?.render(source, options) ?? typedParts(formatter() ? source : withoutSpoilers(source), options);
  return groupSlices(paragraphs.flatMap(sliceText)).map((group) => () => {
    const drawn = group.map(({ part }) => renderParagraph(part, options));
    // A list of one costs Lit two more comment nodes in the page; most messages are one text in one paragraph.
    return drawn.length === 1 ? drawn[0] : drawn;
  });
}

function renderParagraph(text: string, options: MarkdownOptions): TemplateResult {
  return html`<p dir=${directionOf(text)}>${renderText(text, options)}</p>`;
}

function typedParts(source: string, { emojiFor }: MarkdownOptions): readonly DrawPart[] {
  if (source === '') return [];
  const render = (text: string) => html`<p class="md-plain" dir=${directionOf(text)}>${withEmoji(text, emojiFor)}</p>`;
  return sliceText(withMentionNames(source)).map(
    ({ part }) =>
      () =>
        render(part),
  );
}
