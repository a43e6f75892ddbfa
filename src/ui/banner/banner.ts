import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { SelectController } from '../select.js';
import { Localize } from '../../i18n/localize.js';
import type { ConnectionState } from '../../store/state.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { slicesOf } from '../shared/slices.js';
import { errorText } from '../shared/error-text.js';
import { styles } from './banner.styles.js';

/**
 * Says when the connection is interrupted or has failed, and offers the way out; and when what is shown is of an earlier
 * visit.
 * @internal
 */
export class WazoChatBanner extends LitElement {
  static override styles = [base, controls, styles];

  readonly #localize = new Localize(this);
  readonly #shows = new SelectController(
    this,
    slicesOf({
      connection: ({ connection }) => connection,
      isRefreshing: ({ rooms }) => rooms.status === 'kept',
    }),
  );

  protected override render(): TemplateResult {
    // The region stays, so that what appears in it later is announced.
    const { connection, isRefreshing } = this.#shows.value;
    return html`<div role="status">${this.#renderState(connection)}</div>
      ${isRefreshing ? this.#renderRefreshing() : nothing}`;
  }

  /** What is on screen is of an earlier visit; what it is now is on its way. */
  #renderRefreshing(): TemplateResult {
    return html`<div class="refreshing" role="progressbar" aria-label=${this.#localize.term('refreshing')}></div>`;
  }

  #renderState({ status, error }: ConnectionState): TemplateResult | typeof nothing {
    if (status === 'failed' && error) {
      return html`<div class="banner failed">
        <span>${errorText(error, this.#localize)}</span> ${this.#renderRetry(this.#localize.term('signInAgain'))}
      </div>`;
    }
    if (status !== 'lost') return nothing;
    const text =
      error && error.code !== 'network' ? errorText(error, this.#localize) : this.#localize.term('reconnecting');
    return html`<div class="banner"><span>${text}</span> ${this.#renderRetry(this.#localize.term('retry'))}</div>`;
  }

  #renderRetry(label: string): TemplateResult {
    return html`<button class="button link" type="button" @click=${this.#handleRetry}>${label}</button>`;
  }

  #handleRetry(): void {
    this.#shows.session?.reconnect();
  }
}
