import { html, nothing, type LitElement, type ReactiveController } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import { filesIn, type ChosenFiles } from '../shared/chosen-files.js';
import { hasFiles } from '../shared/has-files.js';

export interface FileDropOptions {
  readonly localize: Localize;
  /** Whether files can be sent from here. */
  readonly isWanted: () => boolean;
  readonly onDrop: (files: ChosenFiles) => void;
}

/** Takes files that are dropped anywhere on its host, and says so while they are over it. */
export class FileDrop implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: FileDropOptions;
  /** Elements of the host that they are over: one is entered before the last one is left. */
  #depth = 0;

  constructor(host: LitElement, options: FileDropOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    host.addEventListener('dragenter', this.#handleEnter);
    host.addEventListener('dragover', this.#handleOver);
    host.addEventListener('dragleave', this.#handleLeave);
    host.addEventListener('drop', this.#handleDrop);
  }

  hostDisconnected(): void {
    this.#depth = 0;
  }

  render(): unknown {
    if (this.#depth === 0) return nothing;
    return html`<div class="drop" role="status">${this.#options.localize.term('dropFiles')}</div>`;
  }

  #isOurs(event: DragEvent): boolean {
    return this.#options.isWanted() && hasFiles(event.dataTransfer);
  }

  #set(depth: number): void {
    this.#depth = Math.max(0, depth);
    this.#host.requestUpdate();
  }

  readonly #handleEnter = (event: DragEvent): void => {
    if (!this.#isOurs(event)) return;
    event.preventDefault();
    this.#set(this.#depth + 1);
  };

  readonly #handleOver = (event: DragEvent): void => {
    if (!this.#isOurs(event)) return;
    // Without it, the browser would leave the page for the file.
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  };

  readonly #handleLeave = (event: DragEvent): void => {
    if (this.#isOurs(event)) this.#set(this.#depth - 1);
  };

  readonly #handleDrop = (event: DragEvent): void => {
    if (!this.#isOurs(event)) return;
    event.preventDefault();
    this.#set(0);
    this.#options.onDrop(filesIn(event.dataTransfer));
  };
}
