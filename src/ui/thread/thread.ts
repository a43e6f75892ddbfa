import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { DayController, systemClock, type Clock } from '../shared/clock.js';
import { FramePace, type Pace } from './list/frame-pace.js';
import { SelectController } from '../select.js';
import { Localize } from '../../i18n/localize.js';
import { chatError } from '../../model/errors.js';
import type { ChatSession } from '../../session/session.js';
import { openEntry, openTimeline } from '../select.js';
import type { RoomEntry, Timeline } from '../../store/state.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import type { WazoChatComposer } from '../composer/composer.js';
import { WazoChatMessage } from '../message/message.js';
import { messageContext } from '../message/message-context.js';
import { memoise } from '../../store/selectors.js';
import { avatarStyles } from '../shared/avatar.js';
import { errorText } from '../shared/error-text.js';
import { roomTitle } from '../shared/names.js';
import { widgetAround } from '../shared/popover-position.js';
import { Tooltip } from '../shared/popover-tooltip.js';
import { popoverStyles } from '../shared/popover.styles.js';
import { Announcer, announcement } from './announcer.js';
import { renderContent, type ContentOptions } from './content.js';
import { isPending } from './list/items.js';
import { Navigation } from './navigation.js';
import { Places } from './list/places.js';
import { Reading } from './reading.js';
import { ReactorNames } from './reactor-names.js';
import { RowKeys } from './list/row-keys.js';
import { threadRows, type Row } from './list/rows.js';
import { Supply } from './list/supply.js';
import { renderFailure, renderHint, renderPill } from './templates.js';
import { renderHeader } from './header.js';
import { styles } from './thread.styles.js';
import { Viewport } from './list/viewport.js';

/** Renders of one frame that happen at once: each lays the rows out. */
const AT_ONCE = 3;
/** How long (ms) a message stays marked that one jumped to. */
const MARKED = 2_000;

/**
 * The conversation of the open room: header, messages, composer.
 *
 * @internal
 * @csspart thread-header - The line with the room's title and people.
 * @csspart back - The button back to the rooms, in a narrow container.
 * @csspart thread-scroller - The box in which messages scroll.
 * @csspart new-messages - The pill that leads to the newest message.
 */
export class WazoChatThread extends LitElement {
  static override styles = [base, controls, avatarStyles, popoverStyles, styles];

  /** Whether there is room for one pane only: a back button leads to the rooms. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  /** The time, for "Today" and announcements. */
  @property({ attribute: false }) clock: Clock = systemClock;

