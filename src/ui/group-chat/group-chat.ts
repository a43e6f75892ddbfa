import { ContextProvider } from '@lit/context';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import { WazoChatErrorEvent } from '../../events/error-event.js';
import { WazoChatRoomChangeEvent } from '../../events/room-change-event.js';
import { isLanguageLoaded, loadLanguage } from '../../i18n/languages.js';
import { languageChanged, Localize } from '../../i18n/localize.js';
import type { ChatError } from '../../model/errors.js';
import { viewContext } from '../context.js';
import { DEFAULT_SETTINGS, hostContext, SETTINGS } from '../host-settings.js';
import { NOWHERE, type ChatView } from '../../session/view.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { icon } from '../../styles/icons.js';
import { tokens } from '../../styles/tokens.styles.js';
import { refuseStrayDrops } from '../shared/stray-drop.js';
import { load } from '../lazy.js';
import { errorText } from '../shared/error-text.js';
import { failureStyles, renderFailure } from '../shared/failure.js';
import { nextTask } from '../../connection/next-task.js';
import { styles } from './group-chat.styles.js';
import { ConfiguredElement } from './configured-element.js';
import { prepareFormats, prepareWhenIdle } from './prepare.js';
import { Start } from './start.js';
import { Surroundings } from './surroundings.js';

/**
 * Group chat on the Wazo Platform: rooms, live messages, Markdown, emoji and reactions in one element. It takes the
 * size that the page gives it, and by itself fills its container; below 600 px of width it shows one pane at a time.
 *
 * @summary Group chat on the Wazo Platform.
 * @tagname wazo-group-chat
 *
 * @fires {WazoChatErrorEvent} wazo-chat-error - Something went wrong; `code` says what.
 * @fires {WazoChatRoomChangeEvent} wazo-chat-room-change - Another room is on screen; `room` is its uuid or null.
 *
 * @csspart panes - The box around room list and thread.
 *
 * @cssproperty [--wazo-chat-font-family=inherit] - The font; on a page that names none, the system's.
 * @cssproperty [--wazo-chat-font-mono] - The font of code.
 * @cssproperty [--wazo-chat-font-size=0.9375rem] - Size of messages.
 * @cssproperty [--wazo-chat-font-size-small=0.8125rem] - Size of times, names of fields and hints.
 * @cssproperty [--wazo-chat-font-size-large=1.0625rem] - Size of titles.
 * @cssproperty [--wazo-chat-line-height=1.45] - Line height of messages.
 * @cssproperty [--wazo-chat-space=4px] - The step of the grid on which all distances lie: the density.
 * @cssproperty [--wazo-chat-radius=8px] - Radius of avatars, panels and fields.
 * @cssproperty [--wazo-chat-radius-small=5px] - Radius of buttons and small boxes.
 * @cssproperty [--wazo-chat-radius-pill=999px] - Radius of badges and reactions.
 * @cssproperty [--wazo-chat-list-width=280px] - Width of the room list beside the thread.
 * @cssproperty [--wazo-chat-avatar-size=36px] - Size of avatars.
 * @cssproperty [--wazo-chat-color-surface] - Background.
 * @cssproperty [--wazo-chat-color-surface-sunken] - Background of the room list.
 * @cssproperty [--wazo-chat-color-surface-raised] - Background of panels above the page.
 * @cssproperty [--wazo-chat-color-surface-hover] - Background of what the pointer is over.
 * @cssproperty [--wazo-chat-color-text] - Text.
 * @cssproperty [--wazo-chat-color-text-quiet] - Secondary text.
 * @cssproperty [--wazo-chat-color-border] - Dividing lines.
 * @cssproperty [--wazo-chat-color-border-strong] - Outlines of controls.
 * @cssproperty [--wazo-chat-color-accent] - The one accent: primary buttons, badges, my reactions.
 * @cssproperty [--wazo-chat-color-accent-text] - The accent as text: links.
 * @cssproperty [--wazo-chat-color-on-accent] - Text on the accent.
 * @cssproperty [--wazo-chat-color-accent-surface] - A tint of the accent: the open room, my reactions.
 * @cssproperty [--wazo-chat-color-own] - Tint of my messages.
 * @cssproperty [--wazo-chat-color-danger] - Text of errors.
 * @cssproperty [--wazo-chat-color-danger-surface] - Background of errors.
 * @cssproperty [--wazo-chat-color-warning-surface] - Background of the banner while disconnected.
 * @cssproperty [--wazo-chat-color-focus] - The focus ring.
 * @cssproperty [--wazo-chat-shadow] - Shadow of panels above the page.
 */
