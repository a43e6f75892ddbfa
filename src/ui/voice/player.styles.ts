import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }

  .player {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(2 * var(--_space));
    box-sizing: border-box;
    block-size: 100%;
    min-block-size: calc(11 * var(--_space));
    padding-block: 1px;
    padding-inline: var(--_space) calc(2 * var(--_space));
    border: 1px solid var(--_border);
    /* Half of a line: very large text takes a second one. */
    border-radius: calc(5.5 * var(--_space));
    background: var(--_surface-raised);
  }

  .toggle {
    border-radius: var(--_radius-pill);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .toggle:hover {
    background: color-mix(in oklab, var(--_accent), light-dark(black, white) 12%);
    color: var(--_on-accent);
  }

  .slider {
    flex: 1;
    min-inline-size: 40px;
    border-radius: var(--_radius-small);
    cursor: pointer;
    touch-action: pan-y;
  }

  .wave {
    display: block;
    inline-size: 100%;
    block-size: 24px;
    fill: none;
    stroke-width: 2;
    stroke-linecap: round;
    pointer-events: none;
  }

  .wave path {
    vector-effect: non-scaling-stroke;
  }

  .rest {
    stroke: var(--_border-strong);
  }

  .heard {
    stroke: var(--_accent-text);
  }

  .time {
    min-inline-size: 4ch;
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .button.speed {
    min-inline-size: 44px;
    min-block-size: calc(6 * var(--_space));
    padding: 0 var(--_space);
    border-color: var(--_border);
    border-radius: var(--_radius-pill);
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
  }

  @media (pointer: coarse) {
    .toggle {
      inline-size: 40px;
      block-size: 40px;
    }

    .button.speed {
      min-block-size: 40px;
    }
  }

  @media (forced-colors: active) {
    .rest {
      stroke: GrayText;
    }

    .heard {
      stroke: Highlight;
    }
  }
`;
