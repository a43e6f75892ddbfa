import { html, nothing, type TemplateResult } from 'lit';
import Check from 'lucide/dist/esm/icons/check.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import type { Localize } from '../../i18n/localize.js';
import type { User } from '../../model/user.js';
import { icon } from '../../styles/icons.js';
import { avatar } from '../shared/avatar.js';

/** Rows of the picture of a directory that is still loading. */
const SKELETON_ROWS = 4;

export interface OptionState {
  /** Enter would pick it. */
  readonly active: boolean;
  readonly chosen: boolean;
  /** There is no place for one more. */
  readonly refused: boolean;
}

/** Somebody chosen, with the button that takes him out; the button carries the uuid. */
export function chip({ uuid, name }: User, localize: Localize, onRemove: (event: MouseEvent) => void): TemplateResult {
  const label = localize.term('removePerson', name);
  return html`<li class="chip">
    ${avatar(uuid, name)}<span class="name" dir="auto" title=${name}>${name}</span>
    <button type="button" tabindex="-1" data-uuid=${uuid} aria-label=${label} title=${label} @click=${onRemove}>
      ${icon(X)}
    </button>
  </li>`;
}

/** Somebody who can be picked; the option carries the uuid. */
export function option(user: User, state: OptionState, onPick: (event: Event) => void): TemplateResult {
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
    ${avatar(user.uuid, user.name)}
    <span class="name" dir="auto">${user.name}</span>
    ${user.email === null ? nothing : html`<span class="email" dir="ltr">${user.email}</span>`}
    <span class="check">${state.chosen ? icon(Check) : nothing}</span>
  </li>`;
}

/** The shape of the list while the directory is being asked. */
export function skeleton(localize: Localize): TemplateResult {
  const row = html`<div class="option">
    <span class="skeleton avatar"></span><span class="skeleton line"></span><span class="skeleton line wide"></span>
  </div>`;
  return html`<div class="options" role="status">
    <span class="visually-hidden">${localize.term('loading')}</span>
    <div class="pending" aria-hidden="true">${Array.from({ length: SKELETON_ROWS }, () => row)}</div>
  </div>`;
}
