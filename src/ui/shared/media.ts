import type { LitElement, ReactiveController } from 'lit';

/** Whether a media query matches; the host renders when that changes. */
export class MediaController implements ReactiveController {
  readonly #host: LitElement;
  readonly #query: MediaQueryList;

  constructor(host: LitElement, query: string) {
    this.#host = host;
    this.#query = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.#query.matches;
  }

  hostConnected(): void {
    this.#query.addEventListener('change', this.#handleChange);
  }

  hostDisconnected(): void {
    this.#query.removeEventListener('change', this.#handleChange);
  }

  readonly #handleChange = (): void => this.#host.requestUpdate();
}
