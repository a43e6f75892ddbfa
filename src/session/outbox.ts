import { Backoff } from '../connection/backoff.js';
import type { Message } from '../model/message.js';
import { messagesMerged, pendingReplaced } from '../store/changes.js';
import type { Change, Store } from '../store/store.js';
import type { Channel, Environment } from './environment.js';
import { Delivery, renewed, type OutboxOptions, type Outcome } from './outbox-delivery.js';
import { OutboxQueue } from './outbox-queue.js';
import type { StoredMessage } from './storage.js';

/** What the tabs of an owner tell each other. */
type News =
  | { readonly type: 'changed'; readonly message: StoredMessage }
  | { readonly type: 'sent'; readonly localId: string; readonly message: Message }
  | { readonly type: 'discarded'; readonly roomUuid: string; readonly localId: string };

/**
 * My messages on their way: painted at once, kept on the device, then posted in the order of writing, by one tab at a
 * time for each room. Each is on the server exactly once or stays here: where the server knows `client_uuid` it is posted
 * until there is an answer, elsewhere it is looked for before it is posted again.
 */
export class Outbox {
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #signal: AbortSignal;
  readonly #delivery: Delivery;
  readonly #queue = new OutboxQueue();
  readonly #backoffs = new Map<string, Backoff>();
  /** Rooms that are being worked on. */
  readonly #running = new Set<string>();
  /** Rooms that wait until the connection is live again. */
  readonly #blocked = new Set<string>();
  /** What this tab may send where tabs cannot exclude each other: what it wrote, or found at its start. */
  readonly #own = new Set<string>();
  /** What is kept where the other tabs see it. */
  readonly #shared = new Set<string>();
  #owner = '';
  #channel: Channel | undefined;
  #restore: () => void = () => undefined;
  /** The last of what is being kept on the device, one thing after the other. Only what is kept is posted. */
  #written = new Promise<void>((resolve) => (this.#restore = resolve));
  /** Counts the beginnings of live events. */
  #epoch = 0;

