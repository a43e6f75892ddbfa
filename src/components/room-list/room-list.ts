import { html, LitElement, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import MessagesSquare from 'lucide/dist/esm/icons/messages-square.mjs';
import Search from 'lucide/dist/esm/icons/search.mjs';
import SquarePen from 'lucide/dist/esm/icons/square-pen.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import { DayController, systemClock, type Clock } from '../../controllers/clock.js';
import { FramePace } from '../../controllers/frame-pace.js';
import { SelectController } from '../../controllers/select.js';
import { Localize } from '../../i18n/localize.js';
import type { ChatError } from '../../model/errors.js';
import { roomListSelector } from '../../store/selectors.js';
import type { RoomEntry } from '../../store/state.js';
import { icon } from '../../styles/icons.js';
import type { WazoChatRoomDialog } from '../room-dialog/room-dialog.js';
import { fetchEmoji, knownEmoji } from '../message/shortcode-emoji.js';
import { errorText } from '../shared/error-text.js';
import { loadRoomDialog } from '../shared/lazy-room-dialog.js';
import { ListWindow } from './list-window.js';
import { styles } from './room-list.styles.js';
import { RoomRows, sameContext, type RowContext } from './room-row.js';
import { rowContent, skeleton } from './row-template.js';
import { RoomSearch } from './search-rooms.js';

/** The number of rooms from which on looking takes longer than typing. */
const SEARCH_FROM = 8;

/**
 * The rooms, latest activity first, and the way to a new one.
 * @internal
 */
export class WazoChatRoomList extends LitElement {
  static override styles: CSSResultGroup = styles;

  /** Tells the day that times are shown relative to. */
  @property({ attribute: false }) clock: Clock = systemClock;

  readonly #localize = new Localize(this);
  readonly #day = new DayController(this, () => this.clock);
  readonly #byUuid = new SelectController(this, (state) => state.rooms.byUuid);
  readonly #status = new SelectController(this, (state) => state.rooms.status);
  readonly #error = new SelectController(this, (state) => state.rooms.error);
  readonly #connection = new SelectController(this, (state) => state.connection.status);
  readonly #users = new SelectController(this, (state) => state.users);
  readonly #me = new SelectController(this, (state) => state.me);
  readonly #open = new SelectController(this, (state) => state.openRoomUuid);
  readonly #failed = new SelectController(this, (state) => state.failedRooms);

  @state() private search = '';
  /** The dialog for a new room could not be loaded. */
  @state() private dialogFailed = false;
  /** The row that had the focus last, and gets it when one tabs into the list. */
  @state() private focusedUuid: string | null = null;

  @query('.rooms') private readonly scroller!: HTMLElement | null;
  @query('.rows') private readonly list!: HTMLElement | null;
  @query('.search input') private readonly searchField!: HTMLInputElement | null;
  @query('wazo-chat-room-dialog') private readonly dialog!: WazoChatRoomDialog;

  readonly #pace = new FramePace();
  readonly #window = new ListWindow();
  /** Sorted once per render, not once per message. */
  readonly #sort = roomListSelector();
  readonly #rows = new RoomRows();
  readonly #search = new RoomSearch();
  #context: RowContext | undefined;
  #entries: readonly RoomEntry[] = [];
  #shown: readonly RoomEntry[] = [];
  /** The row that the Tab key leads to. */
  #tabStop = 0;
  #urgent = false;
  /** The number of a frame that was asked for. */
  #filling = 0;
  #focusedRow: HTMLElement | null = null;
  /** The language whose emoji data were asked for. */
  #emojiLang: string | undefined;

  protected override scheduleUpdate(): Promise<void> {
    const render = (): void => {
      this.#urgent = false;
      void super.scheduleUpdate();
    };
    return this.#pace.run(render, this.#urgent ? 'at-once' : 'as-usual');
  }

  override willUpdate(): void {
    const state = this.#byUuid.session?.store.state;
    this.#entries = state ? this.#sort(state) : [];
    this.#context = this.#nextContext();
    this.#shown = this.#search.filter(this.#entries, this.#searchable ? this.search : '', this.#context);
    this.#window.count = this.#shown.length;
    this.#tabStop = this.#findTabStop();
    const focused = this.shadowRoot?.activeElement;
    this.#focusedRow = focused instanceof HTMLElement && focused.matches('.row') ? focused : null;
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    // A row that moves up loses the focus on its way, though the person did nothing.
    const row = this.#focusedRow;
    if (row?.isConnected && this.shadowRoot?.activeElement !== row) row.focus({ preventScroll: true });
    this.#placeRows();
    if (this.#window.isFresh && this.#shown.length > 0) this.#fillSoon();
    if (this.#rows.wantsEmoji) this.#loadEmoji(this.#localize.lang());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#filling);
    this.#filling = 0;
  }

  /** To the row that one was at, else the open room, else the first. */
  override focus(options?: FocusOptions): void {
    this.list?.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus(options);
  }

  /** Opens the dialog for a new room, which is loaded when first needed. */
  async newRoom(): Promise<void> {
    try {
      await loadRoomDialog();
      this.dialogFailed = false;
      await this.dialog.updateComplete;
      this.dialog.show();
    } catch {
      // The list says so; the button is there to be pressed again.
      this.dialogFailed = true;
    }
  }

  override render(): TemplateResult {
    const label = this.#localize.term('newRoom');
    return html`
      <div class="head">
        <h2 id="title">${this.#localize.term('rooms')}</h2>
        <button
          class="icon-button"
          type="button"
          aria-label=${label}
          title=${label}
          @click=${() => void this.newRoom()}
        >
          ${icon(SquarePen)}
        </button>
      </div>
      ${this.dialogFailed ? this.#renderDialogFailed() : nothing} ${this.#searchable ? this.#renderSearch() : nothing}
      ${this.#renderRooms()}
      <wazo-chat-room-dialog></wazo-chat-room-dialog>
    `;
  }

  #renderSearch(): TemplateResult {
    const { search } = this;
    const label = this.#localize.term('searchRooms');
    const clear = this.#localize.term('clearSearch');
    return html`<div class="search">
      ${icon(Search)}
      <input
        class="field"
        type="search"
        dir=${search === '' ? nothing : 'auto'}
        autocomplete="off"
        aria-label=${label}
        placeholder=${label}
        .value=${search}
        @input=${(event: InputEvent) => this.#handleSearch(event)}
        @keydown=${(event: KeyboardEvent) => this.#handleSearchKey(event)}
      />
      <button
        class="icon-button"
        type="button"
        aria-label=${clear}
        title=${clear}
        ?hidden=${search === ''}
        @click=${() => this.#clearSearch()}
      >
        ${icon(X)}
      </button>
      <span class="visually-hidden" role="status">${this.#resultCount()}</span>
    </div>`;
  }

  #renderRooms(): TemplateResult | typeof nothing {
    const error = this.#error.value;
    if (this.#status.value === 'failed' && error) return this.#renderError(error);
    if (this.#status.value === 'loading') {
      // Nothing is on its way when signing in has failed; the banner says so.
      return this.#connection.value === 'failed' ? nothing : skeleton(this.#localize);
    }
    if (this.#entries.length === 0) return this.#renderEmpty();
    if (this.#shown.length === 0) {
      return html`<div class="note"><p>${this.#localize.term('noRoomMatches', this.search.trim())}</p></div>`;
    }
    return this.#renderList();
  }

  #renderList(): TemplateResult {
    return html`<div class="rooms" @scroll=${() => this.#handleScroll()}>
      <ul
        class="rows"
        aria-labelledby="title"
        @keydown=${(event: KeyboardEvent) => this.#handleListKey(event)}
        @focusin=${(event: FocusEvent) => this.#handleFocus(event)}
      >
        ${repeat(
          this.#drawn(),
          (index) => this.#shown[index]?.room.uuid,
          (index) => this.#renderRow(index),
        )}
      </ul>
    </div>`;
  }

  /** The rows in view and around it, and the one that the Tab key leads to. */
  #drawn(): readonly number[] {
    const { start, end } = this.#window;
    const drawn = Array.from({ length: end - start }, (_, nth) => start + nth);
    if (this.#tabStop < start) drawn.unshift(this.#tabStop);
    else if (this.#tabStop >= end) drawn.push(this.#tabStop);
    return drawn;
  }

  #renderRow(index: number): TemplateResult | typeof nothing {
    const entry = this.#shown[index];
    if (!entry) return nothing;
    const row = this.#rows.row(entry, this.#context ?? this.#nextContext());
    const hasFailed = this.#failed.value.has(row.uuid);
    const { isWhole, start, end } = this.#window;
    return html`<li
      class=${index < start || index >= end ? 'apart' : nothing}
      data-index=${index}
      aria-setsize=${isWhole ? nothing : this.#shown.length}
      aria-posinset=${isWhole ? nothing : index + 1}
    >
      <button
        class="row ${row.unread > 0 ? 'unread' : ''}"
        type="button"
        data-uuid=${row.uuid}
        tabindex=${index === this.#tabStop ? 0 : -1}
        aria-current=${row.uuid === this.#open.value ? 'true' : nothing}
        @click=${this.#handleOpen}
      >
        ${guard([row, hasFailed, this.#context?.lang], () => rowContent(row, hasFailed, this.#localize))}
      </button>
    </li>`;
  }

  #renderEmpty(): TemplateResult {
    return html`<div class="note">
      <span class="emblem">${icon(MessagesSquare)}</span>
      <p class="what">${this.#localize.term('noRooms')}</p>
      <p>${this.#localize.term('noRoomsHint')}</p>
      <button class="button primary" type="button" @click=${() => void this.newRoom()}>
        ${this.#localize.term('newRoom')}
      </button>
    </div>`;
  }

  #renderDialogFailed(): TemplateResult {
    return html`<p class="problem" role="alert">${this.#localize.term('dialogLoadFailed')}</p>`;
  }

  #renderError(error: ChatError): TemplateResult {
    return html`<div class="note" role="alert">
      <span class="emblem danger">${icon(CircleAlert)}</span>
      <p class="what">${errorText(error, this.#localize)}</p>
      <button class="button" type="button" @click=${() => this.#handleRetry()}>${this.#localize.term('retry')}</button>
    </div>`;
  }

  get #searchable(): boolean {
    return this.#entries.length >= SEARCH_FROM;
  }

  /** The same object while nothing in it changed, by which rows know that they need not be built anew. */
  #nextContext(): RowContext {
    const localize = this.#localize;
    const next = {
      users: this.#users.value,
      me: this.#me.value,
      today: this.#day.today,
      lang: localize.lang(),
      localize,
      emojiFor: knownEmoji(localize.lang()),
    };
    const known = this.#context;
    return known && sameContext(known, next) ? known : next;
  }

  /** What the search found, for those who do not see the list shrink. */
  #resultCount(): string {
    const search = this.search.trim();
    if (search === '') return '';
    const count = this.#shown.length;
    return count === 0 ? this.#localize.term('noRoomMatches', search) : this.#localize.term('roomsFound', count);
  }

  /** The list is one stop of the Tab key: the row one was at, else the open room, else the first. */
  #findTabStop(): number {
    const find = (uuid: string | null): number => this.#shown.findIndex(({ room }) => room.uuid === uuid);
    const focused = find(this.focusedUuid);
    return Math.max(0, focused >= 0 ? focused : find(this.#open.value));
  }

  /** What is in view is painted first; the rows beyond it come in the frame after. */
  #fillSoon(): void {
    this.#filling ||= requestAnimationFrame(() => {
      this.#filling = requestAnimationFrame(() => {
        this.#filling = 0;
        this.#window.isFresh = false;
        this.requestUpdate();
      });
    });
  }

  /** Rows that are not drawn leave their space empty. */
  #placeRows(): void {
    const { list } = this;
    if (!list) return;
    const { isWhole, start, end, height } = this.#window;
    const [above, below] = isWhole ? [0, 0] : [start * height, (this.#shown.length - end) * height];
    setPixels(list, 'padding-block-start', above);
    setPixels(list, 'padding-block-end', below);
    for (const item of list.querySelectorAll<HTMLElement>('[data-index]')) {
      const apart = item.classList.contains('apart');
      setPixels(item, 'inset-block-start', apart ? Number(item.dataset['index']) * height : 0);
    }
    this.#handleScroll();
  }

  #loadEmoji(lang: string): void {
    if (lang === this.#emojiLang) return;
    this.#emojiLang = lang;
    void fetchEmoji(lang).then(() => this.requestUpdate());
  }

  #clearSearch(): void {
    this.search = '';
    this.searchField?.focus();
  }

  #rowAt(index: number): HTMLElement | null {
    return this.list?.querySelector<HTMLElement>(`[data-index="${index}"]:not(.apart) > .row`) ?? null;
  }

  #focusRow(index: number): void {
    const target = Math.max(0, Math.min(index, this.#shown.length - 1));
    const row = this.#rowAt(target);
    if (row) row.focus();
    else void this.#focusFar(target);
  }

  async #focusFar(index: number): Promise<void> {
    const { scroller } = this;
    if (!scroller) return;
    scroller.scrollTop = this.#window.topFor(index);
    this.#handleScroll();
    await this.updateComplete;
    this.#rowAt(index)?.focus();
  }

  #handleScroll(): void {
    const { scroller } = this;
    if (this.#window.isWhole || !scroller) return;
    if (!this.#window.look(scroller, this.list?.querySelector('li') ?? null)) return;
    this.#urgent = true;
    this.requestUpdate();
  }

  #handleSearch(event: InputEvent): void {
    this.search = (event.target as HTMLInputElement).value;
  }

  #handleSearchKey(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape' && this.search !== '') {
      // This Escape is spent here: a dialog or panel of the host page must not close as well.
      event.preventDefault();
      event.stopPropagation();
      this.#clearSearch();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.#focusRow(0);
    } else if (event.key === 'Enter' && this.search.trim() !== '') {
      const first = this.#shown[0];
      if (first) this.#byUuid.session?.openRoom(first.room.uuid);
    }
  }

  #handleListKey(event: KeyboardEvent): void {
    const current = this.#shown.findIndex(({ room }) => room.uuid === this.focusedUuid);
    const targets: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      Home: 0,
      End: this.#shown.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#focusRow(target);
  }

  #handleFocus(event: FocusEvent): void {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.row');
    this.focusedUuid = row?.dataset['uuid'] ?? null;
  }

  readonly #handleOpen = (event: Event): void => {
    const { uuid } = (event.currentTarget as HTMLElement).dataset;
    if (uuid) this.#byUuid.session?.openRoom(uuid);
  };

  #handleRetry(): void {
    void this.#byUuid.session?.reloadRooms();
    // The button goes with the error; the focus must not fall out of the widget.
    this.renderRoot.querySelector<HTMLElement>('.head button')?.focus();
  }
}

function setPixels(element: HTMLElement, property: string, value: number): void {
  const size = value === 0 ? '' : `${value}px`;
  if (element.style.getPropertyValue(property) !== size) element.style.setProperty(property, size);
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-room-list': WazoChatRoomList;
  }
}
