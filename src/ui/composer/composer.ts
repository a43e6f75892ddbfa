import { consume } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import Send from 'lucide/dist/esm/icons/send-horizontal.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import { DEFAULT_SETTINGS, hostContext, type HostSettings } from '../host-settings.js';
import { SelectController } from '../select.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import { chatError, type ChatErrorCode } from '../../model/errors.js';
import type { ChatSession } from '../../session/session.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { icon } from '../../styles/icons.js';
import type { ChosenFiles } from '../shared/chosen-files.js';
import { errorText } from '../shared/error-text.js';
import { failureStyles } from '../shared/failure.js';
import { slicesOf } from '../shared/slices.js';
import { popoverStyles } from '../shared/popover.styles.js';
import { AttachTool } from './attach-tool.js';
import { styles } from './composer.styles.js';
import { CommandTool } from './command-tool.js';
import { CompletionTool } from './completion-tool.js';
import { DraftWatch } from './draft-watch.js';
import { EmojiTool } from './emoji-tool.js';
import { GifTool } from './gif-tool.js';
import { FormatTool } from './format-tool.js';
import { LinkTool } from './link-tool.js';
import { trayStyles } from './file-tray.styles.js';
import { VoiceTool } from './voice-tool.js';
import { historyOf } from './histories.js';
import { effectiveSendKey, isSendKey } from './send-key.js';
import { TextHistory } from './text-history.js';
import type { ComposerHost, ComposerState, ComposerTool } from './tool.js';
import { UndoableField } from './undoable-field.js';

/**
 * Where messages are written. The text lives in the field and, as the room's draft, in the session: switching rooms
 * brings each one back. What is typed renders nothing unless it changes what is shown around it. What else a message can be
 * made of comes from tools, each with its buttons in the row.
 *
 * @internal
 */
export class WazoChatComposer extends LitElement implements ComposerHost {
  static override styles = [base, controls, failureStyles, popoverStyles, styles, trayStyles];

  @property({ attribute: false }) roomUuid = '';
  /** The room's title. */
  @property({ attribute: false }) roomName = '';
  @consume({ context: hostContext, subscribe: true }) @state() settings: HostSettings = DEFAULT_SETTINGS;

  readonly localize = new Localize(this, enConversation);
  readonly text = new UndoableField({ field: () => this.field, onChange: (text) => this.#changed(text) });
  readonly #shows = new SelectController(
    this,
    slicesOf<ComposerState>({
      limits: ({ limits }) => limits,
      features: ({ features }) => features,
      draftFiles: ({ draftFiles }) => draftFiles,
    }),
  );
  readonly #attach = new AttachTool(this);
  readonly #tools: readonly ComposerTool[] = [
    new CompletionTool(this),
    new CommandTool(this),
    this.#attach,
    new VoiceTool(this),
    new EmojiTool(this),
    new GifTool(this),
    new FormatTool(this),
    new LinkTool(this),
  ];

  @state() private empty = true;
  /** Characters beyond the server's limit. */
  @state() private over = 0;
  /** Why the text was not sent. */
  @state() private problem: ChatErrorCode | null = null;

  @query('.text') private field!: HTMLTextAreaElement | null;

  /** The room whose text the field holds. */
  #openRoom = '';
  /** Whether the focus was in the field of the room before. */
  #hadFocus = false;

  constructor() {
    super();
    new DraftWatch(
      this,
      () => this.session,
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
    const problem = this.#problemText();
    return html`${this.#tools.map((tool) => tool.renderAbove?.())}
      <div class="box ${problem ? 'invalid' : ''}">
        ${keyed(this.roomUuid, this.#renderField(problem !== ''))} ${this.#tools.map((tool) => tool.renderButtons())}
        ${this.#renderSend()}
      </div>
      <p class="problem" id="problem" role="alert" ?hidden=${problem === ''}>${problem}</p>
      <span class="visually-hidden" id="hint">${this.#hint()}</span>
      ${this.#tools.map((tool) => tool.renderPopover?.())}`;
  }

  get session(): ChatSession | undefined {
    return this.#shows.session;
  }

  get chat(): ComposerState {
    return this.#shows.value;
  }

  clearProblem(): void {
    this.problem = null;
  }

  send(asText = false): void {
    this.#send(asText);
    this.focus();
  }

  /** Files for the next message, from wherever they come. */
  attach(chosen: ChosenFiles): void {
    this.#attach.attach(chosen);
  }

  /** A field for each room: what an input method, or the browser's undo, holds of one room goes with it. */
  #renderField(isInvalid: boolean): TemplateResult {
    return html`<textarea
      class="text"
      part="composer-field"
      rows="1"
      dir="auto"
      enterkeyhint=${effectiveSendKey(this.settings.sendKey) === 'enter' ? 'send' : 'enter'}
      placeholder=${this.localize.term('composerPlaceholder', this.roomName)}
      aria-label=${this.localize.term('composerLabel', this.roomName)}
      aria-describedby="hint problem"
      aria-invalid=${isInvalid}
      @beforeinput=${this.text.handleBeforeInput}
      @input=${this.text.handleInput}
      @compositionend=${this.text.handleCompositionEnd}
      @keydown=${this.#handleKeydown}
      @copy=${this.text.handleCopy}
      @cut=${this.text.handleCopy}
      @paste=${this.#handlePaste}
    ></textarea>`;
  }

