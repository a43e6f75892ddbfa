import { nothing, render, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { drawWhole } from '../../../markdown/gradual.js';
import type { PaperOptions } from './paper.js';
import { renderPaper } from './paper.js';

export interface PrintingOptions extends Omit<PaperOptions, 'conversation' | 'rows'> {
  readonly list: { readonly length: number; rowsBetween(from: number, to: number): PaperOptions['rows'] };
  /** Where it is drawn. */
  readonly paper: () => HTMLElement | null;
  /** What is on screen; undefined when no room is open. */
  readonly conversation: () => PaperOptions['conversation'] | undefined;
}

/**
 * Draws the loaded conversation for the printer: on screen there is a window of it in a box that scrolls, of which a page
 * would show a part. In the page's event and not in an update, since printing does not wait.
 */
export class Printing implements ReactiveController {
  readonly #options: PrintingOptions;
  #disconnected: AbortController | undefined;

  constructor(host: ReactiveControllerHost, options: PrintingOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    addEventListener('beforeprint', () => this.#draw(), { signal });
    addEventListener('afterprint', () => this.#clear(), { signal });
  }

  hostDisconnected(): void {
    this.#disconnected?.abort();
    this.#clear();
  }

  #draw(): void {
    const { list, paper, conversation, ...options } = this.#options;
    const [element, shown] = [paper(), conversation()];
    if (!element || !shown) return;
    const printed = renderPaper({ ...options, conversation: shown, rows: list.rowsBetween(0, list.length) });
    drawWhole(() => render(printed, element));
  }

  #clear(): void {
    const element = this.#options.paper();
    if (element) render(nothing, element);
  }
}
