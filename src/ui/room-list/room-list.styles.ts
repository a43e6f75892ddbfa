import { css, type CSSResultGroup } from 'lit';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { avatarStyles } from '../shared/avatar.js';
import { failureStyles } from '../shared/failure.js';
import { searchFieldStyles } from '../shared/search-field.js';
import { skeletonStyles } from '../shared/skeleton.js';
import { rowStyles } from './row.styles.js';

const list = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_surface-sunken);
    color: var(--_text);
    font-family: var(--_font-family);
    font-size: var(--_font-size);
    line-height: var(--_line-height);
  }

  .head {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: calc(2 * var(--_space));
    padding-block: calc(3 * var(--_space)) calc(2 * var(--_space));
    padding-inline: calc(4 * var(--_space)) calc(3 * var(--_space));
  }

  h2 {
    margin: 0;
    font-size: var(--_font-size-large);
    font-weight: 600;
    letter-spacing: -0.01em;
  }

  .search {
    flex: none;
    margin: 0 calc(3 * var(--_space)) calc(2 * var(--_space));
  }

  .rooms {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border-strong) transparent;
    padding: 0 calc(2 * var(--_space)) calc(2 * var(--_space));
  }

  /* Not "none", which makes Safari take the list for plain text. */
  .rows {
    position: relative;
    margin: 0;
    padding: 0;
    list-style: '';
  }

  li {
    padding-block-end: 1px;
  }

  /* The row that the Tab key leads to, when it is far from what is in view. */
  .apart {
    position: absolute;
    inset-inline: 0;
  }
`;

const states = css`
  /* The name of a room that is on its way. */
  .title .bone.line {
    display: inline-block;
    inline-size: 10ch;
    vertical-align: middle;
  }

  .note {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: var(--_space);
    min-block-size: 0;
    overflow: auto;
    padding: calc(8 * var(--_space)) calc(6 * var(--_space));
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .note p {
    margin: 0;
    max-inline-size: 36ch;
  }

  .note .what {
    color: var(--_text);
    font-size: var(--_font-size);
    font-weight: 600;
    text-wrap: balance;
  }

  .note .button {
    margin-block-start: calc(4 * var(--_space));
    color: var(--_text);
    font-size: var(--_font-size);
  }

  .note .button.primary {
    color: var(--_on-accent);
  }

  .emblem {
    display: grid;
    place-items: center;
    inline-size: calc(12 * var(--_space));
    block-size: calc(12 * var(--_space));
    margin-block-end: calc(2 * var(--_space));
    border-radius: var(--_radius-pill);
    background: var(--_accent-surface);
    color: var(--_accent-text);
    font-size: 1.125rem;
  }
`;

const circumstances = css`
  @media (pointer: coarse) {
    .head .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }

    .note .button {
      min-block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .row[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .row:focus-visible {
      outline: 3px solid CanvasText;
      outline-offset: -3px;
    }

    .avatar,
    .badge {
      border: 1px solid CanvasText;
    }
  }

  .failure.line {
    padding: 0 calc(4 * var(--_space)) calc(2 * var(--_space));
  }
`;

export const styles: CSSResultGroup = [
  base,
  controls,
  avatarStyles,
  failureStyles,
  searchFieldStyles,
  skeletonStyles,
  list,
  rowStyles,
  states,
  circumstances,
];
