import type { Body, Message } from '../../model/message.js';
import { messagesMerged, pendingReplaced } from '../../store/message-changes.js';
import type { Change, Store } from '../../store/store.js';
import { roomTimeline } from '../../store/timeline-id.js';
import type { SessionCore } from '../core.js';
import type { Channel, Environment } from '../../device/environment.js';
import { renewed } from './delivery.js';
import type { OutboxDesk } from './desk.js';
import { OutboxQueue } from './queue.js';
import { OutboxTurns } from './turns.js';
import type { StoredMessage } from '../../device/storage.js';

/** What the tabs of an owner tell each other. */
type News =
  | { readonly type: 'changed'; readonly message: StoredMessage }
  | { readonly type: 'sent'; readonly localId: string; readonly message: Message }
  | { readonly type: 'discarded'; readonly roomUuid: string; readonly localId: string };

/**
 * My messages on their way: painted at once, kept on the device, and posted in the order of writing; what is kept, by one
 * tab at a time for each room. Each is on the server exactly once or stays here: where the server knows `client_uuid` it is
 * posted, also while it is being kept, until there is an answer; elsewhere it is kept first, and looked for before it is
 * posted again.
 */
export class Outbox implements OutboxDesk {
  /** Sends them; to be told of the connection. */
  readonly turns: OutboxTurns;
  readonly queue = new OutboxQueue();
  owner = '';
  readonly #store: Store;
  readonly #environment: Environment;
  readonly #signal: AbortSignal;
  /** What this tab may send where tabs cannot exclude each other: what it wrote, or found at its start. */
  readonly #own = new Set<string>();
  /** What is kept where no other tab sees it. */
  readonly #unshared = new Set<string>();
  #channel: Channel | undefined;
  #restore: () => void = () => undefined;
  #isRestored = false;
  /** The last of what is being kept on the device, one thing after the other. */
  #written = new Promise<void>((resolve) => (this.#restore = resolve));

  constructor(core: SessionCore) {
    const { store, environment, signal } = core;
    this.#store = store;
    this.#environment = environment;
    this.#signal = signal;
    this.turns = new OutboxTurns(core, this);
    // What was written last is still kept, and the other tabs hear of it.
    signal.addEventListener('abort', () => void this.#written.then(() => this.#channel?.close()));
  }

  #hasEnded(): boolean {
    return this.#signal.aborted;
  }

  /** Takes up what was left unsent. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    if (this.#channel) return;
    this.owner = owner;
    // Before reading, so that nothing falls between.
    this.#channel = this.#environment.channel(`wazo-group-chat/1 ${owner}`);
    this.#channel.listen((news) => this.#hear(news as News));
    await this.#takeUp({ asOwn: true });
    this.#isRestored = true;
    this.#restore();
    const { locks, onShow } = this.#environment;
    if (locks.acrossTabs) onShow(() => void this.#takeUp({ asOwn: false }), this.#signal);
  }

  /** What the device keeps and this tab was not told of: one that ends while it is keeping something tells nobody. */
  async #takeUp({ asOwn }: { readonly asOwn: boolean }): Promise<void> {
    const stored = await this.#environment.storage.messages(this.owner);
    if (this.#hasEnded()) return;
    for (const message of stored) {
      if (asOwn) this.#own.add(message.localId);
      if (!this.queue.get(message.localId)) this.#take(message);
    }
  }