export class WazoGroupChat extends ConfiguredElement {
  static override styles = [tokens, base, controls, failureStyles, styles];

  readonly #localize = new Localize(this);
  readonly #provider = new ContextProvider(this, { context: viewContext });
  readonly #settings = new ContextProvider(this, { context: hostContext, initialValue: DEFAULT_SETTINGS });
  readonly #surroundings = new Surroundings(this);

  /** Whether the thread's pane is what a narrow container shows. */
  @state() private inThread = false;
  /** Counts the sessions that have ended: what their elements hold, such as half a text, is not for the next one. */
  @state() private ended = 0;
  @state() private languageLoading = false;
  /** Whether the elements of the conversation could not be loaded. */
  @state() private conversationFailed = false;
  /** Why there is no session: something in the host page's configuration. */
  @state() private configurationError: ChatError | null = null;

  @query('.frame') private readonly frame!: HTMLElement | null;
  @query('wazo-chat-room-list') private readonly rooms!: HTMLElement | null;

  #language: string | undefined;
  readonly #start = new Start({
    isWanted: () => this.isConnected,
    keepsHistory: () => this.keepHistory !== 'off',
    onStart: (view) => this.#handleStart(view),
    onEnd: () => this.#handleEnd(),
    onWait: () => prepareFormats(this.#localize.lang()),
    onMisconfigured: (error) => (this.configurationError = error),
    onError: (error) => this.#report(error),
  });
  #roomShown: string | null = null;
  /** Whether the usual room was asked for since the chat started. */
  #wasUsualOpened = false;
  #stopTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    refuseStrayDrops(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    clearTimeout(this.#stopTimer);
    // Before anything is drawn: the answers come meanwhile.
    if (this.hasUpdated || (this.host && this.tokenProvider)) this.#start.with(this.host, this.tokenProvider);
    void this.#loadConversation();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Being moved is a removal and an insertion in one task: the session outlives it.
    this.#stopTimer = setTimeout(() => this.#start.end());
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    if (name === 'lang') languageChanged();
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  // The first requests go out before anything is drawn: their answers come meanwhile.
  protected override scheduleUpdate(): Promise<unknown> | undefined {
    if (!this.hasUpdated) return nextTask().then(() => super.scheduleUpdate());
    void super.scheduleUpdate();
    return undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (SETTINGS.some((name) => changed.has(name))) this.#settings.setValue(this.hostSettings);
    const lang = this.#localize.lang();
    if (lang === this.#language) return;
    this.#language = lang;
    prepareWhenIdle(lang);
    if (!isLanguageLoaded(lang)) void this.#loadLanguage(lang);
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#surroundings.observe(this.frame);
    if (changed.has('uploader')) this.#useUploader();
    if (changed.has('host') || changed.has('tokenProvider')) this.#start.with(this.host, this.tokenProvider);
    else if (changed.has('room')) this.#showRoom();
    // Where there has come to be room for it.
    this.#openUsual();
  }

  /**
   * Asks for a token and connects again at once: after a new sign-in, for example. With another person's token,
   * everything begins anew for that person.
   */
  reconnect(): void {
    this.#start.reconnect(this.host, this.tokenProvider);
  }

  protected override render(): TemplateResult {
    const { isNarrow, isPlain } = this.#surroundings;
    return html`<div class="frame">
      <div class="chat ${isNarrow ? 'narrow' : ''} ${isPlain ? 'plain-page' : ''}">${this.#renderContent()}</div>
    </div>`;
  }

  #renderContent(): TemplateResult | typeof nothing {
    // Nothing is shown in another language first.
    if (this.languageLoading) return nothing;
    if (this.configurationError) return this.#renderProblem(this.configurationError);
    return html`
      <wazo-chat-banner></wazo-chat-banner>
      <div class="panes ${this.inThread ? 'room' : ''}" part="panes">${keyed(this.ended, this.#renderPanes())}</div>
    `;
  }

  #renderPanes(): TemplateResult {
    return html`
      <wazo-chat-room-list></wazo-chat-room-list>
      ${
        this.conversationFailed
          ? this.#renderConversationFailed()
          : html`<wazo-chat-thread .narrow=${this.#surroundings.isNarrow}></wazo-chat-thread>`
      }
    `;
  }

  #renderConversationFailed(): TemplateResult {
    const retry = { label: this.#localize.term('retry'), onClick: () => void this.#loadConversation() };
    return renderFailure(this.#localize.term('errorNetwork'), [retry]);
  }

  /** Comes beside the first answers of the server; where it does not arrive, the rooms are there nevertheless. */
  async #loadConversation(): Promise<void> {
    this.conversationFailed = false;
    this.conversationFailed = !(await load('conversation'));
  }

  #renderProblem(error: ChatError): TemplateResult {
    return html`<div class="problem" role="alert">
      ${icon(CircleAlert)}
      <p>${errorText(error, this.#localize)}</p>
    </div>`;
  }

  async #loadLanguage(lang: string): Promise<void> {
    this.languageLoading = true;
    await loadLanguage(lang);
    if (lang === this.#language) this.languageLoading = false;
  }

  /** Elements that share a session share it, too: the last one that was given. */
  #useUploader(): void {
    this.#start.view?.session.useUploader(this.uploader);
  }

  #handleStart(view: ChatView): void {
    if (this.uploader) this.#useUploader();
    view.subscribe(() => this.#follow());
    this.#provider.setValue(view);
    if (this.room !== null) this.#showRoom();
    else this.#openUsual();
  }

  /** Where both panes are in view and the page names no room, there is a conversation nevertheless: that of the last time. */
  #openUsual(): void {
    const { view } = this.#start;
    if (!this.#surroundings.isWide || this.room !== null || !view || this.#wasUsualOpened) return;
    this.#wasUsualOpened = true;
    view.openUsual();
  }

  #handleEnd(): void {
    this.#provider.setValue(undefined);
    this.ended += 1;
    this.#wasUsualOpened = false;
    this.inThread = false;
  }

  #showRoom(): void {
    if (this.room) this.#start.view?.open(this.room);
    else this.#start.view?.close();
  }

  #follow(): void {
    const { roomUuid, error } = this.#start.view?.state ?? NOWHERE;
    // A room that cannot be opened takes the thread's pane to say so.
    this.inThread = roomUuid !== null || error !== null;
    if (roomUuid === this.#roomShown) return;
    // In a narrow container the thread goes out of sight, and the focus must not go with it.
    if (roomUuid === null && this.#surroundings.isNarrow && this.matches(':focus-within')) void this.#focusRooms();
    this.#roomShown = roomUuid;
    // The page's handlers run when the chat is done with the change.
    queueMicrotask(() => this.dispatchEvent(new WazoChatRoomChangeEvent(roomUuid)));
  }

  async #focusRooms(): Promise<void> {
    await this.updateComplete;
    this.rooms?.focus();
  }

  #report(error: ChatError): void {
    this.dispatchEvent(new WazoChatErrorEvent(error.code, error.detail));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-group-chat': WazoGroupChat;
  }
}
