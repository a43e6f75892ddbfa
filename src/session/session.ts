import { Backoff } from '../connection/backoff.js';
import type { ConnectionEvent } from '../connection/connection.js';
import { contentProblem } from '../model/content.js';
import { toChatError, type ChatError, type ChatErrorCode } from '../model/errors.js';
import { textBody, type Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { messagesReleased } from '../store/message-changes.js';
import { connectionChanged, roomReadElsewhere, signedIn } from '../store/room-changes.js';
import { Store } from '../store/store.js';
import { CatchUp } from './catch-up.js';
import { newCore, type SessionCore, type SessionOptions } from './core.js';
import { Drafts } from './drafts.js';
import { History } from './history.js';
import { Outbox } from './outbox/outbox.js';
import { People } from './people.js';
import { reactionChange, toggleReaction } from './reactions.js';
import { Receipts } from './receipts.js';
import { Rooms } from './rooms.js';

/**
 * What the UI may ask for. One per sign-in: it changes the store, and the store is all that the UI reads. No method
 * throws; what goes wrong is in the state, and `onError` hears of it.
 */
export class ChatSession {
  readonly store: Store;
  readonly #core: SessionCore;
  readonly #options: SessionOptions;
  readonly #stop = new AbortController();
  /** Waits between attempts to open the connection. */
  readonly #backoff: Backoff;
  readonly #people: People;
  readonly #receipts: Receipts;
  readonly #outbox: Outbox;
  readonly #drafts: Drafts;
  readonly #history: History;
  readonly #catchUp: CatchUp;
  readonly #rooms: Rooms;

  constructor(options: SessionOptions, store: Store = new Store()) {
    const core = newCore(options, store, this.#stop.signal, (messages) => this.#meet(messages));
    const newBackoff = (): Backoff => new Backoff(core.environment.random, core.environment.after);
    this.store = store;
    this.#core = core;
    this.#options = options;
    this.#backoff = options.backoff ?? newBackoff();
    this.#people = new People(core, options.peopleBackoff ?? newBackoff());
    this.#receipts = new Receipts(core);
    this.#outbox = new Outbox(core);
    this.#drafts = new Drafts(core.environment, core.signal);
    this.#history = new History(core);
    this.#catchUp = new CatchUp(core, this.#outbox.turns, this.#history, newBackoff());
    this.#rooms = new Rooms(core, {
      people: this.#people,
      receipts: this.#receipts,
      outbox: this.#outbox,
      catchUp: this.#catchUp,
    });
  }

  // Connection

  /** Signs in and goes live; tries again by itself while the failure is temporary. */
  async start(): Promise<void> {
    this.store.apply(connectionChanged('connecting'));
    while (!(await this.#open())) await this.#backoff.wait(this.#core.signal);
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
      else this.#backoff.skip();
      return;
    }
    this.store.apply(connectionChanged('connecting'));
    this.#core.connection.reconnect(signIn);
  }

  // Rooms

  /** Opens a room, at once when the rooms are known and else as soon as they are. */
  openRoom(roomUuid: string): void {
    this.#rooms.open(roomUuid);
  }

  closeRoom(): void {
    this.#rooms.close();
  }

  /** @returns the room, or what went wrong */
  createRoom(name: string | null, userUuids: readonly string[]): Promise<Room | ChatError> {
    return this.#rooms.create(name, userUuids);
  }

  /** Loads the list of rooms again after it failed. */
  reloadRooms(): Promise<void> {
    return this.#rooms.reload();
  }

  /** The room whose newest message the person sees now, or null: its messages do not count as unread. */
  setReading(roomUuid: string | null): void {
    this.#receipts.read(roomUuid);
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
    const problem = contentProblem(content, this.store.state.limits.contentLength);
    if (problem === null) this.#outbox.send(roomUuid, textBody(content));
    return problem;
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
  toggleReaction(roomUuid: string, messageUuid: string, emoji: string): Promise<void> {
    return toggleReaction(this.#core, roomUuid, messageUuid, emoji);
  }

  // People

  /** @returns people whose name matches, myself left out, or what went wrong; null when `signal` ended it */
  searchUsers(term: string, signal: AbortSignal): Promise<readonly User[] | ChatError | null> {
    return this.#people.search(term, signal);
  }

  // What the connection tells

  /** @returns false when it is worth another attempt */
  async #open(): Promise<boolean> {
    const { connection, signal } = this.#core;
    if (this.#hasEnded()) return true;
    try {
      const { userUuid, features, limits } = await connection.open(signal);
      this.store.apply(signedIn(userUuid, features, limits));
      const owner = `${this.#options.host ?? ''} ${userUuid}`;
      this.#rooms.restored = Promise.all([this.#outbox.restore(owner), this.#drafts.restore(owner)]);
      connection.listen((event) => this.#handle(event));
      return true;
    } catch (thrown) {
      const error = toChatError(thrown);
      if (this.#hasEnded()) return true;
      this.#reportConnection(error);
      return !error.temporary;
    }
  }

  #handle(event: ConnectionEvent): void {
    switch (event.type) {
      case 'live':
        this.store.apply(connectionChanged('live'));
        this.#catchUp.begin(() => this.#rooms.load());
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
      case 'problem':
        this.#core.onError(event.error);
        break;
      case 'room-added':
        this.#rooms.add(event.room);
        break;
      case 'message-created':
        this.#rooms.receive(event.message);
        break;
      case 'room-read':
        if (event.userUuid === this.store.state.me)
          this.store.apply(roomReadElsewhere(event.roomUuid, event.messageUuid));
        break;
      case 'reaction-created':
      case 'reaction-deleted':
        this.#people.want([event.reaction.userUuid]);
        this.store.apply(reactionChange(event));
        break;
    }
  }

  #hasEnded(): boolean {
    return this.#core.signal.aborted;
  }

  #reportConnection(error: ChatError): void {
    this.store.apply(connectionChanged(error.temporary ? 'lost' : 'failed', error));
    this.#core.onError(error);
  }

  /** Messages that are about to enter the store. */
  #meet(messages: readonly Message[]): void {
    this.#outbox.meet(messages);
    this.#people.wantAuthorsOf(messages);
  }
}
