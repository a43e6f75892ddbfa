import { distanceToReveal, firstInView, isFirstInView, offsetIn, type Anchor } from './anchor.js';
import { ScrollSpeed } from './scroll-speed.js';
import { END_ZONE, MIN_DRIFT, MIN_SCROLL, ROUNDING, TARGET_AT } from './tuning.js';

/** A row that scrolling may hold on to: an element with `data-key`; with `data-mark` too, one that may go at any time. */
export interface AnchorRow extends HTMLElement {
  /** Where its text begins, in px from the page's top, when that differs from its own top (a header may go). */
  anchorTop?(): number;
}

/** A place in a list: a row, by its key, in the viewport. */
export interface ScrollPosition {
  readonly key: string;
  /** How far (px) below the top its text stands; absent: where one looks for a message that one goes to, see TARGET_AT. */
  readonly offset?: number;
}

export interface ScrollAnchorOptions {
  /** Called when the person has scrolled, by so many px. */
  readonly onScrolled: (step: number) => void;
  /** Called after each scroll and each adjustment. */
  readonly onAdjusted: () => void;
  /** Called when the list was pinned to its end, or is no longer. */
  readonly onPinned: () => void;
  /** Whether the end of the list is the newest there is, and not only the newest that is loaded. */
  readonly endIsNewest: () => boolean;
  /**
   * Takes so many px of empty space away above the rows, and answers whether it did. Better than to scroll: a scroller
   * that is moved in the middle of a fling stops, in Safari above all.
   */
  readonly absorb: (drift: number) => boolean;
}

/**
 * Keeps a list still under the reader's eyes. The browser's own scroll anchoring is off: it holds on to other elements,
 * and Safari has none.
 *
 *              the person scrolls up from the end, or goes to a message
 *     pinned ───────────────────────────────────────────────────────────▶ anchored
 *            ◀───────────────────────────────────────────────────────────
 *              they scroll to within END_ZONE of the end, or go to it
 *
 * - pinned: after each adjustment the end of the list is at the end of the viewport, whatever grew: the list, a row, the
 *   composer.
 * - anchored: after each adjustment the text of one row, the first in view, is as far from the top of the viewport as it
 *   was. Which row that is changes with what the person scrolls, and with layouts that bring another to the top.
 *
 * In both: what the person scrolls is theirs and never undone, even when its event is still to come. Only from `restore`
 * or a move in the page to the next frame (or `adjustNow`), while rows have no height yet, scrolling is nobody's doing
 * and is corrected (#isRestoring).
 *
 * An adjustment happens when rows have rendered, when the ResizeObserver reports (after layout, before paint), and in a
 * frame that was asked for.
 */
export class ScrollAnchor {
  readonly #options: ScrollAnchorOptions;
  readonly #resize = new ResizeObserver(() => this.#handleResize());
  #scroller: HTMLElement | null = null;
  #content: HTMLElement | null = null;
  #isPinned = true;
  #isRestoring = false;
  /** Whether the anchor goes to TARGET_AT, whatever height the viewport gets while it is being restored. */
  #isAimed = false;
  /** Unknown while no row is in view. */
  #anchor: Anchor | undefined;
  /** Where the scroller stood after the last scroll or adjustment. */
  #lastTop = 0;
  #lastStep = 0;
  readonly #speed = new ScrollSpeed();
  /** The number of the frame that was asked for. */
  #frame = 0;

  constructor(options: ScrollAnchorOptions) {
    this.#options = options;
  }

  get isPinned(): boolean {
    return this.#isPinned;
  }

  /** How far (px) the person scrolled last; negative towards the older. */
  get lastStep(): number {
    return this.#lastStep;
  }

  /** How fast (px/ms) the person scrolls now; negative towards the older. */
  get speed(): number {
    return this.#speed.at(performance.now());
  }

  /** The first row in view, when it is known: not while pinned. */
  get row(): HTMLElement | undefined {
    return this.#anchor?.row.isConnected ? this.#anchor.row : undefined;
  }

  /** Where the reader is, to be given to `restore` later; null at the end. */
  get position(): Required<ScrollPosition> | null {
    const key = this.#anchor?.row.dataset['key'];
    return this.#isPinned || !this.#anchor || key === undefined ? null : { key, offset: this.#anchor.offset };
  }

