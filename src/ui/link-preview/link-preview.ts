// What shows previews of links, as one chunk: loaded with the first link, where the page can tell what links lead to.
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Clock } from '../../device/ports.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import { loadFormatter } from '../../markdown/load.js';
import type { LinkPreviewer } from '../../model/link-preview.js';
import type { Body } from '../../model/message.js';
import type { ChatSession } from '../../session/session.js';
import { base } from '../../styles/base.styles.js';
import type { Elements } from '../lazy.js';
import { systemClock } from '../shared/clock.js';
import { unwatchView, watchView } from '../shared/in-view.js';
import { renderCard } from './card.js';
import { cardStyles } from './card.styles.js';
import { WazoChatDraftLink } from './draft-link.js';
import { firstLink } from './links.js';
import { ShownPreview, type Source } from './shown-preview.js';

const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }

  section {
    margin-block: var(--_space);
  }
`;

/**
 * What the first link of a message leads to; nothing while nobody knows. It asks when it comes near the view.
 *
 * @internal
 */
export class WazoChatLinkPreview extends LitElement {
  static override styles = [base, cardStyles, styles];

  @property({ attribute: false }) body: Body | undefined;
  @property({ attribute: false }) ask: LinkPreviewer | null = null;
  /** Hears of what failed. */
  @property({ attribute: false }) commands: Pick<ChatSession, 'report'> | undefined;
  /** Times how long an answer is waited for. */
  @property({ attribute: false }) clock: Pick<Clock, 'after'> = systemClock;

  readonly #localize = new Localize(this, enConversation);
  readonly #shown = new ShownPreview(() => this.requestUpdate());

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    unwatchView(this);
    this.#shown.leave();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('body') || changed.has('ask')) this.#follow();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { url, preview } = this.#shown;
    if (url === undefined || !preview) return nothing;
    return html`<section aria-label=${this.#localize.term('linkPreview')}>
      ${renderCard(url, preview, () => this.requestUpdate())}
    </section>`;
  }

  get #source(): Source | undefined {
    const { ask, clock, commands } = this;
    return ask ? { ask, clock, report: commands && ((thrown) => commands.report(thrown)) } : undefined;
  }

  /** Shows what is known at once, so that a row that comes back is as high as it was. */
  #follow(): void {
    const source = this.#source;
    unwatchView(this);
    if (!source || !this.body) return;
    if (this.#shown.show(firstLink(this.body), source)) watchView(this, this.#handleView);
    // Until then nobody knows what is a link.
    void loadFormatter().then((isThere) => {
      if (isThere && this.isConnected && this.body && firstLink(this.body) !== this.#shown.url) this.#follow();
    });
  }

  readonly #handleView = (isInView: boolean): void => {
    const source = this.#source;
    if (!isInView || !source) return;
    unwatchView(this);
    this.#shown.want(source);
  };
}

export const elements: Elements = {
  'wazo-chat-link-preview': WazoChatLinkPreview,
  'wazo-chat-draft-link': WazoChatDraftLink,
};

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-link-preview': WazoChatLinkPreview;
  }
}
