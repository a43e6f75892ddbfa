import { css } from 'lit';

/** A long text, cut after 24 lines, with its button over the last of them or below all. */
export const foldStyles = css`
  /* What may scroll counts for nothing in a row of auto height, into which the avatar would be stretched then. */
  .row:has(> .folded) {
    grid-auto-rows: max-content;
  }

  .md.folded {
    max-block-size: 24lh;
    overflow: hidden;
  }

  :host([overflows]) .md.folded {
    mask-image: linear-gradient(black calc(100% - 5lh), transparent calc(100% - 1.5lh));
  }

  .fold {
    --_fold: max(calc(7 * var(--_space)), 1.6em);
    display: none;
    justify-self: start;
    block-size: var(--_fold);
    margin-block-start: calc(-1 * var(--_fold));
    padding: 0 calc(3 * var(--_space));
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-pill);
    background: var(--_surface);
    color: var(--_accent-text);
    font-size: var(--_font-size-small);
    cursor: pointer;
    z-index: 1;
  }

  :host([overflows]) .fold {
    display: block;
  }

  /* From the beginning, for it takes space. */
  .fold[aria-expanded='true'] {
    display: block;
    margin-block-start: var(--_space);
  }

  .fold:hover {
    background: var(--_surface-hover);
  }

  @media (pointer: coarse) {
    .fold {
      --_fold: 44px;
    }
  }
`;
