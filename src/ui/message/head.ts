import { html, nothing, type TemplateResult } from 'lit';
import { formatDate } from '../../i18n/formats.js';
import { isPending, type Message, type PendingMessage } from '../../model/message.js';
import { renderAvatar } from '../shared/avatar.js';

export interface HeadOptions {
  readonly author: string;
  /** Who reads, and thus wrote what is pending. */
  readonly me: string | null;
  /** It continues the message above: only its time is shown, when asked for. */
  readonly grouped: boolean;
  /** Somebody points at it. */
  readonly touched: boolean;
  readonly lang: string;
}

/** Who wrote, and when. */
export function renderHead(message: Message | PendingMessage, options: HeadOptions): TemplateResult {
  const { author, me, grouped } = options;
  if (grouped) return renderTime('aside', message, options);
  const uuid = isPending(message) ? (me ?? '') : message.userUuid;
  return html`${renderAvatar(uuid, author)}
    <div class="head"><span class="author" title=${author}>${author}</span>${renderTime('at', message, options)}</div>`;
}

function renderTime(
  place: string,
  { createdAt }: Message | PendingMessage,
  { lang, touched }: HeadOptions,
): TemplateResult {
  const date = new Date(createdAt);
  // The exact moment is for who points at it: to spell it out for a thousand rows is no small part of drawing them.
  const moment = touched ? formatDate(lang, 'full', date) : nothing;
  return html`<time class=${place} datetime=${createdAt} title=${moment}>${formatDate(lang, 'time', date)}</time>`;
}
