import { html, nothing } from 'lit';
import { mayHavePreview } from '../shared/may-have-preview.js';
import type { ComposerHost, ComposerTool } from './tool.js';

/** Shows what the first link of the text leads to, where the page can tell. What does it comes with the first link. */
export class LinkTool implements ComposerTool {
  readonly #host: ComposerHost;
  #text = '';

  constructor(host: ComposerHost) {
    this.#host = host;
  }

  renderButtons(): unknown {
    return nothing;
  }

  renderAbove(): unknown {
    if (!this.#mayHave(this.#text)) return nothing;
    return html`<wazo-chat-draft-link
      .text=${this.#text}
      .ask=${this.#host.settings.linkPreview}
      .composer=${this.#host}
    ></wazo-chat-draft-link>`;
  }

  handleText(text: string): void {
    const [before, now] = [this.#mayHave(this.#text), this.#mayHave(text)];
    this.#text = text;
    if (before || now) this.#host.requestUpdate();
  }

  handleRoom(): void {
    this.handleText(this.#host.text.written);
  }

  #mayHave(text: string): boolean {
    return mayHavePreview(this.#host.settings.linkPreview, text);
  }
}
