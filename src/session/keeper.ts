import { onAbort } from '../connection/on-abort.js';
import type { Snapshot } from '../model/snapshot.js';
import { snapshotOf, snapshotTaken } from '../store/snapshot.js';
import { roomTimeline } from '../store/timeline-id.js';
import type { ChatState } from '../store/state.js';
import type { SessionCore } from './core.js';
import type { History } from './history.js';
import type { People } from './people.js';

/** Milliseconds between two writes: what a crash can cost is an older picture at the next start. */
const PAUSE = 5_000;
/** Milliseconds after which another room on screen is kept, and what has come of it with it. */
const SOON = 500;

/** Keeps what was seen last on the device, and begins with it at the next visit. */
export class Keeper {
  readonly #core: SessionCore;
  readonly #people: People;
  readonly #history: History;
  /** The room on screen, or the one that was there last. */
  readonly #roomUuid: () => string | null;
  readonly #isWanted: boolean;
  #owner: string | undefined;
  #isRestored = false;
  #lastRoom: string | null | undefined;
  /** What was kept last, of which nothing need be kept again. */
  #kept: ChatState | undefined;
  #cancel: (() => void) | undefined;

  /**
   * @param history hears of a timeline that is as it was
   * @param isWanted false: nothing is kept, and what was kept before is removed
   */
  constructor(core: SessionCore, people: People, history: History, roomUuid: () => string | null, isWanted: boolean) {
    this.#core = core;
    this.#people = people;
    this.#history = history;
    this.#roomUuid = roomUuid;
    this.#isWanted = isWanted;
    core.environment.onHide(() => this.#save(), core.signal);
    onAbort(core.signal, () => this.#save());
  }

  /** The room that was on screen last, at an earlier visit or at this one; undefined while that is not known. */
  get lastRoom(): string | null | undefined {
    return this.#roomUuid() ?? this.#lastRoom;
  }

  /** Whether what was kept is known. */
  get isRestored(): boolean {
    return this.#isRestored;
  }

  /** Shows what was kept. @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    if (this.#owner !== undefined) return;
    this.#owner = owner;
    const { storage, lastRooms } = this.#core.environment;
    this.#lastRoom = this.#isWanted ? lastRooms.of(owner) : null;
    const snapshot = this.#isWanted ? await storage.snapshot(owner) : null;
    if (this.#core.signal.aborted) return;
    this.#isRestored = true;
    this.#lastRoom ??= snapshot?.roomUuid ?? null;
    if (!this.#isWanted) {
      lastRooms.clear();
      return storage.clearSnapshots();
    }
    if (snapshot) this.#take(snapshot);
    this.#core.store.subscribe(() => (this.#cancel ??= this.#after(PAUSE)));
  }

  /** Another room is on screen: it is where the next visit begins. */
  roomShown(): void {
    const roomUuid = this.#roomUuid();
    if (!this.#isWanted || this.#owner === undefined || roomUuid === null) return;
    this.#core.environment.lastRooms.keep(this.#owner, roomUuid);
    if (!this.#isRestored) return;
    this.#kept = undefined;
    this.#cancel?.();
    this.#cancel = this.#after(SOON);
  }

  #after(ms: number): () => void {
    return this.#core.environment.after(ms, () => this.#save());
  }

  #take(snapshot: Snapshot): void {
    // Names may have changed.
    this.#people.doubt(snapshot.users);
    const { store, meet } = this.#core;
    const id = snapshot.page && roomTimeline(snapshot.page.roomUuid);
    const isNew = id !== null && !store.state.timelines.has(id);
    // One of mine may be the sent form of one that is kept as on its way.
    const changes = meet([...snapshot.lastMessages, ...(snapshot.page?.messages ?? [])]);
    store.apply(...changes, snapshotTaken(snapshot));
    if (isNew) this.#history.doubt(id);
  }

  #save(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const { state } = this.#core.store;
    if (!this.#isWanted || this.#owner === undefined || state.rooms.status !== 'ready' || isSame(state, this.#kept))
      return;
    this.#kept = state;
    void this.#core.environment.storage.setSnapshot(this.#owner, snapshotOf(state, this.lastRoom ?? null));
  }
}

function isSame(state: ChatState, before: ChatState | undefined): boolean {
  return state.rooms === before?.rooms && state.timelines === before.timelines && state.users === before.users;
}
