import { html, type LitElement, type TemplateResult } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import type { Body } from '../../model/message.js';
import type { MessageContext } from './message-context.js';

/** A text of fewer characters, and of fewer lines, fits into the lines of a folded one even in the narrowest thread. */
const CHARACTERS = 600;
const LINES = 12;

/** Those that somebody unfolded: they are when their row comes back. */
const unfolded = new WeakSet<Body>();

/** Whether a text may be too long to be shown as a whole. How long it is, is the browser's to say. */
export function mayBeLong(text: string): boolean {
  if (text.length > CHARACTERS) return true;
  let lines = 1;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines += 1;
  return lines > LINES;
}

/** Whether a text that may be long is cut after so many lines as the style sheet says. */
export function isFolded(body: Body): boolean {
  return !unfolded.has(body);
}

/** The element of a message, as far as its long text concerns it. */
export interface FoldHost extends LitElement {
  readonly context: MessageContext;
}

/**
 * Folds a long text. Its height is the style sheet's from the beginning; that it is cut is found when it is laid out, and
 * then only shows the button, which takes no space.
 */
export class Fold {
  readonly #host: FoldHost;
  readonly #localize: Localize;
  readonly #resize = new ResizeObserver(() => this.#measure());
  #text: HTMLElement | null = null;
  #body: Body | undefined;

  constructor(host: FoldHost, localize: Localize) {
    this.#host = host;
    this.#localize = localize;
  }

  render(body: Body): TemplateResult {
    const folded = isFolded(body);
    return html`<button class="fold" type="button" aria-expanded=${!folded} @click=${() => this.#toggle(body)}>
      ${this.#localize.term(folded ? 'textShowMore' : 'textShowLess')}
    </button>`;
  }

  /** After each update. @param body the text that is shown, if it may be long */
  updated(text: HTMLElement | null, body: Body | undefined): void {
    this.#body = body;
    if (!body) this.#host.removeAttribute('overflows');
    if (text === this.#text) return;
    this.#text?.removeEventListener('scroll', this.#handleScroll);
    this.#resize.disconnect();
    this.#text = text;
    text?.addEventListener('scroll', this.#handleScroll);
    if (text) this.#resize.observe(text);
  }

  /** Changes no size: what did would be reported to the page as a loop. */
  #measure(): void {
    const [text, body] = [this.#text, this.#body];
    if (text && body) this.#host.toggleAttribute('overflows', text.scrollHeight > text.clientHeight + 1);
  }

  #toggle(body: Body): void {
    const folds = unfolded.delete(body);
    if (!folds) unfolded.add(body);
    // What is read stays: the text that is continued, and when it is folded, what comes after it.
    void this.#host.context.resize(this.#host, folds ? 'end' : 'start', () => this.#render());
  }

  /** The browser wants something shown that is cut away, because it has the focus or was searched for. */
  readonly #handleScroll = (): void => {
    const [text, body] = [this.#text, this.#body];
    if (!text || !body || text.scrollTop === 0) return;
    text.scrollTop = 0;
    unfolded.add(body);
    const focused = this.#host.shadowRoot?.activeElement;
    void this.#host.context
      .resize(this.#host, 'start', () => this.#render())
      .then(() => text.contains(focused ?? null) && focused?.scrollIntoView({ block: 'nearest' }));
  };

  #render(): Promise<unknown> {
    this.#host.requestUpdate();
    return this.#host.updateComplete;
  }
}
