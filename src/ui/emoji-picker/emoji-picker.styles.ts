import { css } from 'lit';

export const emojiPickerStyles = css`
  :host {
    --_cell-size: 36px;
    --_heading-size: 28px;
    /* On any of the surfaces, and in both schemes. */
    --_hover: color-mix(in oklab, var(--_text, CanvasText) 9%, transparent);
    --_gap: calc(2 * var(--_space, 4px));
    --_emoji-fonts: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;

    display: flex;
    flex-direction: column;
    inline-size: 320px;
    min-inline-size: 256px;
    max-inline-size: 100%;
    /* One height whatever is found: a panel that jumps while one types is hard to aim at. */
    block-size: min(var(--_emoji-picker-max-height, 400px), 100dvh);
    overflow: hidden;
    background: var(--_surface-raised, Canvas);
    color: var(--_text, CanvasText);
    font-size: var(--_font-size, 0.9375rem);
    line-height: 1.35;
  }

  .quiet {
    color: var(--_text-quiet, inherit);
  }

  .glyph,
  .cell {
    font-family: var(--_emoji-fonts);
    font-variant-emoji: emoji;
    line-height: 1;
  }

  /* Search and skin tone */

  .top {
    position: relative;
    display: flex;
    gap: var(--_space, 4px);
    padding: var(--_gap) var(--_gap) 0;
  }

  .search {
    position: relative;
    flex: 1;
    min-inline-size: 0;
  }

  .search > .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 10px;
    inline-size: 16px;
    block-size: 100%;
    color: var(--_text-quiet, inherit);
    pointer-events: none;
  }

  .search .field {
    block-size: 36px;
    min-block-size: 0;
    padding-inline: 34px 8px;
    border-color: transparent;
    background: color-mix(in oklab, var(--_text, CanvasText) 6%, transparent);
    appearance: none;
  }

  .search .field:not(:placeholder-shown) {
    padding-inline-end: 34px;
  }

  .search .field:focus {
    border-color: var(--_focus-ring, Highlight);
    background: var(--_surface, Field);
    outline: 1px solid var(--_focus-ring, Highlight);
    outline-offset: 0;
  }

  .search .field::-webkit-search-cancel-button {
    display: none;
  }

  .clear {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
    inline-size: 28px;
    block-size: 28px;
  }

  .clear .icon {
    inline-size: 16px;
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
    inset-inline: var(--_gap) calc(var(--_gap) + 36px + var(--_space, 4px));
    display: flex;
    justify-content: space-between;
    border-radius: var(--_radius-small, 5px);
    background: var(--_surface-raised, Canvas);
  }

  .tone {
    display: grid;
    flex: 1;
    place-items: center;
    border-radius: var(--_radius-small, 5px);
    cursor: pointer;
  }

  .tone:hover {
    background: var(--_hover);
  }

  .tone:has(:checked) {
    background: var(--_accent-surface, transparent);
    box-shadow: inset 0 0 0 1px var(--_accent, Highlight);
  }

  .tone:has(:focus-visible) {
    outline: 2px solid var(--_focus-ring, Highlight);
    outline-offset: -2px;
  }

  /* Categories */

  .categories {
    display: flex;
    padding: var(--_space, 4px) var(--_gap) 0;
    border-block-end: 1px solid var(--_border, GrayText);
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
    color: var(--_text-quiet, inherit);
    cursor: pointer;
    transition: color var(--_motion, 0ms);
  }

  .category .icon {
    inline-size: 18px;
    block-size: 18px;
    stroke-width: 1.75;
  }

  .category:hover {
    color: var(--_text, inherit);
  }

  .category:focus-visible {
    border-radius: var(--_radius-small, 5px);
    outline-offset: -3px;
  }

  .category[aria-current='true'] {
    color: var(--_accent-text, var(--_accent, inherit));
  }

  .category[aria-current='true']::after {
    position: absolute;
    inset-block-end: -1px;
    inset-inline: 3px;
    border-block-end: 2px solid var(--_accent, Highlight);
    border-radius: 2px 2px 0 0;
    content: '';
  }

  /* Grid */

  .scroller {
    position: relative;
    flex: 1;
    min-block-size: 0;
    padding-inline: var(--_gap) 2px;
    overflow-y: auto;
    overscroll-behavior: contain;
    scrollbar-color: var(--_border-strong, GrayText) transparent;
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
    padding-block-start: var(--_space, 4px);
  }

  .heading {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    block-size: var(--_heading-size);
    padding-inline: var(--_space, 4px);
    overflow: hidden;
    background: var(--_surface-raised, Canvas);
    color: var(--_text-quiet, inherit);
    font-size: var(--_font-size-small, 0.8125rem);
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
    border-radius: var(--_radius-small, 5px);
    font-size: 23px;
    cursor: pointer;
    user-select: none;
    -webkit-tap-highlight-color: transparent;
  }

  .cell:hover {
    background: var(--_hover);
  }

  .cell:active {
    background: var(--_accent-surface, transparent);
  }

  .cell:focus-visible {
    background: var(--_accent-surface, transparent);
    outline-offset: -2px;
  }

  /* Loading, failure, nothing found */

  .skeleton {
    padding-block-start: var(--_heading-size);
    row-gap: 8px;
  }

  .bone {
    inline-size: 24px;
    block-size: 28px;
    margin-inline: auto;
    border-radius: var(--_radius, 8px);
    background: var(--_hover);
    animation: pulse 1.4s ease-in-out infinite alternate;
  }

  @keyframes pulse {
    to {
      opacity: 0.45;
    }
  }

  .message {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_gap);
    block-size: 100%;
    padding: calc(4 * var(--_space, 4px));
    text-align: center;
    overflow-wrap: anywhere;
  }

  .message p {
    margin: 0;
  }

  .message .quiet {
    font-size: var(--_font-size-small, 0.8125rem);
  }

  /* Preview */

  .preview {
    display: flex;
    flex: none;
    align-items: center;
    gap: calc(2.5 * var(--_space, 4px));
    block-size: 52px;
    padding-inline: calc(3 * var(--_space, 4px));
    border-block-start: 1px solid var(--_border, GrayText);
  }

  .preview .glyph {
    font-size: 28px;
  }

  .names {
    display: grid;
    min-inline-size: 0;
    line-height: 1.25;
  }

  .name,
  .shortcode {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .name {
    font-weight: 600;
  }

  .name::first-letter {
    text-transform: uppercase;
  }

  .shortcode {
    font-size: var(--_font-size-small, 0.8125rem);
  }

  @media (pointer: coarse) {
    :host {
      --_cell-size: 44px;
    }

    .cell {
      font-size: 27px;
    }
  }

  /* Nothing to hover with: the room is worth more as another row of emoji. */
  @media (hover: none) and (pointer: coarse) {
    .preview {
      display: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .bone {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .tone:has(:checked),
    .category[aria-current='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }

    .cell:hover {
      outline: 1px solid Highlight;
      outline-offset: -1px;
    }

    .bone {
      border: 1px solid GrayText;
    }
  }
`;
