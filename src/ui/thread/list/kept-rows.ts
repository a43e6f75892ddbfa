import type { LitElement } from 'lit';
import { FocusedRow } from './focused-row.js';
import type { RowSelection } from './row-selection.js';

/** The rows in which the person is, however far away they are: the one with the focus, and those where a selection ends. */
export class KeptRows {
  readonly #focused: FocusedRow;
  readonly #selection: RowSelection;

  constructor(host: LitElement, selection: RowSelection) {
    this.#focused = new FocusedRow(host);
    this.#selection = selection;
  }

  /** Before a render. @returns their keys */
  remember(): readonly string[] {
    const focused = this.#focused.remember();
    const selected = this.#selection.remember();
    return focused === undefined ? selected : [focused, ...selected];
  }

  /** After it. */
  restore(): void {
    this.#focused.restore();
    this.#selection.restore();
  }
}
