import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A row that scrolling may hold on to: an element with `data-key`. */
export interface AnchorRow extends HTMLElement {
  /** Where its text begins, in px from the viewport's top, when that differs from its own top (a header may go). */
  anchorTop?(): number;
}

/** Where somebody was reading: a row's key and how far below the scroller's top it stood, in px. */
export interface ReadingPlace {
  readonly key: string;
  readonly offset: number;
}

/** Less than a line from the end counts as the end. */
export const END_ZONE = 24;

/**
 * Keeps a list of messages still under the reader's eyes. At the newest it stays at the newest, whatever grows: the
 * list, a row, the composer. Elsewhere the first visible row keeps its place. Corrections happen in a ResizeObserver,
 * thus after layout and before paint; where the browser has anchored the scrolling itself, nothing is left to correct.
 */
export class ScrollAnchor implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onSettled: () => void;
  readonly #resize = new ResizeObserver(() => this.settle());
  #scroller: HTMLElement | null = null;
  #content: HTMLElement | null = null;
  #atNewest = true;
  #anchor: { row: AnchorRow; offset: number } | undefined;
  #lastTop = 0;
  /** The number of a frame that was asked for. */
  #soon = 0;
  #restoring = false;

  /** @param onSettled called after each scroll and each correction */
  constructor(host: ReactiveControllerHost, onSettled: () => void) {
    this.#host = host;
    this.#onSettled = onSettled;
    host.addController(this);
  }

  /** Whether the end of the list is in view and shall stay there. */
  get atNewest(): boolean {
    return this.#atNewest;
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
    const row = place ? this.#rows().find((candidate) => candidate.dataset['key'] === place.key) : undefined;
    this.#anchor = row && place ? { row, offset: place.offset } : undefined;
    this.#setAtNewest(!this.#anchor);
    // The rows have no height before they render, so what scrolls until then tells nothing.
    this.#restoring = true;
    this.settleSoon();
  }

  /** Moves the scroller to where it belongs after anything may have changed its size or its content's. */
  settle(): void {
    const scroller = this.#scroller;
    if (!scroller || scroller.clientHeight === 0) return;
    if (this.#atNewest) scroller.scrollTop = scroller.scrollHeight;
    else this.#correct(scroller);
    this.#lastTop = scroller.scrollTop;
    this.#onSettled();
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

  #correct(scroller: HTMLElement): void {
    if (!this.#anchor?.row.isConnected) {
      this.#remember(scroller);
      return;
    }
    const drift = offsetIn(scroller, this.#anchor.row) - this.#anchor.offset;
    if (Math.abs(drift) >= 0.5) scroller.scrollTop += drift;
  }

  #handleScroll = (): void => {
    const scroller = this.#scroller;
    if (!scroller || scroller.clientHeight === 0 || this.#restoring) return;
    const top = scroller.scrollTop;
    const toEnd = scroller.scrollHeight - top - scroller.clientHeight;
    // Only who scrolls up leaves the newest. That the end moved away meanwhile is growth, and growth is followed.
    if (toEnd <= END_ZONE) this.#setAtNewest(true);
    else if (top < this.#lastTop - 1) this.#setAtNewest(false);
    if (!this.#atNewest) {
      this.#undoShift(scroller, top - this.#lastTop);
      this.#remember(scroller);
    }
    this.#lastTop = scroller.scrollTop;
    this.#onSettled();
  };

  /**
   * Rows may have come above in the very frame in which the person scrolled by `scrolled` px: only that is theirs. A
   * browser that anchors scrolling has seen to it by the time `scrollTop` is read.
   */
  #undoShift(scroller: HTMLElement, scrolled: number): void {
    if (!this.#anchor?.row.isConnected || anchorsItself(scroller)) return;
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
    const row = this.#firstVisible(scroller);
    this.#anchor = row ? { row, offset: offsetIn(scroller, row) } : undefined;
  }

  /** The first row that begins in view, or the one that fills it. A search by halves: geometry is read ten times. */
  #firstVisible(scroller: HTMLElement): AnchorRow | undefined {
    const { top, bottom } = scroller.getBoundingClientRect();
    const rows = this.#rows();
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (topOf(rows[middle]) < top) low = middle + 1;
      else high = middle;
    }
    const first = rows[low];
    return first && topOf(first) < bottom ? first : rows[low - 1];
  }

  #rows(): AnchorRow[] {
    return [...(this.#content?.querySelectorAll<AnchorRow>(':scope > [data-key]') ?? [])];
  }
}

function anchorsItself(scroller: HTMLElement): boolean {
  return getComputedStyle(scroller).getPropertyValue('overflow-anchor') === 'auto';
}

function offsetIn(scroller: HTMLElement, row: AnchorRow): number {
  return (row.anchorTop?.() ?? topOf(row)) - scroller.getBoundingClientRect().top;
}

function topOf(row: Element | undefined): number {
  return row?.getBoundingClientRect().top ?? 0;
}
