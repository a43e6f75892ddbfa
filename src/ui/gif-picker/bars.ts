import { html, type TemplateResult } from 'lit';
import Pause from 'lucide/dist/esm/icons/pause.mjs';
import Play from 'lucide/dist/esm/icons/play.mjs';
import type { Localize } from '../../i18n/localize.js';
import { icon } from '../../styles/icons.js';
import { moveFocus } from '../shared/toolbar.js';

/** Words that are often looked for; the first one is no word: what is popular. */
export function renderCategories(
  localize: Localize,
  current: string,
  onSelect: (term: string) => void,
): TemplateResult {
  const words = ['', ...localize.term('gifCategories').split(', ')];
  const tabStop = Math.max(0, words.indexOf(current));
  return html`<div class="categories" role="toolbar" aria-label=${localize.term('categories')} @keydown=${moveFocus}>
    ${words.map(
      (word, index) =>
        html`<button
          type="button"
          class="category"
          tabindex=${index === tabStop ? 0 : -1}
          aria-pressed=${word === current ? 'true' : 'false'}
          @click=${() => onSelect(word)}
        >
          ${word || localize.term('gifTrending')}
        </button>`,
    )}
  </div>`;
}

/** Whether all of them move by themselves. */
export function renderPlayButton(localize: Localize, isOn: boolean, onToggle: () => void): TemplateResult {
  const label = localize.term('gifPlayAll');
  return html`<button
    class="icon-button play-all"
    type="button"
    aria-label=${label}
    title=${label}
    aria-pressed=${isOn ? 'true' : 'false'}
    @click=${onToggle}
  >
    ${icon(isOn ? Pause : Play)}
  </button>`;
}
