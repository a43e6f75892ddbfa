import { html, nothing, type TemplateResult } from 'lit';
import Download from 'lucide/dist/esm/icons/download.mjs';
import File from 'lucide/dist/esm/icons/file.mjs';
import { formatSize } from '../../../i18n/formats.js';
import type { Localize } from '../../../i18n/localize.js';
import type { Part } from '../../../model/message.js';
import { icon } from '../../../styles/icons.js';
import { typeName } from './file-kind.js';
import type { FilesOptions } from './files-options.js';
import type { TextPreview } from './text-previews.js';

export function renderCard(part: Part, options: FilesOptions): TemplateResult {
  const { localize, isGone } = options;
  const [type, size] = [typeName(part), formatSize(localize.lang(), part.size)];
  const content = html`${icon(File)}
    <span class="about">
      ${renderFileName(part)}
      <span class="note">${isGone(part) ? localize.term('fileGone') : `${type} · ${size}`}</span>
    </span>`;
  if (part.url === null || isGone(part)) return html`<div class="card">${content}</div>`;
  const link = html`<a
    class="card"
    href=${part.url}
    download=${part.name}
    target="_blank"
    rel="noopener noreferrer"
    aria-label=${localize.term('downloadFile', part.name, type, size)}
    @click=${(event: MouseEvent) => options.onFollow(event, part)}
    >${content} ${icon(Download)}</a
  >`;
  return isText(part) ? html`${link} ${renderPreview(part, options)}` : link;
}

/** Only what the server found to be text by its bytes. */
function isText({ contentType, size }: Part): boolean {
  return contentType === 'text/plain' && size > 0;
}

function renderPreview(part: Part, { localize, preview, onPreview }: FilesOptions): TemplateResult {
  const shown = preview(part);
  return html`<button
      class="button link"
      type="button"
      aria-expanded=${shown ? 'true' : 'false'}
      @click=${() => onPreview(part)}
    >
      ${localize.term(shown ? 'hideBeginning' : 'showBeginning')}
    </button>
    ${shown ? renderBeginning(shown, part, localize) : nothing}`;
}

function renderBeginning(shown: TextPreview, { name }: Part, localize: Localize): TemplateResult {
  if (shown.status === 'loading') return html`<p class="note" role="status">${localize.term('loading')}</p>`;
  if (shown.status === 'failed') return html`<p class="note" role="alert">${localize.term('fileUnreadable')}</p>`;
  // It scrolls, and so it must be reached by keyboard.
  return html`<pre class="beginning" tabindex="0" role="region" aria-label=${name} dir="auto">
${shown.text}${shown.isWhole ? '' : '\n…'}</pre>`;
}

/** A name may run in another direction than what is around it. */
export function renderFileName({ name }: Part): TemplateResult {
  return html`<bdi class="name" title=${name}>${name}</bdi>`;
}
