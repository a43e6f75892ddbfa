import type { ListInput } from './input.js';
import { requestNeeds, type Surroundings } from './needs.js';
import { REST } from './tuning.js';

/**
 * Asks for messages before the person gets to them. Who only looks into a room costs one page; who stays a while, or
 * scrolls, has as many ahead as a fling passes until its first page comes.
 */
export class Supply {
  readonly #onRested: () => void;
  #hasRested = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onRested called when there is time to ask for more than the next page */
  constructor(onRested: () => void) {
    this.#onRested = onRested;
  }

  /** A timeline has come into view. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#hasRested = false;
    this.#timer = setTimeout(() => {
      this.#hasRested = true;
      this.#onRested();
    }, REST);
  }

  request(input: ListInput, around: Omit<Surroundings, 'isVisit'>): void {
    requestNeeds(input, { ...around, isVisit: !this.#hasRested && around.speed === 0 });
  }
}
