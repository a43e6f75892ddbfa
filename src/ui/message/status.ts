import { html, type TemplateResult } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import type { PendingMessage } from '../../model/message.js';
import { errorText } from '../shared/error-text.js';
import { renderFailure } from '../shared/failure.js';
import type { MessageContext } from './message-context.js';

/** How far a message of mine is that the server has not confirmed. */
export function renderStatus(message: PendingMessage, context: MessageContext, localize: Localize): TemplateResult {
  switch (message.status) {
    case 'sending':
      return html`<span class="sending">${localize.term('messageSending')}</span>`;
    case 'waiting':
      return html`<span class="waiting" role="status">${localize.term('messageWaiting')}</span>`;
    case 'failed':
      return renderFailed(message, context, localize);
  }
}

/** It stays until the person decides. */
function renderFailed(
  { localId, error }: PendingMessage,
  { limits, commands }: MessageContext,
  localize: Localize,
): TemplateResult {
  const reason = error ? ` ${errorText(error, localize, limits)}` : '';
  const failure = renderFailure(
    `${localize.term('messageFailed')}${reason}`,
    [
      { label: localize.term('retry'), onClick: () => commands?.retry(localId) },
      { label: localize.term('discard'), onClick: () => commands?.discard(localId) },
    ],
    'line',
  );
  return html`<div class="failed">${failure}</div>`;
}
