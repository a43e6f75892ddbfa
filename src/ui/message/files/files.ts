import { html, nothing, type TemplateResult } from 'lit';
import type { Part } from '../../../model/message.js';
import { renderCard } from './cards.js';
import { fileKindOf, type FileKind } from './file-kind.js';
import type { FilesOptions } from './files-options.js';
import { renderPictures } from './pictures.js';
import { renderFilm, renderSound } from './players.js';
import { renderVoice } from './voice.js';

/** The files of a message: pictures first, then what can be played, then the rest. All take their space before they are there. */
export function renderFiles(parts: readonly Part[], options: FilesOptions): TemplateResult {
  const of = (kind: FileKind): readonly Part[] => parts.filter((part) => kindOf(part, options) === kind);
  const pictures = of('picture');
  return html`<div class="files">
    ${pictures.length > 0 ? renderPictures(pictures, options) : nothing}
    ${of('voice').map((part) => renderVoice(part, options))} ${of('sound').map((part) => renderSound(part, options))}
    ${of('film').map((part) => renderFilm(part, options))} ${of('other').map((part) => renderCard(part, options))}
  </div>`;
}

/** What cannot be read is a card, whatever it is. A GIF on its way can be read from where it was chosen. */
function kindOf(part: Part, { isGone }: FilesOptions): FileKind {
  if (isGone(part)) return 'other';
  const kind = fileKindOf(part);
  // A voice message looks the same on its way.
  return part.uuid === null && part.url === null && kind !== 'voice' ? 'other' : kind;
}
