import { html, type TemplateResult } from 'lit';
import Smile from 'lucide/dist/esm/icons/face-slightly-smiling.mjs';
import { icon } from '../../styles/icons.js';
import { isCustom } from '../../model/custom-emoji.js';
import { EmojiPopover } from '../shared/popover-emoji.js';
import type { ComposerHost, ComposerTool } from './tool.js';

/** Emoji from the picker, put where the caret is. */
export class EmojiTool implements ComposerTool {
  readonly #host: ComposerHost;
  readonly #picker: EmojiPopover;

  constructor(host: ComposerHost) {
    this.#host = host;
    this.#picker = new EmojiPopover(host, { localize: host.localize });
  }

  renderButtons(): TemplateResult {
    return html`<button
      class="icon-button emoji"
      type="button"
      aria-label=${this.#host.localize.term('insertEmoji')}
      aria-haspopup="dialog"
      aria-expanded=${this.#picker.isOpen}
      @click=${this.#handleClick}
    >
      ${icon(Smile)}
    </button>`;
  }

  renderPopover(): unknown {
    return this.#picker.render();
  }

  readonly #handleClick = ({ currentTarget }: Event): void => {
    this.#picker.toggle(currentTarget as HTMLButtonElement, (emoji) => this.#insert(emoji));
  };

  #insert(emoji: string): void {
    const { text } = this.#host;
    text.insert(isCustom(emoji) ? apart(emoji, text.field) : emoji);
    this.#host.focus();
  }
}

/** A `:shortcode:` with blanks around it: beside a word it would be a part of that. */
function apart(emoji: string, field: HTMLTextAreaElement | null): string {
  const { value = '', selectionStart = 0, selectionEnd = 0 } = field ?? {};
  const before = /\S$/.test(value.slice(0, selectionStart)) ? ' ' : '';
  return `${before}${emoji}${/^\s/.test(value.slice(selectionEnd)) ? '' : ' '}`;
}
