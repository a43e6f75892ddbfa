import { html, type LitElement } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import type { EmojiSelectEvent } from './emoji-select-event.js';
import { PanelPopover } from './popover-panel.js';

export interface EmojiPopoverOptions {
  readonly localize: Localize;
  /** Brings the picker's element, and answers whether it is there; another one in tests. */
  readonly load?: () => Promise<boolean>;
}

/** The emoji picker in a popover beside a button. The host puts `render()` into its template. */
export class EmojiPopover {
  readonly #panel: PanelPopover;
  #onPick: (emoji: string) => void = () => undefined;

  constructor(host: LitElement, { localize, load }: EmojiPopoverOptions) {
    this.#panel = new PanelPopover(host, {
      localize,
      name: 'emoji-popover',
      part: 'emojiPicker',
      load,
      label: () => localize.term('emojiPicker'),
      failed: () => localize.term('emojiLoadFailed'),
      content: () => html`<wazo-chat-emoji-picker @emoji-select=${this.#handleSelect}></wazo-chat-emoji-picker>`,
    });
  }

  get isOpen(): boolean {
    return this.#panel.isOpen;
  }

  /**
   * Opens beside `anchor`, or closes when it is open already.
   *
   * @param onPick hears of the emoji that the person picks
   */
  toggle(anchor: HTMLButtonElement, onPick: (emoji: string) => void): void {
    if (!this.isOpen) this.#onPick = onPick;
    this.#panel.toggle(anchor);
  }

  /** Closes; the focus goes back to the button. */
  close(): void {
    this.#panel.close();
  }

  render(): unknown {
    return this.#panel.render();
  }

  readonly #handleSelect = (event: EmojiSelectEvent): void => {
    event.stopPropagation();
    const { emoji } = event;
    this.close();
    this.#onPick(emoji);
  };
}
