import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import { formatDate } from '../../i18n/formats.js';
import { markdownStyles } from '../../markdown/markdown.styles.js';
import { isCustom } from '../../model/custom-emoji.js';
import {
  isPending,
  type Body,
  type Message,
  type PendingMessage,
  type PendingReaction,
  type Reaction,
} from '../../model/message.js';
import { shownReactions } from '../../store/pending-reactions.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { avatarStyles } from '../shared/avatar.js';
import { customEmojiStyles } from '../shared/custom-emoji.styles.js';
import { failureStyles } from '../shared/failure.js';
import { EmojiPopover } from '../shared/popover-emoji.js';
import { popoverStyles } from '../shared/popover.styles.js';
import { actionsFor, renderActions, type MessageAction } from './actions.js';
import { renderBody } from './body.js';
import { filesStyles } from './files/files.styles.js';
import { MessageFiles } from './files/message-files.js';
import { mayHavePreview } from '../shared/may-have-preview.js';
import { Fold, isFolded } from './fold.js';
import { foldStyles } from './fold.styles.js';
import { renderHead } from './head.js';
import { watchLongPress } from './long-press.js';
import { NO_CONTEXT, type MessageContext } from './message-context.js';
import { MessageText } from './message-text.js';
import { styles } from './message.styles.js';
import { renderStatus } from './status.js';

const NO_PENDING: readonly PendingReaction[] = [];
/** The elements of a link's preview, which may come later. */
const PREVIEW_WEIGHT = 9;

/**
 * One message of a thread. It takes immutable properties and renders when one of them changes; a row holds few elements,
 * because a thread holds many rows.
 *
 * @internal
 */
export class WazoChatMessage extends LitElement {
  static override styles = [
    base,
    controls,
    avatarStyles,
    customEmojiStyles,
    failureStyles,
    filesStyles,
    foldStyles,
    markdownStyles,
    popoverStyles,
    styles,
  ];

  @property({ attribute: false }) message: Message | PendingMessage | undefined;
  /** The author's name. */
  @property({ attribute: false }) author = '';
  /** Names of those who reacted or are named in it, by uuid. */
  @property({ attribute: false }) names: ReadonlyMap<string, string> = new Map();
  /** Reactions of mine to it that the server has not confirmed. */
  @property({ attribute: false }) pendingReactions = NO_PENDING;
  /** What it has in common with the other messages of its thread. */
  @property({ attribute: false }) context: MessageContext = NO_CONTEXT;
  /** Whether I wrote it. */
  @property({ type: Boolean, reflect: true }) mine = false;
  /** Whether it continues the message above, so that it shows no author. */
  @property({ type: Boolean, reflect: true }) grouped = false;
  /** Whether somebody just jumped to it. */
  @property({ type: Boolean, reflect: true }) marked = false;

