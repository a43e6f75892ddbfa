import { css, type CSSResultGroup } from 'lit';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { failureStyles } from '../shared/failure.js';
import { searchFieldStyles } from '../shared/search-field.js';
import { skeletonStyles } from '../shared/skeleton.js';

const picker = css`
  :host {
    --_gap: calc(2 * var(--_space));
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    overflow: hidden;
    background: var(--_surface-raised);
    color: var(--_text);
    font-size: var(--_font-size);
    line-height: 1.35;
  }

  .top {
    display: flex;
    gap: var(--_space);
    padding: var(--_gap) var(--_gap) 0;
  }

  .search {
    --_search-size: 36px;
    flex: 1;
  }

  .play-all {
    flex: none;
    inline-size: 36px;
    block-size: 36px;
  }

  .play-all[aria-pressed='true'] {
    background: var(--_accent-surface);
    color: var(--_accent-text);
  }

  .categories {
    display: flex;
    flex: none;
    gap: var(--_space);
    padding: var(--_gap);
    overflow-x: auto;
    border-block-end: 1px solid var(--_border);
    scrollbar-width: none;
  }

  .category {
    flex: none;
    min-block-size: 28px;
    padding: 0 calc(2.5 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-pill);
    background: none;
    color: var(--_text);
    font-size: var(--_font-size-small);
    cursor: pointer;
    transition: background-color var(--_motion);
  }

  .category:hover {
    background: var(--_hover);
  }

  .category[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-surface);
  }

  .scroller {
    position: relative;
    flex: 1;
    min-block-size: 0;
    padding: var(--_gap);
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }

  .failure.line {
    padding: var(--_gap) var(--_gap) 0;
  }

  .message {
    display: grid;
    place-content: center;
    gap: var(--_space);
    block-size: 100%;
    margin: 0;
    padding: calc(4 * var(--_space));
    text-align: center;
    overflow-wrap: anywhere;
  }

  .message p {
    margin: 0;
  }

  .quiet {
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  .to-come {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(116px, 1fr));
    gap: 6px;
  }

  .bone {
    block-size: 96px;
  }

  .bone.tall {
    block-size: 118px;
  }
`;

const cells = css`
  .cells {
    position: relative;
  }

  .cell {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    overflow: hidden;
    border-radius: var(--_radius-small);
    background: color-mix(in oklab, var(--_text-quiet), transparent 80%);
    cursor: pointer;
  }

  .cell:focus-visible {
    outline: 3px solid var(--_focus-ring);
    outline-offset: -3px;
  }

  .cell img,
  .cell canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .cell canvas {
    position: absolute;
    inset: 0;
    visibility: hidden;
  }

  /* The still is shown, and what moves is not even drawn. */
  .never .drawn canvas,
  .on-hover .drawn:not(:hover, :focus) canvas {
    visibility: visible;
  }

  .never .drawn img,
  .on-hover .drawn:not(:hover, :focus) img {
    visibility: hidden;
  }

  .title {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    padding: 2px 6px;
    overflow: hidden;
    background: rgb(0 0 0 / 72%);
    color: #fff;
    font-size: var(--_font-size-small);
    text-overflow: ellipsis;
    white-space: nowrap;
    visibility: hidden;
  }

  .cell:hover .title,
  .cell:focus .title,
  .cell.gone .title {
    visibility: visible;
  }

  .cell.gone img {
    visibility: hidden;
  }

  .cell.gone .title {
    inset-block-start: 0;
    display: grid;
    place-content: center;
    background: none;
    color: inherit;
    text-align: center;
    white-space: normal;
  }

  .cell.sending {
    animation: pulse 1.6s ease-in-out infinite;
  }

  .busy .cell {
    cursor: progress;
  }

  @media (prefers-reduced-motion: reduce) {
    .cell.sending {
      animation: none;
      opacity: 0.5;
    }
  }

  @media (pointer: coarse) {
    .search {
      --_search-size: 44px;
    }

    .category {
      min-block-size: 44px;
    }

    .play-all {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .category[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

export const styles: CSSResultGroup = [base, controls, failureStyles, searchFieldStyles, skeletonStyles, picker, cells];
