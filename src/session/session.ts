import { Backoff } from '../connection/backoff.js';
import type { ConnectionEvent, Opening } from '../connection/connection.js';
import type { GifProvider } from '../model/gif.js';
import type { ChatError, ChatErrorCode } from '../model/errors.js';
import type { Message, Part } from '../model/message.js';
import type { Presence } from '../model/presence.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { messagesReleased } from '../store/message-changes.js';
import { connectionChanged, signedIn } from '../store/room-changes.js';
import { Store, type Change } from '../store/store.js';
import { roomTimeline, timelineOf, type TimelineId } from '../store/timeline-id.js';
import { Addresses } from './addresses.js';
import { CatchUp } from './catch-up.js';
import { Composing } from './composing.js';
import { newCore, type SessionCore, type SessionOptions } from './core.js';
import { CustomEmojiList } from './custom-emoji.js';
import type { DraftChange } from './drafts.js';
import { Events } from './events.js';
import type { GrowingFile } from './growing-file.js';
import { History } from './history.js';
import type { Uploader } from './hosted-files.js';
import { Outbox } from './outbox/outbox.js';
import { Keeper } from './keeper.js';
import { People } from './people.js';
import { toggledReaction } from './reactions.js';
import { Receipts } from './receipts.js';
import { Restorer } from './restorer.js';
import { Rooms } from './rooms.js';
import { SignIn } from './sign-in.js';
import type { NamedFile } from './uploads.js';
import type { ChatView } from './view.js';
import { Views } from './views.js';

/**
 * What the UI may ask for. One per sign-in: it changes the store, and the store and the views are all that the UI reads.
 * No method throws; what goes wrong is in the state, and `onError` hears of it.
 */
export class ChatSession {
  readonly store: Store;
  readonly #core: SessionCore;
  readonly #options: SessionOptions;
  readonly #stop = new AbortController();
  readonly #signIn: SignIn;
  readonly #people: People;
  readonly #customEmoji: CustomEmojiList;
  readonly #receipts: Receipts;
  readonly #outbox: Outbox;
  readonly #composing: Composing;
  readonly #history: History;
  readonly #addresses: Addresses;
  readonly #catchUp: CatchUp;
  readonly #rooms: Rooms;
  readonly #events: Events;
  readonly #keeper: Keeper;
  readonly #restorer: Restorer;
  readonly #views = new Views((id) => this.#history.forget(id));

