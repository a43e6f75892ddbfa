import { Backoff } from '../connection/backoff.js';
import type { ConnectionEvent, Opening } from '../connection/connection.js';
import type { ChatError } from '../model/errors.js';
import type { Message } from '../model/message.js';
import { connectionChanged, signedIn } from '../store/room-changes.js';
import type { Change, Store } from '../store/store.js';
import { roomTimeline } from '../store/timeline-id.js';
import { Addresses } from './addresses.js';
import { CatchUp } from './catch-up.js';
import { Composing } from './composing.js';
import { newCore, type SessionCore, type SessionOptions } from './core.js';
import { CustomEmojiList } from './custom-emoji.js';
import { Events } from './events.js';
import { History } from './history.js';
import { Outbox } from './outbox/outbox.js';
import { Keeper } from './keeper.js';
import { People } from './people.js';
import { Receipts } from './receipts.js';
import { Restorer } from './restorer.js';
import { Rooms } from './rooms.js';
import { SignIn } from './sign-in.js';
import { Views } from './views.js';

/** The parts of a session, how they hang together, and what the connection tells them. */
export class SessionParts {
  readonly store: Store;
  readonly core: SessionCore;
  readonly #options: SessionOptions;
  readonly #stop = new AbortController();
  readonly #signIn: SignIn;
  readonly people: People;
  readonly customEmoji: CustomEmojiList;
  readonly receipts: Receipts;
  readonly outbox: Outbox;
  readonly composing: Composing;
  readonly history: History;
  readonly addresses: Addresses;
  readonly catchUp: CatchUp;
  readonly rooms: Rooms;
  readonly #events: Events;
  readonly keeper: Keeper;
  readonly restorer: Restorer;
  readonly views = new Views((id) => this.history.forget(id));

  constructor(options: SessionOptions, store: Store) {
    const core = newCore(options, store, this.#stop.signal, (messages) => this.#meet(messages));
    const newBackoff = (): Backoff => new Backoff(core.environment);
    this.store = store;
    this.core = core;
    this.#options = options;
    const hooks = {
      opened: (opening: Opening) => this.#opened(opening),
      failed: (error: ChatError) => this.#reportConnection(error),
      next: () => this.views.wanted,
    };
    this.#signIn = new SignIn(core, hooks, options.backoff ?? newBackoff());
    this.people = new People(core, options.peopleBackoff ?? newBackoff());
    this.customEmoji = new CustomEmojiList(core, newBackoff());
    this.outbox = new Outbox(core);
    this.receipts = new Receipts(core, this.outbox);
    this.composing = new Composing(core, this.outbox);
    this.history = new History(core);
    this.addresses = new Addresses(core);
    const keeps = options.keepsHistory ?? true;
    this.keeper = new Keeper(core, this.people, this.history, () => this.views.lastRoom, keeps);
    const kept = { outbox: this.outbox, keeper: this.keeper, composing: this.composing };
    this.restorer = new Restorer(core, kept, () => this.views.enter());
    this.catchUp = new CatchUp(core, this.outbox, this.history, () => this.views.open(), newBackoff());
    this.rooms = new Rooms(core, this.people, {
      loaded: () => this.#loaded(),
      incomplete: () => this.catchUp.reloadRooms(),
    });
    this.#events = new Events(core, {
      people: this.people,
      receipts: this.receipts,
      rooms: this.rooms,
      history: this.history,
    });
  }

  /** Signs in and goes live; tries again by itself while the failure is temporary. */
  async start(): Promise<void> {
    this.store.apply(connectionChanged('connecting'));
    await this.#signIn.start();
  }

  /** Ends everything; the session cannot be used again. */
  stop(): void {
    this.#stop.abort();
    this.core.connection.close();
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
    this.core.connection.reconnect(signIn);
  }

  #loaded(): void {
    this.store.apply(...this.outbox.shownRead());
    this.receipts.follow();
    this.views.enter();
  }

  #opened({ userUuid, features, limits, ahead }: Opening): void {
    const offered = this.composing.offered({ features, limits });
    this.store.apply(signedIn(userUuid, offered.features, offered.limits));
    if (ahead?.page) this.history.expect(roomTimeline(ahead.page.roomUuid), ahead.page.answer);
    void this.composing.wantUploads();
    void this.restorer.restore(`${this.#options.host ?? ''} ${userUuid}`);
    // Events are for what changes: what is there already need not wait for them.
    void this.rooms.load(ahead?.rooms?.());
    this.views.enter();
    this.core.connection.listen((event) => this.#handle(event));
  }

  #handle(event: ConnectionEvent): void {
    switch (event.type) {
      case 'live':
        this.store.apply(connectionChanged('live'));
        this.catchUp.begin(() => this.rooms.refresh());
        this.customEmoji.refresh();
        void this.composing.wantUploads();
        break;
      case 'lost':
      case 'failed':
        this.catchUp.end();
        this.#reportConnection(event.error);
        // Without events the rooms can still be read.
        if (event.type === 'lost' && this.store.state.rooms.status !== 'ready') void this.rooms.load();
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
    this.core.onError(error);
  }

  /** Messages that are about to enter the store. @returns what they change beside */
  #meet(messages: readonly Message[]): readonly Change[] {
    this.people.wantAuthorsOf(messages);
    return this.outbox.meet(messages);
  }
}
