import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import Search from 'lucide/dist/esm/icons/search.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import type { Localize } from '../../i18n/localize.js';
import { icon } from '../../styles/icons.js';
import { isComposing } from './composition.js';
import { isEscape, useUp } from './escape.js';
import { refuseForeignUndo } from './foreign-undo.js';

export interface SearchFieldOptions {
  /** Its name and its placeholder. */
  readonly label: string;
  readonly term: string;
  readonly onInput: (term: string) => void;
  /** Hears of keys that neither compose a word nor empty the field. */
  readonly onKeydown: (event: KeyboardEvent) => void;
  readonly onClear: () => void;
}

/** A field to search in, with a button that empties it, as Escape does; in an empty one Escape is for what is around it. */
export function renderSearchField(localize: Localize, options: SearchFieldOptions): TemplateResult {
  const { label, term, onInput, onClear } = options;
  const clear = localize.term('clearSearch');
  return html`<div class="search">
    ${icon(Search)}
    <input
      class="field"
      type="search"
      dir=${term === '' ? nothing : 'auto'}
      autocomplete="off"
      spellcheck="false"
      aria-label=${label}
      placeholder=${label}
      .value=${live(term)}
      @input=${(event: InputEvent) => onInput((event.target as HTMLInputElement).value)}
      @beforeinput=${refuseForeignUndo}
      @keydown=${(event: KeyboardEvent) => handleKey(event, options)}
    />
    <button
      class="icon-button clear"
      type="button"
      aria-label=${clear}
      title=${clear}
      ?hidden=${term === ''}
      @click=${onClear}
    >
      ${icon(X)}
    </button>
  </div>`;
}

function handleKey(event: KeyboardEvent, { term, onKeydown, onClear }: SearchFieldOptions): void {
  if (isComposing(event)) return;
  if (!isEscape(event) || term.trim() === '') {
    onKeydown(event);
    return;
  }
  useUp(event);
  onClear();
}

export const searchFieldStyles = css`
  .search {
    --_search-size: calc(8 * var(--_space));
    position: relative;
    min-inline-size: 0;
  }

  .search .field {
    min-block-size: var(--_search-size);
    padding-inline: var(--_search-size);
    border-color: var(--_border);
    font-size: var(--_font-size-small);
    appearance: none;
  }

  .search .field:focus-visible {
    outline-offset: -1px;
  }

  .search .field::-webkit-search-cancel-button {
    display: none;
  }

  .search > .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: calc((var(--_search-size) - 4 * var(--_space)) / 2);
    inline-size: calc(4 * var(--_space));
    block-size: 100%;
    color: var(--_text-quiet);
    pointer-events: none;
  }

  .search .clear {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    inline-size: var(--_search-size);
    block-size: var(--_search-size);
    font-size: var(--_font-size-small);
  }

  .search .clear:hover {
    background: none;
  }

  @media (pointer: coarse) {
    .search {
      --_search-size: 44px;
    }
  }
`;
