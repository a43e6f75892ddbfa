/** Where something stands, in pixels from the start of the first line. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly column: number;
}

export interface Layout {
  readonly places: readonly Place[];
  readonly height: number;
}

interface Sized {
  readonly width: number;
  readonly height: number;
}

const GAP = 6;
/** A column's least width. */
const NARROWEST = 116;
/** Heights by widths: what is longer or flatter is cut. */
const TALLEST = 1.6;
const FLATTEST = 0.4;

/** Columns of one width, in which each item stands in its own proportions, below the shortest one so far. */
export function masonry(items: readonly Sized[], width: number): Layout {
  const count = Math.max(2, Math.floor((width + GAP) / (NARROWEST + GAP)));
  const column = Math.max(1, (width - GAP * (count - 1)) / count);
  const ends = new Array<number>(count).fill(0);
  const places = items.map((item) => {
    const at = ends.indexOf(Math.min(...ends));
    const y = ends[at] ?? 0;
    const height = Math.round(column * Math.min(TALLEST, Math.max(FLATTEST, item.height / item.width)));
    ends[at] = y + height + GAP;
    return { x: at * (column + GAP), y, width: column, height, column: at };
  });
  return { places, height: Math.max(0, Math.max(...ends) - GAP) };
}

export type Step = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/** What a key means among places; undefined for keys that mean nothing there. */
export function stepOf({ key, altKey }: Pick<KeyboardEvent, 'key' | 'altKey'>, dir: string): Step | undefined {
  // Alt and an arrow is the browser's way back.
  if (altKey) return undefined;
  const isRtl = dir === 'rtl';
  const steps: Readonly<Record<string, Step>> = {
    ArrowUp: 'up',
    ArrowDown: 'down',
    ArrowLeft: isRtl ? 'right' : 'left',
    ArrowRight: isRtl ? 'left' : 'right',
    Home: 'first',
    End: 'last',
  };
  return steps[key];
}

/**
 * The place that a step leads to: in the same column, or beside in the next one, which after the last is the first again.
 *
 * @returns its index; undefined when the step leaves the places upwards
 */
export function neighbour(places: readonly Place[], from: number, step: Step): number | undefined {
  const at = places[from];
  if (!at || step === 'first') return 0;
  if (step === 'last') return places.length - 1;
  if (step === 'left' || step === 'right') return beside(places, from, step === 'right' ? 1 : -1);
  const column = indexesOf(places, at.column);
  const next = column[column.indexOf(from) + (step === 'down' ? 1 : -1)];
  return next ?? (step === 'down' ? from : undefined);
}

function beside(places: readonly Place[], from: number, way: 1 | -1): number {
  const columns = Math.max(...places.map(({ column }) => column)) + 1;
  const at = places[from];
  if (!at) return 0;
  const middle = at.y + at.height / 2;
  const next = (at.column + way + columns) % columns;
  const distance = (index: number): number => {
    const place = places[index];
    return place ? Math.abs(place.y + place.height / 2 - middle) : Infinity;
  };
  return indexesOf(places, next).reduce((best, index) => (distance(index) < distance(best) ? index : best), -1);
}

function indexesOf(places: readonly Place[], column: number): number[] {
  return places.flatMap((place, index) => (place.column === column ? [index] : []));
}
