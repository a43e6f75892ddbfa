import { html, nothing, type TemplateResult } from 'lit';
import ArrowDown from 'lucide/dist/esm/icons/arrow-down.mjs';
import ArrowLeft from 'lucide/dist/esm/icons/arrow-left.mjs';
import MessagesSquare from 'lucide/dist/esm/icons/messages-square.mjs';
import { daysAgo, formatDate } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import type { GapStatus } from '../../store/state.js';
import { icon } from '../../styles/icons.js';
import { renderFailure } from '../shared/failure.js';

/** What a day is called in the line above its messages. */
export function dayName(date: Date, today: Date, localize: Localize): string {
  const days = daysAgo(date, today);
  // A clock that is ahead of ours posts "tomorrow": that is today for all who talk now.
  if (days === 0 || days === -1) return localize.term('today');
  if (days === 1) return localize.term('yesterday');
  const kind = date.getFullYear() === today.getFullYear() ? 'dayOfYear' : 'day';
  return formatDate(localize.lang(), kind, date);
}

/** An empty state: what it is, and what to do next. */
export function renderHint(title: string, hint: string): TemplateResult {
  return html`<div class="hint">
    ${icon(MessagesSquare)}
    <p class="hint-title">${title}</p>
    <p>${hint}</p>
  </div>`;
}

/** Messages that are missing between two others: on their way, or to be asked for again. */
export function renderGap(status: GapStatus, localize: Localize, onRetry: () => void): TemplateResult {
  if (status !== 'failed')
    return html`<div class="gap" role="status">
      <span class="visually-hidden">${localize.term('gapLoading')}</span><span class="bone line"></span>
    </div>`;
  return renderMissing(localize.term('gapFailed'), localize, onRetry);
}

/** The line between what was read and what was not. `data-mark`: it may go, so no place is remembered by it. */
export function renderUnreadLine(key: string, localize: Localize): TemplateResult {
  return html`<div
    class="unread-line"
    role="separator"
    aria-label=${localize.term('unreadLine')}
    data-key=${key}
    data-mark
  >
    <span aria-hidden="true">${localize.term('unreadLine')}</span>
  </div>`;
}

/** Older messages could not be loaded: those below stay readable. */
export function renderOlderFailed(localize: Localize, onRetry: () => void): TemplateResult {
  return renderMissing(localize.term('olderFailed'), localize, onRetry);
}

function renderMissing(text: string, localize: Localize, onRetry: () => void): TemplateResult {
  const retry = { label: localize.term('retry'), onClick: onRetry };
  return html`<div class="older-failed">${renderFailure(text, [retry], 'line')}</div>`;
}

export function renderBack(label: string, onBack: () => void): TemplateResult {
  return html`<button class="icon-button back" part="back" type="button" aria-label=${label} @click=${onBack}>
    ${icon(ArrowLeft)}
  </button>`;
}

/** The way to the newest message, with how many came meanwhile. */
export function renderPill(unread: number, localize: Localize, onClick: () => void): TemplateResult {
  const words = unread > 0 ? localize.term('newMessages', unread) : nothing;
  const label = unread > 0 ? nothing : localize.term('jumpToNewest');
  return html`<button
    class="pill ${unread > 0 ? 'unread' : ''}"
    part="new-messages"
    type="button"
    aria-label=${label}
    @click=${onClick}
  >
    ${icon(ArrowDown)}${words}
  </button>`;
}
