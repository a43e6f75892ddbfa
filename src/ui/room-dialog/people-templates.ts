import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import Check from 'lucide/dist/esm/icons/check.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import type { Localize } from '../../i18n/localize.js';
import type { User } from '../../model/user.js';
import { icon } from '../../styles/icons.js';
import { renderAvatar } from '../shared/avatar.js';

interface OptionState {
  readonly active: boolean;
  readonly chosen: boolean;
  readonly refused: boolean;
}

/** Somebody chosen, with the button that takes them out; the button carries the uuid. */
export function renderChip(
  { uuid, name }: User,
  localize: Localize,
  onRemove: (event: MouseEvent) => void,
): TemplateResult {
  const label = localize.term('removePerson', name);
  return html`<li class="chip">
    ${renderAvatar(uuid, name)}<span class="name" dir="auto" title=${name}>${name}</span>
    <button type="button" tabindex="-1" data-uuid=${uuid} aria-label=${label} title=${label} @click=${onRemove}>
      ${icon(X)}
    </button>
  </li>`;
}

/** Somebody who can be picked; the option carries the uuid. */
function renderOption(user: User, state: OptionState, onPick: (event: Event) => void): TemplateResult {
  const classes = `option${state.active ? ' active' : ''}${state.chosen ? ' chosen' : ''}`;
  // The field has the focus and takes the keys.
  // eslint-disable-next-line lit-a11y/click-events-have-key-events
  return html`<li
    id="option-${user.uuid}"
    class=${classes}
    role="option"
    data-uuid=${user.uuid}
    aria-selected=${state.chosen ? 'true' : 'false'}
    aria-disabled=${state.refused ? 'true' : nothing}
    @click=${onPick}
  >
    ${renderAvatar(user.uuid, user.name)}
    <span class="name" dir="auto">${user.name}</span>
    ${user.email === null ? nothing : html`<span class="email" dir="ltr">${user.email}</span>`}
    <span class="check">${state.chosen ? icon(Check) : nothing}</span>
  </li>`;
}

export interface OptionsList {
  readonly people: readonly User[];
  /** They answer an older question: the new one is under way. */
  readonly isStale: boolean;
  /** Whom Enter would pick. */
  readonly activeUuid: string | null;
  readonly chosen: readonly User[];
  /** There is no place for one more. */
  readonly isFull: boolean;
  readonly onPick: (event: Event) => void;
}

/** Those who can be picked. */
export function renderOptions(localize: Localize, list: OptionsList): TemplateResult {
  const { people, isStale, onPick } = list;
  return html`<ul
    id="options"
    class=${isStale ? 'options stale' : 'options'}
    role="listbox"
    aria-label=${localize.term('participants')}
    aria-multiselectable="true"
    aria-busy=${isStale ? 'true' : 'false'}
    @mousedown=${keepFocus}
  >
    ${repeat(
      people,
      ({ uuid }) => uuid,
      (user) => renderOption(user, optionState(user, list), onPick),
    )}
  </ul>`;
}

function optionState({ uuid }: User, { activeUuid, chosen, isFull }: OptionsList): OptionState {
  const isChosen = chosen.some((one) => one.uuid === uuid);
  return { active: uuid === activeUuid, chosen: isChosen, refused: !isChosen && isFull };
}

/** Nobody can be picked: of a search, or of all. */
export function renderNobody(localize: Localize, term: string): TemplateResult {
  return html`<div class="message"><p>${nobodyFound(localize, term) ?? localize.term('noPeople')}</p></div>`;
}

/** That a search found nobody; undefined where nobody was searched. */
export function nobodyFound(localize: Localize, term: string): string | undefined {
  return term.trim() ? localize.term('noPeopleFound', term.trim()) : undefined;
}

/** A press on the list leaves the focus, and with it a phone's keyboard, in the field. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
