import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import { load, type LazyName } from '../lazy.js';
import { isEscape, useUp } from './escape.js';
import { renderFailure } from './failure.js';
import { placePopover, widgetAround } from './popover-position.js';

export interface PanelPopoverOptions {
  readonly localize: Localize;
  /** The class of the panel, beside `panel-popover`. */
  readonly name: string;
  readonly label: () => string;
  readonly failed: () => string;
  /** What brings the element that it shows. */
  readonly part: LazyName;
  /** Brings the element, and answers whether it is there; another one in tests. */
  readonly load?: (() => Promise<boolean>) | undefined;
  /** The element, which gets the focus. */
  readonly content: () => unknown;
}

/**
 * A panel in a popover beside a button. Nothing of it exists before it is opened, and nothing stays after: a
 * thread has a button per message. The host puts `render()` into its template.
 */
export class PanelPopover implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: PanelPopoverOptions;
  #anchor: HTMLButtonElement | undefined;
  #status: 'loading' | 'ready' | 'failed' = 'loading';
  #listening: AbortController | undefined;

  constructor(host: LitElement, options: PanelPopoverOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  get isOpen(): boolean {
    return this.#anchor !== undefined;
  }

  hostDisconnected(): void {
    this.#forget();
  }

  /** Opens beside `anchor`, or closes when it is open already: the button is pressed a second time. */
  toggle(anchor: HTMLButtonElement): void {
    if (this.#anchor) this.close();
    else void this.#open(anchor);
  }

  /** Closes; the focus goes back to the button. */
  close(): void {
    this.#popover?.hidePopover();
  }

  render(): unknown {
    if (!this.#anchor) return nothing;
    return html`<div
      class="panel-popover ${this.#options.name}"
      popover="auto"
      role="dialog"
      aria-label=${this.#options.label()}
      @toggle=${this.#handleToggle}
      @keydown=${this.#handleEscape}
    >
      ${this.#renderContent()}
    </div>`;
  }

  #renderContent(): unknown {
    const { localize, content, failed } = this.#options;
    if (this.#status === 'ready') return content();
    if (this.#status === 'loading') return html`<p class="loading" role="status">${localize.term('loading')}</p>`;
    const retry = { label: localize.term('retry'), onClick: () => void this.#load() };
    return renderFailure(failed(), [retry]);
  }

  async #open(anchor: HTMLButtonElement): Promise<void> {
    this.#anchor = anchor;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const popover = this.#popover;
    // The host may be gone by now, and with it what was to be opened.
    if (!popover?.isConnected || popover.matches(':popover-open')) return;
    popover.showPopover();
    placePopover(popover, anchor);
    this.#listen(popover);
    await this.#load();
  }

  async #load(): Promise<void> {
    this.#show('loading');
    const { part, load: bring = () => load(part) } = this.#options;
    const isThere = await bring();
    this.#show(isThere ? 'ready' : 'failed');
    await this.#host.updateComplete;
    if (isThere) (this.#popover?.firstElementChild as HTMLElement | null | undefined)?.focus();
  }

  #show(status: 'loading' | 'ready' | 'failed'): void {
    this.#status = status;
    this.#host.requestUpdate();
  }

  /** A panel beside something that the person scrolls away belongs to nothing any more. */
  #listen(popover: HTMLElement): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const options = { capture: true, passive: true, signal };
    const scrolled = (event: Event): void => {
      if (!event.composedPath().includes(popover)) this.close();
    };
    window.addEventListener('wheel', scrolled, options);
    window.addEventListener('touchmove', scrolled, options);
    // The focus may be beside it: on its button while it is loading, or where the person went by Tab.
    const pressed = (event: KeyboardEvent): void => {
      const path = event.composedPath();
      if (this.#anchor && path.includes(widgetAround(this.#anchor)) && !path.includes(popover))
        this.#handleEscape(event);
    };
    window.addEventListener('keydown', pressed, { capture: true, signal });
    // The on-screen keyboard resizes the window: the panel moves and stays.
    window.addEventListener('resize', () => this.#anchor && placePopover(popover, this.#anchor), { signal });
  }

  get #popover(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>(`.${this.#options.name}`);
  }

  #forget(): void {
    this.#listening?.abort();
    if (this.#anchor) this.#anchor.popoverTargetElement = null;
    this.#anchor = undefined;
  }

  /** Closes here, not by the browser: the key would be taken for something else on its way up, as the way out of a row. */
  #handleEscape = (event: KeyboardEvent): void => {
    if (!isEscape(event)) return;
    useUp(event);
    this.close();
  };

  #handleToggle = (event: Event): void => {
    if ((event as ToggleEvent).newState === 'closed') this.#handleClosed();
    else if (this.#anchor) {
      // As the popover's invoker the button is not "outside": pressing it closes once instead of closing and reopening.
      // Not before now: the click that opens would still count.
      this.#anchor.popoverTargetElement = this.#popover;
      this.#anchor.popoverTargetAction = 'hide';
    }
  };

  #handleClosed(): void {
    const anchor = this.#anchor;
    const hadFocus = this.#hasFocus();
    this.#forget();
    this.#host.requestUpdate();
    if (hadFocus) anchor?.focus({ preventScroll: true });
  }

  /** Whether the focus would be lost with the panel, rather than be where the person has put it meanwhile. */
  #hasFocus(): boolean {
    const root = this.#host.renderRoot as ShadowRoot;
    return root.activeElement === null || this.#popover?.contains(root.activeElement) === true;
  }
}
