import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import Mic from 'lucide/dist/esm/icons/mic.mjs';
import type { Label } from '../../i18n/terms.js';
import type { NamedFile } from '../../session/uploads.js';
import { icon } from '../../styles/icons.js';
import { load } from '../lazy.js';
import { canAttach, isAccepted } from '../shared/chosen-files.js';
import { voiceName } from '../shared/voice-file.js';
import type { ComposerHost, ComposerTool } from './tool.js';

/** What the person is told where nothing can be recorded. */
const REFUSALS = {
  blocked: 'voiceBlocked',
  missing: 'voiceMissing',
  busy: 'voiceBusy',
  failed: 'voiceFailed',
} as const satisfies Record<string, Label>;

/** Voice messages: recorded above the field, and sent with what is written in it. */
export class VoiceTool implements ComposerTool {
  readonly #host: ComposerHost;
  /** What the browser would record, as far as a page may refuse it; undefined where it cannot. */
  readonly #sample = sampleRecording();
  /** The room for which is recorded now. */
  #room: string | undefined;
  #problem: Label | undefined;
  /** The name of the room whose recording was stopped when it was left. */
  #keptIn = '';

  constructor(host: ComposerHost) {
    this.#host = host;
  }

  get problem(): string {
    return this.#problem ? this.#host.localize.term(this.#problem) : '';
  }

  renderAbove(): unknown {
    const { localize } = this.#host;
    const kept = this.#keptIn
      ? html`<p class="note" role="status">${localize.term('voiceKept', this.#keptIn)}</p>`
      : nothing;
    return html`${kept} ${this.#room === this.#host.roomUuid ? this.#renderRecorder(this.#room) : nothing}`;
  }

  renderButtons(): TemplateResult | typeof nothing {
    const { localize, roomUuid } = this.#host;
    if (!this.#isPossible) return nothing;
    const isOpen = this.#room === roomUuid;
    return html`<button
      class="icon-button voice"
      type="button"
      aria-label=${localize.term('recordVoice')}
      aria-disabled=${isOpen ? 'true' : nothing}
      @click=${this.#handleClick}
    >
      ${icon(Mic)}
    </button>`;
  }

  handleText(): void {
    this.#forget();
  }

  handleRoom(): void {
    if (this.#room === this.#host.roomUuid) return;
    this.#room = undefined;
    this.#forget();
  }

  /** Not where the page does not take what the browser would record. */
  get #isPossible(): boolean {
    const { chat, settings } = this.#host;
    if (!this.#sample || !canAttach(chat.features, settings)) return false;
    return isAccepted(this.#sample, settings.accept);
  }

  #renderRecorder(room: string): unknown {
    const { session, chat, roomName } = this.#host;
    const attach = (file: NamedFile): void => session?.attachFiles(room, [file]);
    return keyed(
      room,
      html`<wazo-chat-voice-recorder
        .maxBytes=${chat.limits.attachmentSize}
        .grow=${() => session?.growFile(room)}
        .onSend=${(file: NamedFile) => {
          attach(file);
          this.#send(room);
        }}
        .onKeep=${(file: NamedFile) => {
          attach(file);
          this.#keptIn = roomName;
          this.#host.requestUpdate();
        }}
        .onClose=${(refusal?: keyof typeof REFUSALS) => this.#handleClose(refusal)}
      ></wazo-chat-voice-recorder>`,
    );
  }

  readonly #handleClick = async (): Promise<void> => {
    const { roomUuid } = this.#host;
    if (this.#room !== undefined) return;
    this.#forget();
    const isThere = await load('voiceRecorder');
    if (!isThere) this.#problem = 'voiceLoadFailed';
    else if (this.#host.roomUuid === roomUuid) this.#room = roomUuid;
    this.#host.requestUpdate();
  };

  /** It goes with what is written beside it, to the room in which it was spoken. */
  #send(room: string): void {
    const { session, roomUuid } = this.#host;
    if (room !== roomUuid) {
      session?.send(room, session.draft(room));
      return;
    }
    this.#room = undefined;
    this.#host.requestUpdate();
    this.#host.send();
  }

  #handleClose(refusal?: keyof typeof REFUSALS): void {
    this.#room = undefined;
    this.#problem = refusal && REFUSALS[refusal];
    this.#host.requestUpdate();
    this.#host.focus();
  }

  #forget(): void {
    if (!this.#problem && !this.#keptIn) return;
    this.#problem = undefined;
    this.#keptIn = '';
    this.#host.requestUpdate();
  }
}

function sampleRecording(): NamedFile | undefined {
  if (typeof MediaRecorder !== 'function' || !('mediaDevices' in navigator) || !isSecureContext) return undefined;
  const type = MediaRecorder.isTypeSupported('audio/mp4;codecs=mp4a.40.2') ? 'audio/mp4' : 'audio/webm';
  return { name: voiceName(new Date(), type), file: new Blob([], { type }) };
}
