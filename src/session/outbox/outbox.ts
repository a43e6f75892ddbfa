import type { Files, NewOperation } from '../../device/storage.js';
import type { Message } from '../../model/message.js';
import type { Intent } from '../../model/operation.js';
import type { Change } from '../../store/store.js';
import type { SessionCore } from '../core.js';
import { Delivery } from './delivery.js';
import type { OperationOf } from './kind.js';
import { Ledger, type News } from './ledger.js';
import { renewed } from './poster.js';
import { Turns } from './turns.js';

/**
 * What I want done on the server, on its way there: shown at once, kept on the device, and sent lane by lane, by one tab
 * at a time. See docs/decisions/outbox.md.
 */
export class Outbox {
  readonly #core: SessionCore;
  readonly #ledger: Ledger;
  readonly #delivery: Delivery;
  readonly #turns: Turns;
  #isOpen = false;
  #isRestored = false;

  constructor(core: SessionCore) {
    this.#core = core;
    this.#ledger = new Ledger(core);
    this.#delivery = new Delivery(core, this.#ledger);
    this.#turns = new Turns(core, this.#ledger, this.#delivery);
  }

  /** Takes up what was left undone, once it is known what the server can do. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    // Where its code cannot be loaded now, the first delivery tries again.
    await this.#ledger.kinds.post.load().catch(() => undefined);
    // Before reading, so that nothing falls between.
    this.#ledger.open(owner, (news) => this.#hear(news));
    await this.#takeUp({ asOwn: true });
    this.#isRestored = true;
    this.#ledger.restored();
    const { environment, signal } = this.#core;
    environment.onShow(() => {
      if (environment.locks.acrossTabs) void this.#takeUp({ asOwn: false });
    }, signal);
  }

  /** What the device keeps and this tab was not told of: one that ends while it is keeping something tells nobody. */
  async #takeUp({ asOwn }: { readonly asOwn: boolean }): Promise<void> {
    const { queue, kinds } = this.#ledger;
    const stored = await this.#ledger.stored();
    if (this.#core.signal.aborted) return;
    for (const operation of stored) {
      if (!kinds.of(operation.intent)?.isOffered(this.#core.connection.can)) continue;
      const isNew = !queue.get(operation.localId);
      if (asOwn) queue.own(operation.localId);
      if (isNew && this.#ledger.take(operation)) this.#turns.wake(operation.lane);
    }
  }

  /**
   * Does something on the server, as soon as it can be done; nothing where the server cannot do it, or it is on its way
   * already.
   *
   * @param files those of the parts that the server does not have yet, by their place in the body
   * @param spent the files of the draft that it has from now on: it goes when the device knows that, so that no crash leaves
   * them to a second message
   * @returns resolves when it is kept or done: a page that ends does not lose it any more
   */
  perform(roomUuid: string, intent: Intent, files: Files = [], spent: readonly string[] = []): Promise<void> {
    const { queue, kinds } = this.#ledger;
    const kind = kinds.of(intent);
    if (!kind?.isOffered(this.#core.connection.can)) return Promise.resolve();
    const slot = kind.slot(roomUuid, intent);
    const known = slot === null ? undefined : queue.inSlot(slot);
    if (known && JSON.stringify(known.intent) === JSON.stringify(intent)) return Promise.resolve();
    const operation = this.#newOperation(roomUuid, intent, slot);
    const kept = this.#ledger.add(operation, files, spent);
    this.#turns.unblock(operation.lane);
    void kept.then(() => this.#wake(operation.lane));
    const isPlain = files.length === 0 && spent.length === 0;
    const next = this.#isRestored && kind.isRepeatable && isPlain ? this.#turns.atOnce(operation) : undefined;
    if (!next) return kept;
    const delivered = this.#delivery.deliver(next);
    this.#turns.follow(next.lane, delivered);
    return Promise.race([kept, delivered]).then(() => undefined);
  }

  #newOperation(roomUuid: string, intent: Intent, slot: string | null): NewOperation {
    const { environment } = this.#core;
    const kind = this.#ledger.kinds.of(intent);
    return {
      localId: environment.uuid(),
      roomUuid,
      intent,
      createdAt: new Date(environment.now()).toISOString().replace('Z', '000Z'),
      status: 'sending',
      error: null,
      lane: kind?.lane(roomUuid, intent) ?? roomUuid,
      slot,
      base: kind?.base(roomUuid, intent) ?? null,
      hasBegun: false,
      after: null,
      triedAt: null,
    };
  }

  /** Sends a failed message again, or one that waits at once. */
  retry(localId: string): void {
    const { queue } = this.#ledger;
    const operation = queue.get(localId);
    if (!operation) return;
    const { lane, status } = operation;
    if (status === 'waiting') this.#turns.skip(lane);
    if (status !== 'failed') return;
    queue.own(localId);
    queue.put({ ...operation, status: 'sending', error: null });
    this.#ledger.show(operation);
    const renew = (): Promise<unknown> =>
      this.#ledger.change(operation, (now) => (now.status === 'failed' ? renewed(now) : now));
    void this.#ledger.write(renew).then(() => this.#wake(lane));
  }

  /** Forgets a failed message. */
  discard(localId: string): void {
    const operation = this.#ledger.queue.get(localId);
    if (operation?.status === 'failed') this.#ledger.discard(operation);
  }

  #wake(lane: string): void {
    if (!this.#core.signal.aborted) this.#turns.wake(lane);
  }

  /** What is on its way in a room, for a timeline that begins. */
  shown(roomUuid: string): Change {
    return this.#ledger.kinds.post.shownIn(roomUuid);
  }

  /** Which rooms are read, whatever a list of rooms says that the server made before it was told. */
  shownRead(): readonly Change[] {
    const { queue, kinds } = this.#ledger;
    const reads = queue.all().filter(({ intent }) => intent.kind === 'read') as readonly OperationOf<'read'>[];
    return reads.map((operation) => kinds.read.shown(operation));
  }

  /**
   * Messages from elsewhere, which are about to enter the store: those that are the sent form of one on its way take its
   * place in the same change, so that no text is ever shown twice.
   *
   * @returns what they change beside
   */
  meet(messages: readonly Message[]): readonly Change[] {
    const { me } = this.#core.store.state;
    return messages.filter(({ userUuid }) => userUuid === me).flatMap((message) => this.#meetMine(message));
  }

  #meetMine(message: Message): readonly Change[] {
    const { clientUuid, roomUuid } = message;
    const { post } = this.#ledger.kinds;
    if (clientUuid === null) return post.recognise(message) ? [post.shownIn(roomUuid)] : [];
    const named = this.#ledger.queue.get(clientUuid);
    return named ? [this.#ledger.finish(named, { type: 'done', message }).shown] : [];
  }

  // What the connection tells

  /** Live events flow again: nothing waits any longer. @returns what to hand to `caughtUp` */
  resume(): number {
    this.#ledger.kinds.react.resume();
    return this.#turns.resume();
  }

  /** All that was missed is known, as of that `resume`. */
  caughtUp(epoch: number): void {
    if (this.#turns.caughtUp(epoch)) this.#ledger.kinds.react.caughtUp();
  }

  /** Live events have stopped. */
  interrupt(): void {
    this.#turns.interrupt();
  }

  /** Another tab of the same person. */
  #hear(news: News): void {
    if (news.type === 'over') this.#core.store.apply(this.#ledger.over(news.operation, news.end));
    else if (this.#ledger.isMine(news.operation) && this.#ledger.take(news.operation))
      this.#turns.wake(news.operation.lane);
  }
}
