import { html, type TemplateResult } from 'lit';
import Smile from 'lucide/dist/esm/icons/face-slightly-smiling.mjs';
import { icon } from '../../styles/icons.js';
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
    this.#host.text.insert(emoji);
    this.#host.focus();
  }
}