  constructor(options: OutboxOptions) {
    const { store, environment, signal } = options;
    this.#store = store;
    this.#environment = environment;
    this.#signal = signal;
    this.#delivery = new Delivery(options, {
      queue: this.#queue,
      owner: () => this.#owner,
      change: (message, change) => this.#change(message, change),
      settle: (message, sent) => this.#settle(message, sent),
    });
    // What was written last is still kept, and the other tabs hear of it.
    signal.addEventListener('abort', () => void this.#written.then(() => this.#channel?.close()));
  }

  #hasEnded(): boolean {
    return this.#signal.aborted;
  }

  /** Takes up what was left unsent. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    if (this.#channel) return;
    this.#owner = owner;
    // Before reading, so that nothing falls between.
    this.#channel = this.#environment.channel(`wazo-group-chat/1 ${owner}`);
    this.#channel.listen((news) => this.#hear(news as News));
    const stored = await this.#environment.storage.messages(owner);
    for (const message of stored) {
      for (const known of [this.#own, this.#shared]) known.add(message.localId);
      this.#queue.put(message);
    }
    this.#restore();
    for (const roomUuid of this.#queue.rooms()) {
      this.#paint(roomUuid);
      this.#wake(roomUuid);
    }
  }

  send(roomUuid: string, content: string): void {
    const { now, uuid, storage } = this.#environment;
    const localId = uuid();
    const createdAt = now().toISOString().replace('Z', '000Z');
    const message = { localId, roomUuid, content, createdAt, error: null, after: null, triedAt: null };
    this.#own.add(localId);
    this.#queue.begin({ ...message, status: 'sending' });
    this.#paint(roomUuid);
    // Somebody who writes on may have mended what blocked the last one.
    if (this.#blocked.delete(roomUuid)) this.#backoff(roomUuid).skip();
    this.#write(roomUuid, async () => {
      const { sequence, shared } = await storage.add(this.#owner, { ...message, status: 'sending' });
      this.#queue.saved(localId, sequence);
      if (shared) this.#shared.add(localId);
      const saved = this.#queue.get(localId);
      if (saved) this.#tellChange(saved);
    });
  }

  /** Sends a failed message again, or one that waits at once. */
  retry(roomUuid: string, localId: string): void {
    const message = this.#queue.get(localId);
    if (!message) return;
    if (message.status === 'waiting') this.#backoff(roomUuid).skip();
    if (message.status !== 'failed') return;
    this.#own.add(localId);
    this.#queue.put({ ...message, status: 'sending', error: null });
    this.#paint(roomUuid);
    this.#write(roomUuid, () => this.#change(message, (now) => (now.status === 'failed' ? renewed(now) : now)));
  }

  /** Forgets a failed message. */
  discard(roomUuid: string, localId: string): void {
    if (this.#queue.get(localId)?.status !== 'failed') return;
    this.#queue.end(localId);
    this.#paint(roomUuid);
    this.#tell({ type: 'discarded', roomUuid, localId });
    this.#write(roomUuid, async () => {
      const { storage } = this.#environment;
      const kept = await storage.update(this.#owner, localId, (now) => (now.status === 'failed' ? null : now));
      // Another tab has sent it again meanwhile.
      if (kept) this.#queue.revive(kept);
    });
  }

  /** What the outbox shows in a room, for a timeline that begins. */
  shown(roomUuid: string): Change {
    return pendingReplaced(roomUuid, this.#queue.shown(roomUuid));
  }

  /**
   * Messages from elsewhere, before they enter the store: those that are the sent form of one on its way take its place
   * in one change, so that no text is ever shown twice.
   */
  meet(messages: readonly Message[]): void {
    const mine = messages.filter(({ userUuid }) => userUuid === this.#store.state.me);
    for (const message of mine) {
      const named = this.#queue.named(message);
      if (named) void this.#settle(named, message);
      else if (message.clientUuid === null && this.#queue.recognise(message))
        this.#paint(message.roomUuid, messagesMerged(message.roomUuid, [message]));
    }
  }

  /** Live events flow again: nothing waits any longer. @returns what to hand to `caughtUp` */
  resume(): number {
    this.#epoch += 1;
    this.#delivery.isCaughtUp = false;
    for (const backoff of this.#backoffs.values()) backoff.skip();
    return this.#epoch;
  }

  /** The newest message of every room is known, as of that `resume`. */
  caughtUp(epoch: number): void {
    this.#delivery.isCaughtUp = epoch === this.#epoch;
  }

  /** Live events have stopped. */
  interrupt(): void {
    this.#epoch += 1;
    this.#delivery.isCaughtUp = false;
  }

  // One room after the other's turn

  /** Keeps something on the device, after all before it; then the room's messages may go. */
  #write(roomUuid: string, work: () => Promise<unknown>): void {
    this.#written = this.#written.then(async () => {
      await work();
      if (this.#hasEnded()) return;
      this.#paint(roomUuid);
      this.#wake(roomUuid);
    });
  }

  #wake(roomUuid: string): void {
    if (this.#running.has(roomUuid)) return;
    this.#running.add(roomUuid);
    void this.#run(roomUuid);
  }

  async #run(roomUuid: string): Promise<void> {
    while (!this.#hasEnded() && this.#next(roomUuid)) {
      const epoch = this.#epoch;
      const outcome = await this.#turn(roomUuid);
      if (outcome === 'done') this.#backoff(roomUuid).reset();
      // The reason may be gone already.
      else if (epoch === this.#epoch) await this.#wait(roomUuid, outcome);
    }
    // In one go with the last test: what is written from now on starts a run of its own.
    this.#running.delete(roomUuid);
  }

  async #wait(roomUuid: string, outcome: 'later' | 'blocked'): Promise<void> {
    const backoff = this.#backoff(roomUuid);
    if (outcome === 'later') return backoff.wait(this.#signal);
    this.#blocked.add(roomUuid);
    await backoff.waitForSkip(this.#signal);
    this.#blocked.delete(roomUuid);
  }

  async #turn(roomUuid: string): Promise<Outcome> {
    const { locks, now } = this.#environment;
    const askedAt = now().getTime();
    try {
      const name = `wazo-group-chat/1 ${this.#owner} ${roomUuid}`;
      return await locks.hold(name, this.#signal, () => this.#flush(roomUuid, askedAt));
    } catch {
      // The session ended while it waited for its turn.
      return 'later';
    }
  }

  async #flush(roomUuid: string, askedAt: number): Promise<Outcome> {
    for (;;) {
      const stored = await this.#environment.storage.messages(this.#owner);
      if (this.#hasEnded()) return 'later';
      this.#queue.load(
        roomUuid,
        stored.filter((message) => message.roomUuid === roomUuid),
      );
      this.#paint(roomUuid);
      const next = this.#next(roomUuid);
      if (!next) return 'done';
      // Another tab has tried in vain while this one waited for its turn.
      const { triedAt } = next;
      if (triedAt !== null && triedAt > askedAt && triedAt <= this.#environment.now().getTime()) return 'later';
      const outcome = await this.#delivery.deliver(next);
      if (outcome !== 'done') return outcome;
    }
  }

  #next(roomUuid: string): StoredMessage | undefined {
    const next = this.#queue.next(roomUuid);
    return next && (this.#environment.locks.acrossTabs || this.#own.has(next.localId)) ? next : undefined;
  }

  // One message

  async #settle(message: StoredMessage, sent: Message): Promise<void> {
    const { localId, roomUuid } = message;
    this.#queue.end(localId, sent);
    this.#paint(roomUuid, messagesMerged(roomUuid, [sent]));
    this.#tell({ type: 'sent', localId, message: sent });
    // Where the server tells messages of one text apart, there is no need to remember which was which.
    const mark = sent.clientUuid === null ? sent : undefined;
    await this.#environment.storage.update(this.#owner, localId, () => null, mark);
  }

  /** Changes a message in the storage, here, and in the other tabs. */
  async #change(
    { localId, roomUuid }: StoredMessage,
    change: (message: StoredMessage) => StoredMessage,
  ): Promise<StoredMessage | null> {
    const next = await this.#environment.storage.update(this.#owner, localId, change);
    if (this.#hasEnded()) return null;
    if (next) this.#queue.put(next);
    else this.#queue.end(localId);
    this.#paint(roomUuid);
    if (next) this.#tellChange(next);
    return next;
  }

  // The other tabs, and the screen

  #tell(news: News): void {
    this.#channel?.post(news);
  }

  /** Other tabs hear only of what they can take over. */
  #tellChange(message: StoredMessage): void {
    if (this.#shared.has(message.localId)) this.#tell({ type: 'changed', message });
  }

  #hear(news: News): void {
    if (news.type === 'changed') {
      const { message } = news;
      this.#shared.add(message.localId);
      this.#queue.put(message);
      this.#paint(message.roomUuid);
      this.#wake(message.roomUuid);
    } else if (news.type === 'sent') {
      const { message } = news;
      this.#queue.end(news.localId, message);
      this.#paint(message.roomUuid, messagesMerged(message.roomUuid, [message]));
    } else {
      this.#queue.end(news.localId);
      this.#paint(news.roomUuid);
    }
  }

  #paint(roomUuid: string, ...changes: readonly Change[]): void {
    this.#store.apply(this.shown(roomUuid), ...changes);
  }

  #backoff(roomUuid: string): Backoff {
    let backoff = this.#backoffs.get(roomUuid);
    if (!backoff) {
      backoff = new Backoff(this.#environment.random, this.#environment.after);
      this.#backoffs.set(roomUuid, backoff);
    }
    return backoff;
  }
}
