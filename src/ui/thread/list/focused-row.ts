import type { LitElement } from 'lit';

/** The row that has the focus over a render: Lit may take a row that stays out of the page for a moment. */
export class FocusedRow {
  readonly #host: LitElement;
  #row: HTMLElement | undefined;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** Before a render. @returns the row's key, if a row has the focus */
  remember(): string | undefined {
    const focused = this.#host.shadowRoot?.activeElement;
    this.#row = focused instanceof HTMLElement && focused.dataset['key'] ? focused : undefined;
    return this.#row?.dataset['key'];
  }

  /** After it. */
  restore(): void {
    if (this.#row?.isConnected && this.#host.shadowRoot?.activeElement !== this.#row)
      this.#row.focus({ preventScroll: true });
  }
}
