import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { firstVisible, isFirstVisible, offsetIn, scaleOf, type Anchor } from './first-visible.js';

/** A row that scrolling may hold on to: an element with `data-key`; with `data-mark` too, one that may go at any time. */
export interface AnchorRow extends HTMLElement {
  /** Where its text begins, in px from the viewport's top, when that differs from its own top (a header may go). */
  anchorTop?(): number;
}

/** Where somebody was reading: a row's key and how far below the scroller's top it stood, in px. */
export interface ReadingPlace {
  readonly key: string;
  readonly offset: number;
}

export interface ScrollAnchorOptions {
  /** Called after each scroll and each correction. */
  readonly onSettled: () => void;
  /** Whether the end of the list is the newest there is, and not only the newest that is loaded. */
  readonly endIsNewest: () => boolean;
  /**
   * Takes so many px of empty space away above the rows, and answers whether it did. Better than to scroll: a scroller
   * that is moved in the middle of a fling stops, in Safari above all.
   */
  readonly absorb: (drift: number) => boolean;
}

/** Who scrolls to less than a line from the end gets to the end. */
export const END_ZONE = 24;
/** What rounding may leave (px) between the view and the end: a scroller in a zoomed page stops where the screen has px. */
const ROUNDING = 1.5;
/** What stays free (px) above and below a row that is brought into view. */
const MARGIN = 8;

/**
 * Keeps a list of messages still under the reader's eyes. At the newest it stays at the newest, whatever grows: the
 * list, a row, the composer. Elsewhere the first visible row keeps its place. Corrections happen in a ResizeObserver,
 * thus after layout and before paint. The browser's own anchoring is off: it holds on to other
 * elements, and Safari has none.
 */
