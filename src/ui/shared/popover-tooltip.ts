import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import { placePopover } from './popover-position.js';

/**
 * A short text beside what the pointer is over or the focus is on. It only repeats what the element's accessible name
 * says already, so it is hidden from assistive technology. The host puts `render()` into its template.
 */
export class Tooltip implements ReactiveController {
  readonly #host: LitElement;
  #anchor: Element | undefined;
  #text = '';

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  show(anchor: Element, text: string): void {
    if (this.#anchor === anchor && this.#text === text) return;
    this.#anchor = anchor;
    this.#text = text;
    this.#host.requestUpdate();
  }

  hide(): void {
    if (!this.#anchor) return;
    this.#anchor = undefined;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#anchor = undefined;
  }

  hostUpdated(): void {
    const popover = this.#anchor && this.#host.renderRoot.querySelector<HTMLElement>('.tooltip');
    if (!popover || !this.#anchor) return;
    if (!popover.matches(':popover-open')) popover.showPopover();
    placePopover(popover, this.#anchor);
  }

  render(): unknown {
    if (!this.#anchor) return nothing;
    return html`<div class="tooltip" popover="manual" aria-hidden="true" dir="auto">${this.#text}</div>`;
  }
}
