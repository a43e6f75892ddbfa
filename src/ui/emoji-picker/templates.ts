import { html, nothing, type TemplateResult } from 'lit';
import type { Emoji } from '../../emoji/emoji-data.js';
import type { SkinTone } from '../../emoji/skin-tone.js';
import type { Localize } from '../../i18n/localize.js';
import { renderEmoji } from './grid-templates.js';

export function renderNothingFound(localize: Localize, term: string): TemplateResult {
  return html`<div class="message">
    <p>${localize.term('emojiNothingFound', term)}</p>
    <p class="quiet">${localize.term('emojiNothingFoundHint')}</p>
  </div>`;
}

/** The cell under the pointer or the focus, large and by name; screen readers have the name from the cell itself. */
export function renderPreview(emoji: Emoji | undefined, tone: SkinTone, hint: string): TemplateResult {
  if (!emoji) return html`<div class="preview quiet" aria-hidden="true">${hint}</div>`;
  return html`<div class="preview" aria-hidden="true">
    <span class="glyph">${renderEmoji(emoji, tone)}</span>
    <span class="names">
      <span class="name">${emoji.label}</span>
      ${emoji.url === undefined ? html`<span class="shortcode quiet">:${emoji.shortcodes[0]}:</span>` : nothing}
    </span>
  </div>`;
}

/** What a live region says about a search: nothing without a term. */
export function announcement(localize: Localize, term: string, count: number): string {
  if (term === '') return '';
  return count === 0 ? localize.term('emojiNothingFound', term) : localize.term('emojiResults', count);
}