  readonly #localize = new Localize(this, enConversation);
  readonly #text = new MessageText(this, this.#localize, () => ({
    me: this.context.me,
    nameOf: (uuid) => this.names.get(uuid),
    customEmoji: this.context.customEmoji,
    want: () => this.context.commands?.wantCustomEmoji(),
  }));
  readonly #picker = new EmojiPopover(this, { localize: this.#localize });

  /** Whether the pointer or the focus was here: only then what they need is drawn, the pictures of the actions for one. */
  @state() private touched = false;

  @query('article') private article!: HTMLElement | null;
  @query('.md') private body!: HTMLElement | null;
  @query('.action') private firstAction!: HTMLButtonElement | null;

  /** Those that are shown. */
  #reactions: readonly Reaction[] = [];
  /** Whether the focus was inside before this update. */
  #hadFocus = false;
  #files: MessageFiles | undefined;
  #fold: Fold | undefined;
  /** What it says, if that may be long. */
  #long: Body | undefined;
  #weight: number | undefined;
  #isPlain = false;

  constructor() {
    super();
    for (const type of ['pointerenter', 'focusin', 'pointerdown']) this.addEventListener(type, this);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) this.#isPlain = this.context.isFling();
    if (!changesReactions(changed)) return;
    this.#reactions = reactionsOf(this.message, this.pendingReactions, this.context);
    if (this.#reactions.some(({ emoji }) => isCustom(emoji))) this.context.commands?.wantCustomEmoji();
    this.#hadFocus = this.#hasFocus;
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.#weight = undefined;
    this.#fold?.updated(this.body, this.#long);
    // What had the focus is gone, with the last reaction or the text: it stays as near as possible.
    if (changesReactions(changed) && this.#hadFocus && !this.#hasFocus) this.focusActions();
  }

  /** Where the text begins: the header above it comes and goes with the messages before. */
  anchorTop(): number {
    return (this.body ?? this).getBoundingClientRect().top;
  }

  /** How many elements it is made of. */
  get weight(): number {
    const bar = this.renderRoot.querySelector('wazo-chat-reaction-bar')?.shadowRoot;
    const hasPreview = this.renderRoot.querySelector('wazo-chat-link-preview') !== null;
    this.#weight ??= 1 + countIn(this.renderRoot) + (bar ? countIn(bar) : 0) + (hasPreview ? PREVIEW_WEIGHT : 0);
    return this.#weight;
  }

  /** Whether it shows its text as it was typed and nothing else, until it is dressed or somebody is here. */
  get isPlain(): boolean {
    return this.#isPlain;
  }

  dress(): void {
    this.#isPlain = false;
    this.requestUpdate();
  }

  override focus(options?: FocusOptions): void {
    this.article?.focus(options);
  }

  /** Puts the focus on the first thing that can be done with it; where there is none, on the message. */
  focusActions(): void {
    (this.firstAction ?? this.article)?.focus({ preventScroll: true });
  }

  get #hasFocus(): boolean {
    return Boolean(this.shadowRoot?.activeElement);
  }

  handleEvent(event: Event): void {
    this.touched = true;
    this.#isPlain = false;
    if (event.type === 'pointerdown') watchLongPress(event as PointerEvent, this, () => this.focusActions());
  }

  protected override render(): unknown {
    const { message, author, grouped, touched } = this;
    if (!message) return nothing;
    const lang = this.#localize.lang();
    const label = this.#localize.term('messageBy', author, formatDate(lang, 'time', new Date(message.createdAt)));
    const isOnItsWay = isPending(message) && message.status !== 'failed';
    return html`<article
      class="row ${this.#isPlain ? 'plain' : isOnItsWay ? 'pending' : ''}"
      tabindex="-1"
      aria-label=${label}
    >
      ${this.#isPlain && grouped ? nothing : renderHead(message, { author, me: this.context.me, grouped, touched, lang })}
      ${this.#renderBody(message)} ${this.#renderLink(message)} ${this.#renderFiles(message)}
      ${this.#renderBelow(message)}
    </article>`;
  }

  #renderBody(message: Message | PendingMessage): TemplateResult {
    const editedAt = isPending(message) ? null : message.editedAt;
    const text = message.body && (this.#isPlain ? this.#text.typed(message.body) : this.#text.of(message.body));
    const long = text?.isLong ? message.body : undefined;
    this.#long = long ?? undefined;
    // Most messages are short, and a thread makes many rows.
    if (long) this.#fold ??= new Fold(this, this.#localize);
    const shown = renderBody(text, Boolean(long && isFolded(long)), editedAt, this.#localize);
    return long ? html`${shown}${this.#fold?.render(long)}` : shown;
  }

  #renderLink({ body }: Message | PendingMessage): TemplateResult | typeof nothing {
    const { linkPreview, commands } = this.context;
    if (this.#isPlain || !body || !mayHavePreview(linkPreview, body.text)) return nothing;
    return html`<wazo-chat-link-preview
      .body=${body}
      .ask=${linkPreview}
      .commands=${commands}
    ></wazo-chat-link-preview>`;
  }

  #renderFiles({ body }: Message | PendingMessage): TemplateResult | typeof nothing {
    if (!body || body.parts.length === 0) return nothing;
    // Most messages have none, and a thread makes many rows.
    this.#files ??= new MessageFiles(this, this.#localize);
    return this.#files.render(body.parts, this.#isPlain);
  }

  #renderBelow(message: Message | PendingMessage): unknown {
    if (isPending(message)) return renderStatus(message, this.context, this.#localize);
    return this.#isPlain ? nothing : this.#renderReactions(message);
  }

  #renderReactions(message: Message): TemplateResult {
    const { me, commands, customEmoji } = this.context;
    const bar = html`<wazo-chat-reaction-bar
      .reactions=${this.#reactions}
      .me=${me}
      .names=${this.names}
      .customEmoji=${customEmoji}
      .onToggle=${this.#handleToggle}
    ></wazo-chat-reaction-bar>`;
    const actions = commands ? actionsFor(message, this.context) : [];
    return html`${this.#reactions.length > 0 ? bar : nothing}
    ${renderActions(actions, this.#localize, {
      touched: this.touched,
      open: this.#picker.isOpen ? 'emoji-picker' : undefined,
      onRun: this.#handleRun,
    })}
    ${this.#picker.render()}`;
  }

  readonly #handleRun = (action: MessageAction, button: HTMLButtonElement): void => {
    const { message } = this;
    const { commands } = this.context;
    if (!message || isPending(message) || !commands) return;
    action.run(message, { commands, pickEmoji: (onPick) => this.#picker.toggle(button, onPick) });
  };

  readonly #handleToggle = (emoji: string): void => {
    const { message } = this;
    if (!message || isPending(message)) return;
    this.context.commands?.toggleReaction(message.roomUuid, message.uuid, emoji);
  };
}

function changesReactions(changed: PropertyValues<WazoChatMessage>): boolean {
  return changed.has('message') || changed.has('pendingReactions') || changed.has('context');
}

/** None where the server has none, and none of what was deleted. */
function reactionsOf(
  message: Message | PendingMessage | undefined,
  pending: readonly PendingReaction[],
  { me, features }: MessageContext,
): readonly Reaction[] {
  if (!message || isPending(message) || message.body === null || !features.has('reactions')) return [];
  return shownReactions(message, pending, me);
}

function countIn(root: ParentNode): number {
  return root.querySelectorAll('*').length;
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-message': WazoChatMessage;
  }
}
