import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import Paperclip from 'lucide/dist/esm/icons/paperclip.mjs';
import Smile from 'lucide/dist/esm/icons/face-slightly-smiling.mjs';
import Send from 'lucide/dist/esm/icons/send-horizontal.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import { SelectController } from '../select.js';
import { Localize } from '../../i18n/localize.js';
import { chatError, type ChatErrorCode } from '../../model/errors.js';
import { NO_DRAFT_FILES, type DraftFiles } from '../../model/draft-file.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { icon } from '../../styles/icons.js';
import { filesIn, hasFiles, type ChosenFiles } from '../shared/chosen-files.js';
import { errorText } from '../shared/error-text.js';
import { failureStyles } from '../shared/failure.js';
import { slicesOf } from '../shared/slices.js';
import { EmojiPopover } from '../shared/popover-emoji.js';
import { popoverStyles } from '../shared/popover.styles.js';
import { styles } from './composer.styles.js';
import { DraftWatch } from './draft-watch.js';
import { renderFileTray } from './file-tray.js';
import { trayStyles } from './file-tray.styles.js';
import { historyOf } from './histories.js';
import { effectiveSendKey, isSendKey } from './send-key.js';
import { TextHistory } from './text-history.js';
import { UndoableField } from './undoable-field.js';

/**
 * Where messages are written. The text lives in the field and, as the room's draft, in the session: switching rooms
 * brings each one back. What is typed renders nothing unless it changes what is shown around it.
 *
 * @internal
 */
export class WazoChatComposer extends LitElement {
  static override styles = [base, controls, failureStyles, popoverStyles, styles, trayStyles];

  @property({ attribute: false }) roomUuid = '';
  /** The room's title. */
  @property({ attribute: false }) roomName = '';
  /** The key that sends, as the host page has it. */
  @property({ attribute: false }) sendKey: string | null = null;

