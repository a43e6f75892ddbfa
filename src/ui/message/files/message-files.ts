import type { LitElement, TemplateResult } from 'lit';
import type { Localize } from '../../../i18n/localize.js';
import type { Message, Part, PendingMessage } from '../../../model/message.js';
import type { MessageContext } from '../message-context.js';
import { load } from '../../lazy.js';
import { renderFiles } from './files.js';
import { followFile } from './follow-file.js';
import { Motion } from './motion.js';
import { TextPreviews } from './text-previews.js';
import { UnreadFiles } from './unread-files.js';

/** The element of a message, as far as its files concern it. */
export interface FilesHost extends LitElement {
  readonly message: Message | PendingMessage | undefined;
  readonly context: MessageContext;
}

/** The files of a message, and what was done with them. */
export class MessageFiles {
  readonly #host: FilesHost;
  readonly #localize: Localize;
  readonly #unread: UnreadFiles;
  readonly #motion: Motion;
  readonly #previews: TextPreviews;
  #lacksVoice = false;
  #hasAskedForVoice = false;

  constructor(host: FilesHost, localize: Localize) {
    this.#host = host;
    this.#localize = localize;
    this.#unread = new UnreadFiles(host);
    this.#motion = new Motion(host);
    this.#previews = new TextPreviews(host);
  }

  /** @param passesBy whether the message passes by too fast to be looked at */
  render(parts: readonly Part[], passesBy: boolean): TemplateResult {
    const { showPicture, reducesMotion } = this.#host.context;
    return renderFiles(parts, {
      localize: this.#localize,
      passesBy,
      isGone: (part) => this.#unread.isGone(part),
      attempt: (part) => this.#unread.attempt(part),
      motion: (part) => this.#motion.of(part, reducesMotion),
      preview: (part) => this.#previews.of(part),
      lacksVoice: this.#lacksVoice,
      onVoice: () => void this.#loadVoice(),
      onShow: showPicture,
      onMotion: (part) => this.#motion.toggle(part),
      onPreview: (part) => void this.#previews.toggle(part, () => this.#renewed(part)),
      onFollow: (event, part) => void followFile(event, part, () => this.#renewed(part)),
      onFailed: (part) => void this.#failed(part),
    });
  }

  async #loadVoice(): Promise<void> {
    if (this.#hasAskedForVoice) return;
    this.#hasAskedForVoice = true;
    if (await load('voicePlayer')) return;
    this.#lacksVoice = true;
    this.#host.requestUpdate();
  }

  #failed(part: Part): Promise<void> {
    const { message, context } = this.#host;
    return this.#unread.failed(part, message, context.commands);
  }

  /** A file with the address that it has now; undefined where it has none any more. */
  async #renewed(part: Part): Promise<Part | undefined> {
    await this.#failed(part);
    return this.#unread.renewed(part);
  }
}
