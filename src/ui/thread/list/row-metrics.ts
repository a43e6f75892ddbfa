import { ASSUMED_ROW_HEIGHT, HEIGHT_TOLERANCE } from './tuning.js';

/** A row's element. Message rows render by themselves and know how many elements they are made of. */
export interface RowElement extends HTMLElement {
  readonly updateComplete?: Promise<unknown>;
  readonly isUpdatePending?: boolean;
  readonly weight?: number;
  /** Whether it is drawn as its bare text until it is dressed: see `Dressing`. */
  readonly isPlain?: boolean;
  dress?(): void;
}

/** What the rows in the page are like: their average height and number of elements. */
export class RowMetrics {
  #height = ASSUMED_ROW_HEIGHT;

  /** A row's height (px) on average: what a message without a row is taken for. */
  get height(): number {
    return this.#height;
  }

  /** Measures the height of rows that stand one below the other: two reads of geometry. */
  measure(rows: readonly RowElement[]): void {
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return;
    const height = (last.offsetTop + last.offsetHeight - first.offsetTop) / rows.length;
    if (height > 0 && Math.abs(height - this.#height) > this.#height * HEIGHT_TOLERANCE) this.#height = height;
  }
}

export function averageElements(rows: readonly RowElement[]): number {
  return rows.reduce((sum, { weight }) => sum + (weight ?? 1), 0) / Math.max(1, rows.length);
}

/** Resolves when all rows in `content` have rendered, those too that come meanwhile. */
export async function rowsRendered(content: () => Element | null): Promise<void> {
  const late = (): RowElement[] => rowElements(content()).filter((row) => row.isUpdatePending);
  // A row that cannot be drawn must not hold up the others.
  for (let rows = late(); rows.length > 0; rows = late())
    await Promise.allSettled(rows.map(async (row) => row.updateComplete));
}

/** What stands in the list, spacers and lines included. */
export function rowElements(content: Element | null): RowElement[] {
  return [...(content?.children ?? [])] as RowElement[];
}
