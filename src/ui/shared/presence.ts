import { css, html, nothing } from 'lit';
import type { Localize } from '../../i18n/localize.js';
import type { Presence } from '../../model/presence.js';

const TERMS = {
  available: 'presenceAvailable',
  away: 'presenceAway',
  busy: 'presenceBusy',
  unavailable: 'presenceUnavailable',
} as const;

/** What a presence is called. */
export function presenceText(presence: Presence, localize: Localize): string {
  return localize.term(TERMS[presence]);
}

/** A dot whose shape says it without its colour, too; the words stand beside it. Nothing where it is not known. */
export function renderPresence(presence: Presence | undefined): unknown {
  return presence ? html`<span class="presence ${presence}" aria-hidden="true"></span>` : nothing;
}

export const presenceStyles = css`
  .presence {
    flex: none;
    inline-size: 0.6em;
    block-size: 0.6em;
    box-sizing: border-box;
    border: 2px solid var(--_text-quiet);
    border-radius: 50%;
  }

  .presence.available {
    border-color: var(--_presence-available, #2a9d4e);
    background: var(--_presence-available, #2a9d4e);
  }

  .presence.away {
    border-color: #c98a00;
    border-block-start-color: transparent;
    border-inline-end-color: transparent;
  }

  .presence.busy {
    border-color: var(--_danger);
    background: linear-gradient(var(--_surface), var(--_surface)) center / 60% 20% no-repeat var(--_danger);
  }
`;
