/** Lists up to this long are drawn whole: nothing is gained, and the page's own search finds every room. */
const WHOLE = 100;
/** Rows beyond the view on each side; and how few of them may be left before others are drawn. */
const SPARE = 24;
const LOW = 10;
/** Rows on each side that a frame draws beyond what the one before drew, until there are all. */
const STEP = 8;
/** A row's height and the view's (px) before they were seen. */
const GUESS = 57;
const TALL = 14 * GUESS;

/** Which rows of a long list are drawn. All rows are equally high, so that places are exact and only one is measured. */
export class ListWindow {
  start = 0;
  end = WHOLE;
  #count = 0;
  #height = GUESS;
  #view = 0;
  #top = 0;
  /** At first, only what is in view is drawn. */
  #spare = 0;

  /** Whether all rows are drawn. */
  get isWhole(): boolean {
    return this.start === 0 && this.end === this.#count;
  }

  get height(): number {
    return this.#height;
  }

  /** The list as it is now; to be told before rows are drawn. */
  set count(count: number) {
    this.#count = count;
    this.#set();
  }

  /** Whether there is more to draw around the view. */
  get isGrowing(): boolean {
    return !this.isWhole && this.#spare < this.#mostSpare;
  }

  /** Draws some more around the view. */
  grow(): void {
    this.#spare = Math.min(this.#mostSpare, this.#spare + STEP);
    this.#set();
  }

  /** Where the list stands. @returns whether other rows are to be drawn */
  look(scroller: HTMLElement, row: HTMLElement | null): boolean {
    if (row && row.offsetHeight > 0) this.#height = row.offsetHeight;
    [this.#view, this.#top] = [scroller.clientHeight, scroller.scrollTop];
    const low = Math.min(LOW, this.#spare);
    const first = Math.floor(this.#top / this.#height);
    const last = first + Math.ceil(this.#view / this.#height);
    const near = this.start <= Math.max(0, first - low) && this.end >= Math.min(this.#count, last + low);
    return near ? false : this.#set();
  }

  /** The scroll position at which a row is in view, as near as possible to the present one. */
  topFor(index: number): number {
    const top = index * this.#height;
    return Math.max(Math.min(this.#top, top), top + this.#height - this.#view);
  }

  get #mostSpare(): number {
    return this.#count <= WHOLE ? WHOLE : SPARE;
  }

  #set(): boolean {
    const spare = Math.min(this.#spare, this.#mostSpare);
    const first = Math.floor(this.#top / this.#height);
    const visible = Math.ceil((this.#view || TALL) / this.#height);
    const start = Math.max(0, Math.min(first - spare, this.#count - visible - 2 * spare));
    const end = Math.min(this.#count, start + visible + 2 * spare);
    const changed = start !== this.start || end !== this.end;
    [this.start, this.end] = [start, end];
    return changed;
  }
}
