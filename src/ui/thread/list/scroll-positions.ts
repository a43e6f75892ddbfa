import { MAX_POSITIONS } from './tuning.js';

/** Where a timeline was left: a message, and how far (px) its text stood below the top of the viewport. */
export interface LeftPosition {
  readonly uuid: string;
  readonly offset: number;
}

/** Where each timeline was left, by its id; those that were left last. */
export class ScrollPositions {
  readonly #byId = new Map<string, LeftPosition>();

  /** @param position undefined: at the end, where a timeline opens anyway */
  leave(id: string, position: LeftPosition | undefined): void {
    // The order of a map is that of insertion.
    this.#byId.delete(id);
    if (position) this.#byId.set(id, position);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > MAX_POSITIONS && oldest !== undefined) this.#byId.delete(oldest);
  }

  of(id: string): LeftPosition | undefined {
    return this.#byId.get(id);
  }
}
