import type { Backoff } from '../connection/backoff.js';
import type { ChatError } from '../model/errors.js';
import type { Store } from '../store/store.js';
import type { Environment } from './environment.js';
import type { History } from './history.js';
import type { Outbox } from './outbox.js';
import { QUIET } from './outbox-delivery.js';

export interface CatchUpOptions {
  readonly store: Store;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly backoff: Backoff;
  readonly history: History;
  readonly outbox: Outbox;
  /** @returns what went wrong */
  readonly loadRooms: () => Promise<ChatError | null>;
}

/** After live events have begun (again), asks for what was missed until it is there. */
export class CatchUp {
  readonly #options: CatchUpOptions;
  /** Counts beginnings and ends of live events: what belongs to an earlier one stops. */
  #round = 0;
  #isLive = false;
  #isBusy = false;
  #epoch = 0;

  constructor(options: CatchUpOptions) {
    this.#options = options;
  }

  /** Events flow. */
  begin(): void {
    this.#round += 1;
    this.#isLive = true;
    void this.#run(this.#round);
  }

  /** A room could not be opened: what passes is tried again while events flow. */
  mend(error: ChatError | null): void {
    if (error?.temporary && this.#isLive && !this.#isBusy) void this.#untilDone(this.#round, true);
  }

  /** Events have stopped. */
  end(): void {
    this.#round += 1;
    this.#isLive = false;
    this.#options.outbox.interrupt();
  }

  async #run(round: number): Promise<void> {
    const { outbox, history, store, backoff } = this.#options;
    backoff.skip();
    this.#epoch = outbox.resume();
    history.interrupted();
    await this.#untilDone(round);
    if (store.state.features.extended || !this.#isCurrent(round)) return;
    // A stock chatd tells of a message before it can be read: one whose event came too early for us, and whose row came
    // too late for the answers, is found by asking again.
    await this.#pause(QUIET);
    if (!this.#isCurrent(round)) return;
    history.expire();
    await this.#untilDone(round);
  }

  async #untilDone(round: number, areRoomsKnown = false): Promise<void> {
    const { backoff, signal } = this.#options;
    this.#isBusy = true;
    let errors = await this.#ask(areRoomsKnown);
    while (this.#isCurrent(round) && errors.some((error) => error?.temporary)) {
      await backoff.wait(signal);
      if (this.#isCurrent(round)) errors = await this.#ask(areRoomsKnown || errors[0] === null);
    }
    // What follows a later beginning is not ours to end.
    if (!this.#isCurrent(round)) return;
    this.#isBusy = false;
    backoff.reset();
  }

  async #ask(areRoomsKnown: boolean): Promise<readonly [ChatError | null, ChatError | null]> {
    const { history, outbox, loadRooms } = this.#options;
    const epoch = this.#epoch;
    const rooms = areRoomsKnown ? Promise.resolve(null) : loadRooms();
    const errors = await Promise.all([rooms, history.openStale()]);
    if (!areRoomsKnown && errors[0] === null) outbox.caughtUp(epoch);
    return errors;
  }

  #isCurrent(round: number): boolean {
    return round === this.#round && !this.#options.signal.aborted;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#options.environment.after(ms, resolve);
    });
  }
}
