import type { LitElement } from 'lit';
import { widgetAround } from '../shared/popover-position.js';

/**
 * Takes the focus to a thread when somebody who is in the chat already opens a room. A page that opens one while it loads
 * must not lose its focus to it, nor who is on the way through the chat when the usual room comes.
 */
export class OpeningFocus {
  readonly #host: LitElement;
  #isDue = false;
  #rendered: string | undefined;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /**
   * A room is known that will be rendered: where a narrow container hides the list, its focus is lost before.
   *
   * @param isUsual whether nobody asked for it
   */
  willRender(id: string | undefined, isUsual: boolean): void {
    if (id !== this.#rendered && !isUsual) this.#isDue ||= widgetAround(this.#host).matches(':focus-within');
  }

  rendered(id: string | undefined): void {
    if (id === this.#rendered) return;
    this.#rendered = id;
    if (id !== undefined && this.#isDue) this.#host.focus();
    this.#isDue = false;
  }
}
