import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { DayController, systemClock, type Clock } from '../../controllers/clock.js';
import { ScrollAnchor, type ReadingPlace } from '../../controllers/scroll-anchor.js';
import { SelectController } from '../../controllers/select.js';
import { Localize } from '../../i18n/localize.js';
import { toPlainText } from '../../markdown/plain-text.js';
import { chatError } from '../../model/errors.js';
import type { Message } from '../../model/message.js';
import type { ChatSession } from '../../session/session.js';
import { openEntry, openTimeline } from '../../store/selectors.js';
import type { RoomEntry, Timeline } from '../../store/state.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { avatarStyles } from '../shared/avatar.js';
import { errorText } from '../shared/error-text.js';
import { authorName, roomTitle, userName } from '../shared/names.js';
import { widgetAround } from '../shared/popover-position.js';
import { Tooltip } from '../shared/popover-tooltip.js';
import { popoverStyles } from '../shared/popover.styles.js';
import { Announcer } from './announcer.js';
import { Reading } from './reading.js';
import { ReactorNames } from './reactor-names.js';
import { RowKeys } from './row-keys.js';
import { isPending, threadRows, type DayRow, type MessageRow, type Row } from './rows.js';
import { dayName, renderFailure, renderHint, renderOlderFailed, renderPill, renderSkeleton } from './templates.js';
import { renderHeader } from './thread-header.js';
import { styles } from './thread.styles.js';

