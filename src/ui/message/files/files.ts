import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import Download from 'lucide/dist/esm/icons/download.mjs';
import File from 'lucide/dist/esm/icons/file.mjs';
import { formatSize } from '../../../i18n/formats.js';
import type { Localize } from '../../../i18n/localize.js';
import type { Part } from '../../../model/message.js';
import { icon } from '../../../styles/icons.js';
import { fileKindOf, typeName, type FileKind } from './file-kind.js';
import { playAlone } from './one-player.js';
import { pictureSpace, type Size } from './picture-size.js';

/** Of a film of which nothing is known. */
const FILM: Size = { width: 320, height: 180 };

export interface FilesOptions {
  readonly localize: Localize;
  /** Whether a file could not be read, and will not be. */
  readonly isGone: (part: Part) => boolean;
  /** Another number whenever a file is to be asked for anew. */
  readonly attempt: (part: Part) => number;
  readonly onShow: (part: Part, opener: HTMLElement) => void;
  readonly onFollow: (event: MouseEvent, part: Part) => void;
  /** A file could not be read at its address. */
  readonly onFailed: (part: Part) => void;
}

/** The files of a message: pictures first, then what can be played, then the rest. All take their space before they are there. */
export function renderFiles(parts: readonly Part[], options: FilesOptions): TemplateResult {
  const of = (kind: FileKind): readonly Part[] => parts.filter((part) => kindOf(part, options) === kind);
  const pictures = of('picture');
  return html`<div class="files">
    ${pictures.length > 0 ? renderPictures(pictures, options) : nothing}
    ${of('sound').map((part) => renderSound(part, options))} ${of('film').map((part) => renderFilm(part, options))}
    ${of('other').map((part) => renderCard(part, options))}
  </div>`;
}

/** What cannot be read is a card, whatever it is. */
function kindOf(part: Part, { isGone }: FilesOptions): FileKind {
  return part.uuid === null || isGone(part) ? 'other' : fileKindOf(part);
}

function renderPictures(pictures: readonly Part[], options: FilesOptions): TemplateResult {
  const [only] = pictures;
  if (only && pictures.length === 1) return renderPicture(only, options, 'single');
  const columns = pictures.length === 2 || pictures.length === 4 ? 'two' : 'three';
  return html`<div class="grid ${columns}" role="group" aria-label=${options.localize.term('pictures')}>
    ${pictures.map((part) => renderPicture(part, options, 'tile'))}
  </div>`;
}

/**
 * Keeps a picture in the space that was made for it, whatever comes: the attributes give way to its own proportions. Not in the template:
 * a page's policy may forbid styles in attributes.
 */
function keepSpace({ width, height }: Size): (element?: Element) => void {
  return (element) => {
    if (element instanceof HTMLElement) element.style.setProperty('aspect-ratio', `${width} / ${height}`);
  };
}

function renderPicture(part: Part, options: FilesOptions, kind: 'single' | 'tile'): TemplateResult {
  const space = pictureSpace(part.width, part.height);
  return html`<button
    class="picture ${kind}"
    type="button"
    aria-haspopup="dialog"
    aria-label=${options.localize.term('showImage', part.name)}
    title=${part.name}
    @click=${(event: MouseEvent) => options.onShow(part, event.currentTarget as HTMLElement)}
  >
    ${keyed(
      options.attempt(part),
      html`<img
        src=${part.url ?? nothing}
        ${kind === 'single' ? ref(keepSpace(space)) : nothing}
        width=${space.width}
        height=${space.height}
        alt=""
        loading="lazy"
        decoding="async"
        draggable="false"
        @error=${() => options.onFailed(part)}
      />`,
    )}
  </button>`;
}

function renderSound(part: Part, options: FilesOptions): TemplateResult {
  return html`<div class="sound">
    ${renderName(part)}
    ${keyed(
      options.attempt(part),
      html`<audio
        src=${part.url ?? nothing}
        controls
        preload="none"
        aria-label=${part.name}
        @play=${playAlone}
        @error=${() => options.onFailed(part)}
      ></audio>`,
    )}
  </div>`;
}

function renderFilm(part: Part, options: FilesOptions): TemplateResult {
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
      @play=${playAlone}
      @error=${() => options.onFailed(part)}
    ></video>`,
  )}`;
}

function renderCard(part: Part, options: FilesOptions): TemplateResult {
  const { localize, isGone } = options;
  const [type, size] = [typeName(part), formatSize(localize.lang(), part.size)];
  const content = html`${icon(File)}
    <span class="about">
      ${renderName(part)}
      <span class="note">${isGone(part) ? localize.term('fileGone') : `${type} · ${size}`}</span>
    </span>`;
  if (part.url === null || isGone(part)) return html`<div class="card">${content}</div>`;
  return html`<a
    class="card"
    href=${part.url}
    download=${part.name}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${localize.term('downloadFile', part.name, type, size)}
    @click=${(event: MouseEvent) => options.onFollow(event, part)}
    >${content} ${icon(Download)}</a
  >`;
}

/** A name may run in another direction than what is around it. */
function renderName({ name }: Part): TemplateResult {
  return html`<bdi class="name" title=${name}>${name}</bdi>`;
}
