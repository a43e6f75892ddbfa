import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import Search from 'lucide/dist/esm/icons/search.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import type { Emoji } from '../../emoji/emoji-data.js';
import { withSkinTone, type SkinTone } from '../../emoji/skin-tone.js';
import type { Localize } from '../../i18n/localize.js';
import { icon } from '../../styles/icons.js';

export interface SearchOptions {
  readonly term: string;
  readonly onInput: (term: string) => void;
  readonly onKeydown: (event: KeyboardEvent) => void;
  readonly onClear: () => void;
}

export function renderSearch(localize: Localize, { term, onInput, onKeydown, onClear }: SearchOptions): TemplateResult {
  const label = localize.term('emojiSearch');
  return html`<div class="search">
    ${icon(Search)}
    <input
      type="search"
      class="field"
      autocomplete="off"
      spellcheck="false"
      placeholder=${label}
      aria-label=${label}
      .value=${live(term)}
      @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
      @keydown=${onKeydown}
    />
    ${term === '' ? nothing : renderClearButton(localize, onClear)}
  </div>`;
}

function renderClearButton(localize: Localize, onClear: () => void): TemplateResult {
  const label = localize.term('clearSearch');
  return html`<button type="button" class="icon-button clear" aria-label=${label} title=${label} @click=${onClear}>
    ${icon(X)}
  </button>`;
}

export function renderFailure(localize: Localize, onRetry: () => void): TemplateResult {
  return html`<div class="message" role="alert">
    <p>${localize.term('emojiLoadFailed')}</p>
    <button type="button" class="button" @click=${onRetry}>${localize.term('retry')}</button>
  </div>`;
}

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
    <span class="glyph">${withSkinTone(emoji.emoji, tone)}</span>
    <span class="names">
      <span class="name">${emoji.label}</span>
      <span class="shortcode quiet">:${emoji.shortcodes[0]}:</span>
    </span>
  </div>`;
}

/** What a live region says about a search: nothing without a term. */
export function announcement(localize: Localize, term: string, count: number): string {
  if (term === '') return '';
  return count === 0 ? localize.term('emojiNothingFound', term) : localize.term('emojiResults', count);
}