  constructor(options: SessionOptions, store: Store = new Store()) {
    const core = newCore(options, store, this.#stop.signal, (messages) => this.#meet(messages));
    const newBackoff = (): Backoff => new Backoff(core.environment);
    this.store = store;
    this.#core = core;
    this.#options = options;
    const hooks = {
      opened: (opening: Opening) => this.#opened(opening),
      failed: (error: ChatError) => this.#reportConnection(error),
      next: () => this.#views.wanted,
    };
    this.#signIn = new SignIn(core, hooks, options.backoff ?? newBackoff());
    this.#people = new People(core, options.peopleBackoff ?? newBackoff());
    this.#customEmoji = new CustomEmojiList(core, newBackoff());
    this.#outbox = new Outbox(core);
    this.#receipts = new Receipts(core, this.#outbox);
    this.#composing = new Composing(core, this.#outbox);
    this.#history = new History(core);
    this.#addresses = new Addresses(core);
    const keeps = options.keepsHistory ?? true;
    this.#keeper = new Keeper(core, this.#people, this.#history, () => this.#views.lastRoom, keeps);
    const kept = { outbox: this.#outbox, keeper: this.#keeper, composing: this.#composing };
    this.#restorer = new Restorer(core, kept, () => this.#views.enter());
    this.#catchUp = new CatchUp(core, this.#outbox, this.#history, () => this.#views.open(), newBackoff());
    this.#rooms = new Rooms(core, this.#people, {
      loaded: () => this.#loaded(),
      incomplete: () => this.#catchUp.reloadRooms(),
    });
    this.#events = new Events(core, {
      people: this.#people,
      receipts: this.#receipts,
      rooms: this.#rooms,
      history: this.#history,
    });
  }

  // Connection

  /** Signs in and goes live; tries again by itself while the failure is temporary. */
  async start(): Promise<void> {
    this.store.apply(connectionChanged('connecting'));
    await this.#signIn.start();
  }

  /** Ends everything; the session cannot be used again. */
  stop(): void {
    this.#stop.abort();
    this.#core.connection.close();
  }

  /**
   * Tries again at once: the person asked for it, or signed in anew.
   *
   * @param signIn asks the page for a token, too; of itself where the one at hand was refused
   */
  reconnect(signIn = this.store.state.connection.status === 'failed'): void {
    const { me, connection } = this.store.state;
    if (me === null) {
      if (connection.status === 'failed') void this.start();
      else this.#signIn.skip();
      return;
    }
    this.store.apply(connectionChanged('connecting'));
    this.#core.connection.reconnect(signIn);
  }

  // Views

  /** Whether a room that is known may be shown. */
  get isReadyForRooms(): boolean {
    return this.#restorer.isReadyForRooms;
  }

  addView(view: ChatView): void {
    this.#views.add(view);
  }

  removeView(view: ChatView): void {
    this.#views.remove(view);
    this.setReading(view, null);
  }

  /**
   * Loads a timeline for a view that shows it from now on. Resolves when it is up to date, or cannot be had.
   *
   * @param unreadAfter the last message read: where the person begins to read
   */
  show(id: TimelineId, unreadAfter: string | null): Promise<void> {
    const { uuid: roomUuid } = timelineOf(id);
    this.store.apply(...this.#views.shown(id, roomUuid), this.#outbox.shown(roomUuid));
    this.#keeper.roomShown();
    return this.#catchUp.load(id, unreadAfter);
  }

  /** Asks for the newest messages of a timeline that a view will show if it can. */
  anticipate(id: TimelineId): void {
    if (this.#restorer.isReadyForMessages) this.#history.anticipate(id);
  }

  /** The room that was on screen last, at this visit or an earlier one; undefined while that is not known. */
  get lastRoom(): string | null | undefined {
    return this.#keeper.lastRoom;
  }

  /** The room whose newest message the person sees in a view now, or null: its messages do not count as unread. */
  setReading(view: ChatView, roomUuid: string | null): void {
    this.#receipts.read(view, roomUuid);
  }

  #loaded(): void {
    this.store.apply(...this.#outbox.shownRead());
    this.#receipts.follow();
    this.#views.enter();
  }

  // Rooms

  /** @returns the room, or what went wrong */
  createRoom(name: string | null, userUuids: readonly string[]): Promise<Room | ChatError> {
    return this.#rooms.create(name, userUuids);
  }

  /** Loads the list of rooms again after it failed. */
  reloadRooms(): Promise<void> {
    return this.#rooms.reload();
  }

  // Messages

  loadOlder(id: TimelineId, count?: number): void {
    void this.#history.loadOlder(id, count);
  }

  /** Loads what is missing after a message: see `Timeline.gaps`. */
  fillGap(id: TimelineId, afterUuid: string, count?: number): void {
    void this.#history.fillGap(id, afterUuid, count);
  }

  /**
   * Makes a message known, with those around it, however far away it is. On a stock chatd its moment is needed, too.
   *
   * @returns whether it is in the timeline now
   */
  jumpTo(id: TimelineId, messageUuid: string, createdAt = ''): Promise<boolean> {
    return this.#history.jumpTo(id, { uuid: messageUuid, createdAt });
  }

  /** Makes the newest messages known when they were released or missed. */
  jumpToNewest(id: TimelineId): Promise<void> {
    return this.#history.jumpToNewest(id);
  }

  /** Forgets the messages outside of a range (inclusive) that are far from the reader; they come back when asked for. */
  release(id: TimelineId, firstUuid: string, lastUuid: string): void {
    this.store.apply(messagesReleased(id, firstUuid, lastUuid));
  }

  /** Loads a timeline's newest page again after it failed. */
  reload(id: TimelineId): void {
    void this.#history.open(id);
  }

  /**
   * Sends a text with the files of the room's draft, as soon as these are on the server.
   *
   * @returns why it cannot be sent, or null when it is on its way or waits for its files
   */
  send(roomUuid: string, content: string): ChatErrorCode | null {
    return this.#composing.send(roomUuid, content);
  }

  /** Finds out where a message's files can be read now: addresses expire. Resolves when that is known, or failed. */
  renewAddresses(message: Message): Promise<void> {
    return this.#addresses.renew(message);
  }

  /** Sends a failed message again. */
  retry(localId: string): void {
    this.#outbox.retry(localId);
  }

  /** Forgets a failed message. */
  discard(localId: string): void {
    this.#outbox.discard(localId);
  }

  /** Files for the next message of a room: they go to the server at once. */
  attachFiles(roomUuid: string, files: readonly NamedFile[]): void {
    this.#composing.uploads.attach(roomUuid, files);
  }

  /**
   * A file for the next message of a room that is still being made, such as a recording. Undefined where the device cannot
   * keep it meanwhile.
   */
  growFile(roomUuid: string): GrowingFile | undefined {
    return this.#composing.uploads.grow(roomUuid);
  }

  /** Files go into a page's own storage from now on, or (null) to the server. */
  useUploader(uploader: Uploader | null): void {
    this.#composing.useUploader(uploader);
  }

  /**
   * Sends a file as a message of its own, whatever is being written: at once in the thread, kept on the device, and uploaded
   * when it can be. Where files go into a page's own storage, it joins those of the draft.
   *
   * @returns why it cannot be sent, or null
   */
  sendFile(roomUuid: string, part: Part, file: Blob): ChatErrorCode | null {
    return this.#composing.sendFile(roomUuid, part, file);
  }

  /** The server's GIFs; undefined where it has none. */
  get gifs(): GifProvider | undefined {
    return this.#core.connection.can.gifs;
  }

  /** Has the server's own emoji come into the state (`customEmoji`), unless they are there; it may have none. */
  wantCustomEmoji(): void {
    this.#customEmoji.want();
  }

  /** Tells the host page of what failed beside the connection. @returns it as data */
  report(thrown: unknown): ChatError {
    return this.#core.report(thrown);
  }

  removeFile(roomUuid: string, localId: string): void {
    this.#composing.uploads.remove(roomUuid, localId);
  }

  /** Sends a file of a draft again that has failed. */
  retryFile(roomUuid: string, localId: string): void {
    this.#composing.uploads.retry(roomUuid, localId);
  }

  /** A message that waits for its files is not to go by itself. */
  holdMessage(roomUuid: string): void {
    this.#composing.uploads.setSending(roomUuid, false);
  }

  /** The text that was being written in a room. */
  draft(roomUuid: string): string {
    return this.#composing.drafts.get(roomUuid);
  }

  setDraft(roomUuid: string, text: string): void {
    this.#composing.drafts.set(roomUuid, text);
  }

  /** Hears of every change of a draft, wherever it is made. @returns the way to unsubscribe */
  watchDrafts(listener: (change: DraftChange) => void): () => void {
    return this.#composing.drafts.watch(listener);
  }

  /** Adds my reaction, or takes it back; shown at once and undone when the server refuses. */
  toggleReaction(roomUuid: string, messageUuid: string, emoji: string): void {
    const intent = toggledReaction(this.store.state, roomUuid, messageUuid, emoji);
    if (intent) this.#outbox.perform(roomUuid, intent);
  }

  // People

  /** @returns people whose name matches, myself left out, or what went wrong; null when `signal` ended it */
  searchUsers(term: string, signal: AbortSignal): Promise<readonly User[] | ChatError | null> {
    return this.#people.search(term, signal);
  }

  /** Whether people can be reached now, by uuid; absent where that is not known. Never rejects. */
  presences(uuids: readonly string[]): Promise<ReadonlyMap<string, Presence>> {
    return this.#people.presences(uuids);
  }

  // What the connection tells

  #opened({ userUuid, features, limits, ahead }: Opening): void {
    const offered = this.#composing.offered({ features, limits });
    this.store.apply(signedIn(userUuid, offered.features, offered.limits));
    if (ahead?.page) this.#history.expect(roomTimeline(ahead.page.roomUuid), ahead.page.answer);
    void this.#restorer.restore(`${this.#options.host ?? ''} ${userUuid}`);
    // Events are for what changes: what is there already need not wait for them.
    void this.#rooms.load(ahead?.rooms?.());
    this.#views.enter();
    this.#core.connection.listen((event) => this.#handle(event));
  }

  #handle(event: ConnectionEvent): void {
    switch (event.type) {
      case 'live':
        this.store.apply(connectionChanged('live'));
        this.#catchUp.begin(() => this.#rooms.refresh());
        this.#customEmoji.refresh();
        break;
      case 'lost':
      case 'failed':
        this.#catchUp.end();
        this.#reportConnection(event.error);
        // Without events the rooms can still be read.
        if (event.type === 'lost' && this.store.state.rooms.status !== 'ready') void this.#rooms.load();
        break;
      case 'other-user':
        this.stop();
        this.#options.onOtherUser?.();
        break;
      default:
        this.#events.handle(event);
    }
  }

  #reportConnection(error: ChatError): void {
    this.store.apply(connectionChanged(error.temporary ? 'lost' : 'failed', error));
    this.#core.onError(error);
  }

  /** Messages that are about to enter the store. @returns what they change beside */
  #meet(messages: readonly Message[]): readonly Change[] {
    this.#people.wantAuthorsOf(messages);
    return this.#outbox.meet(messages);
  }
}
