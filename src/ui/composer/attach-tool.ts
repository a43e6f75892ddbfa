import { html, nothing, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import Paperclip from 'lucide/dist/esm/icons/paperclip.mjs';
import type { ChatErrorCode } from '../../model/errors.js';
import { NO_DRAFT_FILES, type DraftFiles } from '../../model/draft-file.js';
import { icon } from '../../styles/icons.js';
import { canAttach, filesIn, isAccepted, type ChosenFiles } from '../shared/chosen-files.js';
import { hasFiles } from '../shared/has-files.js';
import { renderFileTray } from './file-tray.js';
import type { ComposerHost, ComposerTool } from './tool.js';

/** What becomes of a file that the page does not want. */
const REFUSED: ChatErrorCode = 'file-type-refused';

/** Files for the next message: chosen, pasted, or dropped on the conversation; they wait above the field. */
export class AttachTool implements ComposerTool {
  readonly #host: ComposerHost;
  readonly #field = createRef<HTMLInputElement>();
  /** The name of a folder that was to be attached. */
  #refusedFolder: string | null = null;

  constructor(host: ComposerHost) {
    this.#host = host;
  }

  get files(): DraftFiles {
    return this.#host.chat.draftFiles.get(this.#host.roomUuid) ?? NO_DRAFT_FILES;
  }

  get problem(): string {
    return this.#refusedFolder === null ? '' : this.#host.localize.term('folderRefused', this.#refusedFolder);
  }

  attach({ files, folders }: ChosenFiles): void {
    const { session, roomUuid, settings } = this.#host;
    this.#refusedFolder = folders[0] ?? null;
    const checked = files.map((file) => ({ ...file, refused: isAccepted(file, settings.accept) ? null : REFUSED }));
    if (files.length > 0) session?.attachFiles(roomUuid, checked);
    this.#host.requestUpdate();
  }

  renderAbove(): TemplateResult {
    const { localize, chat, session, roomUuid } = this.#host;
    const { isSending, files } = this.files;
    const tray = renderFileTray(files, {
      localize,
      limits: chat.limits,
      onRemove: ({ localId }) => this.#remove(localId),
      onRetry: ({ localId }) => session?.retryFile(roomUuid, localId),
    });
    return html`${tray}
      <p class="note sending-files" role="status" ?hidden=${!isSending}>
        ${isSending ? localize.term('sendingWithFiles') : nothing}
      </p>`;
  }

  renderButtons(): TemplateResult | typeof nothing {
    if (!this.#isPossible) return nothing;
    return html`<button
        class="icon-button attach"
        type="button"
        aria-label=${this.#host.localize.term('attachFiles')}
        @click=${() => this.#field.value?.click()}
      >
        ${icon(Paperclip)}
      </button>
      <input
        class="files"
        type="file"
        accept=${this.#host.settings.accept ?? nothing}
        multiple
        hidden
        ${ref(this.#field)}
        @change=${this.#handleChosen}
      />`;
  }

  /** Office programs put a picture of the text beside the text: who pastes text wants the text. Beside a picture alone they put blanks. */
  handlePaste({ clipboardData }: ClipboardEvent): boolean {
    if (!this.#isPossible || !clipboardData || !hasFiles(clipboardData)) return false;
    if (clipboardData.getData('text/plain').trim() !== '') return false;
    this.attach(filesIn(clipboardData));
    return true;
  }

  handleText(): void {
    this.#forgetFolder();
  }

  handleRoom(): void {
    // It may not have arrived with the page.
    this.#host.session?.wantFiles();
    this.#forgetFolder();
  }

  get #isPossible(): boolean {
    return canAttach(this.#host.chat.features, this.#host.settings);
  }

  #forgetFolder(): void {
    if (this.#refusedFolder === null) return;
    this.#refusedFolder = null;
    this.#host.requestUpdate();
  }

  #remove(localId: string): void {
    this.#host.session?.removeFile(this.#host.roomUuid, localId);
    this.#host.clearProblem();
    // The button is gone.
    this.#host.focus();
  }

  readonly #handleChosen = (event: Event): void => {
    const field = event.currentTarget as HTMLInputElement;
    const files = [...(field.files ?? [])].map((file) => ({ name: file.name, file }));
    // The same file may be chosen again.
    field.value = '';
    this.attach({ files, folders: [] });
    this.#host.focus();
  };
}
