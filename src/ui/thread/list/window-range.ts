import { NO_ITEMS, type Items } from './items.js';
import type { Viewport } from './needs.js';
import {
  ASSUMED_ROWS,
  COLD_ROWS,
  FIRST_ROWS,
  MAX_ELEMENTS,
  MAX_ROWS,
  MIN_OVERSCAN,
  MIN_ROWS,
  MOST_ROWS_PER_FRAME,
  NEAR_ROWS,
  OVERSCAN_AHEAD,
  REFILL_AHEAD,
  REFILL_BEHIND,
  ROWS_PER_FRAME,
  WINDOW_SLACK,
} from './tuning.js';

/** How many rows the person scrolled by last, negative towards older messages; 0: the view stands at the end. */
export type Passed = number;

/**
 * Which items are in the window, from `start` up to `end`: those in view and the overscan to both sides, a number that
 * does not depend on how many items there are. It stays at its items when others come before or after them.
 */
export class WindowRange {
  start = 0;
  end = 0;
  /** Whether the timeline was not painted yet: then only what is in view has rows. */
  isFirstPicture = true;
  /** Whether no timeline at all was painted yet, and nobody waits for one that they chose. */
  isCold = true;
  #items = NO_ITEMS;
  #capacity = ASSUMED_ROWS;

  /** @param elements how many elements a row has on average */
  set rowElements(elements: number) {
    this.#capacity = Math.max(MIN_ROWS, Math.min(MAX_ROWS, Math.floor(MAX_ELEMENTS / Math.max(1, elements))));
  }

  /** To the newest items, as a first picture. */
  reset(items: Items): void {
    this.#items = items;
    this.end = items.length;
    this.start = Math.max(0, this.end - (this.isCold ? COLD_ROWS : FIRST_ROWS));
    this.isFirstPicture = true;
  }

  /** The first picture was painted: the overscan may come. */
  endFirstPicture(): void {
    this.isFirstPicture = false;
    this.isCold = false;
  }

  /**
   * The same timeline with other items.
   *
   * @param isPinned the end stays in the window, whatever must go for it
   */
  update(items: Items, isPinned: boolean): void {
    const before = this.#items;
    const hadRows = this.end > this.start;
    const [first, last] = hadRows ? [before.at(this.start), before.at(this.end - 1)] : [];
    const hadEnd = this.end === before.length;
    this.#items = items;
    const start = first ? items.indexOf(first) : 0;
    const end = last ? Math.min(items.indexOf(last) + 1, items.length) : items.length;
    // In a flood nobody sees those that come and go between two frames.
    const isFlood = isPinned && items.length - end > FIRST_ROWS;
    if (!first || !last || isFlood) this.reset(items);
    else this.#stay(start, end, isPinned, hadEnd);
  }

  #stay(start: number, end: number, isPinned: boolean, hadEnd: boolean): void {
    const { length } = this.#items;
    const most = this.#most;
    [this.start, this.end] = [start, end];
    if (isPinned) {
      this.end = length;
      if (length - start > most) this.start = length - this.#capacity;
    } else if (hadEnd) this.end = Math.min(length, Math.max(end, start + most));
    if (this.end <= this.start) this.reset(this.#items);
  }

  /** Moves along with the viewport. @returns whether the window changed */
  follow(viewport: Viewport, passed: Passed): boolean {
    const overscan = this.isFirstPicture ? 0 : this.#overscan(viewport);
    const above = viewport.first - this.start;
    const below = this.end - viewport.first - viewport.count;
    const isLowAbove = this.start > 0 && above < overscan * (passed < 0 ? REFILL_AHEAD : REFILL_BEHIND);
    const isLowBelow = this.end < this.#items.length && below < overscan * (passed > 0 ? REFILL_AHEAD : REFILL_BEHIND);
    return (isLowAbove || isLowBelow || this.end - this.start > this.#most) && this.moveTo(viewport, passed);
  }

  /** Whether all that is in view has rows. */
  covers({ first, count }: Viewport): boolean {
    return this.start <= first && this.end >= Math.min(first + count, this.#items.length);
  }

  /** Goes to where the viewport is or will be: all that is in view at once, the overscan a few rows at a time. */
  moveTo(viewport: Viewport, passed: Passed = 0): boolean {
    const { first, count } = viewport;
    const [from, to] = this.#aim(viewport, passed);
    // As many as pass: with fewer, each second frame of a fling would have to draw twice as many.
    const some = Math.min(Math.max(ROWS_PER_FRAME, Math.ceil(Math.abs(passed)) + 1), MOST_ROWS_PER_FRAME);
    const isNear = from < this.end && to > this.start;
    // Far away, where in the view `first` will stand is not known yet.
    const above = Math.max(0, first - (isNear ? NEAR_ROWS : count));
    const below = first + count + NEAR_ROWS;
    const start = Math.max(from, isNear ? Math.min(this.start - some, above) : above);
    const end = Math.min(to, isNear ? Math.max(this.end + some, below) : below);
    if (start === this.start && end === this.end) return false;
    [this.start, this.end] = [start, end];
    return true;
  }

  /** Where the window shall get to, in the end. */
  #aim(viewport: Viewport, passed: Passed): readonly [from: number, to: number] {
    const { length } = this.#items;
    const overscan = this.isFirstPicture ? NEAR_ROWS : this.#overscan(viewport);
    const ahead = passed < 0 ? OVERSCAN_AHEAD : passed > 0 ? 1 - OVERSCAN_AHEAD : 0.5;
    const size = Math.min(length, viewport.count + overscan);
    const from = Math.max(0, Math.min(viewport.first - Math.round(overscan * ahead), length - size));
    return [from, Math.min(length, from + size)];
  }

  #overscan({ count }: Viewport): number {
    return Math.max(MIN_OVERSCAN, this.#capacity - count);
  }

  get #most(): number {
    return Math.floor(this.#capacity * WINDOW_SLACK);
  }
}
