import { html, nothing, type TemplateResult } from 'lit';
import { AsyncDirective } from 'lit/async-directive.js';
import { directive } from 'lit/directive.js';

type PictureState = 'offered' | 'shown' | 'failed';

/**
 * A remote picture, which is not asked for before somebody clicks: to load it tells its server who reads the chat, and
 * when. Then the picture takes the button's place; if it cannot be loaded, for instance because the page's
 * Content-Security-Policy refuses it, its description stays, beside the link that opens it in a new tab.
 */
class PictureDirective extends AsyncDirective {
  #state: PictureState = 'offered';
  #url = '';
  #alt = '';

  override render(url: string, alt: string, label: string): unknown {
    if (url !== this.#url) this.#state = 'offered';
    this.#url = url;
    this.#alt = alt;
    if (this.#state === 'shown') return this.#renderImage();
    if (this.#state === 'failed') return this.#renderFailure();
    return html`<button class="md-image" type="button" @click=${this.#handleClick}>${label}</button>`;
  }

  #renderImage(): TemplateResult {
    return html`<img
      class="md-picture"
      src=${this.#url}
      alt=${this.#alt}
      loading="lazy"
      referrerpolicy="no-referrer"
      @error=${this.#handleError}
    />`;
  }

  #renderFailure(): unknown {
    return this.#alt === '' ? nothing : html`<span class="md-picture-failed">${this.#alt}</span>`;
  }

  readonly #handleClick = (event: Event): void => {
    // The button goes away with the focus on it: its link is the nearest thing that stays.
    const link = (event.currentTarget as HTMLElement).nextElementSibling;
    if (link instanceof HTMLElement) link.focus({ preventScroll: true });
    this.#state = 'shown';
    this.setValue(this.#renderImage());
  };

  readonly #handleError = (): void => {
    this.#state = 'failed';
    this.setValue(this.#renderFailure());
  };
}

/** The button for a picture at `url`, then the picture; `label` is the button's text. */
export const picture = directive(PictureDirective);
