import { html, nothing, type TemplateResult } from 'lit';
import type { LinkPreview } from '../../model/link-preview.js';

/** Pixels: the side of the square that a picture takes. */
const SIDE = 72;

/** Pictures that could not be loaded, or that the page's policy forbids. */
const gone = new Set<string>();

/**
 * What is told of a page, as a card that leads to the link's own address, whose host it always names.
 *
 * @param onChange called when its picture is gone
 */
export function renderCard(url: string, preview: LinkPreview, onChange: () => void): TemplateResult {
  const { title, text, siteName } = preview;
  const { host } = new URL(url);
  // No second stop for Tab: the link in the text leads to the same.
  return html`<div class="card">
    <div class="about">
      <p class="site">${siteName === undefined ? nothing : html`<bdi>${siteName}</bdi> · `}<bdi>${host}</bdi></p>
      <a href=${url} target="_blank" rel="noopener noreferrer nofollow" tabindex="-1" dir="auto">${title}</a>
      ${text === undefined ? nothing : html`<p class="text" dir="auto">${text}</p>`}
    </div>
    ${renderPicture(preview, onChange)}
  </div>`;
}

/** In a square that is there before it is; one that is smaller is not enlarged. */
function renderPicture({ picture }: LinkPreview, onChange: () => void): TemplateResult | typeof nothing {
  if (!picture || gone.has(picture.url)) return nothing;
  const isSmall = Math.max(picture.width ?? SIDE, picture.height ?? SIDE) < SIDE;
  const handleError = (): void => {
    gone.add(picture.url);
    onChange();
  };
  return html`<img
    class=${isSmall ? 'small' : ''}
    src=${picture.url}
    width=${SIDE}
    height=${SIDE}
    alt=""
    loading="lazy"
    decoding="async"
    draggable="false"
    referrerpolicy="no-referrer"
    @error=${handleError}
  />`;
}
