import { html, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import Mic from 'lucide/dist/esm/icons/mic.mjs';
import type { Part } from '../../../model/message.js';
import { icon } from '../../../styles/icons.js';
import type { FilesOptions } from './files-options.js';
import { renderSound } from './players.js';

/** What was spoken for its message. Its player has its space before it is loaded, and says meanwhile what it will be. */
export function renderVoice(part: Part, options: FilesOptions): TemplateResult {
  if (options.lacksVoice) return renderSound(part, options);
  options.onVoice();
  return html`${keyed(
    options.attempt(part),
    html`<wazo-chat-voice-player .voice=${part} .onFailed=${() => options.onFailed(part)}
      >${icon(Mic)} ${options.localize.term('voiceMessage')}</wazo-chat-voice-player
    >`,
  )}`;
}