  /** Names the elements after a render; `content` holds the rows as children. */
  observe(scroller: HTMLElement | null, content: HTMLElement | null): void {
    if (scroller === this.#scroller && content === this.#content) return;
    this.disconnect();
    this.#scroller = scroller;
    this.#content = content;
    this.connect();
  }

  connect(): void {
    if (!this.#scroller || !this.#content) return;
    this.#scroller.addEventListener('scroll', this.#handleScroll, { passive: true });
    // A first observation is reported at once, so an element that was moved is adjusted by itself.
    this.#resize.observe(this.#scroller);
    this.#resize.observe(this.#content);
    // A scroller that was moved in the page begins at its top; that is nobody's doing.
    this.#isRestoring = true;
    this.adjustSoon();
  }

  disconnect(): void {
    this.#scroller?.removeEventListener('scroll', this.#handleScroll);
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#isRestoring = false;
  }

  /** To the end, and to stay there; with the next adjustment. */
  pin(): void {
    this.#setPinned(true);
    this.adjustSoon();
  }

  /** To where the reader was, or to the end for null or a row that is not there. */
  restore(position: ScrollPosition | null): void {
    const row = position ? this.rowOf(position.key) : undefined;
    this.#anchor = row && { row, offset: position?.offset ?? 0 };
    this.#isAimed = row !== undefined && position?.offset === undefined;
    this.#setPinned(!this.#anchor);
    this.#isRestoring = true;
    this.adjustSoon();
  }

  /** The row with this key, if it is there. */
  rowOf(key: string): AnchorRow | undefined {
    return this.#content?.querySelector<AnchorRow>(`:scope > [data-key="${CSS.escape(key)}"]`) ?? undefined;
  }

  /** Scrolls by as little as brings all of `row` into view, or its beginning when it is higher; leaves the end for good. */
  reveal(row: HTMLElement): void {
    const least = this.#isPinned ? END_ZONE + MIN_SCROLL : 0;
    const distance = this.#scroller ? distanceToReveal(this.#scroller, row, least) : 0;
    if (this.#scroller && distance !== 0) this.#scroller.scrollTop += distance;
  }

  /** Before anything changes: takes up what the person has scrolled, whose event is still to come. */
  catchUp(): void {
    if (!this.#isPinned && this.#scroller && this.#scrolled(this.#scroller)) this.#handleScroll();
  }

  /** Moves the scroller to where it belongs after anything may have changed its size or its content's. */
  adjust(): void {
    if (this.#adjust(true)) this.#options.onAdjusted();
  }

  /** The same when the rows are there that `restore` was to wait for. */
  adjustNow(): void {
    this.#aim();
    this.#isRestoring = false;
    this.#isAimed = false;
    this.adjust();
  }

  /** Adjusts before the next paint, once, for changes that may leave the content's size as it was. */
  adjustSoon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.adjustNow();
    });
  }

  /** @returns whether the scroller stands where it belongs */
  #adjust(mayAbsorb: boolean): boolean {
    const scroller = this.#scroller;
    if (!scroller || scroller.clientHeight === 0) return false;
    this.#aim();
    if (this.#isPinned) scroller.scrollTop = scroller.scrollHeight;
    else if (!this.#undoDrift(scroller, mayAbsorb)) return false;
    // A position may turn out to be the end, and then nobody need scroll to get there. Not one near it: to be pinned
    // would move what is read.
    if (!this.#isPinned && !this.#isRestoring && this.#isNearEnd(scroller, ROUNDING)) this.#setPinned(true);
    this.#lastTop = scroller.scrollTop;
    this.#followLayout(scroller);
    return true;
  }

  /** The viewport may have another height than when its rows were not there. */
  #aim(): void {
    if (!this.#isAimed || !this.#isRestoring || !this.#anchor || !this.#scroller) return;
    this.#anchor = { ...this.#anchor, offset: Math.round(this.#scroller.clientHeight * TARGET_AT) };
  }

  /** @returns false when the person has scrolled meanwhile: the scroll event will come before the next paint */
  #undoDrift(scroller: HTMLElement, mayAbsorb: boolean): boolean {
    if (!this.#anchor?.row.isConnected) {
      this.#chooseAnchor(scroller);
      return true;
    }
    const drift = offsetIn(scroller, this.#anchor.row) - this.#anchor.offset;
    if (Math.abs(drift) < MIN_DRIFT) return true;
    if (this.#scrolled(scroller) && !this.#isRestoring && !this.#isPushed(scroller)) return false;
    if (mayAbsorb && !this.#isRestoring && this.#options.absorb(drift)) return true;
    scroller.scrollTop += drift;
    return true;
  }

  /** Before paint, but too late to render: what that changed would be reported to the page as a loop. */
  #handleResize(): void {
    if (this.#adjust(false)) this.adjustSoon();
  }

  #handleScroll = (): void => {
    const scroller = this.#scroller;
    if (!scroller || scroller.clientHeight === 0 || this.#isRestoring) return;
    if (!this.#isPinned && this.#isPushed(scroller)) this.#adjust(false);
    const step = scroller.scrollTop - this.#lastTop;
    if (step === 0) this.#followLayout(scroller);
    else this.#takeUp(scroller, step);
    this.#lastTop = scroller.scrollTop;
    this.#options.onAdjusted();
  };

  /** Where the person has scrolled to, by `step` px, is theirs. */
  #takeUp(scroller: HTMLElement, step: number): void {
    this.#lastStep = step;
    this.#speed.scrolled(step, performance.now());
    this.#options.onScrolled(step);
    // Only who scrolls up leaves the end. That the end moved away meanwhile is growth, and growth is followed.
    if (this.#isNearEnd(scroller, END_ZONE)) this.#setPinned(true);
    else if (step < -MIN_SCROLL) this.#setPinned(false);
    if (!this.#isPinned) {
      this.#undoShift(scroller, step);
      this.#chooseAnchor(scroller);
      // The rest of the way; but who leaves the end slowly is not drawn back.
    } else if (step > 0) this.adjustSoon();
  }

  /** Whether the scroller is not where it was left: the person's doing, or the browser's, see `#isPushed`. */
  #scrolled(scroller: HTMLElement): boolean {
    return Math.abs(scroller.scrollTop - this.#lastTop) >= MIN_SCROLL;
  }

  /** Content that became shorter, or a view that became higher, pushes the scroller up to its new end: nobody did that. */
  #isPushed(scroller: HTMLElement): boolean {
    const end = scroller.scrollHeight - scroller.clientHeight;
    return this.#lastTop > end + MIN_SCROLL && scroller.scrollTop >= end - ROUNDING;
  }

  /** Whether the newest is at most `distance` px below the view. */
  #isNearEnd(scroller: HTMLElement, distance: number): boolean {
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    return below <= distance && this.#options.endIsNewest();
  }

  /** Rows may have come above in the very frame in which the person scrolled by `step` px: only that is theirs. */
  #undoShift(scroller: HTMLElement, step: number): void {
    if (!this.#anchor?.row.isConnected) return;
    const shift = offsetIn(scroller, this.#anchor.row) - (this.#anchor.offset - step);
    if (Math.abs(shift) >= MIN_SCROLL) scroller.scrollTop += shift;
  }

  #setPinned(isPinned: boolean): void {
    if (isPinned) this.#anchor = undefined;
    if (isPinned === this.#isPinned) return;
    this.#isPinned = isPinned;
    this.#options.onPinned();
  }

  #chooseAnchor(scroller: HTMLElement): void {
    const row = firstInView(scroller, this.#content);
    this.#isAimed = false;
    this.#anchor = row ? { row, offset: offsetIn(scroller, row) } : undefined;
  }

  /**
   * Holds on to what the reader sees first now: another layout may have brought other text to the top of the view, and
   * at an end there may have been nothing left to scroll by. What still stands there keeps its exact offset, so that
   * rounding does not add up.
   */
  #followLayout(scroller: HTMLElement): void {
    const before = this.#anchor;
    if (this.#isPinned || this.#isRestoring || (before && isFirstInView(scroller, before))) return;
    this.#chooseAnchor(scroller);
    const now = this.#anchor;
    if (before && now?.row === before.row && Math.abs(now.offset - before.offset) < MIN_SCROLL) this.#anchor = before;
  }
}
