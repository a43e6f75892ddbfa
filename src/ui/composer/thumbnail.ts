import { LitElement, html, css, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';

/** Pixels of its side, on the densest of screens. */
const SIDE = 120;

/**
 * A small picture of a file that is on this device only. Drawn, since a page's policy may forbid pictures from `blob:` addresses; empty
 * where the browser cannot read it.
 *
 * @internal
 */
export class WazoChatThumbnail extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }

    canvas {
      display: block;
      inline-size: 100%;
      block-size: 100%;
      border-radius: var(--_radius-small);
      object-fit: cover;
    }
  `;

  @property({ attribute: false }) file: Blob | undefined;

  @query('canvas') private canvas!: HTMLCanvasElement;

  protected override updated(): void {
    if (this.file) void this.#draw(this.file);
  }

  protected override render(): TemplateResult {
    return html`<canvas width="1" height="1" aria-hidden="true"></canvas>`;
  }

  async #draw(file: Blob): Promise<void> {
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, SIDE / Math.min(picture.width, picture.height));
      this.canvas.width = Math.max(1, picture.width * scale);
      this.canvas.height = Math.max(1, picture.height * scale);
      this.canvas.getContext('2d')?.drawImage(picture, 0, 0, this.canvas.width, this.canvas.height);
      picture.close();
    } catch {
      // Its name stands beside.
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wazo-chat-thumbnail': WazoChatThumbnail;
  }
}
