import { css } from 'lit';

/** The emoji: sections under headings, rows of cells; and what stands there while they are on their way. */
export const gridStyles = css`
  .scroller {
    position: relative;
    flex: 1;
    min-block-size: 0;
    padding-inline: var(--_gap) 2px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-color: var(--_border-strong) transparent;
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }

  .content {
    block-size: 100%;
  }

  .section {
    contain-intrinsic-block-size: auto calc(var(--_heading-size) + var(--_rows, 1) * var(--_cell-size));
    content-visibility: auto;
  }

  .section[data-section='results'] {
    padding-block-start: var(--_space);
  }

  .heading {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    block-size: var(--_heading-size);
    padding-inline: var(--_space);
    overflow: hidden;
    background: var(--_surface-raised);
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
    font-weight: 600;
    line-height: var(--_heading-size);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .row {
    display: grid;
    grid-template-columns: repeat(var(--_columns, 9), minmax(0, 1fr));
  }

  .cell {
    display: grid;
    place-items: center;
    block-size: var(--_cell-size);
    /* Room for the heading that sticks above a row scrolled into view. */
    scroll-margin-block: var(--_heading-size) 4px;
    border-radius: var(--_radius-small);
    font-size: 23px;
    cursor: pointer;
    user-select: none;
    -webkit-tap-highlight-color: transparent;
  }

  .cell:hover {
    background: var(--_hover);
  }

  .cell:active {
    background: var(--_accent-surface);
  }

  .cell:focus-visible {
    background: var(--_accent-surface);
    outline-offset: -2px;
  }

  .cells-to-come {
    padding-block-start: var(--_heading-size);
    row-gap: 8px;
  }

  .cells-to-come .bone {
    inline-size: 24px;
    block-size: 28px;
    margin-inline: auto;
    border-radius: var(--_radius);
  }

  @media (pointer: coarse) {
    .cell {
      font-size: 27px;
    }
  }

  @media (forced-colors: active) {
    .cell:hover {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }
  }
`;
