import type { LitElement } from 'lit';
import { playingWithin } from '../../shared/one-player.js';
import { FocusedRow } from './focused-row.js';
import type { RowSelection } from './row-selection.js';

/**
 * The rows in which the person is, however far away they are: the one with the focus, those where a selection ends, and the
 * one that is listened to. A browser stops what leaves the page.
 */
export class KeptRows {
  readonly #focused: FocusedRow;
  readonly #selection: RowSelection;
  readonly #host: LitElement;

  constructor(host: LitElement, selection: RowSelection) {
    this.#host = host;
    this.#focused = new FocusedRow(host);
    this.#selection = selection;
  }

  /** Before a render. @returns their keys */
  remember(): readonly string[] {
    const focused = this.#focused.remember();
    const playing = playingWithin(this.#host.shadowRoot);
    const heard = playing instanceof HTMLElement ? playing.dataset['key'] : undefined;
    return [focused, heard, ...this.#selection.remember()].filter((key) => key !== undefined);
  }

  /** After it. */
  restore(): void {
    this.#focused.restore();
    this.#selection.restore();
  }
}
