import type { SessionCore } from './core.js';
import type { Composing } from './composing.js';
import type { Keeper } from './keeper.js';
import type { Outbox } from './outbox/outbox.js';

export interface Kept {
  readonly outbox: Outbox;
  readonly keeper: Keeper;
  readonly composing: Composing;
}

/** Takes up what was kept on the device, what was seen last first. */
export class Restorer {
  readonly #core: SessionCore;
  readonly #kept: Kept;
  readonly #onStep: () => void;
  #isDone = false;

  /** @param onStep more of what was kept is there */
  constructor(core: SessionCore, kept: Kept, onStep: () => void) {
    this.#core = core;
    this.#kept = kept;
    this.#onStep = onStep;
  }

  /**
   * Whether a room may be shown. Its draft and my messages on their way come when they have been read; without them, these
   * could be taken for others that are there.
   */
  get isReadyForRooms(): boolean {
    return this.#isDone || this.#tellsApart;
  }

  /** Whether messages may come: those that were kept are here, and mine on their way can be recognised among them. */
  get isReadyForMessages(): boolean {
    return this.#kept.keeper.isRestored && this.isReadyForRooms;
  }

  /** @param owner a user on a host */
  async restore(owner: string): Promise<void> {
    const { outbox, keeper, composing } = this.#kept;
    const operations = outbox.restore(owner);
    const seen = (this.#tellsApart ? Promise.resolve() : operations)
      .then(() => keeper.restore(owner))
      .then(() => this.#step());
    await Promise.all([operations, seen, composing.restore(owner)]);
    this.#isDone = true;
    this.#step();
  }

  #step(): void {
    if (!this.#core.signal.aborted) this.#onStep();
  }

  /** Whether a message says which text on its way it is; otherwise it is recognised only when those are known. */
  get #tellsApart(): boolean {
    return this.#core.store.state.features.has('client-uuids');
  }
}
