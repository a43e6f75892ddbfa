import { Items } from './items.js';

/** Rows that are mounted at most, and at least beyond those in view. */
const MOST = 150;
const LEAST_SPARE = 24;
/** Elements in all rows at most: what is around them has its part of the 1,500 too. */
const ELEMENTS = 1_000;
/** Rows of a room's first picture, and how many more when they do not fill the view. The others follow. */
const FIRST = 14;
const MORE = 4;
/** Rows that come with one frame beyond those in view: no frame shall take long. */
const STEP = 14;
/** How far the window may grow by messages that come one by one before it is cut. */
const SLACK = 1.15;
/** Of the rows out of view, the part that lies where the person scrolls to; and what is left of it when more are due. */
const AHEAD = 0.7;
const LOW = 0.4;
const DIRE = 0.35;

/** Which way the person scrolls: -1 towards older messages, 1 towards newer ones, 0 neither. */
export type Direction = -1 | 0 | 1;

/**
 * The part of a room's messages that has rows: those in view and some more to both sides, a number that does not depend
 * on how many messages there are. It stays at its messages when others come before or after them.
 */
export class RowWindow {
  start = 0;
  end = 0;
  /** Whether the room was not painted yet: then only what is in view has rows. */
  isFresh = true;
  #items = new Items({ messages: [], pending: [] });
  #capacity = 120;

  /** @param elements how many elements a row has on average */
  set weight(elements: number) {
    this.#capacity = Math.max(40, Math.min(MOST, Math.floor(ELEMENTS / Math.max(1, elements))));
  }

  /** Another room: the newest messages. */
  reset(items: Items): void {
    this.#items = items;
    this.end = items.length;
    this.start = Math.max(0, this.end - FIRST);
    this.isFresh = true;
  }

  /** The same room with other messages. `atNewest`: the end stays in the window, whatever must go for it. */
  follow(items: Items, atNewest: boolean): void {
    const before = this.#items;
    if (before.length === 0 || this.start === this.end) {
      this.reset(items);
      return;
    }
    const [first, last] = [before.at(this.start), before.at(this.end - 1)];
    const hadEnd = this.end === before.length;
    this.#items = items;
    this.start = first ? items.indexOf(first) : 0;
    const end = last ? Math.min(items.indexOf(last) + 1, items.length) : items.length;
    const most = Math.floor(this.#capacity * SLACK);
    // In a flood nobody sees those that come and go between two frames.
    if (atNewest && items.length - end > FIRST) {
      this.reset(items);
      return;
    }
    if (atNewest) {
      this.end = items.length;
      if (this.end - this.start > most) this.start = this.end - this.#capacity;
    } else this.end = hadEnd ? Math.min(items.length, Math.max(end, this.start + most)) : end;
    if (this.end <= this.start) this.reset(items);
  }

  /**
   * Moves along with the person.
   *
   * @param first the first message in view
   * @param visible how many are in view
   * @returns whether the window changed
   */
  see(first: number, visible: number, direction: Direction): boolean {
    const spare = this.isFresh ? 0 : this.#spare(visible);
    const above = first - this.start;
    const below = this.end - first - visible;
    const lowAbove = this.start > 0 && above < spare * (direction < 0 ? LOW : DIRE);
    const lowBelow = this.end < this.#items.length && below < spare * (direction > 0 ? LOW : DIRE);
    if (!lowAbove && !lowBelow && this.end - this.start <= this.#capacity * SLACK) return false;
    return this.#set(first, visible, direction);
  }

  /** Whether all that is in view has rows. */
  covers(first: number, visible: number): boolean {
    return this.start <= first && this.end >= Math.min(first + visible, this.#items.length);
  }

  /** Goes where a message is that may be far away. */
  around(first: number, visible: number): boolean {
    return this.#set(first, visible, 0);
  }

  #spare(visible: number): number {
    return Math.max(LEAST_SPARE, this.#capacity - visible);
  }

  #set(first: number, visible: number, direction: Direction): boolean {
    const { length } = this.#items;
    const spare = this.isFresh ? MORE : this.#spare(visible);
    const ahead = direction < 0 ? AHEAD : direction > 0 ? 1 - AHEAD : 0.5;
    const size = Math.min(length, visible + spare);
    const from = Math.max(0, Math.min(first - Math.round(spare * ahead), length - size));
    const to = Math.min(length, from + size);
    const isNear = from < this.end && to > this.start;
    // What is in view at once; far away, where in the view `first` will stand is not known yet.
    const above = isNear ? MORE : visible;
    const least = [Math.max(0, first - above), first + visible + MORE] as const;
    const start = Math.max(from, isNear ? Math.min(this.start - STEP, least[0]) : least[0]);
    const end = Math.min(to, isNear ? Math.max(this.end + STEP, least[1]) : least[1]);
    if (start === this.start && end === this.end) return false;
    [this.start, this.end] = [start, end];
    return true;
  }
}
