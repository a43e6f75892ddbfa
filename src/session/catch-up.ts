import type { Backoff } from '../connection/backoff.js';
import { pause } from '../connection/pause.js';
import type { ChatError } from '../model/errors.js';
import type { SessionCore } from './core.js';
import type { History } from './history.js';
import type { TimelineId } from '../store/timeline-id.js';
import type { Outbox } from './outbox/outbox.js';
import { QUIET } from './outbox/quiet.js';

/** After live events have begun (again), asks for what was missed until it is there. */
export class CatchUp {
  readonly #core: SessionCore;
  readonly #outbox: Outbox;
  readonly #history: History;
  readonly #open: () => Iterable<TimelineId>;
  readonly #backoff: Backoff;
  /** @returns what went wrong */
  #loadRooms: () => Promise<ChatError | null> = () => Promise.resolve(null);
  /** Counts beginnings and ends of live events: what belongs to an earlier one stops. */
  #round = 0;
  #isLive = false;
  #isBusy = false;
  #epoch = 0;

  /** @param open the timelines that somebody looks at */
  constructor(core: SessionCore, outbox: Outbox, history: History, open: () => Iterable<TimelineId>, backoff: Backoff) {
    this.#open = open;
    this.#core = core;
    this.#outbox = outbox;
    this.#history = history;
    this.#backoff = backoff;
  }

  /** Events flow. @param loadRooms answers what went wrong */
  begin(loadRooms: () => Promise<ChatError | null>): void {
    this.#loadRooms = loadRooms;
    this.#round += 1;
    this.#isLive = true;
    void this.#run(this.#round);
  }

  /** Loads a timeline that somebody opens; where that fails for what passes, it is tried again while events flow. */
  async load(id: TimelineId, unreadAfter: string | null): Promise<void> {
    const error = await this.#history.open(id, unreadAfter);
    if (error?.temporary && this.#isLive && !this.#isBusy) await this.#untilDone(this.#round, true);
  }

  /** The list of rooms is to be loaded again. */
  reloadRooms(): void {
    if (this.#isLive && !this.#isBusy) void this.#untilDone(this.#round);
    else void this.#reloadBeside(this.#round);
  }

  /** While something else is asked for, for which the list was there already: nobody else would ask for it again. */
  async #reloadBeside(round: number): Promise<void> {
    const error = await this.#loadRooms();
    if (error?.temporary && this.#isLive && this.#isCurrent(round)) await this.#untilDone(round);
  }

  /** Events have stopped. */
  end(): void {
    this.#round += 1;
    this.#isLive = false;
    this.#outbox.interrupt();
  }

  async #run(round: number): Promise<void> {
    this.#backoff.skip();
    this.#epoch = this.#outbox.resume();
    this.#history.interrupted();
    await this.#untilDone(round);
    if (this.#core.store.state.features.has('client-uuids') || !this.#isCurrent(round)) return;
    // A stock chatd tells of a message before it can be read: one whose event came too early for us, and whose row came
    // too late for the answers, is found by asking again.
    await pause(this.#core.environment, QUIET, this.#core.signal);
    if (!this.#isCurrent(round)) return;
    this.#history.expire();
    await this.#untilDone(round);
  }

  async #untilDone(round: number, areRoomsKnown = false): Promise<void> {
    this.#isBusy = true;
    let errors = await this.#ask(areRoomsKnown);
    while (this.#isCurrent(round) && errors.some((error) => error?.temporary)) {
      await this.#backoff.wait(this.#core.signal, Math.max(...errors.map((error) => error?.retryAfter ?? 0)));
      if (this.#isCurrent(round)) errors = await this.#ask(areRoomsKnown || errors[0] === null);
    }
    // What follows a later beginning is not ours to end.
    if (!this.#isCurrent(round)) return;
    this.#isBusy = false;
    this.#backoff.reset();
  }

  async #ask(areRoomsKnown: boolean): Promise<readonly [ChatError | null, ChatError | null]> {
    const epoch = this.#epoch;
    const rooms = areRoomsKnown ? Promise.resolve(null) : this.#loadRooms();
    const errors = await Promise.all([rooms, this.#loadOpen()]);
    if (!areRoomsKnown && errors[0] === null) this.#outbox.caughtUp(epoch);
    return errors;
  }

  /** Brings every timeline that somebody looks at up to date. @returns what went wrong */
  async #loadOpen(): Promise<ChatError | null> {
    const errors = await Promise.all([...this.#open()].map((id) => this.#history.open(id)));
    return errors.find((error) => error !== null) ?? null;
  }

  #isCurrent(round: number): boolean {
    return round === this.#round && !this.#core.signal.aborted;
  }
}
