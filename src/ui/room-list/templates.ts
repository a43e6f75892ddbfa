import { html, type TemplateResult } from 'lit';
import MessagesSquare from 'lucide/dist/esm/icons/messages-square.mjs';
import SquarePen from 'lucide/dist/esm/icons/square-pen.mjs';
import type { Localize } from '../../i18n/localize.js';
import { icon } from '../../styles/icons.js';
import { renderSkeleton } from '../shared/skeleton.js';

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

/** The shape of the list while it loads. */
export function renderLoading(localize: Localize): TemplateResult {
  return html`<div class="rooms">${renderSkeleton(SKELETON_ROWS, localize.term('loading'))}</div>`;
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