  readonly #localize = new Localize(this);
  readonly #shows = new SelectController(
    this,
    slicesOf({
      limits: ({ limits }) => limits,
      canAttach: ({ features }) => features.has('attachments'),
      draftFiles: ({ draftFiles }) => draftFiles,
    }),
  );
  readonly #picker = new EmojiPopover(this, { localize: this.#localize });
  readonly #text = new UndoableField({ field: () => this.field, onChange: (text) => this.#changed(text) });

  @state() private empty = true;
  /** Characters beyond the server's limit. */
  @state() private over = 0;
  /** Why the text was not sent. */
  @state() private problem: ChatErrorCode | null = null;

  /** The name of a folder that was to be attached. */
  @state() private refusedFolder: string | null = null;

  @query('input.files') private fileField!: HTMLInputElement | null;
  @query('.text') private field!: HTMLTextAreaElement | null;
  @query('.emoji') private emojiButton!: HTMLButtonElement | null;

  /** The room whose text the field holds. */
  #openRoom = '';
  /** Whether the focus was in the field of the room before. */
  #hadFocus = false;

  constructor() {
    super();
    new DraftWatch(
      this,
      () => this.#shows.session,
      (roomUuid) => this.#handleDraft(roomUuid),
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The draft may be another one since the element left the page.
    if (this.hasUpdated) this.#handleDraft(this.roomUuid);
  }

  override focus(options?: FocusOptions): void {
    // A composer that was just created has no field yet.
    if (this.field) this.field.focus(options);
    else void this.updateComplete.then(() => this.field?.focus(options));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('roomUuid')) return;
    this.problem = null;
    this.#hadFocus = this.field?.matches(':focus') ?? false;
    this.#measure(this.#draft());
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('roomUuid')) return;
    this.#openDraft();
    if (this.#hadFocus) this.field?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const localize = this.#localize;
    const problem = this.#problemText();
    return html`${this.#renderTray()}
      <div class="box ${problem ? 'invalid' : ''}">
        ${this.#shows.value.canAttach ? this.#renderAttach() : nothing}
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
        ${keyed(this.roomUuid, this.#renderField(problem !== ''))} ${this.#renderSend()}
      </div>
      <p class="problem" id="problem" role="alert" ?hidden=${problem === ''}>${problem}</p>
      <span class="visually-hidden" id="hint">${this.#hint()}</span>
      ${this.#picker.render()}`;
  }

  get #attached(): DraftFiles {
    return this.#shows.value.draftFiles.get(this.roomUuid) ?? NO_DRAFT_FILES;
  }

  #renderTray(): unknown {
    const { session } = this.#shows;
    const { isSending, files } = this.#attached;
    const tray = renderFileTray(files, {
      localize: this.#localize,
      limits: this.#shows.value.limits,
      onRemove: ({ localId }) => this.#removeFile(localId),
      onRetry: ({ localId }) => session?.retryFile(this.roomUuid, localId),
    });
    return html`${tray}
      <p class="note sending-files" role="status" ?hidden=${!isSending}>
        ${isSending ? this.#localize.term('sendingWithFiles') : nothing}
      </p>`;
  }

  #renderAttach(): TemplateResult {
    return html`<button
        class="icon-button attach"
        type="button"
        aria-label=${this.#localize.term('attachFiles')}
        @click=${() => this.fileField?.click()}
      >
        ${icon(Paperclip)}
      </button>
      <input class="files" type="file" multiple hidden @change=${this.#handleChosen} />`;
  }

  /** A field for each room: what an input method, or the browser's undo, holds of one room goes with it. */
  #renderField(isInvalid: boolean): TemplateResult {
    return html`<textarea
      class="text"
      part="composer-field"
      rows="1"
      dir="auto"
      enterkeyhint=${effectiveSendKey(this.sendKey) === 'enter' ? 'send' : 'enter'}
      placeholder=${this.#localize.term('composerPlaceholder', this.roomName)}
      aria-label=${this.#localize.term('composerLabel', this.roomName)}
      aria-describedby="hint problem"
      aria-invalid=${isInvalid}
      @beforeinput=${this.#text.handleBeforeInput}
      @input=${this.#text.handleInput}
      @compositionend=${this.#text.handleCompositionEnd}
      @keydown=${this.#handleKeydown}
      @paste=${this.#handlePaste}
    ></textarea>`;
  }

  #renderSend(): TemplateResult {
    // Not `disabled`: the button would leave the tab order under the fingers of who is about to press it.
    const { isSending, files } = this.#attached;
    const hasNothing = this.empty && files.length === 0;
    return html`<button
      class="icon-button send"
      type="button"
      aria-label=${this.#localize.term(isSending ? 'holdMessage' : 'send')}
      aria-disabled=${hasNothing || this.over > 0 ? 'true' : nothing}
      @click=${this.#handleSend}
    >
      ${icon(isSending ? X : Send)}
    </button>`;
  }

  #hint(): string {
    if (effectiveSendKey(this.sendKey) === 'enter') return this.#localize.term('composerHint');
    return this.#localize.term('composerHintCtrlEnter');
  }

  #problemText(): string {
    const limits = this.#shows.value.limits;
    if (this.over > 0) return this.#localize.term('tooLong', this.over, limits.contentLength);
    if (this.refusedFolder !== null) return this.#localize.term('folderRefused', this.refusedFolder);
    return this.problem ? errorText(chatError(this.problem, ''), this.#localize, limits) : '';
  }

  /** Files for the next message: from the button, a drop or the clipboard. */
  attach({ files, folders }: ChosenFiles): void {
    this.refusedFolder = folders[0] ?? null;
    if (files.length > 0) this.#shows.session?.attachFiles(this.roomUuid, files);
  }

  #removeFile(localId: string): void {
    this.#shows.session?.removeFile(this.roomUuid, localId);
    this.problem = null;
    // The button is gone.
    this.focus();
  }

  readonly #handleChosen = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement;
    const files = [...(field.files ?? [])].map((file) => ({ name: file.name, file }));
    // The same file may be chosen again.
    field.value = '';
    this.attach({ files, folders: [] });
    this.focus();
  };

  /** Office programs put a picture of the text beside the text: who pastes text wants the text. */
  readonly #handlePaste = (event: ClipboardEvent): void => {
    const { clipboardData } = event;
    if (!this.#shows.value.canAttach || !hasFiles(clipboardData) || clipboardData?.types.includes('text/plain')) return;
    event.preventDefault();
    this.attach(filesIn(clipboardData));
  };

  readonly #handleEmoji = (): void => {
    if (this.emojiButton) this.#picker.toggle(this.emojiButton, (emoji) => this.#insert(emoji));
  };

  /** The person has changed the text. */
  #changed(text: string): void {
    this.problem = null;
    this.refusedFolder = null;
    this.#shows.session?.setDraft(this.#openRoom, text);
    this.#measure(text);
    if (this.field) fitToText(this.field);
  }

  /** A draft is another one: it was sent, or is written on in another tab or element. */
  #handleDraft(roomUuid: string): void {
    // Of a room that is about to be shown, the field does not hold the text yet.
    if (roomUuid !== this.#openRoom || roomUuid !== this.roomUuid) return;
    if (this.field?.value !== this.#draft()) this.#openDraft();
  }

  #handleKeydown = (event: KeyboardEvent): void => {
    if (this.#text.handleKey(event)) return;
    if (!isSendKey(event, effectiveSendKey(this.sendKey))) return;
    event.preventDefault();
    this.#send();
  };

  #handleSend = (): void => {
    if (this.#attached.isSending) this.#shows.session?.holdMessage(this.roomUuid);
    else this.#send();
    this.focus();
  };

  #send(): void {
    const session = this.#shows.session;
    const text = this.field?.value ?? '';
    session?.setDraft(this.roomUuid, text);
    const problem = session ? session.send(this.roomUuid, text) : null;
    if (!session || problem === 'content-empty') return;
    this.problem = problem;
  }

  #insert(emoji: string): void {
    this.#text.insert(emoji);
    this.focus();
  }

  #draft(): string {
    return this.#shows.session?.draft(this.roomUuid) ?? '';
  }

  #openDraft(): void {
    const { session } = this.#shows;
    const text = this.#draft();
    this.#openRoom = this.roomUuid;
    this.problem = null;
    this.#text.open(session ? historyOf(session, this.roomUuid) : new TextHistory(), text);
    this.#measure(text);
    if (this.field) fitToText(this.field);
  }

  #measure(text: string): void {
    this.empty = text.trim() === '';
    this.over = Math.max(0, text.length - this.#shows.value.limits.contentLength);
  }
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
