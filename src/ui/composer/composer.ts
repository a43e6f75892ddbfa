import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import Smile from 'lucide/dist/esm/icons/face-slightly-smiling.mjs';
import Send from 'lucide/dist/esm/icons/send-horizontal.mjs';
import { SelectController } from '../select.js';
import { Localize } from '../../i18n/localize.js';
import { chatError, type ChatErrorCode } from '../../model/errors.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { icon } from '../../styles/icons.js';
import { errorText } from '../shared/error-text.js';
import { failureStyles } from '../shared/failure.js';
import { EmojiPopover } from '../shared/popover-emoji.js';
import { popoverStyles } from '../shared/popover.styles.js';
import { styles } from './composer.styles.js';

/**
 * Where messages are written. The text lives in the field and, as the room's draft, in the session: switching rooms
 * brings each one back. What is typed renders nothing unless it changes what is shown around it.
 *
 * @internal
 */
export class WazoChatComposer extends LitElement {
  static override styles = [base, controls, failureStyles, popoverStyles, styles];

  @property({ attribute: false }) roomUuid = '';
  /** The room's title. */
  @property({ attribute: false }) roomName = '';

  readonly #localize = new Localize(this);
  readonly #limits = new SelectController(this, (state) => state.limits);
  readonly #picker = new EmojiPopover(this, { localize: this.#localize });

  @state() private empty = true;
  /** Characters beyond the server's limit. */
  @state() private over = 0;
  /** Why the text was not sent. */
  @state() private problem: ChatErrorCode | null = null;

  @query('.text') private field!: HTMLTextAreaElement | null;
  @query('.emoji') private emojiButton!: HTMLButtonElement | null;

  override focus(options?: FocusOptions): void {
    // A composer that was just created has no field yet.
    if (this.field) this.field.focus(options);
    else void this.updateComplete.then(() => this.field?.focus(options));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('roomUuid')) return;
    this.problem = null;
    this.#measure(this.#draft());
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('roomUuid')) this.#write(this.#draft());
  }

  protected override render(): TemplateResult {
    const localize = this.#localize;
    const problem = this.#problemText();
    return html`<div class="box ${problem ? 'invalid' : ''}">
        <button
          class="icon-button emoji"
          type="button"
          aria-label=${localize.term('insertEmoji')}
          aria-haspopup="dialog"
          aria-expanded=${this.#picker.isOpen}
          @click=${this.#handleEmoji}
        >
          ${icon(Smile)}
        </button>
        <textarea
          class="text"
          part="composer-field"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          placeholder=${localize.term('composerPlaceholder', this.roomName)}
          aria-label=${localize.term('composerLabel', this.roomName)}
          aria-describedby="hint problem"
          aria-invalid=${problem !== ''}
          @input=${this.#handleInput}
          @keydown=${this.#handleKeydown}
        ></textarea>
        ${this.#renderSend()}
      </div>
      <p class="problem" id="problem" role="alert" ?hidden=${problem === ''}>${problem}</p>
      <span class="visually-hidden" id="hint">${localize.term('composerHint')}</span>
      ${this.#picker.render()}`;
  }

  #renderSend(): TemplateResult {
    // Not `disabled`: the button would leave the tab order under the fingers of who is about to press it.
    return html`<button
      class="icon-button send"
      type="button"
      aria-label=${this.#localize.term('send')}
      aria-disabled=${this.empty || this.over > 0 ? 'true' : nothing}
      @click=${this.#handleSend}
    >
      ${icon(Send)}
    </button>`;
  }

  #problemText(): string {
    const limits = this.#limits.value;
    if (this.over > 0) return this.#localize.term('tooLong', this.over, limits.contentLength);
    return this.problem ? errorText(chatError(this.problem, ''), this.#localize, limits) : '';
  }

  readonly #handleEmoji = (): void => {
    if (this.emojiButton) this.#picker.toggle(this.emojiButton, (emoji) => this.#insert(emoji));
  };

  #handleInput = (): void => {
    const text = this.field?.value ?? '';
    this.problem = null;
    this.#limits.session?.setDraft(this.roomUuid, text);
    this.#measure(text);
    if (this.field) fitToText(this.field);
  };

  #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    this.#send();
  };

  #handleSend = (): void => {
    this.#send();
    this.focus();
  };

  #send(): void {
    const session = this.#limits.session;
    const text = this.field?.value ?? '';
    const problem = session ? session.send(this.roomUuid, text) : null;
    if (!session || problem === 'content-empty') return;
    this.problem = problem;
    if (problem !== null) return;
    session.setDraft(this.roomUuid, '');
    this.#measure('');
    this.#write('');
  }

  #insert(emoji: string): void {
    const { field } = this;
    if (!field) return;
    field.setRangeText(emoji, field.selectionStart, field.selectionEnd, 'end');
    this.#handleInput();
    this.focus();
  }

  #draft(): string {
    return this.#limits.session?.draft(this.roomUuid) ?? '';
  }

  #write(text: string): void {
    if (!this.field) return;
    this.field.value = text;
    fitToText(this.field);
  }

  #measure(text: string): void {
    this.empty = text.trim() === '';
    this.over = Math.max(0, text.length - this.#limits.value.contentLength);
  }
}

/** While an input method composes, Enter picks a word. Safari ends composing just before and tells by the key code only. */
function isComposing(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  return event.isComposing || event.keyCode === 229;
}

/** For browsers without `field-sizing: content`; the style sheet's limit holds there too. */
function fitToText(field: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  field.style.setProperty('block-size', 'auto');
  field.style.setProperty('block-size', `${field.scrollHeight}px`);
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-composer': WazoChatComposer;
  }
}
