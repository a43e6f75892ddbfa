import { html, nothing, type LitElement } from 'lit';
import { formatDate } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import type { Message, Part } from '../../model/message.js';
import type { Timeline } from '../../store/state.js';
import type { Picture } from '../lightbox/lightbox.js';
import { load as loadChunk } from '../lazy.js';
import { fileKindOf } from '../message/files/file-kind.js';
import { renderFailure } from '../shared/failure.js';

export interface PictureViewerOptions {
  readonly localize: Localize;
  readonly timeline: () => Timeline | undefined;
  readonly authorOf: (message: Message) => string;
  readonly onFailed: (message: Message) => void;
  /** Brings the lightbox; another one in tests. */
  readonly load?: typeof loadChunk;
}

/** The pictures of a conversation in the size of the window, from the one that was clicked on. The lightbox is loaded at its first use. */
export class PictureViewer {
  readonly #host: LitElement;
  readonly #options: PictureViewerOptions;
  #isLoaded = false;
  /** The picture whose viewer could not be loaded. */
  #missed: { readonly part: Part; readonly opener: HTMLElement } | undefined;
  #current: string | null = null;
  /** What has the focus again when it closes. */
  #opener: HTMLElement | undefined;
  /** Pictures that were asked for anew: once each, while it is open. */
  #renewed = new Set<string>();

  constructor(host: LitElement, options: PictureViewerOptions) {
    this.#host = host;
    this.#options = options;
  }

  readonly show = (part: Part, opener: HTMLElement): void => void this.#show(part, opener);

  async #show(part: Part, opener: HTMLElement): Promise<void> {
    this.#isLoaded = await (this.#options.load ?? loadChunk)('lightbox');
    this.#missed = this.#isLoaded ? undefined : { part, opener };
    if (this.#isLoaded) {
      this.#current = part.uuid;
      this.#opener = opener;
      this.#renewed = new Set();
    }
    this.#host.requestUpdate();
  }

  render(): unknown {
    if (!this.#isLoaded) return nothing;
    return html`<wazo-chat-lightbox
      .pictures=${this.#current === null ? [] : this.#pictures()}
      .current=${this.#current}
      .onMove=${this.#handleMove}
      .onClose=${this.#handleClose}
      .onFailed=${this.#handleFailed}
    ></wazo-chat-lightbox>`;
  }

  /** That it could not be loaded, and the way to try again. */
  renderProblem(): unknown {
    const missed = this.#missed;
    if (!missed) return nothing;
    const { localize } = this.#options;
    const retry = { label: localize.term('retry'), onClick: () => this.show(missed.part, missed.opener) };
    return html`<div class="note-line">${renderFailure(localize.term('viewerFailed'), [retry], 'line')}</div>`;
  }

  #pictures(): readonly Picture[] {
    const { localize, timeline, authorOf } = this.#options;
    return (timeline()?.messages ?? []).flatMap((message) => {
      const parts = message.body?.parts.filter((part) => fileKindOf(part) === 'picture') ?? [];
      if (parts.length === 0) return [];
      const author = authorOf(message);
      const time = formatDate(localize.lang(), 'full', new Date(message.createdAt));
      return parts.map((part) => ({ part, author, time }));
    });
  }

  readonly #handleMove = (uuid: string): void => {
    this.#current = uuid;
    this.#host.requestUpdate();
  };

  readonly #handleClose = (): void => {
    this.#current = null;
    this.#host.requestUpdate();
    if (this.#opener?.isConnected) this.#opener.focus({ preventScroll: true });
    this.#opener = undefined;
  };

  readonly #handleFailed = (uuid: string): void => {
    if (this.#renewed.has(uuid)) return;
    this.#renewed.add(uuid);
    const carries = ({ body }: Message): boolean => body?.parts.some((part) => part.uuid === uuid) ?? false;
    const message = this.#options.timeline()?.messages.find(carries);
    if (message) this.#options.onFailed(message);
  };
}
