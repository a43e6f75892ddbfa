import { css, type CSSResultGroup } from 'lit';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';
import { customEmojiStyles } from '../shared/custom-emoji.styles.js';
import { failureStyles } from '../shared/failure.js';
import { searchFieldStyles } from '../shared/search-field.js';
import { skeletonStyles } from '../shared/skeleton.js';
import { barStyles } from './bars.styles.js';
import { gridStyles } from './grid.styles.js';

const picker = css`
  :host {
    --_cell-size: 36px;
    --_heading-size: 28px;
    /* On any of the surfaces, and in both schemes. */
    --_hover: color-mix(in oklab, var(--_text) 9%, transparent);
    --_gap: calc(2 * var(--_space));
    --_emoji-fonts: 'Apple Color Emoji', 'Segoe UI Emoji', 'Noto Color Emoji', sans-serif;

    display: flex;
    flex-direction: column;
    inline-size: 320px;
    min-inline-size: 256px;
    max-inline-size: 100%;
    /* One height whatever is found: a panel that jumps while one types is hard to aim at. */
    block-size: min(var(--_emoji-picker-max-height, 400px), 100dvh);
    overflow: hidden;
    background: var(--_surface-raised);
    color: var(--_text);
    font-size: var(--_font-size);
    line-height: 1.35;
  }

  .quiet {
    color: var(--_text-quiet);
  }

  .glyph,
  .cell {
    font-family: var(--_emoji-fonts);
    font-variant-emoji: emoji;
    line-height: 1;
  }

  .message {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: var(--_gap);
    block-size: 100%;
    padding: calc(4 * var(--_space));
    text-align: center;
    overflow-wrap: anywhere;
  }

  .message p {
    margin: 0;
  }

  .message .quiet {
    font-size: var(--_font-size-small);
  }

  .preview {
    display: flex;
    flex: none;
    align-items: center;
    gap: calc(2.5 * var(--_space));
    /* The same with a hint and with names. */
    block-size: max(52px, 3em);
    padding-inline: calc(3 * var(--_space));
    overflow: hidden;
    line-height: 1.25;
    border-block-start: 1px solid var(--_border);
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
    font-size: var(--_font-size-small);
  }

  @media (pointer: coarse) {
    :host {
      --_cell-size: 44px;
    }
  }

  /* Nothing to hover with: the room is worth more as another row of emoji. */
  @media (hover: none) and (pointer: coarse) {
    .preview {
      display: none;
    }
  }
`;

export const styles: CSSResultGroup = [
  base,
  customEmojiStyles,
  controls,
  failureStyles,
  searchFieldStyles,
  skeletonStyles,
  picker,
  barStyles,
  gridStyles,
];
