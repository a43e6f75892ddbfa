import { moveInGrid, type GridMove, type GridPosition } from './grid-navigation.js';

/** The one cell of the grid that Tab reaches, and its moves. It works on the rendered cells, without rendering. */
export class GridCursor {
  readonly #content: () => HTMLElement | null;
  #counts: readonly number[] = [];
  #columns = 1;
  #at: GridPosition = { section: 0, index: 0 };
  #tabStop: HTMLElement | undefined;

  constructor(content: () => HTMLElement | null) {
    this.#content = content;
  }

  /** To be called when the cells were rendered anew; `counts` are the sections' numbers of cells. Keeps its place. */
  update(counts: readonly number[], columns: number): void {
    this.#counts = counts;
    this.#columns = columns;
    for (const [at, section] of this.#sections().entries()) {
      // The browser skips sections out of sight and needs their height without laying them out.
      section.style.setProperty('--_rows', String(Math.ceil((counts[at] ?? 0) / columns)));
    }
    this.place(this.#at);
  }

  /** Makes the cell the tab stop, without focusing it. */
  place(at: GridPosition): void {
    const cell = this.#sections()[at.section]?.querySelectorAll<HTMLElement>('.cell')[at.index];
    this.#tabStop?.setAttribute('tabindex', '-1');
    cell?.setAttribute('tabindex', '0');
    this.#at = at;
    this.#tabStop = cell;
  }

  /** The section at the top of what is scrolled to. */
  sectionAt(scrollTop: number): number {
    const passed = this.#sections().filter((section) => section.offsetTop <= scrollTop + 1);
    return Math.max(0, passed.length - 1);
  }

  /** How far to scroll for the section to be at the top. */
  offsetOf(section: number): number {
    return this.#sections()[section]?.offsetTop ?? 0;
  }

  /** As `place`, for a cell that got the focus by pointer or by assistive technology. */
  placeOn(cell: HTMLElement): void {
    if (cell === this.#tabStop) return;
    const section = this.#sections().findIndex((candidate) => candidate.contains(cell));
    const cells = [...(this.#sections()[section]?.querySelectorAll('.cell') ?? [])];
    if (cells.includes(cell)) this.place({ section, index: cells.indexOf(cell) });
  }

  /** Focuses the cell that `move` leads to; false when the move leaves the grid upwards. */
  move(move: GridMove): boolean {
    const target = moveInGrid(this.#counts, this.#columns, this.#at, move);
    if (target) this.place(target);
    if (target) this.focus();
    return target !== undefined;
  }

  focus(): void {
    this.#tabStop?.focus({ preventScroll: true });
    this.#tabStop?.scrollIntoView({ block: 'nearest' });
  }

  #sections(): readonly HTMLElement[] {
    return [...(this.#content()?.querySelectorAll<HTMLElement>('.section') ?? [])];
  }
}
