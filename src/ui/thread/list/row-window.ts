import { momentHabits } from '../../../i18n/formats.js';
import type { ListInput, ListTimeline } from './input.js';
import { ItemKeys } from './item-keys.js';
import { isPending, Items, NO_ITEMS, type Item } from './items.js';
import type { Viewport } from './needs.js';
import { averageElements, rowElements, RowMetrics } from './row-metrics.js';
import { isMessageRow, listRows, rangeRows, type MessageRow, type Row } from './rows.js';
import { Spacers } from './spacers.js';
import { MEASURE_EVERY } from './tuning.js';
import { WindowRange } from './window-range.js';

/**
 * The window: the messages that have rows, these rows, and the spacers in place of all others. It says what is to be
 * rendered and reads the heights of what was; when, the list decides.
 */
export class RowWindow {
  readonly #range = new WindowRange();
  readonly #spacers = new Spacers();
  readonly #metrics = new RowMetrics();
  #keys = new ItemKeys();
  #items = NO_ITEMS;
  #rows: readonly Row[] = [];
  #rowsOf: readonly unknown[] = [];
  #measurings = 0;

  get items(): Items {
    return this.#items;
  }

  /** What is to be rendered; the same array as long as it would hold the same. */
  get rows(): readonly Row[] {
    return this.#rows;
  }

  /** The index of the first message in the window. */
  get start(): number {
    return this.#range.start;
  }

  /** Whether the timeline was not painted yet: then only what is in view has rows. */
  get isFirstPicture(): boolean {
    return this.#range.isFirstPicture && this.#items.length > 0;
  }

  /** Whether that is the first timeline of all. */
  get isCold(): boolean {
    return this.isFirstPicture && this.#range.isCold;
  }

  /** The first picture was painted: the overscan may come. */
  endFirstPicture(): void {
    this.#range.endFirstPicture();
  }

  /** The rows of another person go by other keys. */
  resetKeys(): void {
    this.#keys = new ItemKeys();
  }

  /** Another timeline, or none. */
  enter(timeline: ListTimeline | undefined): void {
    this.#items = timeline ? new Items(timeline) : NO_ITEMS;
    this.#range.reset(this.#items);
    this.#spacers.reset();
  }

  /** The same timeline with other messages. */
  update(before: ListTimeline, { timeline, me }: ListInput, isPinned: boolean): void {
    this.#keys.follow(before, timeline, me);
    this.#items = new Items(timeline);
    this.#range.update(this.#items, isPinned);
  }

  /**
   * Makes the rows.
   *
   * @param keys of rows that stay, however far away they are: that with the focus, those where a selection ends
   * @param canChoose whether the person chooses the next timeline: then they see it whole at once, though it be the first
   */
  makeRows(input: ListInput | undefined, keys: readonly string[], canChoose = false): void {
    if (!input && canChoose) this.#range.isCold = false;
    const { start, end } = this.#range;
    const kept = this.#indexesOf(keys).filter((index) => index < start || index >= end);
    // In another time zone, days begin elsewhere.
    const rowsOf = [input?.timeline, input?.unreadAfter, input?.me, momentHabits(), start, end, kept.join()];
    if (rowsOf.every((part, at) => part === this.#rowsOf[at])) return;
    this.#rowsOf = rowsOf;
    this.#rows = input ? listRows(this.#optionsOf(input), { start, end, kept }) : [];
    this.#keys.prune(this.#rows);
  }

  /** The rows of messages from `from` up to `to`, without the window's bounds. */
  rowsBetween(input: ListInput, from: number, to: number): readonly Row[] {
    return rangeRows(this.#optionsOf(input), from, to);
  }

  #indexesOf(keys: readonly string[]): readonly number[] {
    const indexes = keys.map((key) => this.#indexOf(key)).filter((index) => index >= 0);
    return [...new Set(indexes)].sort((a, b) => a - b);
  }

  #indexOf(key: string): number {
    const row = this.rowWith(key);
    return row ? this.#items.indexOf(row.message) : this.#items.indexOfUuid(key);
  }

  #optionsOf({ timeline: { gaps }, unreadAfter, me }: ListInput): Parameters<typeof listRows>[0] {
    return { items: this.#items, gaps, unreadAfter, me, keyOf: this.#keys.keyOf };
  }

  /** The message row with this key, if it is to be rendered. */
  rowWith(key: string | undefined): MessageRow | undefined {
    const row = key === undefined ? undefined : this.#rows.find((each) => each.key === key);
    return row && isMessageRow(row) ? row : undefined;
  }

  keyOf(item: Item): string {
    return isPending(item) ? item.localId : this.#keys.keyOf(item);
  }

  /** What is in view, about, when this row is the first there; without one, it is the end of the list. */
  viewport(scroller: HTMLElement | null, first: HTMLElement | undefined): Viewport {
    const count = Math.ceil((scroller?.clientHeight ?? 0) / this.#metrics.height) + 1;
    const row = first && this.#rows.find(({ key }) => key === first.dataset['key']);
    return { count, first: row && 'index' in row ? row.index : Math.max(0, this.#items.length - count) };
  }

  // After a render

  /** Gives the spacers their height. */
  fitSpacers(content: HTMLElement | null): void {
    this.#spacers.fit(content, this.#metrics.height);
  }

  /** Takes `drift` px from the space above the rows; false when there is none, or too little. */
  absorb(drift: number): boolean {
    return this.#spacers.absorb(drift);
  }

  /** Measures the rows, so that the window holds as many as the page may have, and spacers are as high as rows would be. */
  measure(content: HTMLElement | null): void {
    const rows = rowElements(content).filter((row) => row.dataset['key'] !== undefined);
    // Rows that are drawn plain say nothing of those that stay.
    if (rows.length === 0 || rows.some(({ isPlain }) => isPlain)) return;
    this.#range.rowElements = averageElements(rows);
    const isDue = this.#range.isFirstPicture || this.#measurings % MEASURE_EVERY === 0;
    if (isDue && !this.#hasFarRow) this.#metrics.measure(rows);
    this.#measurings += 1;
  }

  /** Whether a row stands away from the others. */
  get #hasFarRow(): boolean {
    return this.#rows.some(({ key }) => key === 'spacer-above' || key === 'spacer-below');
  }

  // Moving

  has(index: number): boolean {
    return index >= this.#range.start && index < this.#range.end;
  }

  /** To the newest; rows that are there need not come anew. */
  moveToNewest({ count }: Viewport): void {
    const first = Math.max(0, this.#items.length - count);
    if (!this.#range.covers({ first, count })) this.#range.reset(this.#items);
  }

  /** To where a message will be in view. */
  moveTo(item: Item, viewport: Viewport): void {
    this.#range.moveTo({ ...viewport, first: this.#items.indexOf(item) });
  }

  /** Whether all that is in view has rows. */
  covers(viewport: Viewport): boolean {
    return this.#range.covers(viewport);
  }

  /** Moves along with a viewport that was scrolled by `step` px. @returns whether other messages are in the window now */
  follow(viewport: Viewport, step: number): boolean {
    return this.#range.follow(viewport, step / this.#metrics.height);
  }

  /** Moves to where a spacer fills the viewport, if one does. @returns undefined when none does, else as `follow` */
  followIntoSpacer(scroller: HTMLElement, viewport: Viewport, hasRow: boolean): boolean | undefined {
    const first = this.#spacers.indexAt(scroller, hasRow);
    return first === undefined ? undefined : this.#range.moveTo({ ...viewport, first });
  }
}
