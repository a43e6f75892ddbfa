import type { AnchorRow } from './scroll-anchor.js';
import { MIN_SCROLL, REVEAL_MARGIN, SCALE_TOLERANCE } from './tuning.js';

// Where rows stand. All of it reads geometry: to be called when a render has settled, and a fixed number of times.

/** What is held where it is: a row and how far below the scroller's top its text stands, in px. */
export interface Anchor {
  readonly row: AnchorRow;
  readonly offset: number;
}

/** Whether the row is still where it was, its text in view and none above it. */
export function isFirstInView(scroller: HTMLElement, { row, offset }: Anchor): boolean {
  const top = row.isConnected ? offsetIn(scroller, row) : NaN;
  const above = nextRow(row.previousElementSibling, 'previousElementSibling');
  const isInView = top >= 0 && top < scroller.clientHeight && Math.abs(top - offset) < MIN_SCROLL;
  return isInView && !(above && offsetIn(scroller, above) >= 0);
}

/**
 * The first row in `content` whose text begins in view, or the one that fills it. A search by halves: geometry is read
 * ten times.
 */
export function firstInView(scroller: HTMLElement, content: HTMLElement | null): AnchorRow | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  // All that is in the list, rows or not, stands one below the other.
  const all = content?.children ?? [];
  const begin = firstBelow(all, top);
  const above = nextRow(all[begin - 1], 'previousElementSibling');
  const first = nextRow(all[begin], 'nextElementSibling');
  // Of the row above, only the header may be out of view.
  if (above && textTopOf(above) >= top) return above;
  if (first && textTopOf(first) < bottom) return first;
  return above && above.getBoundingClientRect().bottom > top ? above : undefined;
}

/** The index of the first element that begins at `top` or below. */
function firstBelow(elements: ArrayLike<Element>, top: number): number {
  let [low, high] = [0, elements.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (topOf(elements[middle]) < top) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The element itself or the next one in a direction that is a row to hold on to. */
function nextRow(
  element: Element | null | undefined,
  direction: 'previousElementSibling' | 'nextElementSibling',
): AnchorRow | undefined {
  let candidate = element;
  while (candidate && !isRow(candidate)) candidate = candidate[direction];
  return candidate ?? undefined;
}

function isRow(element: Element): element is AnchorRow {
  return element.hasAttribute('data-key') && !element.hasAttribute('data-mark');
}

/** How far a row's text stands below the scroller's top, in the scroller's own px, which a page may zoom or scale. */
export function offsetIn(scroller: HTMLElement, row: AnchorRow): number {
  return (textTopOf(row) - scroller.getBoundingClientRect().top) / scaleOf(scroller);
}

/** The same of a row's end. */
export function endIn(scroller: HTMLElement, row: HTMLElement): number {
  return (row.getBoundingClientRect().bottom - scroller.getBoundingClientRect().top) / scaleOf(scroller);
}

/**
 * By how many of the scroller's px it must scroll to bring all of `row` into view, or its top when it is higher; if upwards
 * (negative), by no less than `least` px.
 */
export function distanceToReveal(scroller: HTMLElement, row: HTMLElement, least: number): number {
  const [view, box] = [scroller.getBoundingClientRect(), row.getBoundingClientRect()];
  const above = box.top - REVEAL_MARGIN - view.top;
  const below = box.bottom + REVEAL_MARGIN - view.bottom;
  if (above < 0) return Math.min(above / scaleOf(scroller), -least);
  return Math.max(0, Math.min(below, above)) / scaleOf(scroller);
}

/** Pixels of the screen per pixel of the scroller: what zoom says, and the rest, a transform's, measured. */
function scaleOf(scroller: HTMLElement): number {
  // Not in the browsers of two years ago.
  const zoom = (scroller as { currentCSSZoom?: number }).currentCSSZoom ?? 1;
  const measured = scroller.getBoundingClientRect().height / scroller.offsetHeight / zoom;
  return Math.abs(measured - 1) < SCALE_TOLERANCE || !Number.isFinite(measured) ? zoom : measured * zoom;
}

function textTopOf(row: AnchorRow): number {
  return row.anchorTop?.() ?? topOf(row);
}

function topOf(row: Element | undefined): number {
  return row?.getBoundingClientRect().top ?? 0;
}
