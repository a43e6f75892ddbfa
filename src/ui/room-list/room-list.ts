import { html, LitElement, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { DayController, systemClock, type Clock } from '../shared/clock.js';
import { FramePace, type Pace } from '../shared/frame-pace.js';
import { openTimeline, SelectController } from '../select.js';
import { momentHabits } from '../../i18n/formats.js';
import { Localize } from '../../i18n/localize.js';
import { formatter, loadFormatter } from '../../markdown/load.js';
import { roomListSelector } from '../../store/selectors.js';
import type { RoomEntry } from '../../store/state.js';
import type { WazoChatRoomDialog } from '../room-dialog/room-dialog.js';
import { load } from '../lazy.js';
import { errorText } from '../shared/error-text.js';
import { renderFailure } from '../shared/failure.js';
import { renderSearchField } from '../shared/search-field.js';
import { slicesOf } from '../shared/slices.js';
import { fetchEmoji, knownEmoji } from '../shared/shortcode-emoji.js';
import { ListView } from './list-view.js';
import { styles } from './room-list.styles.js';
import { RoomRows, sameContext, type RowContext } from './room-row.js';
import { renderRowContent } from './row-template.js';
import { RoomSearch } from './search-rooms.js';
import { renderEmpty, renderHead, renderLoading, renderNoMatch } from './templates.js';

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

  /** Brings the dialog; another one in tests. */
  @property({ attribute: false }) load = load;

  readonly #localize = new Localize(this);
  readonly #day = new DayController(this, () => this.clock);
  readonly #shows = new SelectController(
    this,
    slicesOf({
      rooms: ({ rooms }) => rooms,
      connectionStatus: ({ connection }) => connection.status,
      users: ({ users }) => users,
      me: ({ me }) => me,
      failedRooms: ({ failedRooms }) => failedRooms,
      openRoomUuid: (_state, { roomUuid }) => roomUuid,
      opensConversation: (state, view) => openTimeline(state, view)?.status === 'ready',
    }),
  );

  @state() private search = '';
  @state() private dialogFailed = false;

  @query('.rooms') private readonly scroller!: HTMLElement | null;
  @query('.rows') private readonly list!: HTMLElement | null;
  @query('.search input') private readonly searchField!: HTMLInputElement | null;
  @query('wazo-chat-room-dialog') private readonly dialog!: WazoChatRoomDialog;

  readonly #pace = new FramePace();
  readonly #view = new ListView(this, {
    elements: () => ({ scroller: this.scroller, list: this.list }),
    onChange: () => this.#renderNow(),
  });
  /** Sorted once per render, not once per message. */
  readonly #sort = roomListSelector();
  readonly #rows = new RoomRows();
  readonly #search = new RoomSearch();
  #context: RowContext | undefined;
  #entries: readonly RoomEntry[] = [];
  #shown: readonly RoomEntry[] = [];
  #urgent = false;
  /** Whether what is known of the rooms was drawn, be it that there are none. */
  #hasDrawnRooms = false;
  /** The language whose emoji data were asked for. */
  #emojiLang: string | undefined;

  protected override scheduleUpdate(): Promise<void> {
    const render = (): void => {
      this.#urgent = false;
      void super.scheduleUpdate();
    };
    return this.#pace.run(render, this.#nextPace);
  }

  /**
   * The first rows do not lengthen the task that took in thousands of rooms, and have time where a conversation is about to be
   * painted: that is what one looks at.
   */
  get #nextPace(): Pace {
    if (this.#urgent) return 'at-once';
    const { rooms, opensConversation } = this.#shows.value;
    if (rooms.status === 'loading' || this.#hasDrawnRooms) return 'as-usual';
    return opensConversation ? 'after-paint' : 'with-frame';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Previews are built anew once they can be read.
    if (!formatter()) void loadFormatter().then(() => this.requestUpdate());
  }

  override willUpdate(): void {
    const { rooms, openRoomUuid } = this.#shows.value;
    this.#entries = this.#sort({ rooms });
    // Not before there are rooms: what writes moments takes a browser longer than a list, and is prepared meanwhile.
    const context = this.#entries.length > 0 ? (this.#context = this.#nextContext()) : null;
    this.#shown = context ? this.#search.filter(this.#entries, this.#searchable ? this.search : '', context) : [];
    this.#view.follow(
      this.#shown.map(({ room }) => room.uuid),
      openRoomUuid,
    );
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#hasDrawnRooms ||= this.#shows.value.rooms.status !== 'loading';
    if (this.#rows.wantsEmoji) this.#loadEmoji(this.#localize.lang());
  }

  /** To the row that one was at, else the open room, else the first. */
  override focus(options?: FocusOptions): void {
    this.list?.querySelector<HTMLElement>('.row[tabindex="0"]')?.focus(options);
  }

  /** Opens the dialog for a new room, which is loaded when first needed. */
  async newRoom(): Promise<void> {
    const isThere = await this.load('roomDialog');
    this.dialogFailed = !isThere;
    if (!isThere) return;
    await this.dialog.updateComplete;
    this.dialog.show();
  }

  override render(): TemplateResult {
    return html`
      ${renderHead(this.#localize, this.#handleNewRoom)} ${this.dialogFailed ? this.#renderDialogFailed() : nothing}
      ${this.#searchable ? this.#renderSearch() : nothing} ${this.#renderRooms()}
      <wazo-chat-room-dialog></wazo-chat-room-dialog>
    `;
  }

  #renderSearch(): TemplateResult {
    return html`${renderSearchField(this.#localize, {
        label: this.#localize.term('searchRooms'),
        term: this.search,
        onInput: (term) => {
          this.search = term;
          this.#pace.hurry();
        },
        onKeydown: (event) => this.#handleSearchKey(event),
        onClear: () => this.#clearSearch(),
      })} <span class="visually-hidden" role="status">${this.#resultCount()}</span>`;
  }

  #renderDialogFailed(): TemplateResult {
    const retry = { label: this.#localize.term('retry'), onClick: this.#handleNewRoom };
    return renderFailure(this.#localize.term('dialogLoadFailed'), [retry], 'line');
  }

  #renderRooms(): TemplateResult | typeof nothing {
    const { rooms, connectionStatus } = this.#shows.value;
    const { status, error } = rooms;
    if (status === 'failed' && error) {
      const retry = { label: this.#localize.term('retry'), onClick: this.#handleRetry };
      return renderFailure(errorText(error, this.#localize), [retry]);
    }
    if (status === 'loading') {
      // Nothing is on its way when signing in has failed; the banner says so.
      return connectionStatus === 'failed' ? nothing : renderLoading(this.#localize);
    }
    if (this.#entries.length === 0) return renderEmpty(this.#localize, this.#handleNewRoom);
    if (this.#shown.length === 0) return renderNoMatch(this.#localize, this.search.trim());
    return this.#renderList();
  }

  #renderList(): TemplateResult {
    const isKept = this.#shows.value.rooms.status === 'kept';
    return html`<div class="rooms" aria-busy=${isKept ? 'true' : nothing} @scroll=${this.#view.handleScroll}>
      <ul class="rows" aria-labelledby="title" @keydown=${this.#view.handleKey} @focusin=${this.#view.handleFocus}>
        ${repeat(
          this.#view.drawn(),
          (index) => this.#shown[index]?.room.uuid,
          (index) => this.#renderRow(index),
        )}
      </ul>
    </div>`;
  }

  #renderRow(index: number): TemplateResult | typeof nothing {
    const entry = this.#shown[index];
    if (!entry) return nothing;
    const row = this.#rows.row(entry, this.#context ?? this.#nextContext());
    const { failedRooms, openRoomUuid } = this.#shows.value;
    const hasFailed = failedRooms.has(row.uuid);
    const { isWhole, tabStop } = this.#view;
    return html`<li
      class=${this.#view.isApart(index) ? 'apart' : nothing}
      data-index=${index}
      aria-setsize=${isWhole ? nothing : this.#shown.length}
      aria-posinset=${isWhole ? nothing : index + 1}
    >
      <button
        class="row ${row.unread > 0 ? 'unread' : ''}"
        type="button"
        data-uuid=${row.uuid}
        tabindex=${index === tabStop ? 0 : -1}
        aria-current=${row.uuid === openRoomUuid ? 'true' : nothing}
        @click=${this.#handleOpen}
      >
        ${guard([row, hasFailed, this.#context?.lang], () => renderRowContent(row, hasFailed, this.#localize))}
      </button>
    </li>`;
  }

  get #searchable(): boolean {
    return this.#entries.length >= SEARCH_FROM;
  }

  /** The same object while nothing in it changed, by which rows know that they need not be built anew. */
  #nextContext(): RowContext {
    const localize = this.#localize;
    const next = {
      users: this.#shows.value.users,
      me: this.#shows.value.me,
      today: this.#day.today,
      lang: localize.lang(),
      moments: momentHabits(),
      localize,
      emojiFor: knownEmoji(localize.lang()),
      canFormat: formatter() !== undefined,
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

  #loadEmoji(lang: string): void {
    if (lang === this.#emojiLang) return;
    this.#emojiLang = lang;
    void fetchEmoji(lang).then(() => this.requestUpdate());
  }

  #clearSearch(): void {
    this.search = '';
    this.searchField?.focus();
  }

  #renderNow(): void {
    this.#urgent = true;
    this.requestUpdate();
    this.#pace.hurry();
  }

  #handleSearchKey(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.#view.focusRow(0);
    } else if (event.key === 'Enter' && this.search.trim() !== '') {
      const first = this.#shown[0];
      if (first) this.#shows.view?.open(first.room.uuid);
    }
  }

  readonly #handleOpen = (event: Event): void => {
    const { uuid } = (event.currentTarget as HTMLElement).dataset;
    if (uuid) this.#shows.view?.open(uuid);
  };

  readonly #handleNewRoom = (event?: Event): void => {
    // The dialog gives the focus back to what has it, and Safari gives none to a button that is clicked.
    (event?.currentTarget as HTMLElement | undefined)?.focus();
    void this.newRoom();
  };

  readonly #handleRetry = (): void => {
    void this.#shows.session?.reloadRooms();
    // The button goes with the error; the focus must not fall out of the widget.
    this.renderRoot.querySelector<HTMLElement>('.head button')?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-room-list': WazoChatRoomList;
  }
}
