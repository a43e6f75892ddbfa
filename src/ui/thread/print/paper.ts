import { html, nothing, type TemplateResult } from 'lit';
import { formatDate, formatNumber } from '../../../i18n/formats.js';
import type { Localize } from '../../../i18n/localize.js';
import type { MessageText } from '../../message/message-text.js';
import { groupReactions } from '../../message/reactions/reaction-groups.js';
import { isPending, type Item } from '../list/items.js';
import type { MessageRow, Row } from '../list/rows.js';

export interface PaperOptions {
  readonly conversation: { readonly title: string; readonly hasOlder: boolean };
  readonly rows: readonly Row[];
  readonly text: MessageText;
  readonly localize: Localize;
  readonly authorOf: (message: Item) => string;
}

/** A conversation on paper: who said what and when, and what is missing. */
export function renderPaper(options: PaperOptions): TemplateResult {
  const { conversation, rows, localize } = options;
  return html`
    <h2 dir="auto">${conversation.title}</h2>
    ${conversation.hasOlder ? html`<p class="paper-note">${localize.term('olderNotPrinted')}</p>` : nothing}
    ${rows.map((row) => renderLine(row, options))}
  `;
}

function renderLine(row: Row, options: PaperOptions): TemplateResult | typeof nothing {
  switch (row.kind) {
    case 'message':
      return renderMessage(row, options);
    case 'day':
      return html`<h3>${formatDate(options.localize.lang(), 'day', row.date)}</h3>`;
    case 'gap':
      return html`<p class="paper-note">[…]</p>`;
    default:
      return nothing;
  }
}

function renderMessage({ message, grouped }: MessageRow, options: PaperOptions): TemplateResult {
  const { text, localize, authorOf } = options;
  const time = formatDate(localize.lang(), 'time', new Date(message.createdAt));
  const body = message.body ? text.of(message.body).content : localize.term('messageDeletedNote');
  return html`<div class="paper-message ${grouped ? '' : 'first'}">
    ${grouped ? nothing : html`<p class="paper-head"><b dir="auto">${authorOf(message)}</b> ${time}</p>`}
    <div class="md">${body}</div>
    ${message.body?.parts.map(({ name }) => html`<p class="paper-note">📎 <bdi>${name}</bdi></p>`)}
    ${isPending(message) || message.reactions.length === 0 ? nothing : renderReactions(message.reactions, localize)}
  </div>`;
}

function renderReactions(reactions: Parameters<typeof groupReactions>[0], localize: Localize): TemplateResult {
  const counts = groupReactions(reactions).map(
    ({ emoji, userUuids }) => `${emoji} ${formatNumber(localize.lang(), userUuids.length)}`,
  );
  return html`<p class="paper-note">${counts.join('  ')}</p>`;
}
