import { css, type CSSResultGroup } from 'lit';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { avatarStyles } from '../shared/avatar.js';
import { failureStyles } from '../shared/failure.js';
import { skeletonStyles } from '../shared/skeleton.js';
import { optionStyles } from './options.styles.js';

const picker = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  .skeleton {
    --_avatar-size: calc(8 * var(--_space));
    --_skeleton-row: calc(12 * var(--_space));
    margin-block-start: calc(2 * var(--_space));
    margin-inline: calc(-2 * var(--_space));
  }

  label {
    margin-block-end: var(--_space);
    font-size: var(--_font-size-small);
    font-weight: 600;
  }

  .box {
    flex: none;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
    max-block-size: calc(27 * var(--_space));
    overflow: hidden auto;
    padding: calc(0.75 * var(--_space));
    scrollbar-width: thin;
    cursor: text;
  }

  .box:focus-within {
    outline: 2px solid var(--_focus-ring);
    outline-offset: -1px;
  }

  .box:has([aria-invalid]) {
    border-color: var(--_danger);
  }

  /* Not "none", which makes Safari take the list for plain text. */
  .chips {
    display: contents;
    list-style: '';
  }

  input {
    flex: 1;
    min-inline-size: 12ch;
    min-block-size: calc(7 * var(--_space));
    padding: 0 calc(1.75 * var(--_space));
    border: 0;
    background: none;
  }

  /* The box around it shows the focus. */
  input:focus-visible {
    outline: 0;
  }

  input::placeholder {
    color: var(--_text-quiet);
    opacity: 1;
  }

  .note {
    margin: var(--_space) 0 0;
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  .note.problem {
    color: var(--_danger);
  }
`;

const chips = css`
  .chip {
    --_avatar-size: calc(5 * var(--_space));
    --_radius: var(--_radius-small);
    display: inline-flex;
    align-items: center;
    gap: calc(1.5 * var(--_space));
    max-inline-size: 100%;
    block-size: calc(7 * var(--_space));
    padding-inline-start: var(--_space);
    border-radius: var(--_radius-small);
    background: var(--_accent-surface);
    font-size: var(--_font-size-small);
    cursor: default;
  }

  .chip:focus-within {
    background: color-mix(in oklab, var(--_accent-surface), var(--_accent) 22%);
  }

  .chip .name {
    max-inline-size: 20ch;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chip button {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: calc(7 * var(--_space));
    block-size: 100%;
    margin-inline-start: calc(-1.5 * var(--_space));
    padding: 0;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    color: var(--_text-quiet);
    font-size: calc(var(--_font-size-small) * 0.9);
    cursor: pointer;
  }

  /* The target is larger than the cross: 32 px, without rows of chips that stand apart. */
  .chip button::before {
    content: '';
    position: absolute;
    inset: calc(-0.5 * var(--_space));
  }

  .chip button:hover {
    color: var(--_text);
  }

  .chip button:focus-visible {
    outline-offset: -2px;
  }
`;

const circumstances = css`
  @media (pointer: coarse) {
    .chip {
      block-size: 40px;
    }

    .chip button {
      inline-size: 40px;
    }

    .chip button::before {
      inset: -2px;
    }

    input {
      min-block-size: 40px;
    }

    .box {
      max-block-size: 140px;
    }
  }

  @media (forced-colors: active) {
    .chip,
    .avatar {
      border: 1px solid CanvasText;
    }

    .option.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .chosen .check {
      background: Highlight;
      color: HighlightText;
    }
  }
`;

export const styles: CSSResultGroup = [
  base,
  controls,
  avatarStyles,
  failureStyles,
  skeletonStyles,
  picker,
  chips,
  optionStyles,
  circumstances,
];
