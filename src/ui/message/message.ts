import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import SmilePlus from 'lucide/dist/esm/icons/face-slightly-smiling-plus.mjs';
import type { AnchorRow } from '../thread/list/scroll-anchor.js';
import { formatDate } from '../../i18n/formats.js';
import { Localize } from '../../i18n/localize.js';
import { isEmojiOnly } from '../../markdown/emoji-only.js';
import { loadFormatter } from '../../markdown/load.js';
import { markdownStyles } from '../../markdown/markdown.styles.js';
import { lacksFormatter, renderMarkdown } from '../../markdown/render.js';
import { hasShortcode, type EmojiLookup } from '../../markdown/shortcodes.js';
import type { Message, PendingMessage } from '../../model/message.js';
import type { ChatSession } from '../../session/session.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { icon } from '../../styles/icons.js';
import { askSession } from '../shared/ask-session.js';
import { avatar, avatarStyles } from '../shared/avatar.js';
import { errorText } from '../shared/error-text.js';
import { EmojiPopover } from '../shared/popover-emoji.js';
import { popoverStyles } from '../shared/popover.styles.js';
import { watchLongPress } from './long-press.js';
import { styles } from './message.styles.js';
import { fetchEmoji, knownEmoji } from './shortcode-emoji.js';

/** What is drawn from a message's text and moment; made once, not at each render. */
interface Picture {
  readonly content: string;
  readonly createdAt: string;
  readonly lang: string;
  readonly emojiFor: EmojiLookup | undefined;
  /** Whether it is drawn as its source, because what formats it is not loaded. */
  readonly lacksFormatter: boolean;
  readonly body: TemplateResult;
  readonly large: boolean;
  readonly time: string;
}

/** Rows come and go as one scrolls; what they show of a message is made once. */
const pictures = new WeakMap<Message | PendingMessage, Picture>();

/**
 * One message of a thread. It takes immutable properties and renders when one of them changes; a row holds few elements,
 * because a thread holds many rows.
 *
 * @internal
 */
export class WazoChatMessage extends LitElement implements AnchorRow {
  static override styles = [base, controls, avatarStyles, markdownStyles, popoverStyles, styles];

  @property({ attribute: false }) message: Message | PendingMessage | undefined;
  /** The author's name. */
  @property({ attribute: false }) author = '';
  /** Who reads. */
  @property({ attribute: false }) me: string | null = null;
  /** Names of those who reacted, by uuid. */
  @property({ attribute: false }) names: ReadonlyMap<string, string> = new Map();
  /** Whether the server takes reactions. */
  @property({ attribute: false }) canReact = false;
  /** Whether I wrote it. */
  @property({ type: Boolean, reflect: true }) mine = false;
  /** Whether it continues the message above, so that it shows no author. */
  @property({ type: Boolean, reflect: true }) grouped = false;
  /** Whether somebody just jumped to it. */
  @property({ type: Boolean, reflect: true }) marked = false;

  readonly #localize = new Localize(this);
  readonly #picker = new EmojiPopover(this, { localize: this.#localize, onPick: (emoji) => this.#react(emoji) });

  /** Whether the pointer or the focus was here: only then what they need is drawn, the action's picture for one. */
  @state() private touched = false;

  @query('article') private article!: HTMLElement | null;
  @query('.md') private body!: HTMLElement | null;
  @query('.actions') private actions!: HTMLButtonElement | null;

  #picture: Picture | undefined;
  #barHadFocus = false;
  #weight: number | undefined;

