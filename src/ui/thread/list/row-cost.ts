import { COST_SHARE, LEAST_ROWS_PER_FRAME, ROWS_PER_FRAME, ROWS_TO_JUDGE } from './tuning.js';

/**
 * What it takes to draw a row, on this machine and as things are: what draws the first rows of a page has not been
 * compiled yet, so that each takes some ten times what later ones take.
 */
export class RowCost {
  /** Milliseconds; unknown before any was drawn. */
  #cost = Infinity;
  #began = 0;

  /** How many rows beyond those that must come a frame can afford. */
  get rowsPerFrame(): number {
    return Math.max(LEAST_ROWS_PER_FRAME, Math.min(Math.floor(COST_SHARE / this.#cost), ROWS_PER_FRAME));
  }

  /** Rows begin to be drawn, at `now` (ms). */
  begin(now: number): void {
    this.#began = now;
  }

  /** They were drawn, `rows` of them new. A few say little: what is around them takes its time, too. */
  end(rows: number, now: number): void {
    if (rows < ROWS_TO_JUDGE) return;
    const cost = Math.max(now - this.#began, Number.EPSILON) / rows;
    this.#cost = this.#cost === Infinity ? cost : (this.#cost + cost) / 2;
  }
}
