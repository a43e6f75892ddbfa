import type { NewOperation, StoredOperation } from '../../device/storage.js';
import { RecentSet } from './recent.js';

/** How many ended operations are remembered: far more than the other tabs can have news of that is still on its way. */
const REMEMBERED = 1_000;

/** One tab's picture of an owner's operations on their way: what the storage holds, and what it is about to hold. */
export class OutboxQueue {
  readonly #operations = new Map<string, StoredOperation>();
  /** Local ids that were settled, replaced or discarded: a late broadcast cannot bring them back. */
  readonly #over = new RecentSet<string>(REMEMBERED);
  /** What the storage has not confirmed yet. */
  readonly #unsaved = new Set<string>();
  /** What this tab wanted, or found at its start: what it may send where tabs cannot exclude each other. */
  readonly #own = new Set<string>();

  get(localId: string): StoredOperation | undefined {
    return this.#operations.get(localId);
  }

  /** Whether the storage has not confirmed it yet. */
  isUnsaved(localId: string): boolean {
    return this.#unsaved.has(localId);
  }

  isOver(localId: string): boolean {
    return this.#over.has(localId);
  }

  inSlot(slot: string): StoredOperation | undefined {
    return this.all().find((operation) => operation.slot === slot);
  }

  /** An operation that was just wanted: it comes after all others, and replaces those of its slot. */
  begin(operation: NewOperation): void {
    this.own(operation.localId);
    this.#unsaved.add(operation.localId);
    this.put({ ...operation, sequence: Number.MAX_SAFE_INTEGER });
  }

  /** This tab may send it. */
  own(localId: string): void {
    this.#own.add(localId);
  }

  isOwn(localId: string): boolean {
    return this.#own.has(localId);
  }

  /** The storage has it now. */
  saved(operation: StoredOperation): void {
    const { localId } = operation;
    this.#unsaved.delete(localId);
    const known = this.#operations.get(localId);
    // Only what the storage decides: the rest may have changed meanwhile.
    const { sequence, base, hasBegun } = operation;
    if (known) this.put({ ...known, sequence, base, hasBegun });
  }

  /** An operation as it is now, unless it is over or a later one has replaced it. */
  put(operation: StoredOperation): void {
    const { localId, slot, sequence } = operation;
    if (this.#over.has(localId)) return;
    const rival = slot === null ? undefined : this.inSlot(slot);
    if (rival && rival.localId !== localId) {
      if (rival.sequence > sequence) return;
      this.end(rival.localId);
    }
    this.#operations.set(localId, operation);
  }

  /** What the storage has confirmed of a lane. */
  savedOf(lane: string): readonly StoredOperation[] {
    return this.ofLane(lane).filter(({ localId }) => !this.#unsaved.has(localId));
  }

  /**
   * Takes what the storage holds of a lane.
   *
   * @param before what the storage had confirmed when it was asked
   * @returns what it lacks of that: another tab has ended it
   */
  load(stored: readonly StoredOperation[], before: readonly StoredOperation[]): readonly StoredOperation[] {
    const kept = new Set(stored.map(({ localId }) => localId));
    const lacking = before.filter(({ localId }) => !kept.has(localId) && this.#operations.has(localId));
    for (const { localId } of lacking) this.#forget(localId);
    for (const operation of stored) this.put(operation);
    return lacking;
  }

  /** An operation is over: done, replaced or discarded. */
  end(localId: string): void {
    this.#over.add(localId);
    this.#forget(localId);
  }

  /** An operation that was taken for over is not. */
  revive(operation: StoredOperation): void {
    this.#over.delete(operation.localId);
    this.put(operation);
  }

  /** The next operation of a lane to be sent, of those that the storage holds. @param ownOnly leaves out other tabs' */
  next(lane: string, ownOnly: boolean): StoredOperation | undefined {
    return this.ofLane(lane).find(
      ({ status, localId }) =>
        status !== 'failed' && !this.#unsaved.has(localId) && (!ownOnly || this.#own.has(localId)),
    );
  }

  /** The first operation of a lane to be sent, whether the storage holds it or not. */
  first(lane: string): StoredOperation | undefined {
    return this.ofLane(lane).find(({ status }) => status !== 'failed');
  }

  ofLane(lane: string): readonly StoredOperation[] {
    return this.all().filter((operation) => operation.lane === lane);
  }

  /** In the order in which they were wanted. */
  all(): readonly StoredOperation[] {
    // A stable sort: what is not saved yet stays in the order of writing.
    return [...this.#operations.values()].sort((a, b) => a.sequence - b.sequence);
  }

  #forget(localId: string): void {
    this.#operations.delete(localId);
    this.#unsaved.delete(localId);
    this.#own.delete(localId);
  }
}
