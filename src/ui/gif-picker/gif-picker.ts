import { html, LitElement, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import type { ChatError } from '../../model/errors.js';
import type { Gif, GifProvider } from '../../model/gif.js';
import { searchGifs, sendGif } from '../../session/gifs.js';
import type { ChatSession } from '../../session/session.js';
import { systemClock, type Clock } from '../shared/clock.js';
import { isComposing } from '../shared/composition.js';
import { errorText } from '../shared/error-text.js';
import { renderFailure } from '../shared/failure.js';
import { isTyping } from '../shared/is-typing.js';
import { MediaController } from '../shared/media.js';
import { renderSearchField } from '../shared/search-field.js';
import { renderCategories, renderPlayButton } from './bars.js';
import { cellOf, renderCells, renderCellsToCome } from './cells.js';
import { styles } from './gif-picker.styles.js';
import { GifResults } from './gif-results.js';
import { GifSentEvent } from './gif-sent-event.js';
import { masonry, neighbour, stepOf, type Layout } from './masonry.js';
import { playingOf, setWantsPlaying, wantsPlaying } from './playing.js';

/**
 * The content of the GIF popover: search, words that are often looked for, and what was found. Choosing one sends it, as a message
 * of its own, and fires `gif-sent`; Escape empties the search, and is left to the popover where that is empty.
 *
 * @internal
 * @fires gif-sent - a GifSentEvent
 */
export class WazoChatGifPicker extends LitElement {
  static override styles: CSSResultGroup = styles;

  @property({ attribute: false }) session: ChatSession | undefined;
  /** The page's own; null: the server's GIFs. */
  @property({ attribute: false }) provider: GifProvider | null = null;
  /** Where what is chosen goes. */
  @property({ attribute: false }) roomUuid = '';
  /** Times the pause after a key. */
  @property({ attribute: false }) clock: Pick<Clock, 'after'> = systemClock;

  readonly #localize = new Localize(this, enConversation);
  readonly #lessMotion = new MediaController(this, '(prefers-reduced-motion: reduce)');
  readonly #results = new GifResults({
    clock: () => this.clock,
    ask: async (term, options) => (this.session ? searchGifs(this.session, this.provider, term, options) : null),
    language: () => this.#localize.lang(),
    onChange: () => this.requestUpdate(),
  });

  @state() private term = '';
  @state() private wantsPlaying = wantsPlaying();
  @state() private tabStop = 0;
  /** The GIF on its way into a message, or the one that did not get there. */
  @state() private chosen: Gif | null = null;
  @state() private sendError: ChatError | null = null;
  @state() private inlineSize = 0;

  @query('input[type="search"]') private readonly searchField!: HTMLInputElement | null;
  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('.cells') private readonly cells!: HTMLElement | null;

  readonly #resizes = new ResizeObserver(() => this.#measure());
  #sending: AbortController | undefined;
  #layout: Layout = { places: [], height: 0 };
  /** The term whose results are in view. */
  #shown: string | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
    this.#results.search(this.term, 'now');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#results.stop();
    this.#sending?.abort();
  }

  /** Puts the focus in the search field. */
  override focus(options?: FocusOptions): void {
    if (this.searchField) this.searchField.focus(options);
    else void this.updateComplete.then(() => this.searchField?.focus(options));
  }

  protected override willUpdate(): void {
    this.#layout = masonry(this.#results.items, this.inlineSize);
    if (this.#results.found !== this.#shown) this.tabStop = 0;
  }

  protected override updated(): void {
    this.#layOut();
    if (this.#results.found !== this.#shown) {
      this.#shown = this.#results.found;
      if (this.scroller) this.scroller.scrollTop = 0;
    }
    this.#measure();
    this.#wantMore();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="top">
        ${this.#renderSearch()} ${renderPlayButton(this.#localize, this.wantsPlaying, () => this.#togglePlaying())}
      </div>
      ${renderCategories(this.#localize, this.term.trim(), (term) => this.#choose(term))} ${this.#renderSendError()}
      <div
        class="scroller ${this.#sending ? 'busy' : ''}"
        @scroll=${this.#wantMore}
        @click=${this.#handleClick}
        @keydown=${this.#handleKey}
        @focusin=${this.#handleFocus}
      >
        ${this.#renderContent()}
      </div>
      <div class="visually-hidden" role="status">${this.#renderStatus()}</div>
    `;
  }

  #renderSearch(): TemplateResult {
    return renderSearchField(this.#localize, {
      label: this.#localize.term('gifSearch'),
      term: this.term,
      onInput: (term) => this.#search(term, 'soon'),
      onKeydown: (event) => this.#handleSearchKey(event),
      onClear: () => this.#choose(''),
    });
  }

  #renderSendError(): TemplateResult | typeof nothing {
    const { chosen, sendError } = this;
    if (!chosen || !sendError) return nothing;
    const retry = { label: this.#localize.term('retry'), onClick: () => void this.#send(chosen) };
    return renderFailure(errorText(sendError, this.#localize, this.session?.store.state.limits), [retry], 'line');
  }

  #renderContent(): unknown {
    const { items, error, found, isLoading } = this.#results;
    // Under what is there already a failure would not be seen.
    const failure = error && !isLoading ? this.#renderFailed(error) : nothing;
    if (error && found !== this.term.trim()) return failure;
    if (found === null) return renderCellsToCome();
    if (items.length === 0) return this.#renderNothing(found);
    return html`${renderCells({
      localize: this.#localize,
      items,
      playing: playingOf(this.wantsPlaying, this.#lessMotion.matches),
      isLoading,
      sending: this.#sending ? (this.chosen?.id ?? null) : null,
      tabStop: this.tabStop,
    })}
    ${failure}`;
  }

  #renderFailed(error: ChatError): TemplateResult {
    const text = error.code === 'server' ? this.#localize.term('gifsFailed') : errorText(error, this.#localize);
    const retry = { label: this.#localize.term('retry'), onClick: () => this.#results.retry() };
    return renderFailure(text, [retry], this.#results.items.length > 0 ? 'line' : 'panel');
  }

  #renderNothing(term: string): TemplateResult {
    const hint = html`<p class="quiet">${this.#localize.term('gifNothingHint')}</p>`;
    return html`<div class="message">
      <p>${this.#localize.term('gifNothingFound', term)}</p>
      ${term ? hint : nothing}
    </div>`;
  }

  #renderStatus(): string {
    const { found, items, total, isLoading, error } = this.#results;
    if (this.#sending) return this.#localize.term('gifSending', this.chosen?.title ?? '');
    if (error) return '';
    if (isLoading || found === null) return this.#localize.term('loading');
    return this.#localize.term('gifsFound', Math.max(total ?? 0, items.length));
  }

  /** By script: styles in a template are against a strict policy. */
  #layOut(): void {
    this.cells?.style.setProperty('block-size', `${this.#layout.height}px`);
    const sign = this.#localize.dir() === 'rtl' ? -1 : 1;
    this.cells?.querySelectorAll<HTMLElement>('.cell').forEach((cell, index) => {
      const place = this.#layout.places[index];
      if (!place) return;
      cell.style.setProperty('inline-size', `${place.width}px`);
      cell.style.setProperty('block-size', `${place.height}px`);
      cell.style.setProperty('transform', `translate(${sign * place.x}px, ${place.y}px)`);
    });
  }

  #measure(): void {
    const { scroller } = this;
    if (!scroller) return;
    const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(scroller);
    this.inlineSize = scroller.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
  }

  /** What is about to be scrolled to is asked for before. */
  readonly #wantMore = (): void => {
    const { scroller } = this;
    if (!scroller || scroller.clientHeight === 0) return;
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (left < scroller.clientHeight) this.#results.more();
  };

  #search(term: string, when: 'soon' | 'now'): void {
    this.term = term;
    this.#results.search(term, when);
  }

  #choose(term: string): void {
    this.#search(term, 'now');
    if (term === '') this.focus();
  }

  #togglePlaying(): void {
    this.wantsPlaying = !this.wantsPlaying;
    setWantsPlaying(this.wantsPlaying);
  }

  #handleSearchKey(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    // Enter does not send what one has not seen: it asks at once, and goes to what is there.
    if (event.key === 'Enter' && this.#results.found !== this.term.trim()) this.#search(this.term, 'now');
    else this.#focusCell(this.tabStop);
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    const cell = cellOf(event);
    if (!cell || isComposing(event)) return;
    const step = stepOf(event, this.#localize.dir());
    if (step) {
      event.preventDefault();
      const next = neighbour(this.#layout.places, indexOf(cell), step);
      if (next === undefined) this.focus();
      else this.#focusCell(next);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#pick(cell);
    } else if (isTyping(event)) {
      // The character itself goes where the focus is by then.
      this.focus();
    }
  };

  readonly #handleClick = (event: Event): void => {
    const cell = cellOf(event);
    if (cell) this.#pick(cell);
  };

  readonly #handleFocus = (event: FocusEvent): void => {
    const cell = cellOf(event);
    if (cell) this.tabStop = indexOf(cell);
  };

  #focusCell(index: number): void {
    const cell = this.cells?.querySelector<HTMLElement>(`.cell[data-index="${index}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest' });
  }

  #pick(cell: HTMLElement): void {
    const gif = this.#results.items[indexOf(cell)];
    if (gif && !this.#sending) void this.#send(gif);
  }

  async #send(gif: Gif): Promise<void> {
    const { session, roomUuid } = this;
    if (!session) return;
    const sending = (this.#sending = new AbortController());
    this.chosen = gif;
    this.sendError = null;
    const error = await sendGif(session, roomUuid, gif, sending.signal);
    if (sending.signal.aborted) return;
    this.#sending = undefined;
    this.sendError = error;
    this.requestUpdate();
    if (!error) this.dispatchEvent(new GifSentEvent());
  }
}

function indexOf(cell: HTMLElement): number {
  return Number(cell.dataset['index']);
}

export const elements = { 'wazo-chat-gif-picker': WazoChatGifPicker };

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-gif-picker': WazoChatGifPicker;
  }
}
