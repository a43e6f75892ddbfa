import { rowsInView } from './dom.js';
import { afterLayout, nextFrame, nextTask } from './frames.js';

export interface Drift {
  /** Pixels that a row in view moved at most while nobody scrolled. */
  readonly furthest: number;
  /** Pictures near the view that came meanwhile. */
  readonly came: number;
}

/** Frames after a scroll in which the list draws what it shows there. */
const ARRIVAL = 3;
/** Frames in which the last picture's space would change. */
const AFTERMATH = 20;
/** Milliseconds for the pictures of one place. */
const PATIENCE = 10_000;

/**
 * Reads from the newest message upwards, `step` pixels at a time, and waits at each of `stops` places for its pictures.
 *
 * @param rows selects what must stay where it is
 */
export async function watchDrift(scroller: HTMLElement, rows: string, stops: number, step: number): Promise<Drift> {
  let [furthest, came] = [0, 0];
  for (let stop = 0; stop < stops; stop += 1) {
    if (stop > 0) scroller.scrollTop -= step;
    for (let frame = 0; frame < ARRIVAL; frame += 1) await nextFrame();
    const late = picturesNear(scroller).filter((picture) => !picture.complete);
    furthest = Math.max(furthest, await watchPlace(scroller, rows, late));
    came += late.filter(({ naturalWidth }) => naturalWidth > 0).length;
  }
  return { furthest, came };
}

/** @returns the pixels that a row moved at most until the pictures were there, and a little longer */
async function watchPlace(scroller: HTMLElement, rows: string, late: readonly HTMLImageElement[]): Promise<number> {
  const before = new Map(rowsInView(scroller, rows).map((row) => [row, row.getBoundingClientRect().top]));
  if (before.size === 0) return Infinity;
  const end = performance.now() + PATIENCE;
  let [furthest, now, left] = [0, 0, AFTERMATH];
  while (left > 0 && performance.now() < end) {
    await nextFrame();
    // Several passes of a frame's layout answer here; the last one is what is painted.
    afterLayout(() => (now = farthestOf(before)));
    await nextTask();
    furthest = Math.max(furthest, now);
    if (late.every(({ complete }) => complete)) left -= 1;
  }
  return left > 0 ? Infinity : furthest;
}

/** A row in view that is taken away has not stayed where it was, either. */
function farthestOf(before: ReadonlyMap<Element, number>): number {
  const moved = [...before].map(([row, top]) => (row.isConnected ? row.getBoundingClientRect().top - top : Infinity));
  return Math.max(...moved.map(Math.abs));
}

/** Those that a browser loads without being scrolled to. */
function picturesNear(scroller: HTMLElement): HTMLImageElement[] {
  const { top, bottom, height } = scroller.getBoundingClientRect();
  return picturesIn(scroller).filter((picture) => {
    const box = picture.getBoundingClientRect();
    return box.bottom > top - height && box.top < bottom + height;
  });
}

function picturesIn(root: ParentNode): HTMLImageElement[] {
  return [...root.querySelectorAll('*')].flatMap((element) => {
    const inner = element.shadowRoot ? picturesIn(element.shadowRoot) : [];
    return element instanceof HTMLImageElement ? [element, ...inner] : inner;
  });
}
