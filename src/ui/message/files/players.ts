import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import type { Part } from '../../../model/message.js';
import { renderFileName } from './cards.js';
import type { FilesOptions } from './files-options.js';
import { keepSpace } from './keep-space.js';
import { handlePlay } from '../../shared/one-player.js';
import { findLength } from '../../shared/sound-length.js';
import { pictureSpace, type Size } from './picture-size.js';

/** Of a film of which nothing is known. */
const FILM: Size = { width: 320, height: 180 };

export function renderSound(part: Part, options: FilesOptions): TemplateResult {
  return html`<div class="sound">
    ${renderFileName(part)}
    ${keyed(
      options.attempt(part),
      html`<audio
        src=${part.url ?? nothing}
        controls
        preload="none"
        aria-label=${part.name}
        @play=${handlePlay}
        @loadedmetadata=${findLength}
        @error=${() => options.onFailed(part)}
      ></audio>`,
    )}
  </div>`;
}

export function renderFilm(part: Part, options: FilesOptions): TemplateResult {
  const space = pictureSpace(part.width ?? FILM.width, part.height ?? FILM.height);
  return html`${keyed(
    options.attempt(part),
    html`<video
      ${ref(keepSpace(space))}
      src=${part.url ?? nothing}
      width=${space.width}
      height=${space.height}
      controls
      playsinline
      preload="metadata"
      aria-label=${part.name}
      title=${part.name}
      @play=${handlePlay}
      @loadedmetadata=${findLength}
      @error=${() => options.onFailed(part)}
    ></video>`,
  )}`;
}