/** Screens above the reader at which the next older page is asked for. */
const LOOK_AHEAD = 1.5;
/** Announced text is cut at this length: who wants all of a long message reads it. */
const ANNOUNCED_LENGTH = 200;

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
  readonly #timeline = new SelectController(this, openTimeline);
  readonly #openError = new SelectController(this, (state) => state.openError);
  readonly #roomsStatus = new SelectController(this, (state) => state.rooms.status);
  readonly #users = new SelectController(this, (state) => state.users);
  readonly #me = new SelectController(this, (state) => state.me);
  readonly #features = new SelectController(this, (state) => state.features);
  readonly #day = new DayController(this, () => this.clock);
  readonly #scroll = new ScrollAnchor(this, () => this.#handleSettled());
  readonly #announcer = new Announcer(
    this,
    () => this.clock,
    (messages) => this.#announcement(messages),
  );
  readonly #reading = new Reading(this, (roomUuid) => this.#session?.setReading(roomUuid));
  readonly #tooltip = new Tooltip(this);

  @query('.scroller') private scroller!: HTMLElement | null;
  @query('.content') private content!: HTMLElement | null;
  @query('.end') private end!: HTMLElement | null;
  @query('.title') private titleElement!: HTMLElement | null;
  @query('wazo-chat-composer') private composer!: HTMLElement | null;

  readonly #reactors = new ReactorNames();
  #keys = new RowKeys();
  /** Where each room was being read when it was left. */
  #places = new Map<string, ReadingPlace | null>();
  /** What was on screen before this update. */
  #before: Timeline | undefined;
  #rows: readonly Row[] = [];
  #rowsOf: { readonly timeline: Timeline; readonly me: string | null } | undefined;
  #session: ChatSession | undefined;

  protected override willUpdate(): void {
    const timeline = this.#timeline.value;
    const me = this.#me.value;
    if (this.#timeline.session !== this.#session) this.#follow(this.#timeline.session);
    // The rows of the room that is left are still in place.
    if (this.#before && timeline?.roomUuid !== this.#before.roomUuid)
      this.#places.set(this.#before.roomUuid, this.#scroll.place());
    this.#keys.follow(this.#before, timeline, me);
    this.#announcer.follow(this.#before, timeline, me);
    if (timeline && (this.#rowsOf?.timeline !== timeline || this.#rowsOf.me !== me)) {
      this.#rows = threadRows(timeline, me, this.#keys.keyOf);
      this.#rowsOf = { timeline, me };
    }
  }

  protected override updated(): void {
    const before = this.#before;
    const timeline = this.#timeline.value;
    this.#before = timeline;
    this.#scroll.observe(this.scroller, this.content);
    this.#reading.observe(this.end);
    if (timeline && timeline.roomUuid !== before?.roomUuid) this.#arrive(timeline.roomUuid);
    else if (timeline && before && wroteMore(before, timeline)) this.#scroll.toNewest();
    if (timeline !== before) this.#scroll.settleSoon();
    this.#tellReading();
    // Not after every render: it reads geometry, and what changes the size settles anyway.
    if (timeline?.older !== before?.older) this.#loadWhatIsNear();
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
        >
          <div class="content">
            ${this.#renderContent(timeline)}
            <div class="end"></div>
          </div>
        </div>
        ${this.#scroll.atNewest ? nothing : renderPill(unread, localize, this.#handlePill)}
      </div>
      <wazo-chat-composer .roomUuid=${room.uuid} .roomName=${title}></wazo-chat-composer>
    `;
  }

  #renderContent(timeline: Timeline): unknown {
    const rows = repeat(
      this.#rows,
      (row) => row.key,
      (row) => (row.kind === 'day' ? this.#renderDay(row) : this.#renderMessage(row)),
    );
    return [this.#renderTop(timeline), rows];
  }

  /** What stands above the oldest row. */
  #renderTop({ roomUuid, status, error, hasOlder, older }: Timeline): unknown {
    const localize = this.#localize;
    if (status === 'loading') return renderSkeleton(8, localize.term('loading'));
    if (status === 'failed') {
      const text = error ? errorText(error, localize) : localize.term('errorUnknown');
      return renderFailure(text, localize.term('retry'), () => this.#session?.reloadRoom(roomUuid));
    }
    if (this.#rows.length === 0) return renderHint(localize.term('emptyThread'), localize.term('emptyThreadHint'));
    if (!hasOlder) return html`<p class="start">${localize.term('startOfConversation')}</p>`;
    if (older === 'failed') return renderOlderFailed(localize, () => this.#session?.loadOlder(roomUuid));
    return renderSkeleton(3, older === 'loading' ? localize.term('loadingOlder') : '');
  }

  #renderDay({ date }: DayRow): TemplateResult {
    return html`<div class="day">${dayName(date, this.#day.today, this.#localize)}</div>`;
  }

  #renderMessage({ key, message, mine, grouped }: MessageRow): TemplateResult {
    const users = this.#users.value;
    const author = isPending(message) ? this.#myName() : authorName(users, message, this.#localize);
    return html`<wazo-chat-message
      data-key=${key}
      .message=${message}
      .author=${author}
      .me=${this.#me.value}
      .names=${this.#reactors.of(message, users, this.#localize)}
      .canReact=${this.#features.value.names.has('reactions')}
      ?mine=${mine}
      ?grouped=${grouped}
    ></wazo-chat-message>`;
  }

  #myName(): string {
    const me = this.#me.value;
    return me === null ? this.#localize.term('me') : userName(this.#users.value, me, this.#localize);
  }

  #announcement(messages: readonly Message[]): string {
    const [only] = messages;
    if (!only || messages.length > 1) return this.#localize.term('newMessages', messages.length);
    const text = toPlainText(only.content).slice(0, ANNOUNCED_LENGTH);
    return this.#localize.term('messageAnnouncement', authorName(this.#users.value, only, this.#localize), text);
  }

  /** Another sign-in: nothing of the last one may be left. */
  #follow(session: ChatSession | undefined): void {
    this.#session = session;
    this.#keys = new RowKeys();
    this.#places = new Map();
    this.#before = undefined;
  }

  #arrive(roomUuid: string): void {
    this.#scroll.restore(this.#places.get(roomUuid) ?? null);
    // Only who is in the chat already: a page that opens a room while it loads must not lose its focus to it.
    if (widgetAround(this).matches(':focus-within')) this.focus();
  }

  #tellReading(): void {
    const timeline = this.#timeline.value;
    this.#reading.at(timeline?.status === 'ready' && this.#scroll.atNewest ? timeline.roomUuid : null);
  }

  #loadWhatIsNear(): void {
    const timeline = this.#timeline.value;
    if (timeline?.status === 'ready' && timeline.hasOlder && timeline.older === 'idle' && this.#isNearTop())
      this.#session?.loadOlder(timeline.roomUuid);
  }

  #isNearTop(): boolean {
    const scroller = this.scroller;
    return scroller !== null && scroller.clientHeight > 0 && scroller.scrollTop < scroller.clientHeight * LOOK_AHEAD;
  }

  #handleSettled(): void {
    this.#tellReading();
    this.#loadWhatIsNear();
  }

  #handleBack = (): void => this.#session?.closeRoom();

  #handlePill = (): void => {
    // The pill goes away; the focus stays with what it belongs to.
    this.scroller?.focus({ preventScroll: true });
    this.#scroll.toNewest();
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
