import { css } from 'lit';

/** Above the grid: search, skin tone and categories. */
export const barStyles = css`
  .top {
    position: relative;
    display: flex;
    gap: var(--_space);
    padding: var(--_gap) var(--_gap) 0;
  }

  .search {
    --_search-size: 36px;
    flex: 1;
  }

  .tone-button:hover,
  .tone-button[aria-expanded='true'] {
    background: var(--_hover);
  }

  .tone-button {
    inline-size: 36px;
    block-size: 36px;
  }

  .tone-button .glyph,
  .tone .glyph {
    font-size: 20px;
  }

  .tones {
    position: absolute;
    inset-block: var(--_gap) 0;
    inset-inline: var(--_gap) calc(var(--_gap) + 36px + var(--_space));
    display: flex;
    justify-content: space-between;
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
  }

  .tone {
    display: grid;
    flex: 1;
    place-items: center;
    border-radius: var(--_radius-small);
    cursor: pointer;
  }

  .tone:hover {
    background: var(--_hover);
  }

  .tone:has(:checked) {
    background: var(--_accent-surface);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }

  .tone:has(:focus-visible) {
    outline: 2px solid var(--_focus-ring);
    outline-offset: -2px;
  }

  .categories {
    display: flex;
    padding: var(--_space) var(--_gap) 0;
    border-block-end: 1px solid var(--_border);
  }

  .category {
    position: relative;
    display: grid;
    flex: 1;
    place-items: center;
    min-inline-size: 0;
    block-size: 34px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_text-quiet);
    cursor: pointer;
    transition: color var(--_motion);
  }

  .category .icon {
    inline-size: 18px;
    block-size: 18px;
    stroke-width: 1.75;
  }

  .category:hover {
    color: var(--_text);
  }

  .category:focus-visible {
    border-radius: var(--_radius-small);
    outline-offset: -3px;
  }

  .category[aria-current='true'] {
    color: var(--_accent-text);
  }

  .category[aria-current='true']::after {
    position: absolute;
    inset-block-end: -1px;
    inset-inline: 3px;
    border-block-end: 2px solid var(--_accent);
    border-radius: 2px 2px 0 0;
    content: '';
  }

  @media (forced-colors: active) {
    .tone:has(:checked),
    .category[aria-current='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
