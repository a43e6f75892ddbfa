import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import Code from 'lucide/dist/esm/icons/code.mjs';
import Eye from 'lucide/dist/esm/icons/eye.mjs';
import Italic from 'lucide/dist/esm/icons/italic.mjs';
import Link from 'lucide/dist/esm/icons/link.mjs';
import List from 'lucide/dist/esm/icons/list.mjs';
import ListOrdered from 'lucide/dist/esm/icons/list-ordered.mjs';
import SquareCode from 'lucide/dist/esm/icons/square-code.mjs';
import Strikethrough from 'lucide/dist/esm/icons/strikethrough.mjs';
import TextQuote from 'lucide/dist/esm/icons/text-quote.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import { enConversation } from '../../../i18n/en-conversation.js';
import { Localize } from '../../../i18n/localize.js';
import type { Label } from '../../../i18n/terms.js';
import { markdownStyles } from '../../../markdown/markdown.styles.js';
import { renderMarkdown } from '../../../markdown/render.js';
import { hasShortcode } from '../../../markdown/shortcodes.js';
import { base } from '../../../styles/base.styles.js';
import { controls } from '../../../styles/controls.styles.js';
import { icon, type IconNode } from '../../../styles/icons.js';
import { isEscape, useUp } from '../../shared/escape.js';
import { Tooltip } from '../../shared/popover-tooltip.js';
import { popoverStyles } from '../../shared/popover.styles.js';
import { fetchEmoji, knownEmoji } from '../../shared/shortcode-emoji.js';
import { moveFocus } from '../../shared/toolbar.js';
import type { Format } from './edit.js';
import { HAS_COMMAND } from './format-key.js';
import { styles } from './format-panel.styles.js';

// Lucide's name for it is an alias that its single files lack.
const BOLD: IconNode = [['path', { d: 'M6 12h9a4 4 0 0 1 0 8H7a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h7a4 4 0 0 1 0 8' }]];

interface Button {
  readonly format: Format;
  readonly label: Label;
  readonly icon: IconNode;
  /** The key beside Ctrl or Command; empty: it has none. */
  readonly key: string;
  readonly withShift?: true;
}

const BUTTONS: readonly Button[] = [
  { format: 'bold', label: 'formatBold', icon: BOLD, key: 'B' },
  { format: 'italic', label: 'formatItalic', icon: Italic, key: 'I' },
  { format: 'strike', label: 'formatStrike', icon: Strikethrough, key: 'X', withShift: true },
  { format: 'link', label: 'formatLink', icon: Link, key: 'K' },
  { format: 'numbers', label: 'formatNumbers', icon: ListOrdered, key: '7', withShift: true },
  { format: 'bullets', label: 'formatBullets', icon: List, key: '8', withShift: true },
  { format: 'quote', label: 'formatQuote', icon: TextQuote, key: '9', withShift: true },
  { format: 'code', label: 'formatCode', icon: Code, key: 'E' },
  { format: 'code-block', label: 'formatCodeBlock', icon: SquareCode, key: '' },
];

/**
 * What stands above the field for formatting: an offer for what was just pasted, the preview of the text, and a toolbar.
 *
 * @internal
 */
export class WazoChatFormatPanel extends LitElement {
  static override styles = [base, controls, popoverStyles, markdownStyles, styles];

  /** Whether the toolbar is. */
  @property({ attribute: false }) isShown = false;
  /** The formats of where the caret stands. */
  @property({ attribute: false }) formats: ReadonlySet<Format> = new Set();
  /** The text to show as it will look; null: none. */
  @property({ attribute: false }) preview: string | null = null;
  /** Whether what was pasted may be meant as code. */
  @property({ attribute: false }) hasOffer = false;
  @property({ attribute: false }) onFormat: ((format: Format) => void) | undefined;
  @property({ attribute: false }) onPreview: (() => void) | undefined;
  /** Hears whether the offer is taken. */
  @property({ attribute: false }) onOffer: ((isTaken: boolean) => void) | undefined;
  /** Escape in the toolbar or the preview. */
  @property({ attribute: false }) onClose: (() => void) | undefined;

  readonly #localize = new Localize(this, enConversation);
  readonly #tooltip = new Tooltip(this);
  /** Which button of the toolbar Tab reaches. */
  @state() private current = 0;

  protected override updated(changed: PropertyValues<this>): void {
    const lang = this.#localize.lang();
    const { preview } = this;
    if (!changed.has('preview') || preview === null || !hasShortcode(preview) || knownEmoji(lang)) return;
    void fetchEmoji(lang).then((isThere) => isThere && this.requestUpdate());
  }

  protected override render(): TemplateResult {
    return html`${this.#renderOffer()} ${this.preview === null ? nothing : this.#renderPreview(this.preview)}
    ${this.isShown ? this.#renderBar() : nothing} ${this.#tooltip.render()}`;
  }

