import { html, nothing, type TemplateResult } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import type { Room } from '../../model/room.js';
import type { User } from '../../model/user.js';
import { renderSmallAvatar } from '../shared/avatar.js';
import { userName } from '../shared/names.js';
import type { Tooltip } from '../shared/popover-tooltip.js';
import { renderBack } from './templates.js';

/** Faces that the header shows, and names that its tooltip spells out. */
const FACES = 3;
const NAMES = 20;

export interface HeaderOptions {
  readonly room: Room;
  readonly title: string;
  readonly users: ReadonlyMap<string, User | null>;
  readonly me: string | null;
  readonly narrow: boolean;
  readonly localize: Localize;
  readonly tooltip: Tooltip;
  readonly onBack: () => void;
}

export function renderHeader(options: HeaderOptions): TemplateResult {
  const { title, narrow, localize, onBack } = options;
  return html`<header class="header" part="thread-header">
    ${narrow ? renderBack(localize.term('back'), onBack) : nothing}
    <h2 class="title" dir="auto" title=${title} tabindex="-1">${title}</h2>
    ${renderPeople(options)}
  </header>`;
}

/** How many take part, who on hover and focus. */
function renderPeople({ room, users, me, localize, tooltip }: HeaderOptions): TemplateResult {
  const count = room.participants.length;
  const names = peopleNames(room, users, me, localize);
  const label = `${localize.term('participantCount', count)}: ${names}`;
  const show = (event: Event): void => tooltip.show(event.currentTarget as Element, names);
  const faces = room.participants.slice(0, FACES);
  // The focus shows what a click does.
  // eslint-disable-next-line lit-a11y/click-events-have-key-events
  return html`<span
    class="people"
    role="img"
    tabindex="0"
    aria-label=${label}
    @pointerenter=${show}
    @focus=${show}
    @click=${show}
    @pointerleave=${() => tooltip.hide()}
    @blur=${() => tooltip.hide()}
  >
    <span class="faces">${faces.map(({ uuid }) => renderSmallAvatar(uuid, userName(users, uuid, localize)))}</span>
    <span class="count">${count}</span>
  </span>`;
}

function peopleNames(
  room: Room,
  users: ReadonlyMap<string, User | null>,
  me: string | null,
  localize: Localize,
): string {
  const names = room.participants.map(({ uuid }) =>
    uuid === me ? localize.term('me') : userName(users, uuid, localize),
  );
  const spelt = names.slice(0, NAMES).join(', ');
  return names.length > NAMES ? localize.term('andOthers', spelt, names.length - NAMES) : spelt;
}
