/** A cell by its section and its place in it, both from 0. */
export interface GridPosition {
  readonly section: number;
  readonly index: number;
}

export type GridMove =
  'next' | 'previous' | 'down' | 'up' | 'rowStart' | 'rowEnd' | 'first' | 'last' | 'nextSection' | 'previousSection';

/** What a key means in a grid (ARIA's grid pattern); undefined for keys that mean nothing there. */
export function gridMove(event: KeyboardEvent, dir: string): GridMove | undefined {
  // Alt and an arrow is the browser's way back.
  if (event.altKey) return undefined;
  const isRtl = dir === 'rtl';
  const isControlled = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'ArrowRight':
      return isRtl ? 'previous' : 'next';
    case 'ArrowLeft':
      return isRtl ? 'next' : 'previous';
    case 'ArrowDown':
      return 'down';
    case 'ArrowUp':
      return 'up';
    case 'Home':
      return isControlled ? 'first' : 'rowStart';
    case 'End':
      return isControlled ? 'last' : 'rowEnd';
    case 'PageDown':
      return 'nextSection';
    case 'PageUp':
      return 'previousSection';
    default:
      return undefined;
  }
}

/**
 * The position after `move` in sections of `counts` cells (each at least 1), every section in rows of `columns`.
 * Undefined when `up` leaves the grid; otherwise the grid's ends hold.
 */
export function moveInGrid(
  counts: readonly number[],
  columns: number,
  at: GridPosition,
  move: GridMove,
): GridPosition | undefined {
  const { section, index } = at;
  const count = counts[section] ?? 0;
  const lastSection = counts.length - 1;
  const rowStart = index - (index % columns);
  const lastOf = (of: number): GridPosition => ({ section: of, index: (counts[of] ?? 1) - 1 });
  switch (move) {
    case 'next':
      if (index + 1 < count) return { section, index: index + 1 };
      return section < lastSection ? { section: section + 1, index: 0 } : at;
    case 'previous':
      if (index > 0) return { section, index: index - 1 };
      return section > 0 ? lastOf(section - 1) : at;
    case 'down':
      return below(counts, columns, at);
    case 'up':
      return above(counts, columns, at);
    case 'rowStart':
      return { section, index: rowStart };
    case 'rowEnd':
      return { section, index: Math.min(rowStart + columns, count) - 1 };
    case 'first':
      return { section: 0, index: 0 };
    case 'last':
      return lastOf(lastSection);
    case 'nextSection':
      return section < lastSection ? { section: section + 1, index: 0 } : lastOf(section);
    case 'previousSection':
      return { section: index === 0 ? Math.max(0, section - 1) : section, index: 0 };
  }
}

function below(counts: readonly number[], columns: number, { section, index }: GridPosition): GridPosition {
  const count = counts[section] ?? 0;
  const column = index % columns;
  const lastRowStart = count - 1 - ((count - 1) % columns);
  // A last row that is shorter still gets the step: on its last cell.
  if (index < lastRowStart) return { section, index: Math.min(index + columns, count - 1) };
  const next = counts[section + 1];
  return next === undefined ? { section, index } : { section: section + 1, index: Math.min(column, next - 1) };
}

function above(counts: readonly number[], columns: number, { section, index }: GridPosition): GridPosition | undefined {
  if (index >= columns) return { section, index: index - columns };
  const previous = counts[section - 1];
  if (previous === undefined) return undefined;
  const lastRowStart = previous - 1 - ((previous - 1) % columns);
  return { section: section - 1, index: Math.min(lastRowStart + (index % columns), previous - 1) };
}
