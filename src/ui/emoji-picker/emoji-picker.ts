import { html, LitElement, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { EMOJI_GROUPS, loadEmojiData, type Emoji, type EmojiData } from '../../emoji/emoji-data.js';
import { addRecentEmoji, chooseSkinTone, chosenSkinTone, recentEmojis } from '../../emoji/recent.js';
import { withSkinTone, type SkinTone } from '../../emoji/skin-tone.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import { SelectController } from '../select.js';
import { renderCategoryBar, type CategoryId } from './category-bar.js';
import { CategoryInView } from './category-in-view.js';
import { renderFailure } from '../shared/failure.js';
import { renderSearchField } from '../shared/search-field.js';
import { styles } from './emoji-picker.styles.js';
import { AfterPaint } from '../shared/after-paint.js';
import { EmojiSelectEvent } from '../shared/emoji-select-event.js';
import { EmojiSource, type EmojiLoader } from './emoji-source.js';
import { GridCursor } from './grid-cursor.js';
import { GridEvents } from './grid-events.js';
import { renderCellsToCome, renderGrid } from './grid-templates.js';
import { SECTION_NAMES, sectionsOf, type Section, type SectionId } from './sections.js';
import { announcement, renderNothingFound, renderPreview } from './templates.js';
import { renderToneChooser } from './tone-chooser.js';

/** A cell's least width in px: what a mouse hits, and what a finger hits. */
const CELL_WIDTH = 32;
const CELL_WIDTH_TOUCH = 42;

/** The state that the sections derive from; a change of all but `isComplete` makes them other sections. */
const NEW_SECTIONS = ['data', 'term', 'recent'];
const SECTION_SOURCES = [...NEW_SECTIONS, 'isComplete'];

/**
 * The content of a picker's popover: search, categories, the grid and the skin tone. It loads the emoji data when it is
 * first seen, and starts afresh each time it is. Picking fires `emoji-select`; Escape empties the search, where it can.
 *
 * @internal
 * @fires emoji-select - an EmojiSelectEvent
 */
export class WazoChatEmojiPicker extends LitElement {
  static override styles: CSSResultGroup = styles;

  /** Brings the emoji of a language (a BCP 47 tag). */
  @property({ attribute: false }) loader: EmojiLoader = loadEmojiData;

  readonly #localize = new Localize(this, enConversation);
  readonly #custom = new SelectController(this, ({ customEmoji }) => customEmoji);

  @state() private isShown = false;
  @state() private data: EmojiData | undefined;
  /** Whether all sections are rendered: the first paint takes the first two, which are all that one sees of it. */
  @state() private isComplete = false;
  @state() private hasFailed = false;
  @state() private term = '';
  @state() private recent: readonly string[] = [];
  @state() private tone: SkinTone = 0;
  @state() private isChoosingTone = false;
  @state() private columns = 9;
  @state() private currentSection: SectionId | undefined;
  @state() private preview: Emoji | undefined;

  @query('input[type="search"]') private readonly searchField!: HTMLInputElement | null;
  @query('.tone-button') private readonly toneButton!: HTMLElement | null;
  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.content') private readonly content!: HTMLElement | null;

  readonly #resizes = new ResizeObserver(() => this.#handleResize());
  readonly #cursor = new GridCursor(() => this.content);
  readonly #source = new EmojiSource(({ data, hasFailed }) => {
    this.data = data;
    this.hasFailed = hasFailed;
    this.isComplete = false;
  });
  readonly #completing = new AfterPaint(() => (this.isComplete = true));
  readonly #grid = new GridEvents(this.#cursor, {
    dir: () => this.#localize.dir(),
    onPick: (emoji) => this.#pick(emoji),
    onPreview: (emoji) => (this.preview = emoji === undefined ? undefined : this.data?.find(emoji)),
    onLeave: () => this.focus(),
  });
  readonly #category = new CategoryInView(() => this.scroller, this.#cursor);
  #sections: readonly Section[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    // At once where it is visible already: data that is there is then painted first, without a skeleton.
    this.#handleResize();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#completing.cancel();
    this.isShown = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.isShown) this.#source.request(this.#localize.lang(), this.loader);
    if (this.isShown) this.#custom.session?.wantCustomEmoji();
    this.#source.add(this.#custom.value);
    if (hasAny(changed, SECTION_SOURCES)) this.#sections = this.#visibleSections();
    if (!hasAny(changed, NEW_SECTIONS)) return;
    this.preview = undefined;
    this.#category.reset();
    this.currentSection = this.#sections[0]?.id;
  }

  protected override updated(changed: PropertyValues): void {
    if (hasAny(changed, [...SECTION_SOURCES, 'columns', 'isShown'])) this.#layOut();
    if (hasAny(changed, NEW_SECTIONS)) {
      this.#cursor.place({ section: 0, index: 0 });
      if (this.scroller) this.scroller.scrollTop = 0;
    }
    if (changed.has('data') && this.data) this.#completing.ask();
  }

  /** Puts the focus in the search field. */
  override focus(options?: FocusOptions): void {
    if (this.searchField) this.searchField.focus(options);
    else void this.updateComplete.then(() => this.searchField?.focus(options));
  }

  override render(): TemplateResult {
    return html`
      <div class="top">${this.#renderSearch()} ${this.#renderToneChooser()}</div>
      ${this.#renderCategories()}
      <div class="scroller" @scroll=${this.#handleScroll}>
        <div
          class="content"
          @click=${this.#grid.handleClick}
          @keydown=${this.#grid.handleKey}
          @focusin=${this.#grid.handleFocus}
          @pointerover=${this.#grid.handlePointer}
          @focusout=${this.#grid.handleBlur}
          @pointerleave=${this.#grid.handleLeave}
        >
          ${this.#renderContent()}
        </div>
      </div>
      ${this.#renderPreview()}
      <div class="visually-hidden" role="status">${this.#renderStatus()}</div>
    `;
  }

  #renderSearch(): TemplateResult {
    return renderSearchField(this.#localize, {
      label: this.#localize.term('emojiSearch'),
      term: this.term,
      onInput: (term) => (this.term = term),
      onKeydown: (event) => this.#handleSearchKeydown(event),
      onClear: () => this.#clearSearch(),
    });
  }

  #renderToneChooser(): TemplateResult {
    return renderToneChooser(this.#localize, {
      tone: this.tone,
      isOpen: this.isChoosingTone,
      onToggle: () => void this.#toggleTones(),
      onChoose: (tone) => this.#chooseTone(tone),
      onClose: () => this.#closeTones(),
      onLeave: () => (this.isChoosingTone = false),
    });
  }

  #renderCategories(): TemplateResult {
    return renderCategoryBar(this.#localize, {
      hasRecent: this.recent.length > 0,
      groups: this.data?.groups.map(({ id }) => id) ?? EMOJI_GROUPS,
      current: this.term.trim() === '' ? this.currentSection : undefined,
      onSelect: (category) => void this.#goToCategory(category),
    });
  }

  #renderContent(): unknown {
    if (this.hasFailed) return this.#renderFailed();
    if (!this.data) return renderCellsToCome();
    if (this.#sections.length === 0) return renderNothingFound(this.#localize, this.term.trim());
    // 1,900 cells: only what they depend on makes them render again, not the preview or the scrolling.
    return guard([this.#sections, this.columns, this.tone, this.#localize.lang()], () =>
      renderGrid({
        sections: this.#sections,
        columns: this.columns,
        tone: this.tone,
        label: this.#localize.term('emojiPicker'),
        sectionName: ({ id }) => this.#localize.term(SECTION_NAMES[id]),
      }),
    );
  }

  #renderFailed(): TemplateResult {
    const retry = { label: this.#localize.term('retry'), onClick: () => void this.#source.retry() };
    return renderFailure(this.#localize.term('emojiLoadFailed'), [retry]);
  }

  #renderPreview(): TemplateResult {
    const hint = this.#sections.length > 0 ? this.#localize.term('emojiPreviewHint') : '';
    return renderPreview(this.preview ?? this.#bestMatch(), this.tone, hint);
  }

  #renderStatus(): string {
    if (this.data) return announcement(this.#localize, this.term.trim(), this.#sections[0]?.emojis.length ?? 0);
    return this.isShown && !this.hasFailed ? this.#localize.term('loading') : '';
  }

  /** Being shown and hidden is told by the size: the popover around it belongs to the host element. */
  #handleResize(): void {
    const isShown = this.offsetWidth > 0;
    if (isShown && !this.isShown) this.#startAfresh();
    this.isShown = isShown;
    const width = this.content?.clientWidth ?? 0;
    const cellWidth = matchMedia('(pointer: coarse)').matches ? CELL_WIDTH_TOUCH : CELL_WIDTH;
    if (width > 0) this.columns = Math.max(1, Math.floor(width / cellWidth));
  }

  #startAfresh(): void {
    this.term = '';
    this.isChoosingTone = false;
    // Not while it is in use: cells that move under the pointer are picked by mistake.
    this.recent = recentEmojis();
    this.tone = chosenSkinTone();
  }

  #visibleSections(): readonly Section[] {
    if (!this.data) return [];
    const sections = sectionsOf(this.data, this.recent, this.term);
    return this.isComplete ? sections : sections.slice(0, 2);
  }

  #layOut(): void {
    this.content?.style.setProperty('--_columns', String(this.columns));
    const counts = this.#sections.map(({ emojis }) => emojis.length);
    this.#cursor.update(counts, this.columns);
  }

  /** What Enter picks in the search field. */
  #bestMatch(): Emoji | undefined {
    return this.term.trim() === '' ? undefined : this.#sections[0]?.emojis[0];
  }

  #handleScroll(): void {
    this.currentSection = this.#category.find(this.#sections);
  }

  async #goToCategory(category: CategoryId): Promise<void> {
    this.term = '';
    await this.updateComplete;
    if (this.#category.goTo(category, this.#sections)) this.currentSection = category;
  }

  #clearSearch(): void {
    this.term = '';
    this.focus();
  }

  #handleSearchKeydown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.#cursor.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      const best = this.#bestMatch();
      if (best) this.#pick(withSkinTone(best.emoji, this.tone));
    }
  }

  #pick(emoji: string): void {
    addRecentEmoji(emoji);
    this.dispatchEvent(new EmojiSelectEvent(emoji));
  }

  #chooseTone(tone: SkinTone): void {
    this.tone = tone;
    chooseSkinTone(tone);
  }

  async #toggleTones(): Promise<void> {
    this.isChoosingTone = !this.isChoosingTone;
    await this.updateComplete;
    if (this.isChoosingTone) this.renderRoot.querySelector<HTMLElement>('.tones input:checked')?.focus();
  }

  #closeTones(): void {
    this.isChoosingTone = false;
    this.toneButton?.focus();
  }
}

function hasAny(changed: PropertyValues, names: readonly string[]): boolean {
  return names.some((name) => changed.has(name));
}

export const elements = { 'wazo-chat-emoji-picker': WazoChatEmojiPicker };

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-emoji-picker': WazoChatEmojiPicker;
  }
}
