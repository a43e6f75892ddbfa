import { html, nothing, type TemplateResult } from 'lit';
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import { formatDate, formatNumber } from '../../i18n/formats.js';
import type { Localize } from '../../i18n/localize.js';
import { icon } from '../../styles/icons.js';
import { renderAvatar, renderSmallAvatar } from '../shared/avatar.js';
import type { Face, RoomRow } from './room-row.js';

/** The highest number that a badge spells out. */
const BADGE_LIMIT = 99;

/**
 * The inside of a row's button. Made of spans: a button may hold nothing else.
 *
 * @param hasFailed whether a message of mine in the room needs a decision: to be retried or discarded
 */
export function renderRowContent(row: RoomRow, hasFailed: boolean, localize: Localize): TemplateResult {
  return html`
    ${renderPicture(row.faces)}
    <span class="title" dir="auto">${row.title ?? renderPendingTitle(localize)}</span>
    ${
      row.createdAt === null
        ? nothing
        : html`<time
            class="time"
            dir="auto"
            datetime=${row.createdAt}
            @pointerenter=${(event: Event) => nameMoment(event, localize)}
            >${row.time}</time
          >`
    }
    <span class="preview" dir="auto">${hasFailed ? renderFailedMark(localize) : nothing}${row.preview}</span>
    ${row.unread === 0 ? nothing : renderBadge(row.unread, localize)}
  `;
}

/** The exact moment, for who points at it: to spell it out for all rows is no small part of drawing them. */
function nameMoment(event: Event, localize: Localize): void {
  const time = event.currentTarget as HTMLTimeElement;
  time.title = formatDate(localize.lang(), 'full', new Date(time.dateTime));
}

function renderPicture(faces: readonly Face[]): TemplateResult {
  return html`<span class="picture ${faces.length > 1 ? 'pair' : ''}" aria-hidden="true"
    >${faces.map((face) => renderFace(face, faces.length > 1))}</span
  >`;
}

function renderFace({ uuid, name }: Face, small: boolean): TemplateResult {
  if (!name) return html`<span class="avatar bone"></span>`;
  return small ? renderSmallAvatar(uuid, name) : renderAvatar(uuid, name);
}

function renderPendingTitle(localize: Localize): TemplateResult {
  return html`<span class="bone line" aria-hidden="true"></span>
    <span class="visually-hidden">${localize.term('loading')}</span>`;
}

/** Its own direction keeps it from deciding the one of the words that follow. */
function renderFailedMark(localize: Localize): TemplateResult {
  return html`<span class="failed" dir="auto">${icon(CircleAlert)} ${localize.term('messageFailed')}</span> `;
}

function renderBadge(unread: number, localize: Localize): TemplateResult {
  return html`<span class="badge" dir="ltr" aria-hidden="true">${badgeText(unread, localize.lang())}</span>
    <span class="visually-hidden">${localize.term('unreadMessages', unread)}</span>`;
}

function badgeText(unread: number, lang: string): string {
  return unread > BADGE_LIMIT ? `${formatNumber(lang, BADGE_LIMIT)}+` : formatNumber(lang, unread);
}