  #renderSend(): TemplateResult {
    // Not `disabled`: the button would leave the tab order under the fingers of who is about to press it.
    const { isSending, files } = this.#attach.files;
    const hasNothing = this.empty && files.length === 0;
    return html`<button
      class="icon-button send"
      type="button"
      aria-label=${this.localize.term(isSending ? 'holdMessage' : 'send')}
      aria-disabled=${hasNothing || this.over > 0 ? 'true' : nothing}
      @click=${this.#handleSend}
    >
      ${icon(isSending ? X : Send)}
    </button>`;
  }

  #hint(): string {
    if (effectiveSendKey(this.settings.sendKey) === 'enter') return this.localize.term('composerHint');
    return this.localize.term('composerHintCtrlEnter');
  }

  #problemText(): string {
    const { limits } = this.chat;
    if (this.over > 0) return this.localize.term('tooLong', this.over, limits.contentLength);
    const ofTool = this.#tools.find((tool) => tool.problem)?.problem;
    return ofTool ?? (this.problem ? errorText(chatError(this.problem, ''), this.localize, limits) : '');
  }

  readonly #handlePaste = (event: ClipboardEvent): void => {
    const isTaken = this.text.handlePaste(event) || this.#tools.some((tool) => tool.handlePaste?.(event));
    if (isTaken) event.preventDefault();
  };

  /** The person has changed the text. */
  #changed(text: string): void {
    this.problem = null;
    this.session?.setDraft(this.#openRoom, text);
    for (const tool of this.#tools) tool.handleText?.(text);
    this.#measure(text);
    if (this.field) fitToText(this.field);
  }

  /** A draft is another one: it was sent, or is written on in another tab or element. */
  #handleDraft(roomUuid: string): void {
    // Of a room that is about to be shown, the field does not hold the text yet.
    if (roomUuid !== this.#openRoom || roomUuid !== this.roomUuid) return;
    if (this.text.written !== this.#draft()) this.#openDraft();
  }

  #handleKeydown = (event: KeyboardEvent): void => {
    if (this.text.handleKey(event) || this.#tools.some((tool) => tool.handleKey?.(event))) return;
    if (!isSendKey(event, effectiveSendKey(this.settings.sendKey))) return;
    event.preventDefault();
    this.#send();
  };

  #handleSend = (): void => {
    if (this.#attach.files.isSending) this.session?.holdMessage(this.roomUuid);
    else this.#send();
    this.focus();
  };

  #send(asText = false): void {
    const session = this.session;
    const text = this.text.written;
    if (!asText && this.#tools.some((tool) => tool.handleSend?.(text))) return;
    session?.setDraft(this.roomUuid, text);
    const problem = session ? session.send(this.roomUuid, text) : null;
    if (!session || problem === 'content-empty') return;
    this.problem = problem;
  }

  #draft(): string {
    return this.session?.draft(this.roomUuid) ?? '';
  }

  #openDraft(): void {
    const { session } = this.#shows;
    const text = this.#draft();
    this.#openRoom = this.roomUuid;
    this.problem = null;
    this.text.open(session ? historyOf(session, this.roomUuid) : new TextHistory(), text);
    for (const tool of this.#tools) tool.handleRoom?.();
    this.#measure(text);
    if (this.field) fitToText(this.field);
  }

  #measure(text: string): void {
    this.empty = text.trim() === '';
    this.over = Math.max(0, text.length - this.chat.limits.contentLength);
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
