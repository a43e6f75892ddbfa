import { html, type TemplateResult } from 'lit';
import { isComposing } from '../shared/composition.js';
import { useUp } from '../shared/escape.js';
import { withSkinTone, type SkinTone } from '../../emoji/skin-tone.js';
import type { Localize } from '../../i18n/localize.js';

const TONES = [0, 1, 2, 3, 4, 5] as const;
const SAMPLE = '✋';

export interface ToneChooserOptions {
  readonly tone: SkinTone;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onChoose: (tone: SkinTone) => void;
  /** Choosing is done. */
  readonly onClose: () => void;
  /** The person went on elsewhere. */
  readonly onLeave: () => void;
}

/** A button in the chosen tone, which opens six radio buttons in the place of the search field. */
export function renderToneChooser(localize: Localize, options: ToneChooserOptions): TemplateResult {
  const label = localize.term('emojiSkinToneChosen', toneName(localize, options.tone));
  return html`
    <button
      type="button"
      class="icon-button tone-button"
      aria-label=${label}
      title=${label}
      aria-expanded=${options.isOpen ? 'true' : 'false'}
      @click=${options.onToggle}
    >
      <span class="glyph" aria-hidden="true">${withSkinTone(SAMPLE, options.tone)}</span>
    </button>
    ${renderTones(localize, options)}
  `;
}

/** Always in the tree, as a click on a label reaches its radio button only after our own listeners ran. */
function renderTones(localize: Localize, options: ToneChooserOptions): TemplateResult {
  // Arrow keys choose and stay; only a real pointer's click (detail counts its clicks) is also the end of choosing.
  const handleClick = (event: MouseEvent): void => {
    if (event.detail > 0) options.onClose();
  };
  const handleKeydown = (event: KeyboardEvent): void => {
    if (!['Enter', ' ', 'Escape'].includes(event.key) || isComposing(event)) return;
    // Escape ends the choosing here, not the whole picker.
    useUp(event);
    options.onClose();
  };
  const handleFocusout = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    // A press on a label takes the focus to nowhere before its click; one on the button is a click on the button.
    const isElsewhere = relatedTarget instanceof Element && !relatedTarget.matches('.tone-button');
    if (isElsewhere && !(currentTarget as Element).contains(relatedTarget)) options.onLeave();
  };
  return html`<div
    class="tones"
    role="radiogroup"
    aria-label=${localize.term('emojiSkinTone')}
    ?hidden=${!options.isOpen}
    @click=${handleClick}
    @keydown=${handleKeydown}
    @focusout=${handleFocusout}
  >
    ${TONES.map((tone) => renderTone(localize, tone, options))}
  </div>`;
}

function renderTone(localize: Localize, tone: SkinTone, options: ToneChooserOptions): TemplateResult {
  const name = toneName(localize, tone);
  return html`<label class="tone" title=${name}>
    <input
      type="radio"
      name="tone"
      class="visually-hidden"
      aria-label=${name}
      .checked=${tone === options.tone}
      @change=${() => options.onChoose(tone)}
    />
    <span class="glyph" aria-hidden="true">${withSkinTone(SAMPLE, tone)}</span>
  </label>`;
}

function toneName(localize: Localize, tone: SkinTone): string {
  return localize.term(`emojiSkinTone${tone}`);
}
