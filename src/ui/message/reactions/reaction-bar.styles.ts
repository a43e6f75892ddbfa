import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    margin-block: var(--_space);
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: calc(1.25 * var(--_space));
    min-block-size: calc(6 * var(--_space));
    padding: 0 calc(2 * var(--_space));
    border: 1px solid transparent;
    border-radius: var(--_radius-pill);
    background: light-dark(
      color-mix(in oklab, var(--_surface-hover), var(--_text) 3%),
      color-mix(in oklab, var(--_surface-hover), var(--_text) 5%)
    );
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    line-height: 1;
    cursor: pointer;
    transition: border-color var(--_motion);
  }

  .chip:hover {
    border-color: var(--_border-strong);
  }

  .chip[aria-pressed='true'] {
    border-color: var(--_accent);
    background: var(--_accent-surface);
    color: var(--_accent-text);
  }

  .emoji {
    font-size: var(--_font-size);
  }

  .add {
    padding-inline: calc(1.5 * var(--_space));
  }

  .add .icon {
    inline-size: calc(4 * var(--_space));
    block-size: calc(4 * var(--_space));
  }

  /* The pill stays small; what the finger hits is larger. */
  @media (pointer: coarse) {
    .bar {
      gap: calc(2 * var(--_space));
      margin-block: calc(2 * var(--_space));
    }

    .chip {
      position: relative;
      min-inline-size: 44px;
      justify-content: center;
    }

    .chip::after {
      position: absolute;
      inset-block: calc((100% - 44px) / 2);
      inset-inline: 0;
      content: '';
    }
  }

  @media (forced-colors: active) {
    .chip {
      border-color: ButtonText;
    }

    .chip[aria-pressed='true'] {
      outline: 2px solid Highlight;
    }
  }
`;
