import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import SmilePlus from 'lucide/dist/esm/icons/face-slightly-smiling-plus.mjs';
import { formatList, formatNumber } from '../../../i18n/formats.js';
import { enConversation } from '../../../i18n/en-conversation.js';
import { Localize } from '../../../i18n/localize.js';
import { customEmojiOf, NO_CUSTOM_EMOJI, type CustomEmojis } from '../../../model/custom-emoji.js';
import type { Reaction } from '../../../model/message.js';
import { base } from '../../../styles/base.styles.js';
import { controls } from '../../../styles/controls.styles.js';
import { icon } from '../../../styles/icons.js';
import { renderCustomEmoji } from '../../shared/custom-emoji.js';
import { customEmojiStyles } from '../../shared/custom-emoji.styles.js';
import { failureStyles } from '../../shared/failure.js';
import { EmojiPopover } from '../../shared/popover-emoji.js';
import { Tooltip } from '../../shared/popover-tooltip.js';
import { popoverStyles } from '../../shared/popover.styles.js';
import { groupReactions, type ReactionGroup } from './reaction-groups.js';
import { styles } from './reaction-bar.styles.js';

/** Names that are spelt out before it says "and 3 more". */
const NAMES = 15;

/**
 * The reactions to a message: one pill per emoji, pressed when one of them is mine, and the way to add another.
 *
 * @internal
 */
export class WazoChatReactionBar extends LitElement {
  static override styles = [base, controls, customEmojiStyles, failureStyles, popoverStyles, styles];

  /** Those that are shown. */
  @property({ attribute: false }) reactions: readonly Reaction[] = [];
  /** Who reads. */
  @property({ attribute: false }) me: string | null = null;
  /** Names of those who reacted, by uuid. */
  @property({ attribute: false }) names: ReadonlyMap<string, string> = new Map();
  /** The server's own emoji. */
  @property({ attribute: false }) customEmoji: CustomEmojis = NO_CUSTOM_EMOJI;
  /** Gives a reaction of mine, or takes it back. */
  @property({ attribute: false }) onToggle: (emoji: string) => void = () => undefined;

  readonly #localize = new Localize(this, enConversation);
  readonly #tooltip = new Tooltip(this);
  readonly #picker = new EmojiPopover(this, { localize: this.#localize });

  @query('.add') private addButton!: HTMLButtonElement | null;

  #groups: readonly ReactionGroup[] = [];
  #focused: string | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('reactions')) return;
    this.#groups = groupReactions(this.reactions);
    this.#focused = this.shadowRoot?.activeElement?.getAttribute('data-emoji') ?? null;
    this.#tooltip.hide();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('reactions') || this.#focused === null) return;
    // The pill that was pressed went away with its last reaction: the focus stays in the bar.
    if (!this.#groups.some(({ emoji }) => emoji === this.#focused)) this.addButton?.focus({ preventScroll: true });
  }

  protected override render(): unknown {
    if (this.#groups.length === 0) return nothing;
    const chips = repeat(
      this.#groups,
      ({ emoji }) => emoji,
      (group) => this.#renderChip(group),
    );
    return html`<div class="bar" role="group" aria-label=${this.#localize.term('reactions')}>
        ${chips} ${this.#renderAdd()}
      </div>
      ${this.#tooltip.render()} ${this.#picker.render()}`;
  }

  #renderChip({ emoji, userUuids }: ReactionGroup): TemplateResult {
    const mine = this.me !== null && userUuids.includes(this.me);
    const names = this.#namesOf(userUuids);
    const label = this.#localize.term('reactionCount', emoji, userUuids.length, names);
    const show = (event: Event): void => this.#tooltip.show(event.currentTarget as Element, names);
    const hide = (): void => this.#tooltip.hide();
    return html`<button
      class="chip"
      type="button"
      data-emoji=${emoji}
      aria-pressed=${mine}
      aria-label=${mine ? `${label}, ${this.#localize.term('reactionMine')}` : label}
      @click=${() => this.onToggle(emoji)}
      @pointerenter=${(event: PointerEvent) => event.pointerType !== 'touch' && show(event)}
      @focus=${show}
      @pointerleave=${hide}
      @blur=${hide}
    >
      <span class="emoji">${this.#renderEmoji(emoji)}</span>${formatNumber(this.#localize.lang(), userUuids.length)}
    </button>`;
  }

  #renderEmoji(emoji: string): unknown {
    const custom = customEmojiOf(emoji, this.customEmoji);
    return custom ? renderCustomEmoji(custom) : emoji;
  }

  #renderAdd(): TemplateResult {
    return html`<button
      class="chip add"
      type="button"
      aria-label=${this.#localize.term('addReaction')}
      aria-haspopup="dialog"
      aria-expanded=${this.#picker.isOpen}
      @click=${() => this.addButton && this.#picker.toggle(this.addButton, this.onToggle)}
    >
      ${icon(SmilePlus)}
    </button>`;
  }

  /** Me first: what I gave is what I look for. */
  #namesOf(userUuids: readonly string[]): string {
    const others = userUuids.filter((uuid) => uuid !== this.me);
    const known = others.map((uuid) => this.names.get(uuid) ?? this.#localize.term('unknownUser'));
    const names = others.length < userUuids.length ? [this.#localize.term('me'), ...known] : known;
    if (names.length <= NAMES) return formatList(this.#localize.lang(), names);
    return this.#localize.term('andOthers', names.slice(0, NAMES).join(', '), names.length - NAMES);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-reaction-bar': WazoChatReactionBar;
  }
}
