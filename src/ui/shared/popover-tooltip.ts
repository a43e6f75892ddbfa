import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { isEscape, useUp } from './escape.js';
import { placePopover, widgetAround } from './popover-position.js';

/**
 * A short text beside what the pointer is over or the focus is on. It only repeats what the element's accessible name
 * says already, so it is hidden from assistive technology. The host puts `render()` into its template.
 */
export class Tooltip implements ReactiveController {
  readonly #host: LitElement;
  #anchor: Element | undefined;
  #text = '';
  /** Hears of keys while it is shown. */
  #listening: AbortController | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  show(anchor: Element, text: string): void {
    if (this.#anchor === anchor && this.#text === text) return;
    this.#anchor = anchor;
    this.#text = text;
    this.#host.requestUpdate();
    if (this.#listening) return;
    this.#listening = new AbortController();
    // Also while the focus is elsewhere: what the pointer has opened may cover what one reads.
    window.addEventListener('keydown', this.#handleKey, { capture: true, signal: this.#listening.signal });
  }

  hide(): void {
    if (!this.#anchor) return;
    this.#forget();
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#forget();
  }

  hostUpdated(): void {
    const popover = this.#anchor && this.#host.renderRoot.querySelector<HTMLElement>('.tooltip');
    if (!popover || !this.#anchor) return;
    if (!popover.matches(':popover-open')) popover.showPopover();
    placePopover(popover, this.#anchor);
  }

  #forget(): void {
    this.#anchor = undefined;
    this.#listening?.abort();
    this.#listening = undefined;
  }

  readonly #handleKey = (event: KeyboardEvent): void => {
    if (!isEscape(event)) return;
    // The host page's Escape is its own.
    if (event.composedPath().includes(widgetAround(this.#host))) useUp(event);
    this.hide();
  };

  render(): unknown {
    if (!this.#anchor) return nothing;
    return html`<div class="tooltip" popover="manual" aria-hidden="true" dir="auto">${this.#text}</div>`;
  }
}
