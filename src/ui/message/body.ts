import { html, nothing, type TemplateResult } from 'lit';
import { formatDate } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import type { ShownText } from './message-text.js';

/**
 * What a message says.
 *
 * @param text null: the message was deleted, and its place says so
 * @param isFolded whether it is long and only its beginning is shown
 * @param editedAt ISO 8601; when the text was last changed, or null
 */
export function renderBody(
  text: ShownText | null,
  isFolded: boolean,
  editedAt: string | null,
  localize: Localize,
): TemplateResult {
  // One element for both, so that what is read stays where it is when its text goes.
  const kind = text === null ? 'deleted' : text.isLarge ? 'large' : isFolded ? 'folded' : '';
  const edited = text === null || editedAt === null ? nothing : renderEdited(editedAt, localize);
  return html`<div class="md ${kind}">${text?.content ?? localize.term('messageDeletedNote')}${edited}</div>`;
}

function renderEdited(editedAt: string, localize: Localize): TemplateResult {
  const moment = formatDate(localize.lang(), 'full', new Date(editedAt));
  return html` <time class="edited" datetime=${editedAt} title=${localize.term('messageEditedAt', moment)}
    >${localize.term('messageEdited')}</time
  >`;
}
