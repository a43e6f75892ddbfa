import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import File from 'lucide/dist/esm/icons/file.mjs';
import RotateCw from 'lucide/dist/esm/icons/rotate-cw.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import { formatSize } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import type { DraftFile } from '../../model/draft-file.js';
import type { Limits } from '../../model/features.js';
import { icon } from '../../styles/icons.js';
import { errorText } from '../shared/error-text.js';

export interface FileTrayOptions {
  readonly localize: Localize;
  readonly limits: Limits;
  readonly onRemove: (file: DraftFile) => void;
  readonly onRetry: (file: DraftFile) => void;
}

/** The files that wait for their message. */
export function renderFileTray(files: readonly DraftFile[], options: FileTrayOptions): TemplateResult | typeof nothing {
  if (files.length === 0) return nothing;
  return html`<ul class="tray" aria-label=${options.localize.term('filesToSend')}>
    ${repeat(
      files,
      ({ localId }) => localId,
      (file) => renderFile(file, options),
    )}
  </ul>`;
}

function renderFile(draft: DraftFile, { localize, limits, onRemove, onRetry }: FileTrayOptions): TemplateResult {
  const { part, file, status, progress, error } = draft;
  const { name, contentType, size } = part;
  return html`<li class="waiting-file ${status}">
    ${
      file && contentType.startsWith('image/')
        ? html`<wazo-chat-thumbnail class="picture" .file=${file}></wazo-chat-thumbnail>`
        : html`<span class="picture">${icon(File)}</span>`
    }
    <span class="about">
      <bdi class="name" title=${name}>${name}</bdi>
      ${
        error
          ? html`<span class="note" role="alert">${errorText(error, localize, limits)}</span>`
          : html`<span class="note">${formatSize(localize.lang(), size)}</span>`
      }
      ${
        status === 'uploading'
          ? html`<progress max="1" value=${progress} aria-label=${localize.term('uploading', name)}></progress>`
          : nothing
      }
    </span>
    ${
      status === 'failed' || status === 'waiting'
        ? html`<button
            class="icon-button"
            type="button"
            aria-label=${localize.term('retryFile', name)}
            @click=${() => onRetry(draft)}
          >
            ${icon(RotateCw)}
          </button>`
        : nothing
    }
    <button
      class="icon-button"
      type="button"
      aria-label=${localize.term('removeFile', name)}
      @click=${() => onRemove(draft)}
    >
      ${icon(X)}
    </button>
  </li>`;
}
