import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconNode } from '../../styles/icons.js';
import { PanelPopover } from '../shared/popover-panel.js';
import { canAttach, isAccepted } from '../shared/chosen-files.js';
import type { HostSettings } from '../host-settings.js';
import type { ComposerHost, ComposerState, ComposerTool } from './tool.js';

/** Its three letters, which say it in every language. */
const GIF: IconNode = [
  ['rect', { x: 2, y: 5, width: 20, height: 14, rx: 3 }],
  ['path', { d: 'M9.5 10.3a2 2 0 1 0 .1 3.3v-1.5H8.4M13 9.8v4.4M18.2 9.8h-2.4v4.4M15.8 12.1h2' }],
];

/** A GIF from the picker, sent at once as a message of its own: what is being written stays. See docs/decisions/gifs.md. */
export class GifTool implements ComposerTool {
  readonly #host: ComposerHost;
  readonly #panel: PanelPopover;
  /** Where it was opened. */
  #room = '';

  constructor(host: ComposerHost) {
    const { localize } = host;
    this.#host = host;
    this.#panel = new PanelPopover(host, {
      localize,
      name: 'gif-popover',
      part: 'gifPicker',
      label: () => localize.term('gifs'),
      failed: () => localize.term('gifsFailed'),
      content: () => this.#renderPicker(),
    });
  }

  renderButtons(): TemplateResult | typeof nothing {
    const { chat, settings, localize } = this.#host;
    if (!canSendGifs(chat, settings)) return nothing;
    return html`<button
      class="icon-button gif"
      type="button"
      aria-label=${localize.term('chooseGif')}
      aria-haspopup="dialog"
      aria-expanded=${this.#panel.isOpen}
      @click=${this.#handleClick}
    >
      ${icon(GIF)}
    </button>`;
  }

  renderPopover(): unknown {
    return this.#panel.render();
  }

  /** In another room it would send to where one is no longer. */
  handleRoom(): void {
    if (this.#host.roomUuid !== this.#room) this.#panel.close();
  }

  #renderPicker(): TemplateResult {
    const { session, settings, roomUuid } = this.#host;
    return html`<wazo-chat-gif-picker
      .session=${session}
      .provider=${settings.gifProvider}
      .roomUuid=${roomUuid}
      @gif-sent=${this.#handleSent}
    ></wazo-chat-gif-picker>`;
  }

  readonly #handleClick = ({ currentTarget }: Event): void => {
    this.#room = this.#host.roomUuid;
    this.#panel.toggle(currentTarget as HTMLButtonElement);
  };

  readonly #handleSent = (event: Event): void => {
    event.stopPropagation();
    this.#panel.close();
    this.#host.focus();
  };
}

const SOME_GIF = { name: 'a.gif', file: new Blob([], { type: 'image/gif' }) };

/** A GIF is sent as a file to the server, wherever it comes from. */
function canSendGifs({ features }: ComposerState, settings: HostSettings): boolean {
  if (!features.has('attachments') || !canAttach(features, settings)) return false;
  return isAccepted(SOME_GIF, settings.accept) && (settings.gifProvider !== null || features.has('gifs'));
}
