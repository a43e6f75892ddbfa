import { html, type TemplateResult } from 'lit';
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import MessagesSquare from 'lucide/dist/esm/icons/messages-square.mjs';
import SquarePen from 'lucide/dist/esm/icons/square-pen.mjs';
import type { Localize } from '../../i18n/localize.js';
import type { ChatError } from '../../model/errors.js';
import { icon } from '../../styles/icons.js';
import { errorText } from '../shared/error-text.js';

/** Rows of the picture of a list that is still loading. */
const SKELETON_ROWS = 6;

export function renderHead(localize: Localize, onNewRoom: () => void): TemplateResult {
  const label = localize.term('newRoom');
  return html`<div class="head">
    <h2 id="title">${localize.term('rooms')}</h2>
    <button class="icon-button" type="button" aria-label=${label} title=${label} @click=${onNewRoom}>
      ${icon(SquarePen)}
    </button>
  </div>`;
}

/** The shape of the list while it loads, calmer than a spinner. */
export function renderSkeleton(localize: Localize): TemplateResult {
  const row = html`<div class="row">
    <span class="skeleton avatar"></span><span class="skeleton line"></span><span class="skeleton line wide"></span>
  </div>`;
  return html`<div class="rooms" role="status">
    <span class="visually-hidden">${localize.term('loading')}</span>
    <div class="pending" aria-hidden="true">${Array.from({ length: SKELETON_ROWS }, () => row)}</div>
  </div>`;
}

export function renderEmpty(localize: Localize, onNewRoom: () => void): TemplateResult {
  return html`<div class="note">
    <span class="emblem">${icon(MessagesSquare)}</span>
    <p class="what">${localize.term('noRooms')}</p>
    <p>${localize.term('noRoomsHint')}</p>
    <button class="button primary" type="button" @click=${onNewRoom}>${localize.term('newRoom')}</button>
  </div>`;
}

export function renderNoMatch(localize: Localize, search: string): TemplateResult {
  return html`<div class="note"><p>${localize.term('noRoomMatches', search)}</p></div>`;
}

export function renderError(localize: Localize, error: ChatError, onRetry: () => void): TemplateResult {
  return html`<div class="note" role="alert">
    <span class="emblem danger">${icon(CircleAlert)}</span>
    <p class="what">${errorText(error, localize)}</p>
    <button class="button" type="button" @click=${onRetry}>${localize.term('retry')}</button>
  </div>`;
}

/** The dialog for a new room could not be loaded. */
export function renderDialogFailed(localize: Localize): TemplateResult {
  return html`<p class="problem" role="alert">${localize.term('dialogLoadFailed')}</p>`;
}