  readonly #localize = new Localize(this);
  readonly #entry = new SelectController(this, openEntry);
  readonly #timeline = new SelectController(this, openTimeline, (timeline) => {
    // Where a narrow container hides the list, its focus is lost before the room is drawn.
    if (timeline?.roomUuid !== this.#before?.roomUuid) this.#takesFocus ||= widgetAround(this).matches(':focus-within');
    if (this.#paceOf() === 'at-once') this.#pace.hurry();
  });
  readonly #openError = new SelectController(this, (_state, view) => view.error);
  readonly #unreadAfter = new SelectController(this, (_state, view) => view.unreadAfter);
  readonly #roomsStatus = new SelectController(this, (state) => state.rooms.status);
  readonly #users = new SelectController(this, (state) => state.users);
  readonly #me = new SelectController(this, (state) => state.me);
  readonly #features = new SelectController(this, (state) => state.features);
  readonly #limits = new SelectController(this, (state) => state.limits);
  readonly #pendingReactions = new SelectController(this, (state) => state.pendingReactions);
  readonly #messageContext = memoise(messageContext);
  readonly #day = new DayController(this, () => this.clock);
  readonly #viewport = new Viewport(this, {
    elements: () => ({ scroller: this.scroller, content: this.content }),
    keyOf: (item) => (isPending(item) ? item.localId : this.#keys.keyOf(item)),
    onChange: () => this.#renderNow(),
    onLook: () => this.#handleLook(),
  });
  readonly #scroll = this.#viewport.scroll;
  readonly #announcer = new Announcer(
    this,
    () => this.clock,
    (messages) => announcement(messages, this.#users.value, this.#localize),
  );
  readonly #reading = new Reading(this, (isReading) => this.#timeline.view?.setReading(isReading));
  readonly #tooltip = new Tooltip(this);

  @query('.scroller') private scroller!: HTMLElement | null;
  @query('.content') private content!: HTMLElement | null;
  @query('.end') private end!: HTMLElement | null;
  @query('.title') private titleElement!: HTMLElement | null;
  @query('wazo-chat-composer') private composer!: WazoChatComposer | null;

  /** The message that one jumped to, while it is marked. */
  @state() private marked: string | null = null;

  readonly #reactors = new ReactorNames();
  readonly #pace = new FramePace(AT_ONCE);
  readonly #supply = new Supply(this.#viewport);
  readonly #navigation = new Navigation({
    viewport: this.#viewport,
    toNewest: () => this.#toNewest(),
    leave: () => this.composer?.focus({ preventScroll: true }),
  });
  #keys = new RowKeys();
  #places = new Places(this.#viewport);
  /** What was on screen before this update. */
  #before: Timeline | undefined;
  #rows: readonly Row[] = [];
  #rowsOf: readonly unknown[] = [];
  #focusedRow: HTMLElement | undefined;
  #session: ChatSession | undefined;
  #urgent = false;
  /** Whether somebody was in the chat when another room was opened. */
  #takesFocus = false;

  protected override scheduleUpdate(): Promise<void> {
    const render = (): void => {
      this.#urgent = false;
      void super.scheduleUpdate();
    };
    return this.#pace.run(render, this.#paceOf());
  }

  protected override willUpdate(): void {
    const timeline = this.#timeline.value;
    const me = this.#me.value;
    if (this.#timeline.session !== this.#session) this.#follow(this.#timeline.session);
    // The rows of the room that is left are still in place.
    if (this.#before && timeline?.roomUuid !== this.#before.roomUuid) this.#places.leave(this.#before.roomUuid);
    this.#keys.follow(this.#before, timeline, me);
    this.#announcer.follow(this.#before, timeline, me);
    this.#viewport.follow(timeline);
    const focused = this.shadowRoot?.activeElement;
    this.#focusedRow = focused instanceof HTMLElement && focused.dataset['key'] ? focused : undefined;
    this.#makeRows(timeline, me);
  }

  protected override updated(): void {
    const before = this.#before;
    const timeline = this.#timeline.value;
    this.#before = timeline;
    this.#reading.observe(this.end);
    this.#viewport.rendered(this.#rows);
    if (timeline?.roomUuid !== before?.roomUuid) this.#enter(timeline?.roomUuid ?? null);
    else if (timeline && before && wroteMore(before, timeline)) void this.#toNewest();
    if (timeline && this.#session) void this.#places.arrive(timeline, this.#session, this.#unreadAfter.value);
    // Lit may take a row that stays out of the page for a moment, and with it the focus.
    const row = this.#focusedRow;
    if (row?.isConnected && this.shadowRoot?.activeElement !== row) row.focus({ preventScroll: true });
    this.#tellReading();
  }

  /**
   * Shows a message of the open room, fetched first when it is far away, marks it for a moment and puts the focus on it.
   *
   * @returns false when there is no such message
   */
  async showMessage(uuid: string): Promise<boolean> {
    const id = this.#timeline.value?.id;
    if (id === undefined || !(await this.#session?.jumpTo(id, uuid))) return false;
    await this.#viewport.refresh();
    const index = this.#viewport.items.indexOfUuid(uuid);
    const message = this.#viewport.items.at(index);
    if (!message || isPending(message) || this.#timeline.value?.id !== id) return false;
    const key = this.#keys.keyOf(message);
    await this.#viewport.goTo(index, (third) => ({ key, offset: third }));
    this.#scroll.row(key)?.focus({ preventScroll: true });
    this.marked = uuid;
    this.clock.after(MARKED, () => (this.marked = this.marked === uuid ? null : this.marked));
    return true;
  }

  /** To the composer; where that would raise an on-screen keyboard, to the title. */
  override focus(options?: FocusOptions): void {
    const canType = !this.narrow && !matchMedia('(pointer: coarse)').matches;
    (canType ? this.composer : this.titleElement)?.focus({ preventScroll: true, ...options });
  }

  protected override render(): TemplateResult {
    return html`
      <div class="pane">${this.#renderPane()}</div>
      <div class="visually-hidden announcer" role="status">${this.#announcer.text}</div>
      ${this.#tooltip.render()}
    `;
  }

  #renderPane(): unknown {
    const [entry, timeline] = [this.#entry.value, this.#timeline.value];
    if (entry && timeline) return this.#renderRoom(entry, timeline);
    const error = timeline ? chatError('unknown-room', timeline.roomUuid) : this.#openError.value;
    if (error) return renderFailure(errorText(error, this.#localize), this.#localize.term('back'), this.#handleBack);
    // Before the rooms are known, nobody can choose one.
    if (this.#roomsStatus.value !== 'ready') return nothing;
    return renderHint(this.#localize.term('chooseRoom'), this.#localize.term('chooseRoomHint'));
  }

  #renderRoom({ room, unread }: RoomEntry, timeline: Timeline): TemplateResult {
    const [users, me, localize] = [this.#users.value, this.#me.value, this.#localize];
    const title = roomTitle(room, users, me, localize);
    const header = { room, title, users, me, localize, narrow: this.narrow, tooltip: this.#tooltip };
    return html`
      ${renderHeader({ ...header, onBack: this.#handleBack })}
      <div class="stage">
        <div
          class="scroller"
          part="thread-scroller"
          tabindex="0"
          role="log"
          aria-live="off"
          aria-label=${localize.term('conversation', title)}
          aria-busy=${timeline.status === 'loading'}
          @keydown=${this.#navigation.handleKey}
        >
          <div class="content">
            ${renderContent(this.#contentOptions(timeline))}
            <div class="end"></div>
          </div>
        </div>
        ${this.#viewport.atNewest ? nothing : renderPill(unread, localize, this.#handlePill)}
      </div>
      <wazo-chat-composer
        .roomUuid=${room.uuid}
        .roomName=${title}
        @keydown=${this.#handleComposerKey}
      ></wazo-chat-composer>
    `;
  }

  #contentOptions(timeline: Timeline): ContentOptions {
    return {
      timeline,
      rows: this.#rows,
      users: this.#users.value,
      me: this.#me.value,
      messageContext: this.#messageContext(
        this.#me.value,
        this.#features.value,
        this.#limits.value,
        this.#timeline.session,
      ),
      pendingReactions: this.#pendingReactions.value,
      today: this.#day.today,
      marked: this.marked,
      reactors: this.#reactors,
      localize: this.#localize,
      session: this.#session,
    };
  }

  /** Another sign-in: nothing of the last one may be left. */
  #follow(session: ChatSession | undefined): void {
    this.#session = session;
    this.#keys = new RowKeys();
    this.#places = new Places(this.#viewport);
    this.#before = undefined;
  }

  /** The same rows as long as they would hold the same. */
  #makeRows(timeline: Timeline | undefined, me: string | null): void {
    const { items, start, end } = this.#viewport;
    const row = this.#focusedRow;
    const kept = row instanceof WazoChatMessage && row.message ? items.indexOf(row.message) : -1;
    const keep = kept >= start && kept < end ? -1 : kept;
    const unreadAfter = this.#unreadAfter.value;
    const madeOf = [timeline, me, unreadAfter, start, end, keep];
    if (madeOf.every((part, index) => part === this.#rowsOf[index])) return;
    this.#rowsOf = madeOf;
    this.#rows = timeline
      ? threadRows({ timeline, items, me, unreadAfter, keyOf: this.#keys.keyOf }, start, end, keep)
      : [];
  }

  #paceOf(): Pace {
    const { value } = this.#timeline;
    const before = value?.roomUuid === this.#before?.roomUuid ? this.#before : undefined;
    // A room whose messages come within a frame need not be drawn without them first.
    if (value?.status === 'loading') return before ? 'as-usual' : 'with-frame';
    if (this.#urgent || (value && !before)) return 'at-once';
    // Who writes sees it at once; a frame later it may have been sent, and then it looks like any other.
    return value && before && (before.status === 'loading' || wroteMore(before, value)) ? 'at-once' : 'as-usual';
  }

  #renderNow(): void {
    this.#urgent = true;
    this.requestUpdate();
    this.#pace.hurry();
  }

  #enter(roomUuid: string | null): void {
    this.#places.enter(roomUuid);
    // Only who is in the chat already: a page that opens a room while it loads must not lose its focus to it.
    if (roomUuid !== null && this.#takesFocus) this.focus();
    this.#takesFocus = false;
  }

  #tellReading(): void {
    const timeline = this.#timeline.value;
    const reading = timeline?.status === 'ready' && this.#viewport.atNewest && !this.#places.isDue;
    this.#reading.at(reading ? timeline.id : null);
  }

  #supplyWhatIsNear(): void {
    const timeline = this.#timeline.value;
    if (timeline && this.#session && !this.#places.isDue)
      this.#supply.look(timeline, this.#rows, this.#session, this.scroller);
  }

  async #toNewest(): Promise<void> {
    const id = this.#timeline.value?.id;
    if (id === undefined) return;
    if (!this.#viewport.endIsNewest) {
      await this.#session?.jumpToNewest(id);
      await this.#viewport.refresh();
      if (this.#timeline.value?.id !== id) return;
    }
    this.#viewport.toNewest();
  }

  #handleLook(): void {
    this.#tellReading();
    this.#supplyWhatIsNear();
  }

  #handleBack = (): void => this.#timeline.view?.close();

  #handlePill = (): void => {
    // The pill goes away; the focus stays with what it belongs to.
    this.scroller?.focus({ preventScroll: true });
    void this.#toNewest();
  };

  #handleComposerKey = (event: KeyboardEvent): void => {
    const plain = !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing);
    const [field] = event.composedPath();
    if (event.key !== 'ArrowUp' || !plain || event.defaultPrevented) return;
    if (!(field instanceof HTMLTextAreaElement) || field.value !== '' || this.#viewport.items.length === 0) return;
    event.preventDefault();
    void this.#navigation.toLast();
  };
}

/** Whether a message of mine was begun between two states: who writes wants to see it. */
function wroteMore(before: Timeline, now: Timeline): boolean {
  const last = now.pending[now.pending.length - 1];
  return last !== undefined && !before.pending.some(({ localId }) => localId === last.localId);
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-thread': WazoChatThread;
  }
}
