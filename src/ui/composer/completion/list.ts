import { css, html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatarStyles } from '../../shared/avatar.js';
import { customEmojiStyles } from '../../shared/custom-emoji.styles.js';
import { presenceStyles } from '../../shared/presence.js';
import type { Match } from './match.js';
import type { Suggestion } from './suggestion.js';

export const LIST_ID = 'suggestions';

export interface ListContext {
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly label: string;
  readonly onTake: (suggestion: Suggestion) => void;
}

/** The id of an option's element. */
export function optionId({ id }: Suggestion): string {
  return `suggestion-${id}`;
}

/** The list above the field. The focus stays in the field: the pointer must not take it. */
export function renderList({ suggestions, active, label, onTake }: ListContext): TemplateResult {
  return html`<ul
    class="suggestions"
    id=${LIST_ID}
    role="listbox"
    aria-label=${label}
    @mousedown=${(event: Event) => event.preventDefault()}
  >
    ${repeat(
      suggestions,
      ({ id }) => id,
      (suggestion, index) =>
        // The field has the focus and takes the keys.
        // eslint-disable-next-line lit-a11y/click-events-have-key-events
        html`<li
          class="suggestion ${index === active ? 'active' : ''}"
          id=${optionId(suggestion)}
          role="option"
          aria-selected=${index === active}
          @click=${() => onTake(suggestion)}
        >
          ${renderParts(suggestion)}
        </li>`,
    )}
  </ul>`;
}

function renderParts({ lead, label, match, mark, detail }: Suggestion): unknown {
  return [
    lead === undefined ? nothing : html`<span class="lead" aria-hidden="true">${lead}</span>`,
    html`<bdi class="label">${renderMarked(label, match)}</bdi>`,
    mark ?? nothing,
    detail ? html` <span class="detail">${detail}</span>` : nothing,
  ];
}

function renderMarked(label: string, match: Match | undefined): unknown {
  if (!match || match.start === match.end) return label;
  const { start, end } = match;
  return html`${label.slice(0, start)}<mark>${label.slice(start, end)}</mark>${label.slice(end)}`;
}

export const listStyles = [
  avatarStyles,
  customEmojiStyles,
  presenceStyles,
  css`
    .box {
      position: relative;
    }

    .suggestions {
      position: absolute;
      inset-inline-start: -1px;
      inline-size: calc(100% + 2px);
      max-inline-size: 40rem;
      inset-block-end: calc(100% + var(--_space));
      z-index: 2;
      box-sizing: border-box;
      max-block-size: min(calc(72 * var(--_space)), 50cqb);
      margin: 0;
      padding: var(--_space);
      overflow-y: auto;
      overscroll-behavior: contain;
      border: 1px solid var(--_border);
      border-radius: var(--_radius);
      background: var(--_surface-raised);
      box-shadow: var(--_shadow);
      list-style: none;
      --_avatar-size: calc(6 * var(--_space));
    }

    .suggestion {
      display: flex;
      align-items: center;
      gap: calc(2 * var(--_space));
      min-block-size: calc(8 * var(--_space));
      box-sizing: border-box;
      padding: var(--_space) calc(2 * var(--_space));
      border-radius: var(--_radius-small);
      cursor: pointer;
    }

    .suggestion:hover {
      background: var(--_surface-hover);
    }

    .suggestion.active {
      background: var(--_accent-surface);
    }

    .suggestion .lead {
      display: inline-grid;
      flex: none;
      place-items: center;
      inline-size: max(calc(6 * var(--_space)), 1.5em);
      color: var(--_text-quiet);
    }

    .suggestion .label {
      flex: none;
      max-inline-size: 60%;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .suggestion mark {
      background: none;
      color: inherit;
      font-weight: 700;
    }

    .suggestion .detail {
      flex: 1;
      min-inline-size: 0;
      overflow: hidden;
      color: var(--_text-quiet);
      font-size: var(--_font-size-small);
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    @media (pointer: coarse) {
      .suggestion {
        min-block-size: 44px;
      }
    }

    @media (forced-colors: active) {
      .suggestion.active {
        outline: 2px solid Highlight;
        outline-offset: -2px;
      }

      /* The browser's own pair is for its own ground. */
      .suggestion mark {
        color: CanvasText;
      }
    }
  `,
];