  /** A message that the device keeps, from another tab or another time. */
  #take(message: StoredMessage): void {
    const { roomUuid } = message;
    this.queue.put(message);
    const sent = this.#sentForm(message);
    if (sent) {
      void this.settle(message, sent);
      return;
    }
    this.paint(roomUuid);
    this.turns.wake(roomUuid);
  }

  /** A message's sent form, where it was faster than word of the message. */
  #sentForm({ localId, roomUuid }: StoredMessage): Message | undefined {
    const timeline = this.#store.state.timelines.get(roomTimeline(roomUuid));
    return timeline?.messages.find(({ clientUuid }) => clientUuid === localId);
  }

  async load(roomUuid: string, stored: readonly StoredMessage[]): Promise<void> {
    this.queue.load(roomUuid, stored);
    for (const message of stored) {
      const sent = this.#sentForm(message);
      if (sent) await this.settle(message, sent);
    }
    this.paint(roomUuid);
  }

  send(roomUuid: string, body: Body): void {
    const { now, uuid, storage } = this.#environment;
    const localId = uuid();
    const createdAt = now().toISOString().replace('Z', '000Z');
    const message = { localId, roomUuid, body, createdAt, error: null, after: null, triedAt: null };
    this.#own.add(localId);
    this.queue.begin({ ...message, status: 'sending' });
    this.paint(roomUuid);
    this.turns.unblock(roomUuid);
    this.#write(roomUuid, async () => {
      const { sequence, shared } = await storage.add(this.owner, { ...message, status: 'sending' });
      this.queue.saved(localId, sequence);
      if (!shared) this.#unshared.add(localId);
      const saved = this.queue.get(localId);
      if (saved) this.#tellChange(saved);
    });
    if (this.#isRestored) this.turns.begin(roomUuid, localId);
  }

  /** Sends a failed message again, or one that waits at once. */
  retry(roomUuid: string, localId: string): void {
    const message = this.queue.get(localId);
    if (!message) return;
    if (message.status === 'waiting') this.turns.skip(roomUuid);
    if (message.status !== 'failed') return;
    this.#own.add(localId);
    this.queue.put({ ...message, status: 'sending', error: null });
    this.paint(roomUuid);
    this.#write(roomUuid, () => this.change(message, (now) => (now.status === 'failed' ? renewed(now) : now)));
  }

  /** Forgets a failed message. */
  discard(roomUuid: string, localId: string): void {
    if (this.queue.get(localId)?.status !== 'failed') return;
    this.queue.end(localId);
    this.paint(roomUuid);
    this.#tell({ type: 'discarded', roomUuid, localId });
    this.#write(roomUuid, async () => {
      const { storage } = this.#environment;
      const kept = await storage.update(this.owner, localId, (now) => (now.status === 'failed' ? null : now));
      // Another tab has sent it again meanwhile.
      if (kept) this.queue.revive(kept);
    });
  }

  /** What the outbox shows in a room, for a timeline that begins. */
  shown(roomUuid: string): Change {
    return pendingReplaced(roomUuid, this.queue.shown(roomUuid));
  }

  /**
   * Messages from elsewhere, before they enter the store: those that are the sent form of one on its way take its place
   * in one change, so that no text is ever shown twice.
   */
  meet(messages: readonly Message[]): void {
    const mine = messages.filter(({ userUuid }) => userUuid === this.#store.state.me);
    for (const message of mine) {
      const named = this.queue.named(message);
      if (named) void this.settle(named, message);
      else if (message.clientUuid === null && this.queue.recognise(message))
        this.paint(message.roomUuid, messagesMerged(message.roomUuid, [message]));
    }
  }

  /** Keeps something on the device, after all before it; then the room's messages may go. */
  #write(roomUuid: string, work: () => Promise<unknown>): void {
    this.#written = this.#written.then(async () => {
      await work();
      if (this.#hasEnded()) return;
      this.paint(roomUuid);
      this.turns.wake(roomUuid);
    });
  }

  kept(): Promise<void> {
    return this.#written;
  }

  next(roomUuid: string): StoredMessage | undefined {
    const { acrossTabs } = this.#environment.locks;
    return this.queue.next(roomUuid, ({ localId }) => acrossTabs || this.#own.has(localId));
  }

  // One message

  async settle(message: StoredMessage, sent: Message): Promise<void> {
    const { localId, roomUuid } = message;
    const isUnsaved = this.queue.isUnsaved(localId);
    this.queue.end(localId, sent);
    this.paint(roomUuid, messagesMerged(roomUuid, [sent]));
    this.#tell({ type: 'sent', localId, message: sent });
    // Where the server tells messages of one text apart, there is no need to remember which was which.
    const mark = sent.clientUuid === null ? sent : undefined;
    const forget = async (): Promise<void> => {
      await this.#environment.storage.update(this.owner, localId, () => null, mark);
    };
    // What is still being kept is forgotten after that, and nobody need wait for it.
    if (isUnsaved) this.#written = this.#written.then(forget);
    else await forget();
  }

  async change(
    { localId, roomUuid }: StoredMessage,
    change: (message: StoredMessage) => StoredMessage,
  ): Promise<StoredMessage | null> {
    const next = await this.#environment.storage.update(this.owner, localId, change);
    if (this.#hasEnded()) return null;
    if (next) this.queue.put(next);
    else this.queue.end(localId);
    this.paint(roomUuid);
    if (next) this.#tellChange(next);
    return next;
  }

  // The other tabs, and the screen

  #tell(news: News): void {
    this.#channel?.post(news);
  }

  /** Other tabs hear only of what they can take over. */
  #tellChange(message: StoredMessage): void {
    if (!this.#unshared.has(message.localId)) this.#tell({ type: 'changed', message });
  }

  #hear(news: News): void {
    if (news.type === 'changed') {
      this.#take(news.message);
    } else if (news.type === 'sent') {
      const { message } = news;
      this.queue.end(news.localId, message);
      this.paint(message.roomUuid, messagesMerged(message.roomUuid, [message]));
    } else {
      this.queue.end(news.localId);
      this.paint(news.roomUuid);
    }
  }

  paint(roomUuid: string, ...changes: readonly Change[]): void {
    this.#store.apply(this.shown(roomUuid), ...changes);
  }
}