export class ScrollAnchor implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onSettled: () => void;
  readonly #endIsNewest: () => boolean;
  readonly #absorb: (drift: number) => boolean;
  readonly #resize = new ResizeObserver(() => this.#handleResize());
  #scroller: HTMLElement | null = null;
  #content: HTMLElement | null = null;
  #atNewest = true;
  #anchor: Anchor | undefined;
  #lastTop = 0;
  #step = 0;
  /** The number of a frame that was asked for. */
  #soon = 0;
  #restoring = false;

  constructor(host: ReactiveControllerHost, options: ScrollAnchorOptions) {
    this.#host = host;
    this.#onSettled = options.onSettled;
    this.#endIsNewest = options.endIsNewest;
    this.#absorb = options.absorb;
    host.addController(this);
  }

  /** Whether the end of the list is in view and shall stay there. */
  get atNewest(): boolean {
    return this.#atNewest;
  }

  /** How far (px) the person scrolled last; negative towards the older. */
  get step(): number {
    return this.#step;
  }

  /** The first row in view, when it is known: not at the newest. */
  get first(): HTMLElement | undefined {
    return this.#anchor?.row.isConnected ? this.#anchor.row : undefined;
  }

  /** Names the elements after a render; `content` holds the rows as children. */
  observe(scroller: HTMLElement | null, content: HTMLElement | null): void {
    if (scroller === this.#scroller && content === this.#content) return;
    this.hostDisconnected();
    this.#scroller = scroller;
    this.#content = content;
    this.hostConnected();
  }

  hostConnected(): void {
    if (!this.#scroller || !this.#content) return;
    this.#scroller.addEventListener('scroll', this.#handleScroll, { passive: true });
    // A first observation is reported at once, so an element that was moved settles by itself.
    this.#resize.observe(this.#scroller);
    this.#resize.observe(this.#content);
    // A scroller that was moved in the page begins at its top; that is nobody's doing.
    this.#restoring = true;
    this.settleSoon();
  }

  hostDisconnected(): void {
    this.#scroller?.removeEventListener('scroll', this.#handleScroll);
    this.#resize.disconnect();
    cancelAnimationFrame(this.#soon);
    this.#soon = 0;
    this.#restoring = false;
  }

  toNewest(): void {
    this.#setAtNewest(true);
    this.settle();
  }

  /** Where the reader is, to be given to `restore` later; null at the newest. */
  place(): ReadingPlace | null {
    const key = this.#anchor?.row.dataset['key'];
    return this.#atNewest || !this.#anchor || key === undefined ? null : { key, offset: this.#anchor.offset };
  }

  /** Goes to where the reader was, or to the newest for null or a row that is no longer there. */
  restore(place: ReadingPlace | null): void {
    const row = place ? this.row(place.key) : undefined;
    this.#anchor = row && place ? { row, offset: place.offset } : undefined;
    this.#setAtNewest(!this.#anchor);
    // The rows have no height before they render, so what scrolls until then tells nothing.
    this.#restoring = true;
    this.settleSoon();
  }

  /** The row with this key, if it is there. */
  row(key: string): AnchorRow | undefined {
    return this.#content?.querySelector<AnchorRow>(`:scope > [data-key="${CSS.escape(key)}"]`) ?? undefined;
  }

  /** Scrolls by as little as brings all of `row` into view, or its beginning when it is higher than the view. */
  reveal(row: HTMLElement): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const [view, box] = [scroller.getBoundingClientRect(), row.getBoundingClientRect()];
    const above = box.top - MARGIN - view.top;
    const below = box.bottom + MARGIN - view.bottom;
    if (above < 0) scroller.scrollTop += above / scaleOf(scroller);
    else if (below > 0) scroller.scrollTop += Math.min(below, above) / scaleOf(scroller);
  }

  /** Before anything changes: where the person has scrolled to is theirs, though its event is still to come. */
  catchUp(): void {
    if (!this.#atNewest && this.#scroller && Math.abs(this.#scroller.scrollTop - this.#lastTop) >= 1)
      this.#handleScroll();
  }

  /** Moves the scroller to where it belongs after anything may have changed its size or its content's. */
  settle(): void {
    if (this.#place(true)) this.#onSettled();
  }

  /** @returns whether the scroller stands where it belongs */
  #place(mayAbsorb: boolean): boolean {
    const scroller = this.#scroller;
    if (!scroller || scroller.clientHeight === 0) return false;
    if (this.#atNewest) scroller.scrollTop = scroller.scrollHeight;
    else if (!this.#correct(scroller, mayAbsorb)) return false;
    // A place may turn out to be the end, and then nobody need scroll to get there. Not one near it: following would
    // move it.
    if (!this.#atNewest && !this.#restoring && this.#isWithin(scroller, ROUNDING)) this.#setAtNewest(true);
    this.#lastTop = scroller.scrollTop;
    this.#follow(scroller);
    return true;
  }

  /** Settles at once after `restore`, when the rows are there. */
  settleNow(): void {
    this.#restoring = false;
    this.settle();
  }

  /** Settles before the next paint, once, for changes that may leave the content's size as it was. */
  settleSoon(): void {
    if (this.#soon) return;
    this.#soon = requestAnimationFrame(() => {
      this.#soon = 0;
      this.#restoring = false;
      this.settle();
    });
  }

  /** @returns false when the person has scrolled meanwhile: the scroll event will come before the next paint */
  #correct(scroller: HTMLElement, mayAbsorb: boolean): boolean {
    if (!this.#anchor?.row.isConnected) {
      this.#remember(scroller);
      return true;
    }
    const drift = offsetIn(scroller, this.#anchor.row) - this.#anchor.offset;
    if (Math.abs(drift) < 0.1) return true;
    const scrolled = scroller.scrollTop - this.#lastTop;
    if (Math.abs(scrolled) >= 1 && !this.#restoring && !this.#isPushed(scroller)) return false;
    if (mayAbsorb && !this.#restoring && this.#absorb(drift)) return true;
    scroller.scrollTop += drift;
    return true;
  }

  /** Before paint, but too late to render: what that changed would be reported to the page as a loop. */
  #handleResize(): void {
    if (this.#place(false)) this.settleSoon();
  }

  #handleScroll = (): void => {
    const scroller = this.#scroller;
    if (!scroller || scroller.clientHeight === 0 || this.#restoring) return;
    if (!this.#atNewest && this.#isPushed(scroller)) this.#place(false);
    const scrolled = scroller.scrollTop - this.#lastTop;
    if (scrolled === 0) this.#follow(scroller);
    else this.#takeUp(scroller, scrolled);
    this.#lastTop = scroller.scrollTop;
    this.#onSettled();
  };

  /** Where the person has scrolled to is theirs. */
  #takeUp(scroller: HTMLElement, scrolled: number): void {
    this.#step = scrolled;
    // Only who scrolls up leaves the newest. That the end moved away meanwhile is growth, and growth is followed.
    if (this.#isWithin(scroller, END_ZONE)) this.#setAtNewest(true);
    else if (scrolled < -1) this.#setAtNewest(false);
    if (this.#atNewest) {
      // The rest of the way; but who leaves the newest slowly is not drawn back.
      if (scrolled > 0) this.settleSoon();
      return;
    }
    this.#undoShift(scroller, scrolled);
    this.#remember(scroller);
  }

  /** Content that became shorter, or a view that became higher, pushes the scroller up to its new end: nobody did that. */
  #isPushed(scroller: HTMLElement): boolean {
    const end = scroller.scrollHeight - scroller.clientHeight;
    return this.#lastTop > end + 1 && scroller.scrollTop >= end - ROUNDING;
  }

  /** Whether the newest is at most `distance` px below the view. */
  #isWithin(scroller: HTMLElement, distance: number): boolean {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= distance && this.#endIsNewest();
  }

  /**
   * Rows may have come above in the very frame in which the person scrolled by `scrolled` px: only that is theirs.
   */
  #undoShift(scroller: HTMLElement, scrolled: number): void {
    if (!this.#anchor?.row.isConnected) return;
    const shift = offsetIn(scroller, this.#anchor.row) - (this.#anchor.offset - scrolled);
    if (Math.abs(shift) >= 1) scroller.scrollTop += shift;
  }

  #setAtNewest(atNewest: boolean): void {
    if (atNewest) this.#anchor = undefined;
    if (atNewest === this.#atNewest) return;
    this.#atNewest = atNewest;
    this.#host.requestUpdate();
  }

  #remember(scroller: HTMLElement): void {
    const row = firstVisible(scroller, this.#content);
    this.#anchor = row ? { row, offset: offsetIn(scroller, row) } : undefined;
  }

  /**
   * Holds on to what the reader sees first now: another layout may have brought other text to the top of the view, and
   * at an end there may have been nothing left to scroll by. What still stands there keeps its exact offset.
   */
  #follow(scroller: HTMLElement): void {
    const before = this.#anchor;
    if (this.#atNewest || this.#restoring || (before && isFirstVisible(scroller, before))) return;
    this.#remember(scroller);
    const now = this.#anchor;
    if (before && now?.row === before.row && Math.abs(now.offset - before.offset) < 1) this.#anchor = before;
  }
}
