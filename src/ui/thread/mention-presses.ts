import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import { load as loadChunk } from '../lazy.js';
import { renderFailure } from '../shared/failure.js';

export interface MentionPressesOptions {
  readonly localize: Localize;
  /** A mention of a room was pressed. */
  readonly openRoom: (uuid: string) => void;
  /** Brings the card's element, and answers whether it is there; another one in tests. */
  readonly load?: (name: 'personCard') => Promise<boolean>;
}

/**
 * What a mention does when it is pressed, by pointer, Enter or the space bar: whom it means is shown beside it, a room is opened.
 */
export class MentionPresses implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: MentionPressesOptions;
  #disconnected: AbortController | undefined;
  #opener: HTMLElement | undefined;
  /** What was pressed when the card could not be loaded. */
  #missed: HTMLElement | undefined;

  constructor(host: LitElement, options: MentionPressesOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#disconnected = new AbortController();
    const { signal } = this.#disconnected;
    this.#host.addEventListener('click', this.#handleClick, { signal });
    // Before the keys of the conversation are read.
    this.#host.addEventListener('keydown', this.#handleKeydown, { signal, capture: true });
  }

  hostDisconnected(): void {
    this.#disconnected?.abort();
    this.#opener = undefined;
  }

  render(): unknown {
    const opener = this.#opener;
    if (!opener) return nothing;
    return html`<wazo-chat-person-card
      .userUuid=${opener.dataset['user'] ?? ''}
      .opener=${opener}
      .onClose=${this.#handleClose}
    ></wazo-chat-person-card>`;
  }

  /** That it could not be loaded, and the way to try again. */
  renderProblem(): unknown {
    const missed = this.#missed;
    if (!missed) return nothing;
    const { localize } = this.#options;
    const retry = { label: localize.term('retry'), onClick: () => void this.#open(missed) };
    return html`<div class="note-line">${renderFailure(localize.term('personCardFailed'), [retry], 'line')}</div>`;
  }

  #press(chip: HTMLElement): void {
    const { room } = chip.dataset;
    if (room === undefined) void this.#open(chip);
    else this.#options.openRoom(room);
  }

  async #open(opener: HTMLElement): Promise<void> {
    const isLoaded = await (this.#options.load ?? loadChunk)('personCard');
    this.#missed = isLoaded ? undefined : opener;
    // The conversation may be another one by now.
    if (isLoaded && opener.isConnected) this.#opener = opener;
    this.#host.requestUpdate();
  }

  readonly #handleClick = (event: MouseEvent): void => {
    const chip = chipIn(event);
    // Who selects text with the pointer does not press.
    if (chip && (event.detail === 0 || isCollapsed(chip))) this.#press(chip);
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if ((event.key !== 'Enter' && event.key !== ' ') || event.repeat) return;
    const chip = chipIn(event);
    if (!chip) return;
    event.preventDefault();
    event.stopPropagation();
    this.#press(chip);
  };

  readonly #handleClose = (): void => {
    this.#opener = undefined;
    this.#host.requestUpdate();
  };
}

function chipIn(event: Event): HTMLElement | undefined {
  return event
    .composedPath()
    .find((target): target is HTMLElement => target instanceof HTMLElement && target.matches('.md-mention[tabindex]'));
}

function isCollapsed(chip: Node): boolean {
  const selection = getSelection();
  return !selection || selection.isCollapsed || selection.toString() === '' || !selection.containsNode(chip, true);
}
