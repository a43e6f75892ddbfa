import { html, type TemplateResult } from 'lit';
import type { CustomEmoji } from '../../model/custom-emoji.js';

/** Pixels of a picture on the densest of screens, where it is drawn large. */
const MOST_PIXELS = 128;

/**
 * A custom emoji in the space of a letter, which is kept for it before it is there. Where it cannot be had, or a page's
 * policy forbids it, its `:shortcode:` stands there. To be styled by `customEmojiStyles`.
 */
export function renderCustomEmoji({ shortcode, url }: CustomEmoji): TemplateResult {
  const name = `:${shortcode}:`;
  return html`<span class="custom-emoji"
    ><img
      src=${url}
      alt=${name}
      title=${name}
      width="20"
      height="20"
      decoding="async"
      draggable="false"
      @load=${handleLoad}
      @error=${handleError}
  /></span>`;
}

function handleLoad(event: Event): void {
  const image = event.currentTarget as HTMLImageElement;
  image.parentElement?.classList.remove('failed');
  image.nextSibling?.remove();
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) image.after(stillOf(image));
}

function handleError(event: Event): void {
  const image = event.currentTarget as HTMLImageElement;
  image.parentElement?.classList.add('failed');
  image.nextSibling?.remove();
  image.after(image.alt);
}

/** The first picture of one that may move, for who asked their device for less of that. */
function stillOf(image: HTMLImageElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const scale = Math.min(1, MOST_PIXELS / Math.max(image.naturalWidth, image.naturalHeight));
  canvas.width = Math.max(1, image.naturalWidth * scale);
  canvas.height = Math.max(1, image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}
