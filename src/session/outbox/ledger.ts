import { onAbort } from '../../connection/on-abort.js';
import type { Channel } from '../../device/ports.js';
import type { SafeEnvironment } from '../../device/safe-environment.js';
import type { Files, Mark, NewOperation, OperationChange, StoredOperation } from '../../device/storage.js';
import type { Message } from '../../model/message.js';
import type { Change, Store } from '../../store/store.js';
import type { SessionCore } from '../core.js';
import type { End } from './kind.js';
import { Kinds } from './kinds.js';
import { knownMessage } from './known.js';
import { OutboxQueue } from './queue.js';

/** What the tabs of an owner tell each other. */
export type News =
  | { readonly type: 'changed'; readonly operation: StoredOperation }
  | { readonly type: 'over'; readonly operation: StoredOperation; readonly end: End };

/**
 * The operations on their way, in the four places that must agree: this tab's queue, the device, the other tabs, and what
 * is shown. Every change of an operation goes through here.
 */
export class Ledger {
  readonly queue = new OutboxQueue();
  readonly kinds: Kinds;
  /** Whose operations they are: a user on a host. */
  owner = '';
  /** Whether the newest message known of a room is its newest. */
  isCaughtUp = false;
  readonly #core: SessionCore;
  readonly #store: Store;
  readonly #environment: SafeEnvironment;
  /** What is kept where no other tab sees it. */
  readonly #unshared = new Set<string>();
  #channel: Channel | undefined;
  #begin: () => void = () => undefined;
  /** The last of what is being kept on the device, one thing after the other; never rejects. */
  #written = new Promise<void>((resolve) => (this.#begin = resolve));

  constructor(core: SessionCore) {
    this.#core = core;
    this.#store = core.store;
    this.#environment = core.environment;
    this.kinds = new Kinds(core, this.queue);
    // What was written last is still kept, and the other tabs hear of it.
    onAbort(core.signal, () => void this.#written.then(() => this.#channel?.close()));
  }

  /** Listens to the other tabs. @param owner a user on a host */
  open(owner: string, listener: (news: News) => void): void {
    this.owner = owner;
    this.#channel = this.#environment.channel(`wazo-group-chat/2 ${owner}`);
    this.#channel.listen((news) => listener(news as News));
  }

  /** What was kept before is known: what was wanted since is kept behind it. */
  restored(): void {
    this.#begin();
  }

  // What the device holds

  /** Resolves when all that was written so far is kept on the device. */
  kept(): Promise<void> {
    return this.#written;
  }

  /** Does something after all that is being kept on the device. */
  write(work: () => Promise<unknown>): Promise<void> {
    this.#written = this.#written.then(work).then(
      () => undefined,
      // What follows is kept all the same.
      (thrown: unknown) => void this.#core.report(thrown),
    );
    return this.#written;
  }

  stored(): Promise<readonly StoredOperation[]> {
    return this.#environment.storage.operations(this.owner);
  }

  mark(roomUuid: string): Promise<Mark | null> {
    return this.#environment.storage.mark(this.owner, roomUuid);
  }

  files(localId: string): Promise<Files> {
    return this.#environment.storage.files(this.owner, localId);
  }

  // One operation

  /** Takes an operation that was just wanted, and keeps it. @returns resolves when it is kept */
  add(operation: NewOperation, files: Files, spent: readonly string[]): Promise<void> {
    this.queue.begin(operation);
    const begun = this.queue.get(operation.localId);
    if (begun) this.show(begun);
    return this.write(async () => {
      const { operation: kept, shared } = await this.#environment.storage.add(this.owner, operation, files, spent);
      this.queue.saved(kept);
      const saved = this.queue.get(kept.localId);
      if (!saved) return;
      if (!shared) this.#unshared.add(kept.localId);
      this.#tellChange(saved);
    });
  }

  /** An operation that the device keeps, from another tab or another time. @returns whether it is still to be done */
  take(operation: StoredOperation): boolean {
    if (!this.kinds.of(operation.intent)) return false;
    this.queue.put(operation);
    const sent = this.#sentForm(operation);
    if (sent) void this.end(operation, { type: 'done', message: sent });
    else if (this.queue.get(operation.localId)) this.show(operation);
    return !sent;
  }

  /**
   * Whether this tab shows and takes over an operation, which another one may have wanted. Where tabs cannot exclude each
   * other, it takes over messages only: of the rest, the server's events will tell, and what a dead tab has left would be
   * shown for ever.
   */
  isMine({ slot, localId }: StoredOperation): boolean {
    return slot === null || this.#environment.locks.acrossTabs || this.queue.isOwn(localId);
  }

