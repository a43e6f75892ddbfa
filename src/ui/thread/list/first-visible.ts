import type { AnchorRow } from './scroll-anchor.js';

/** What is held on to: a row and how far below the scroller's top its text stands, in px. */
export interface Anchor {
  readonly row: AnchorRow;
  readonly offset: number;
}

/** Whether the row is still where it was, its text in view and none above it. */
export function isFirstVisible(scroller: HTMLElement, { row, offset }: Anchor): boolean {
  const top = row.isConnected ? offsetIn(scroller, row) : NaN;
  const above = nextRow(row.previousElementSibling, 'previousElementSibling');
  const isInView = top >= 0 && top < scroller.clientHeight && Math.abs(top - offset) < 1;
  return isInView && !(above && offsetIn(scroller, above) >= 0);
}

/**
 * The first row in `content` whose text begins in view, or the one that fills it. A search by halves: geometry is read
 * ten times.
 */
export function firstVisible(scroller: HTMLElement, content: HTMLElement | null): AnchorRow | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  // All that is in the list, rows or not, stands one below the other.
  const all = content?.children;
  let [low, high] = [0, all?.length ?? 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (topOf(all?.[middle]) < top) low = middle + 1;
    else high = middle;
  }
  const above = nextRow(all?.[low - 1], 'previousElementSibling');
  const first = nextRow(all?.[low], 'nextElementSibling');
  // Of the row above, only the header may be out of view.
  if (above && textTopOf(above) >= top) return above;
  if (first && textTopOf(first) < bottom) return first;
  return above && above.getBoundingClientRect().bottom > top ? above : undefined;
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

/** Pixels of the view per pixel of the scroller: what zoom says, and the rest, a transform's, measured. */
export function scaleOf(scroller: HTMLElement): number {
  // Not in the browsers of two years ago.
  const zoom = (scroller as { currentCSSZoom?: number }).currentCSSZoom ?? 1;
  const measured = scroller.getBoundingClientRect().height / scroller.offsetHeight / zoom;
  // `offsetHeight` is rounded, and a thousandth of a view is too much.
  return Math.abs(measured - 1) < 0.01 || !Number.isFinite(measured) ? zoom : measured * zoom;
}

function textTopOf(row: AnchorRow): number {
  return row.anchorTop?.() ?? topOf(row);
}

function topOf(row: Element | undefined): number {
  return row?.getBoundingClientRect().top ?? 0;
}
