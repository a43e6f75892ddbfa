import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import Pause from 'lucide/dist/esm/icons/pause.mjs';
import Play from 'lucide/dist/esm/icons/play.mjs';
import type { Part } from '../../../model/message.js';
import { icon } from '../../../styles/icons.js';
import type { FilesOptions } from './files-options.js';
import { keepSpace } from './keep-space.js';
import { pictureSpace, type Size } from './picture-size.js';

/** Pixels of a still on the densest of screens. */
const MOST_PIXELS = 1_140;

export function renderPictures(pictures: readonly Part[], options: FilesOptions): TemplateResult {
  const [only] = pictures;
  if (only && pictures.length === 1) return renderPicture(only, options, 'single');
  const columns = pictures.length === 2 || pictures.length === 4 ? 'two' : 'three';
  return html`<div class="grid ${columns}" role="group" aria-label=${options.localize.term('pictures')}>
    ${pictures.map((part) => renderPicture(part, options, 'tile'))}
  </div>`;
}

function renderPicture(part: Part, options: FilesOptions, kind: 'single' | 'tile'): TemplateResult {
  const space = pictureSpace(part.width, part.height);
  const motion = options.motion(part);
  const button = html`<button
    class="picture ${kind} ${motion}"
    type="button"
    aria-haspopup="dialog"
    aria-label=${options.localize.term('showImage', part.name)}
    title=${part.name}
    @click=${(event: MouseEvent) => options.onShow(part, event.currentTarget as HTMLElement)}
  >
    ${options.passesBy ? renderSpace(space, kind) : renderImage(part, options, kind)}
  </button>`;
  return motion === 'free' ? button : renderMotion(button, part, options);
}

function renderImage(part: Part, options: FilesOptions, kind: 'single' | 'tile'): unknown {
  const space = pictureSpace(part.width, part.height);
  const motion = options.motion(part);
  const image = html`<img
    src=${part.url ?? nothing}
    ${kind === 'single' ? ref(keepSpace(space)) : nothing}
    width=${space.width}
    height=${space.height}
    alt=""
    loading="lazy"
    decoding="async"
    draggable="false"
    @load=${motion === 'still' ? drawStill : nothing}
    @error=${() => options.onFailed(part)}
  />`;
  const shown = keyed(`${options.attempt(part)} ${motion}`, image);
  return motion === 'still' ? [shown, html`<canvas></canvas>`] : shown;
}

/** What is as large as the picture, and asks for nothing. */
function renderSpace(space: Size, kind: 'single' | 'tile'): TemplateResult {
  const keep = kind === 'single' ? ref(keepSpace(space)) : nothing;
  return html`<canvas class="space" ${keep} width=${space.width} height=${space.height}></canvas>`;
}

/** A picture that moves, for who asked their device for less of that: with a button that lets it. */
function renderMotion(
  picture: TemplateResult,
  part: Part,
  { localize, motion, onMotion }: FilesOptions,
): TemplateResult {
  const isStill = motion(part) === 'still';
  return html`<div class="motion">
    ${picture}
    <button
      class="icon-button play"
      type="button"
      aria-label=${localize.term(isStill ? 'playPicture' : 'pausePicture', part.name)}
      @click=${() => onMotion(part)}
    >
      ${icon(isStill ? Play : Pause)}
    </button>
  </div>`;
}

/** Draws the first picture of a film over it. */
function drawStill(event: Event): void {
  const image = event.currentTarget as HTMLImageElement;
  const canvas = image.parentElement?.querySelector('canvas');
  if (!canvas) return;
  const scale = Math.min(1, MOST_PIXELS / image.naturalWidth);
  canvas.width = Math.max(1, image.naturalWidth * scale);
  canvas.height = Math.max(1, image.naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
}
