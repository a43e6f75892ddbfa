import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import type { ChatSession } from '../../session/session.js';
import type { Timeline } from '../../store/state.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import type { WazoChatComposer } from '../composer/composer.js';
import { DEFAULT_SETTINGS, hostContext, type HostSettings } from '../host-settings.js';
import { openTimeline, SelectController } from '../select.js';
import { markdownStyles } from '../../markdown/markdown.styles.js';
import { messageContext } from '../message/message-context.js';
import { MessageText, type TextSurroundings } from '../message/message-text.js';
import { memoise } from '../../store/selectors.js';
import { avatarStyles } from '../shared/avatar.js';
import { customEmojiStyles } from '../shared/custom-emoji.styles.js';
import { DayController, systemClock, type Clock } from '../shared/clock.js';
import { MediaController } from '../shared/media.js';
import { errorText } from '../shared/error-text.js';
import { renderFailure } from '../shared/failure.js';
import { canAttach } from '../shared/chosen-files.js';
import { authorName, roomTitle } from '../shared/names.js';
import { Tooltip } from '../shared/popover-tooltip.js';
import { popoverStyles } from '../shared/popover.styles.js';
import { Announcer, announcement } from './announcer.js';
import { FileDrop } from './file-drop.js';
import { LinkedRooms } from './linked-rooms.js';
import type { ListInput } from './list/input.js';
import type { Item } from './list/items.js';
import { MessageList } from './list/message-list.js';
import { MentionPresses } from './mention-presses.js';
import { Navigation } from './navigation.js';
import { OpeningFocus } from './opening-focus.js';
import { placeholderStyles } from './placeholder.styles.js';
import { paperStyles } from './print/paper.styles.js';
import { PictureViewer } from './picture-viewer.js';
import { Printing } from './print/printing.js';
import { ShownNames } from './shown-names.js';
import { shownOf } from './shown.js';
import { Reading } from './reading.js';
import { renderRoom, writerName, type RoomContext } from './room-templates.js';
import { SessionSource } from './session-source.js';
import { renderHint } from './templates.js';
import { styles } from './thread.styles.js';
import { Copying } from './transcript/copying.js';

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
  static override styles = [
    base,
    controls,
    avatarStyles,
    popoverStyles,
    placeholderStyles,
    customEmojiStyles,
    markdownStyles,
    styles,
    paperStyles,
  ];

  /** Whether there is room for one pane only: a back button leads to the rooms. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  /** The time, for "Today" and announcements. */
  @property({ attribute: false }) clock: Clock = systemClock;

  readonly #localize = new Localize(this, enConversation);
  readonly #timeline = new SelectController(this, openTimeline, () => this.#handleTimeline());
  readonly #linkedRooms = new LinkedRooms(this.#localize);
  readonly #shows = new SelectController(this, shownOf(this.#linkedRooms));
  readonly #messageContext = memoise(messageContext);
  readonly #day = new DayController(this, () => this.clock);
  readonly #list = new MessageList(this, {
    elements: () => ({ scroller: this.scroller, content: this.content }),
    onViewport: () => this.#tellReading(),
  });
  readonly #announcer = new Announcer(
    this,
    () => this.clock,
    (messages) => announcement(messages, this.#shows.value.users, this.#localize),
  );
  readonly #reading = new Reading(this, (isReading) => this.#timeline.view?.setReading(isReading));
  readonly #opening = new OpeningFocus(this);
  readonly #tooltip = new Tooltip(this);
  readonly #names = new ShownNames(this.#linkedRooms);
  readonly #drop = new FileDrop(this, {
    localize: this.#localize,
    isWanted: () => canAttach(this.#shows.value.features, this.settings) && this.#timeline.value !== undefined,
    onDrop: (files) => {
      this.composer?.attach(files);
      this.composer?.focus({ preventScroll: true });
    },
  });
  readonly #presses = new MentionPresses(this, {
    localize: this.#localize,
    openRoom: (uuid) => this.#timeline.view?.open(uuid),
  });
  readonly #motion = new MediaController(this, '(prefers-reduced-motion: reduce)');
  readonly #viewer = new PictureViewer(this, {
    localize: this.#localize,
    timeline: () => this.#timeline.value,
    authorOf: (message) => authorName(this.#shows.value.users, message, this.#localize),
    onFailed: (message) => void this.#session?.renewAddresses(message),
  });
  readonly #navigation = new Navigation(this.#list, () => this.composer?.focus({ preventScroll: true }));

  @consume({ context: hostContext, subscribe: true }) settings: HostSettings = DEFAULT_SETTINGS;

  @query('.paper') private paper!: HTMLElement | null;
  @query('.scroller') private scroller!: HTMLElement | null;
  @query('.content') private content!: HTMLElement | null;
  @query('.end') private end!: HTMLElement | null;
  @query('.title') private titleElement!: HTMLElement | null;
  @query('wazo-chat-composer') private composer!: WazoChatComposer | null;

  /** The message that one jumped to, while it is marked. */
  @state() private marked: string | null = null;

  #session: ChatSession | undefined;

  constructor() {
    super();
    const authorOf = (message: Item): string => writerName(message, { ...this.#shows.value, localize: this.#localize });
    const text = new MessageText(this, this.#localize, () => this.#around);
    const shared = { list: this.#list, localize: this.#localize, text, authorOf };
    new Copying(this, shared);
    new Printing(this, { ...shared, paper: () => this.paper, conversation: () => this.#conversation });
  }

  protected override scheduleUpdate(): Promise<void> {
    return this.#list.pace.run(() => void super.scheduleUpdate(), this.#list.paceFor(this.#input));
  }

  protected override willUpdate(): void {
    if (this.#timeline.session !== this.#session) this.#signIn(this.#timeline.session);
    this.#announcer.follow(this.#timeline.value, this.#shows.value.me);
    this.#list.update(this.#input, this.#canChoose);
  }

  protected override updated(): void {
    this.#reading.observe(this.end);
    this.#opening.rendered(this.#timeline.value?.id);
    this.#tellReading();
  }

  /**
   * Shows a message of the open room, fetched first when it is far away, marks it for a moment and puts the focus on it.
   *
   * @returns false when there is no such message
   */
  async showMessage(uuid: string): Promise<boolean> {
    const row = await this.#list.goTo(uuid);
    if (!row) return false;
    row.focus({ preventScroll: true });
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
    const [{ entry }, timeline] = [this.#shows.value, this.#timeline.value];
    return html`
      <div class="pane">
        ${this.#viewer.renderProblem()} ${this.#presses.renderProblem()}
        ${entry && timeline ? renderRoom(entry, timeline, this.#roomContext(timeline)) : this.#renderNoRoom()}
      </div>
      <div class="paper"></div>
      <div class="visually-hidden announcer" role="status">${this.#announcer.text}</div>
      ${this.#tooltip.render()} ${this.#viewer.render()} ${this.#presses.render()} ${this.#drop.render()}
    `;
  }

  get #conversation(): { readonly title: string; readonly hasOlder: boolean } | undefined {
    const [{ entry, users, me }, timeline] = [this.#shows.value, this.#timeline.value];
    if (!entry || !timeline) return undefined;
    return { title: roomTitle(entry.room, users, me, this.#localize), hasOlder: timeline.hasOlder };
  }

  #renderNoRoom(): unknown {
    const { openError } = this.#shows.value;
    if (openError) {
      const back = { label: this.#localize.term('back'), onClick: this.#handleBack };
      return renderFailure(errorText(openError, this.#localize), [back]);
    }
    if (!this.#canChoose) return nothing;
    return renderHint(this.#localize.term('chooseRoom'), this.#localize.term('chooseRoomHint'));
  }

  /** Before the rooms are known, nobody can choose one. */
  get #canChoose(): boolean {
    return this.#shows.value.roomsStatus === 'ready';
  }

  #roomContext({ id }: Timeline): RoomContext {
    const { users, me, features, limits, customEmoji, pendingReactions, linkedRooms } = this.#shows.value;
    return {
      rows: this.#list.rows,
      atNewest: this.#list.atNewest,
      users,
      me,
      messageContext: this.#messageContext(
        me,
        features,
        limits,
        customEmoji,
        this.#session,
        this.#viewer.show,
        this.#motion.matches,
        this.#list.dressing.isFling,
        this.#list.resizeRow,
        this.settings.linkPreview,
      ),
      pendingReactions,
      today: this.#day.today,
      marked: this.marked,
      narrow: this.narrow,
      names: this.#names,
      linkedRooms,
      tooltip: this.#tooltip,
      localize: this.#localize,
      source: new SessionSource(this.#session, id),
      navigation: this.#navigation,
      onBack: this.#handleBack,
      onPill: this.#handlePill,
    };
  }

  /** What messages without a row may name. */
  get #around(): TextSurroundings {
    const { users, me, customEmoji } = this.#shows.value;
    return {
      me,
      nameOf: (uuid) => users.get(uuid)?.name ?? this.#linkedRooms.titleOf(uuid),
      customEmoji,
      want: () => this.#session?.wantCustomEmoji(),
    };
  }

  get #input(): ListInput | undefined {
    const { value: timeline, session } = this.#timeline;
    if (!timeline) return undefined;
    const { unreadAfter, visit, me } = this.#shows.value;
    const { id } = timeline;
    return { id, visit, timeline, unreadAfter, me, source: new SessionSource(session, id) };
  }

  /** Another sign-in: nothing of the last one may be left. */
  #signIn(session: ChatSession | undefined): void {
    this.#session = session;
    this.#list.reset();
    this.#announcer.reset();
  }

  #tellReading(): void {
    this.#reading.at(this.#list.showsNewest ? (this.#timeline.value?.id ?? null) : null);
  }

  #handleTimeline(): void {
    const { value, view } = this.#timeline;
    this.#opening.willRender(value?.id, view?.state.isUsual ?? false);
    this.#list.hurryFor(this.#input);
  }

  #handleBack = (): void => this.#timeline.view?.close();

  #handlePill = (): void => {
    // The pill goes away; the focus stays with what it belongs to.
    this.scroller?.focus({ preventScroll: true });
    void this.#list.goToNewest();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-thread': WazoChatThread;
  }
}