  #renderOffer(): TemplateResult {
    const localize = this.#localize;
    // There before it says something: what comes with its words is not read by all.
    return html`<div class="offer">
      <p role="status">${this.hasOffer ? localize.term('codeOffer') : nothing}</p>
      ${
        this.hasOffer
          ? html`<button class="button" type="button" @click=${() => this.onOffer?.(true)}>
                ${localize.term('codeOfferTake')}
              </button>
              <button
                class="icon-button"
                type="button"
                aria-label=${localize.term('codeOfferDismiss')}
                @click=${() => this.onOffer?.(false)}
              >
                ${icon(X)}
              </button>`
          : nothing
      }
    </div>`;
  }

  #renderPreview(text: string): TemplateResult {
    const localize = this.#localize;
    const labels = {
      image: (alt: string) => localize.term('showImage', alt),
      taskDone: localize.term('taskDone'),
      taskOpen: localize.term('taskOpen'),
      code: localize.term('codeBlock'),
      spoiler: localize.term('spoiler'),
    };
    return html`<section
      class="preview"
      tabindex="0"
      aria-label=${localize.term('formatPreview')}
      @keydown=${this.#handleEscape}
    >
      ${
        text.trim() === ''
          ? html`<p class="quiet">${localize.term('formatPreviewEmpty')}</p>`
          : html`<div class="md">${renderMarkdown(text, { emojiFor: knownEmoji(localize.lang()), labels })}</div>`
      }
    </section>`;
  }

  #renderBar(): TemplateResult {
    return html`<div
      class="bar"
      role="toolbar"
      aria-label=${this.#localize.term('formatting')}
      @keydown=${this.#handleKeydown}
      @focusin=${this.#handleFocusin}
      @focusout=${() => this.#tooltip.hide()}
      @pointerleave=${() => this.#tooltip.hide()}
    >
      ${BUTTONS.map((button, index) => this.#renderButton(button, index))} ${this.#renderPreviewButton()}
    </div>`;
  }

  #renderButton(button: Button, index: number): TemplateResult {
    const name = this.#localize.term(button.label);
    return html`<button
      class="icon-button"
      type="button"
      tabindex=${index === this.current ? 0 : -1}
      aria-label=${name}
      aria-keyshortcuts=${ariaKeys(button) || nothing}
      aria-pressed=${this.formats.has(button.format)}
      data-hint=${`${name}${keysOf(button, this.#localize.term('shiftKey'))}`}
      @pointerenter=${this.#handlePointer}
      @mousedown=${keepFocus}
      @click=${() => this.onFormat?.(button.format)}
    >
      ${icon(button.icon)}
    </button>`;
  }

  #renderPreviewButton(): TemplateResult {
    const name = this.#localize.term('formatPreview');
    return html`<button
      class="icon-button preview-button"
      type="button"
      tabindex=${this.current === BUTTONS.length ? 0 : -1}
      aria-label=${name}
      aria-pressed=${this.preview !== null}
      data-hint=${name}
      @pointerenter=${this.#handlePointer}
      @mousedown=${keepFocus}
      @click=${() => this.onPreview?.()}
    >
      ${icon(Eye)}
    </button>`;
  }

  readonly #handlePointer = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') this.#hint(event.currentTarget as HTMLElement);
  };

  readonly #handleFocusin = (event: FocusEvent): void => {
    const button = event.target as HTMLElement;
    this.current = [...this.renderRoot.querySelectorAll('.bar button')].indexOf(button);
    if (button.matches(':focus-visible')) this.#hint(button);
  };

  #hint(button: HTMLElement): void {
    this.#tooltip.show(button, button.dataset['hint'] ?? '');
  }

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    moveFocus(event);
    this.#handleEscape(event);
  };

  readonly #handleEscape = (event: KeyboardEvent): void => {
    if (!isEscape(event)) return;
    useUp(event);
    this.onClose?.();
  };
}

/** The field keeps the focus, and its selection, under a click. */
function keepFocus(event: MouseEvent): void {
  if (event.button === 0) event.preventDefault();
}

/** The keys of a button as people write them; with the blank before. */
function keysOf({ key, withShift }: Button, shift: string): string {
  if (key === '') return '';
  if (HAS_COMMAND) return ` (${withShift ? '⇧' : ''}⌘${key})`;
  return ` (Ctrl+${withShift ? `${shift}+` : ''}${key})`;
}

function ariaKeys({ key, withShift }: Button): string {
  if (key === '') return '';
  return `${HAS_COMMAND ? 'Meta' : 'Control'}+${withShift ? 'Shift+' : ''}${key}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-format-panel': WazoChatFormatPanel;
  }
}
