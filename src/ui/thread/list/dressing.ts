import type { LitElement, ReactiveController } from 'lit';
import type { ListElements } from './render-cycle.js';
import { rowElements, type RowElement } from './row-metrics.js';
import { FLING_REST, FLING_STEP, FLING_STEPS, ROWS_PER_FRAME } from './tuning.js';

export interface DressingOptions {
  readonly elements: () => ListElements;
  /** The first row in view; undefined: the end of the list is in view. */
  readonly first: () => HTMLElement | undefined;
}

/**
 * In a fling, rows pass by faster than anybody reads, and most of them are gone before they could be. A row that comes
 * then is drawn plain, its text as it was typed, which costs half; what is still there when the fling is over is dressed,
 * from the view outwards, some rows a frame.
 */
export class Dressing implements ReactiveController {
  readonly #options: DressingOptions;
  /** Steps of a fling on end. */
  #steps = 0;
  /** Frames since the last step. */
  #rest = 0;
  #frame = 0;

  constructor(host: LitElement, options: DressingOptions) {
    this.#options = options;
    host.addController(this);
  }

  /** Whether rows that come now are to be drawn plain. */
  readonly isFling = (): boolean => this.#steps >= FLING_STEPS;

  /** The person scrolled by `step` px. */
  scrolled(step: number): void {
    const height = this.#options.elements().scroller?.clientHeight ?? Infinity;
    this.#steps = Math.abs(step) >= height * FLING_STEP ? this.#steps + 1 : 0;
    this.#rest = 0;
    if (this.isFling()) this.#look();
  }

  /** Moved in the page, it may have left some plain. */
  hostConnected(): void {
    this.#look();
  }

  hostDisconnected(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#steps = 0;
  }

  /** Looks from frame to frame whether the fling is over, and dresses what it left. */
  #look(): void {
    this.#frame ||= requestAnimationFrame(this.#handleFrame);
  }

  readonly #handleFrame = (): void => {
    this.#frame = 0;
    this.#rest += 1;
    if (this.#rest > FLING_REST) this.#steps = 0;
    if (this.isFling() || this.#dressSome()) this.#look();
  };

  /** @returns whether there are more */
  #dressSome(): boolean {
    const rows = rowElements(this.#options.elements().content);
    const first = this.#options.first();
    const centre = (first ? rows.indexOf(first) : rows.length) + ROWS_PER_FRAME / 3;
    const distances = new Map<RowElement, number>();
    rows.forEach((row, index) => row.isPlain && distances.set(row, Math.abs(index - centre)));
    const plain = [...distances].sort(([, a], [, b]) => a - b).map(([row]) => row);
    for (const row of plain.slice(0, ROWS_PER_FRAME)) row.dress?.();
    return plain.length > ROWS_PER_FRAME;
  }
}
