import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Localize } from '../../i18n/localize.js';
import type { Gif } from '../../model/gif.js';
import type { Playing } from './playing.js';

export interface CellsOptions {
  readonly localize: Localize;
  readonly items: readonly Gif[];
  readonly playing: Playing;
  readonly isLoading: boolean;
  /** The id of the GIF that is being sent. */
  readonly sending: string | null;
  /** The index of the one that Tab reaches. */
  readonly tabStop: number;
}

/** Listeners stand on the box around. */
export function renderCells(options: CellsOptions): TemplateResult {
  const { localize, items, playing, isLoading } = options;
  return html`<div
    class="cells ${playing}"
    role="listbox"
    aria-label=${localize.term('gifs')}
    aria-busy=${isLoading ? 'true' : 'false'}
  >
    ${repeat(
      items,
      ({ id }) => id,
      (gif, index) => renderCell(gif, index, options),
    )}
  </div>`;
}

function renderCell(gif: Gif, index: number, { sending, tabStop }: CellsOptions): TemplateResult {
  return html`<div
    class="cell ${gif.id === sending ? 'sending' : ''}"
    role="option"
    aria-label=${gif.title}
    aria-selected=${gif.id === sending ? 'true' : 'false'}
    tabindex=${index === tabStop ? 0 : -1}
    data-index=${index}
  >
    <img
      src=${gif.previewUrl}
      width=${gif.width}
      height=${gif.height}
      alt=""
      decoding="async"
      draggable="false"
      referrerpolicy="no-referrer"
      @load=${drawStill}
      @error=${markGone}
    />
    <canvas aria-hidden="true"></canvas>
    <span class="title" aria-hidden="true">${gif.title}</span>
  </div>`;
}

/** As many as one sees before the first are there. */
export function renderCellsToCome(): TemplateResult {
  return html`<div class="to-come pulsing" aria-hidden="true">
    ${Array.from({ length: 9 }, (_, index) => html`<span class="bone ${index % 2 === 0 ? 'tall' : nothing}"></span>`)}
  </div>`;
}

export function cellOf(event: Event): HTMLElement | null {
  return (event.target as Element).closest<HTMLElement>('.cell');
}

/** Draws the first picture over the film, which does not move under it: a browser shows no frame of what is hidden. */
function drawStill(event: Event): void {
  const image = event.currentTarget as HTMLImageElement;
  const canvas = image.nextElementSibling as HTMLCanvasElement;
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  image.parentElement?.classList.add('drawn');
}

/** A picture that did not come leaves its title, which can be chosen all the same. */
function markGone(event: Event): void {
  (event.currentTarget as HTMLImageElement).parentElement?.classList.add('gone');
}