  constructor() {
    super();
    for (const type of ['pointerenter', 'focusin', 'pointerdown']) this.addEventListener(type, this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { message } = this;
    if (!message) return;
    const lang = this.#localize.lang();
    if (this.#picture?.content !== textOf(message) || this.#picture.lang !== lang) this.#draw(message, lang);
    else if (this.#picture.createdAt !== message.createdAt)
      this.#picture = { ...this.#picture, ...this.#when(message, lang) };
    if (changed.has('message'))
      this.#barHadFocus = this.shadowRoot?.activeElement?.localName === 'wazo-chat-reaction-bar';
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#weight = undefined;
    // The last reaction was taken back with the focus on it: the way to add one is next to where it was.
    const lost = this.#barHadFocus && !this.shadowRoot?.querySelector('wazo-chat-reaction-bar');
    if (changed.has('message') && lost) this.actions?.focus({ preventScroll: true });
  }

  /** Where the text begins: the header above it comes and goes with the messages before. */
  anchorTop(): number {
    return (this.body ?? this).getBoundingClientRect().top;
  }

  /** How many elements it is made of. */
  get weight(): number {
    const bar = this.renderRoot.querySelector('wazo-chat-reaction-bar')?.shadowRoot;
    this.#weight ??= 1 + countIn(this.renderRoot) + (bar ? countIn(bar) : 0);
    return this.#weight;
  }

  override focus(options?: FocusOptions): void {
    this.article?.focus(options);
  }

  /** Puts the focus on the first thing that can be done with it. */
  focusActions(): void {
    this.actions?.focus({ preventScroll: true });
  }

  handleEvent(event: Event): void {
    this.touched = true;
    if (event.type === 'pointerdown')
      watchLongPress(event as PointerEvent, this, () => this.actions?.focus({ preventScroll: true }));
  }

  protected override render(): unknown {
    const { message } = this;
    const picture = this.#picture;
    if (!message || !picture) return nothing;
    const pending = 'localId' in message;
    const label = this.#localize.term('messageBy', this.author, picture.time);
    return html`<article
      class="row ${pending && message.status !== 'failed' ? 'pending' : ''}"
      tabindex="-1"
      aria-label=${label}
    >
      ${this.#renderHead(message, picture)}
      <div class="md ${picture.large ? 'large' : ''}">${picture.body}</div>
      ${pending ? this.#renderStatus(message) : this.#renderReactions(message)}
    </article>`;
  }

  #renderHead(message: Message | PendingMessage, { time, lang }: Picture): TemplateResult {
    // The exact moment is for who points at it: to spell it out for a thousand rows is no small part of drawing them.
    const moment = this.touched ? formatDate(lang, 'full', new Date(message.createdAt)) : nothing;
    const stamp = (place: string): TemplateResult =>
      html`<time class=${place} datetime=${message.createdAt} title=${moment}>${time}</time>`;
    if (this.grouped) return stamp('aside');
    const uuid = 'localId' in message ? (this.me ?? '') : message.userUuid;
    return html`${avatar(uuid, this.author)}
      <div class="head"><span class="author" title=${this.author}>${this.author}</span>${stamp('at')}</div>`;
  }

  #renderStatus({ roomUuid, localId, status, error }: PendingMessage): TemplateResult {
    const localize = this.#localize;
    if (status === 'sending') return html`<span class="sending">${localize.term('messageSending')}</span>`;
    if (status === 'waiting')
      return html`<span class="waiting" role="status">${localize.term('messageWaiting')}</span>`;
    const reason = error ? errorText(error, localize, this.#session?.store.state.limits) : '';
    return html`<div class="failed">
      <p role="alert">${icon(CircleAlert)}<span>${localize.term('messageFailed')} ${reason}</span></p>
      <button class="button" type="button" @click=${() => this.#session?.retry(roomUuid, localId)}>
        ${localize.term('retry')}
      </button>
      <button class="button" type="button" @click=${() => this.#session?.discard(roomUuid, localId)}>
        ${localize.term('discard')}
      </button>
    </div>`;
  }

  #renderReactions(message: Message): unknown {
    if (!this.canReact) return nothing;
    const bar = html`<wazo-chat-reaction-bar
      .message=${message}
      .me=${this.me}
      .names=${this.names}
    ></wazo-chat-reaction-bar>`;
    return html`${message.reactions.length > 0 ? bar : nothing}
      <button
        class="icon-button actions"
        type="button"
        tabindex=${this.touched ? 0 : -1}
        aria-label=${this.#localize.term('addReaction')}
        aria-haspopup="dialog"
        aria-expanded=${this.#picker.isOpen}
        @click=${() => this.actions && this.#picker.toggle(this.actions)}
      >
        ${this.touched ? icon(SmilePlus) : nothing}
      </button>
      ${this.#picker.render()}`;
  }

  get #session(): ChatSession | undefined {
    return askSession(this);
  }

  #react(emoji: string): void {
    const { message } = this;
    if (message && !('localId' in message)) void this.#session?.toggleReaction(message.roomUuid, message.uuid, emoji);
  }

  #draw(message: Message | PendingMessage, lang: string): void {
    const content = textOf(message);
    this.#picture = this.#paint(message, lang);
    if (hasShortcode(content) && !knownEmoji(lang)) void this.#drawAfter(fetchEmoji(lang), content);
    if (this.#picture.lacksFormatter) void this.#drawAfter(loadFormatter(), content);
  }

  /** Draws anew once something is there that the text needs, unless it did not come or the text is another one. */
  async #drawAfter(arrival: Promise<boolean>, content: string): Promise<void> {
    if (!(await arrival) || !this.message || textOf(this.message) !== content) return;
    this.#picture = this.#paint(this.message, this.#localize.lang());
    this.requestUpdate();
  }

  #paint(message: Message | PendingMessage, lang: string): Picture {
    const content = textOf(message);
    const emojiFor = knownEmoji(lang);
    const lacks = lacksFormatter(content);
    const known = pictures.get(message);
    if (known?.lang === lang && known.emojiFor === emojiFor && known.lacksFormatter === lacks) return known;
    const labels = {
      image: (alt: string) => this.#localize.term('showImage', alt),
      taskDone: this.#localize.term('taskDone'),
      taskOpen: this.#localize.term('taskOpen'),
      code: this.#localize.term('codeBlock'),
    };
    const body = renderMarkdown(content, { emojiFor, labels });
    const large = isEmojiOnly(content, emojiFor);
    const picture = { content, lang, emojiFor, lacksFormatter: lacks, body, large, ...this.#when(message, lang) };
    pictures.set(message, picture);
    return picture;
  }

  #when({ createdAt }: Message | PendingMessage, lang: string): Pick<Picture, 'createdAt' | 'time'> {
    return { createdAt, time: formatDate(lang, 'time', new Date(createdAt)) };
  }
}

function textOf({ body }: Message | PendingMessage): string {
  return body?.text ?? '';
}

function countIn(root: ParentNode): number {
  return root.querySelectorAll('*').length;
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-message': WazoChatMessage;
  }
}