  /** Takes what the device holds of a lane, before its next operation is sent. */
  async load(lane: string): Promise<void> {
    const before = this.queue.savedOf(lane);
    const stored = (await this.stored()).filter((operation) => operation.lane === lane && this.isMine(operation));
    if (this.#core.signal.aborted) return;
    // Done, as far as is known: another tab will say how.
    const lacking = this.queue.load(stored, before);
    this.#store.apply(...lacking.map((operation) => this.#ended(operation, { type: 'done', message: null })));
    for (const operation of stored) {
      const sent = this.#sentForm(operation);
      if (sent) await this.end(operation, { type: 'done', message: sent });
    }
    const first = this.queue.ofLane(lane).at(0);
    if (first) this.show(first);
  }

  /** Changes an operation everywhere. @returns it as it is now; null when it is over */
  async change<T extends StoredOperation>(operation: T, change: (operation: T) => T): Promise<T | null> {
    const { localId } = operation;
    const next = await this.#environment.storage.update(this.owner, localId, (now) => change(now as T));
    // Word that it is over may have come while the device changed it.
    if (this.#core.signal.aborted || this.queue.isOver(localId)) return null;
    if (next) {
      this.queue.put(next);
      this.show(next);
      this.#tellChange(next);
    } else if (this.queue.get(localId)) {
      this.#store.apply(this.over(operation, { type: 'done', message: null }));
    }
    return next as T | null;
  }

  /** An operation is over, everywhere. @returns resolves when the device has forgotten it */
  end(operation: StoredOperation, end: End): Promise<void> {
    const { shown, forgotten } = this.finish(operation, end);
    this.#store.apply(shown);
    return forgotten;
  }

  /** As `end`, but for what is shown: the caller applies that. */
  finish(operation: StoredOperation, end: End): { readonly shown: Change; readonly forgotten: Promise<void> } {
    const isUnsaved = this.queue.isUnsaved(operation.localId);
    const shown = this.over(operation, end);
    this.#tell({ type: 'over', operation, end });
    const forgotten = this.#forget(operation, end.type === 'done' ? end.message : null, isUnsaved);
    return { shown, forgotten };
  }

  async #forget({ localId }: StoredOperation, message: Message | null, isUnsaved: boolean): Promise<void> {
    // Where the server tells messages of one text apart, there is no need to remember which was which.
    const mark = message?.clientUuid === null ? message : undefined;
    const forget = (): Promise<unknown> => this.#environment.storage.update(this.owner, localId, () => null, mark);
    // What is still being kept is forgotten after that, and nobody need wait for it.
    if (isUnsaved) void this.write(forget);
    else await forget();
  }

  /** An operation is over: here only, since it is so in the other places. @returns what that shows */
  over(operation: StoredOperation, end: End): Change {
    this.queue.end(operation.localId);
    this.#unshared.delete(operation.localId);
    return this.#ended(operation, end);
  }

  /** Forgets an operation that has failed, unless another tab has sent it again meanwhile. */
  discard(operation: StoredOperation): void {
    const { localId } = operation;
    this.#store.apply(this.over(operation, { type: 'undone' }));
    this.#tell({ type: 'over', operation, end: { type: 'undone' } });
    void this.write(async () => {
      const forget: OperationChange = (now) => (now.status === 'failed' ? null : now);
      const kept = await this.#environment.storage.update(this.owner, localId, forget);
      if (!kept) return;
      this.queue.revive(kept);
      this.show(kept);
    });
  }

  /** The next operation of a lane that this tab may send, of those that are kept. */
  next(lane: string): StoredOperation | undefined {
    return this.queue.next(lane, !this.#environment.locks.acrossTabs);
  }

  // The screen, and the other tabs

  /** Shows an operation as it is now, with the others of its lane. */
  show(operation: StoredOperation): void {
    const shown = this.kinds.of(operation.intent)?.shown(operation);
    if (shown) this.#store.apply(shown);
  }

  #ended(operation: StoredOperation, end: End): Change {
    return this.kinds.of(operation.intent)?.ended(operation, end) ?? ((state) => state);
  }

  /** The message that an operation has made, where that was faster than word of the operation. */
  #sentForm({ localId, roomUuid }: StoredOperation): Message | undefined {
    return knownMessage(this.#store.state, roomUuid, ({ clientUuid }) => clientUuid === localId);
  }

  /** Other tabs hear only of what they can take over. */
  #tellChange(operation: StoredOperation): void {
    if (!this.#unshared.has(operation.localId)) this.#tell({ type: 'changed', operation });
  }

  #tell(news: News): void {
    this.#channel?.post(news);
  }
}
