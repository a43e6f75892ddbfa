import type { Connection, ConnectionEvent, ReactionEvent } from '../connection/connection.js';
import { contentProblem, isUuid } from '../model/content.js';
import { chatError, toChatError, type ChatError, type ChatErrorCode } from '../model/errors.js';
import type { FeatureName } from '../model/features.js';
import type { Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import {
  connectionChanged,
  messagesMerged,
  messagesReleased,
  openingFailed,
  reactionAdded,
  reactionRemoved,
  roomAdded,
  roomClosed,
  roomOpened,
  roomReadElsewhere,
  roomsFailed,
  roomsLoaded,
  roomsLoading,
  signedIn,
  unreadCounted,
  usersLoaded,
} from '../store/changes.js';
import { Store } from '../store/store.js';
import { Backoff } from '../connection/backoff.js';
import { CatchUp } from './catch-up.js';
import { Drafts } from './drafts.js';
import { browserEnvironment, sharedEnvironment, type Environment } from './environment.js';
import { History } from './history.js';
import { Outbox } from './outbox.js';
import { People } from './people.js';
import { Receipts } from './receipts.js';

export interface SessionOptions {
  readonly connection: Connection;
  /**
   * Where the backend is: what is kept on the device (messages on their way, drafts) is kept for a user of that host.
   * Without it nothing is kept.
   */
  readonly host?: string;
  /** Parts of the browser to be replaced. */
  readonly environment?: Partial<Environment>;
  /** Waits between attempts to open the connection; given here so that tests need not wait. */
  readonly backoff?: Backoff;
  /** Waits before the directory is asked again. */
  readonly peopleBackoff?: Backoff;
  /** Hears of every error, shown or not, until the session ends. */
  readonly onError?: (error: ChatError) => void;
  /** The session has ended by itself: the page signs in another person now, who needs a session of their own. */
  readonly onOtherUser?: () => void;
}

/** People that one search answers: more than fit the list, few enough to draw at once. */
const SEARCH_LIMIT = 50;

/**
 * What the UI may ask for. One per sign-in: it changes the store, and the store is all that the UI reads. No method
 * throws; what goes wrong is in the state, and `onError` hears of it.
 */
export class ChatSession {
  readonly store: Store;
  readonly #connection: Connection;
  readonly #onError: (error: ChatError) => void;
  readonly #onOtherUser: (() => void) | undefined;
  readonly #backoff: Backoff;
  readonly #stop = new AbortController();
  readonly #people: People;
  readonly #host: string;
  readonly #outbox: Outbox;
  readonly #history: History;
  readonly #receipts: Receipts;
  readonly #drafts: Drafts;
  readonly #catchUp: CatchUp;
  /** What was kept on the device has been read. */
  #restored: Promise<unknown> = Promise.resolve();
  /** Live messages of rooms that are not known yet. */
  readonly #early: Message[] = [];
  /** The room that was asked for before the rooms were known. */
  #wantedRoom: string | null = null;
  /** The room whose newest message is under the person's eyes. */
  #readingRoom: string | null = null;

  constructor(options: SessionOptions, store: Store = new Store()) {
    const { connection, host } = options;
    const onError = (error: ChatError): void => {
      if (!this.#stopped) options.onError?.(error);
    };
    const environment = browserEnvironment({ ...(host ? sharedEnvironment() : {}), ...options.environment });
    const newBackoff = (): Backoff => new Backoff(environment.random, environment.after);
    this.store = store;
    this.#connection = connection;
    this.#onError = onError;
    this.#onOtherUser = options.onOtherUser;
    this.#host = host ?? '';
    this.#backoff = options.backoff ?? newBackoff();
    const { signal } = this.#stop;
    this.#people = new People(store, connection, signal, { onError, backoff: options.peopleBackoff ?? newBackoff() });
    this.#receipts = new Receipts(store, connection, onError);
    this.#outbox = new Outbox({ store, connection, environment, signal, onError });
    this.#drafts = new Drafts(environment, signal);
    this.#history = new History(store, connection, signal, { onMessages: (messages) => this.#meet(messages), onError });
    this.#catchUp = new CatchUp({
      store,
      environment,
      signal,
      backoff: newBackoff(),
      history: this.#history,
      outbox: this.#outbox,
      loadRooms: () => this.#loadRooms(),
    });
  }

  get #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  // Connection

  /** Signs in and goes live; tries again by itself while the failure is temporary. */
  async start(): Promise<void> {
    this.store.apply(connectionChanged('connecting'));
    while (!(await this.#open())) await this.#backoff.wait(this.#stop.signal);
  }

  /** Ends everything; the session cannot be used again. */
  stop(): void {
    this.#stop.abort();
    this.#connection.close();
  }

  /**
   * Tries again at once: the person asked for it, or signed in anew.
   *
   * @param signIn asks the page for a token, too; of itself where the one at hand was refused
   */
  reconnect(signIn = this.store.state.connection.status === 'failed'): void {
    if (this.store.state.me === null) {
      if (this.store.state.connection.status === 'failed') void this.start();
      else this.#backoff.skip();
      return;
    }
    this.store.apply(connectionChanged('connecting'));
    this.#connection.reconnect(signIn);
  }

  /** Whether the server serves a part of the extension. */
  supports(feature: FeatureName): boolean {
    return this.store.state.features.names.has(feature);
  }

  // Rooms

  /** Opens a room, at once when the rooms are known and else as soon as they are. */
  openRoom(roomUuid: string): void {
    if (!isUuid(roomUuid)) {
      this.#cannotOpen(chatError('bad-room', roomUuid));
      return;
    }
    const wanted = roomUuid.toLowerCase();
    const { rooms } = this.store.state;
    if (rooms.status !== 'ready') {
      this.#wantedRoom = wanted;
      return;
    }
    this.#wantedRoom = null;
    if (!rooms.byUuid.has(wanted)) {
      this.#cannotOpen(chatError('unknown-room', wanted));
      return;
    }
    this.store.apply(roomOpened(wanted), this.#outbox.shown(wanted));
    void this.#history.open(wanted).then((error) => this.#catchUp.mend(error));
  }

  closeRoom(): void {
    this.#wantedRoom = null;
    this.#readingRoom = null;
    this.store.apply(roomClosed());
  }

  /** @returns the room, or what went wrong */
  async createRoom(name: string | null, userUuids: readonly string[]): Promise<Room | ChatError> {
    try {
      const room = await this.#connection.createRoom(name?.trim() || null, userUuids);
      this.#addRoom(room);
      return room;
    } catch (thrown) {
      return this.#report(toChatError(thrown));
    }
  }

  /** Loads the list of rooms again after it failed. */
  async reloadRooms(): Promise<void> {
    this.store.apply(roomsLoading());
    await this.#loadRooms();
  }

  /** The room whose newest message the person sees now, or null: its messages do not count as unread. */
  setReading(roomUuid: string | null): void {
    this.#readingRoom = roomUuid;
    this.#receipts.follow(roomUuid);
  }

  // Messages

  loadOlder(roomUuid: string): void {
    void this.#history.loadOlder(roomUuid);
  }

  /** Loads what is missing after a message: see `Timeline.gaps`. */
  fillGap(roomUuid: string, afterUuid: string): void {
    void this.#history.fillGap(roomUuid, afterUuid);
  }

  /**
   * Makes a message known, with those around it, however far away it is. On a stock chatd its moment is needed, too.
   *
   * @returns whether it is in the room's timeline now
   */
  jumpTo(roomUuid: string, messageUuid: string, createdAt = ''): Promise<boolean> {
    return this.#history.jumpTo(roomUuid, { uuid: messageUuid, createdAt });
  }

  /** Makes the newest messages known when they were released or missed. */
  jumpToNewest(roomUuid: string): Promise<void> {
    return this.#history.jumpToNewest(roomUuid);
  }

  /** Forgets the messages outside of a range (inclusive) that are far from the reader; they come back when asked for. */
  release(roomUuid: string, firstUuid: string, lastUuid: string): void {
    this.store.apply(messagesReleased(roomUuid, firstUuid, lastUuid));
  }

  /** Loads a room's newest page again after it failed. */
  reloadRoom(roomUuid: string): void {
    void this.#history.open(roomUuid);
  }

  /** @returns why the text cannot be sent, or null when it is on its way */
  send(roomUuid: string, content: string): ChatErrorCode | null {
    const problem = this.checkContent(content);
    if (problem === null) this.#outbox.send(roomUuid, content);
    return problem;
  }

  checkContent(content: string): ChatErrorCode | null {
    return contentProblem(content, this.store.state.features.limits.contentLength);
  }

  /** Sends a failed message again. */
  retry(roomUuid: string, localId: string): void {
    this.#outbox.retry(roomUuid, localId);
  }

  /** Forgets a failed message. */
  discard(roomUuid: string, localId: string): void {
    this.#outbox.discard(roomUuid, localId);
  }

  /** The text that was being written in a room. */
  draft(roomUuid: string): string {
    return this.#drafts.get(roomUuid);
  }

  setDraft(roomUuid: string, text: string): void {
    this.#drafts.set(roomUuid, text);
  }

  /** Adds my reaction, or takes it back; shown at once and undone when the server refuses. */
  async toggleReaction(roomUuid: string, messageUuid: string, emoji: string): Promise<void> {
    const { me, timelines } = this.store.state;
    const message = timelines.get(roomUuid)?.messages.find(({ uuid }) => uuid === messageUuid);
    if (me === null || !message) return;
    const mine = message.reactions.find((reaction) => reaction.userUuid === me && reaction.emoji === emoji);
    const reaction = mine ?? { emoji, userUuid: me, createdAt: null };
    const [change, undo] = mine ? [reactionRemoved, reactionAdded] : [reactionAdded, reactionRemoved];
    this.store.apply(change(roomUuid, messageUuid, reaction));
    try {
      if (mine) await this.#connection.removeReaction(roomUuid, messageUuid, emoji);
      else await this.#connection.addReaction(roomUuid, messageUuid, emoji);
    } catch (thrown) {
      const error = toChatError(thrown);
      // Already taken back, from another window perhaps: that is what was wanted.
      if (error.code === 'unknown-reaction') return;
      this.store.apply(undo(roomUuid, messageUuid, reaction));
      this.#report(error);
    }
  }

  // People

  /** @returns people whose name matches, myself left out, or what went wrong; null when `signal` ended it */
  async searchUsers(term: string, signal: AbortSignal): Promise<readonly User[] | ChatError | null> {
    try {
      const users = await this.#connection.searchUsers(term.trim(), SEARCH_LIMIT, signal);
      this.store.apply(usersLoaded([], users));
      return users.filter(({ uuid }) => uuid !== this.store.state.me);
    } catch (thrown) {
      return signal.aborted ? null : this.#report(toChatError(thrown));
    }
  }

  // What the connection tells

  /** @returns false when it is worth another attempt */
  async #open(): Promise<boolean> {
    const { signal } = this.#stop;
    if (signal.aborted) return true;
    try {
      const { userUuid, features } = await this.#connection.open(signal);
      this.store.apply(signedIn(userUuid, features));
      const owner = `${this.#host} ${userUuid}`;
      this.#restored = Promise.all([this.#outbox.restore(owner), this.#drafts.restore(owner)]);
      this.#connection.listen((event) => this.#handle(event));
      return true;
    } catch (thrown) {
      const error = toChatError(thrown);
      if (this.#stopped) return true;
      this.#reportConnection(error);
      return !error.temporary;
    }
  }

  #handle(event: ConnectionEvent): void {
    switch (event.type) {
      case 'live':
        this.store.apply(connectionChanged('live'));
        this.#catchUp.begin();
        break;
      case 'lost':
      case 'failed':
        this.#catchUp.end();
        this.#reportConnection(event.error);
        // Without events the rooms can still be read.
        if (event.type === 'lost' && this.store.state.rooms.status !== 'ready') void this.#loadRooms();
        break;
      case 'other-user':
        this.stop();
        this.#onOtherUser?.();
        break;
      case 'problem':
        this.#onError(event.error);
        break;
      case 'room-created':
        this.#addRoom(event.room);
        break;
      case 'message-created':
        this.#receive(event.message);
        break;
      case 'room-read':
        if (event.userUuid === this.store.state.me) {
          this.store.apply(roomReadElsewhere(event.roomUuid, event.messageUuid));
        }
        break;
      case 'reaction-created':
      case 'reaction-deleted':
        this.#react(event);
        break;
    }
  }

  /** @returns what went wrong */
  async #loadRooms(): Promise<ChatError | null> {
    const { signal } = this.#stop;
    try {
      const requests = [this.#connection.rooms(signal), this.#connection.lastMessages(signal)] as const;
      // Drafts are there before a room can be opened.
      const [rooms, last] = await Promise.all([...requests, this.#restored]);
      if (signal.aborted) return null;
      this.#meet(last);
      this.#people.want(rooms.flatMap((room) => room.participants.map(({ uuid }) => uuid)));
      this.store.apply(roomsLoaded(rooms, last));
      this.#receipts.follow(this.#readingRoom);
      // After the rooms, since their answer may be older than these.
      for (const message of this.#early.splice(0))
        if (this.store.state.rooms.byUuid.has(message.roomUuid)) this.#receive(message);
      if (this.#wantedRoom !== null) this.openRoom(this.#wantedRoom);
      return null;
    } catch (thrown) {
      const error = toChatError(thrown);
      if (signal.aborted) return error;
      this.store.apply(roomsFailed(error));
      return this.#report(error);
    }
  }

  #addRoom(room: Room): void {
    this.#people.want(room.participants.map(({ uuid }) => uuid));
    this.store.apply(roomAdded(room));
  }

  #receive(message: Message): void {
    this.#meet([message]);
    const { roomUuid, userUuid } = message;
    const mine = userUuid === this.store.state.me;
    const last = this.store.state.rooms.byUuid.get(roomUuid)?.lastMessage;
    // A repeated frame must not count twice.
    const unread = !mine && roomUuid !== this.#readingRoom && last?.uuid !== message.uuid;
    this.store.apply(
      messagesMerged(roomUuid, [message]),
      ...(unread ? [unreadCounted(roomUuid, last?.uuid ?? null)] : []),
    );
    this.#receipts.follow(this.#readingRoom);
    const { rooms } = this.store.state;
    if (rooms.byUuid.has(roomUuid)) return;
    this.#early.push(message);
    // A room whose creation was missed: the list is fetched rather than guessed.
    if (rooms.status === 'ready') void this.#loadRooms();
  }

  #react({ type, roomUuid, messageUuid, reaction }: ReactionEvent): void {
    this.#people.want([reaction.userUuid]);
    const change = type === 'reaction-created' ? reactionAdded : reactionRemoved;
    this.store.apply(change(roomUuid, messageUuid, reaction));
  }

  /** Messages that are about to enter the store. */
  #meet(messages: readonly Message[]): void {
    this.#outbox.meet(messages);
    this.#people.want(messages.flatMap((message) => [message.userUuid, ...message.reactions.map((r) => r.userUuid)]));
  }

  #cannotOpen(error: ChatError): void {
    this.store.apply(openingFailed(this.#report(error)));
  }

  #reportConnection(error: ChatError): void {
    this.store.apply(connectionChanged(error.temporary ? 'lost' : 'failed', error));
    this.#report(error);
  }

  #report(error: ChatError): ChatError {
    this.#onError(error);
    return error;
  }
}
