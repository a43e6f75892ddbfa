import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import X from 'lucide/dist/esm/icons/x.mjs';
import type { Clock } from '../../device/ports.js';
import { enConversation } from '../../i18n/en-conversation.js';
import { Localize } from '../../i18n/localize.js';
import { loadFormatter } from '../../markdown/load.js';
import type { LinkPreviewer } from '../../model/link-preview.js';
import type { ChatSession } from '../../session/session.js';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { icon } from '../../styles/icons.js';
import { systemClock } from '../shared/clock.js';
import { renderCard } from './card.js';
import { cardStyles } from './card.styles.js';
import { linksIn, withoutPreview } from './links.js';
import { ShownPreview, type Source } from './shown-preview.js';

/** Milliseconds after the last key in which nothing is asked: an address is not asked for letter by letter. */
const PAUSE = 500;

const styles = css`
  :host {
    display: block;
  }

  section {
    display: flex;
    align-items: flex-start;
    gap: var(--_space);
    margin-block-end: calc(2 * var(--_space));
  }

  .text {
    -webkit-line-clamp: 1;
  }

  img {
    --_side: 56px;
  }

  /* Where the thread's pane is low, the messages need the space. */
  @container (block-size < 18rem) {
    .text,
    img {
      display: none;
    }

    a {
      -webkit-line-clamp: 1;
    }
  }

  @media (pointer: coarse) {
    .icon-button {
      flex: none;
      inline-size: 44px;
      block-size: 44px;
    }
  }
`;

/** The composer, as far as the preview of a draft concerns it. */
export interface DraftHost {
  readonly session: Pick<ChatSession, 'report'> | undefined;
  readonly text: {
    readonly written: string;
    rewrite: (text: string, place: (before: number) => number) => void;
  };
  focus: () => void;
}

/**
 * What the first link of a text leads to that is being written, with a button that sends it without a preview.
 *
 * @internal
 */
export class WazoChatDraftLink extends LitElement {
  static override styles = [base, controls, cardStyles, styles];

  @property({ attribute: false }) text = '';
  @property({ attribute: false }) ask: LinkPreviewer | null = null;
  @property({ attribute: false }) composer: DraftHost | undefined;
  /** Times the pause after a key, and how long an answer is waited for. */
  @property({ attribute: false }) clock: Pick<Clock, 'after'> = systemClock;

  readonly #localize = new Localize(this, enConversation);
  readonly #shown = new ShownPreview(() => this.requestUpdate());
  /** How the link is written that is shown. */
  #written = '';
  #cancelPause = (): void => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cancelPause();
    this.#show(undefined, '');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text') || changed.has('ask')) this.#follow();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { url, preview } = this.#shown;
    if (url === undefined || !preview) return nothing;
    return html`<section aria-label=${this.#localize.term('linkPreview')}>
      ${renderCard(url, preview, () => this.requestUpdate())}
      <button
        class="icon-button"
        type="button"
        aria-label=${this.#localize.term('linkPreviewRemove')}
        title=${this.#localize.term('linkPreviewRemove')}
        @click=${this.#handleRemove}
      >
        ${icon(X)}
      </button>
    </section>`;
  }

  get #source(): Source | undefined {
    const { ask, clock, composer } = this;
    return ask ? { ask, clock, report: (thrown) => composer?.session?.report(thrown) as never } : undefined;
  }

  #follow(): void {
    this.#cancelPause();
    // What is written no longer is not asked for, or shown, for a moment more.
    if (this.#written !== '' && !this.text.includes(this.#written)) this.#show(undefined, '');
    this.#cancelPause = this.clock.after(PAUSE, () => void this.#look());
  }

  async #look(): Promise<void> {
    if (!(await loadFormatter()) || !this.isConnected) return;
    const [link] = linksIn(this.text);
    this.#show(link?.url, link ? this.text.slice(link.start, link.end) : '');
  }

  #show(url: string | undefined, written: string): void {
    const source = this.#source;
    this.#written = written;
    if (!source || url === this.#shown.url) return;
    if (this.#shown.show(url, source)) this.#shown.want(source);
  }

  /** As one step of the history; the caret stays at its word. */
  readonly #handleRemove = (): void => {
    const { composer } = this;
    const { url } = this.#shown;
    if (!composer || url === undefined) return;
    const before = composer.text.written;
    const after = withoutPreview(before, url);
    composer.text.rewrite(after, (place) => placeIn(before, after, place));
    this.#show(undefined, '');
    composer.focus();
  };
}

/** Where a caret stands when brackets have come into a text. */
function placeIn(before: string, after: string, caret: number): number {
  let at = 0;
  for (let index = 0; index < caret; index += 1) {
    while (after[at] !== before[index]) at += 1;
    at += 1;
  }
  // Behind the bracket that has come behind the last letter.
  return caret === before.length ? after.length : at;
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-draft-link': WazoChatDraftLink;
  }
}
