import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space);
    min-block-size: calc(11 * var(--_space));
    margin-block-end: calc(2 * var(--_space));
    padding: var(--_space) calc(2 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
  }

  .dot {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    border-radius: var(--_radius-pill);
    background: var(--_danger);
  }

  .dot.paused {
    background: var(--_border-strong);
  }

  .time {
    min-inline-size: 5ch;
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
  }

  /* Where there is little room, the newest of it is seen. */
  .meter {
    display: flex;
    flex: 1 1 0;
    justify-content: flex-end;
    min-inline-size: 0;
    overflow: hidden;
  }

  .wave {
    flex: 1 0 176px;
    max-inline-size: 320px;
    block-size: 24px;
    margin-inline-end: auto;
    fill: none;
    stroke-width: 2;
    stroke-linecap: round;
  }

  .wave path {
    vector-effect: non-scaling-stroke;
  }

  .rest {
    stroke: var(--_border-strong);
  }

  .heard {
    stroke: var(--_danger);
  }

  .note {
    flex: 1 1 96px;
    min-inline-size: 0;
    margin: 0;
    font-size: var(--_font-size-small);
  }

  .why {
    flex-basis: 100%;
  }

  /* Where it is narrow the question has a line of its own, so that its answers stand side by side. */
  .question {
    flex-basis: 15em;
  }

  wazo-chat-voice-player {
    flex: 1 1 160px;
    min-inline-size: 0;
    max-inline-size: 360px;
    margin-inline-end: auto;
  }

  .send {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .send:hover {
    background: color-mix(in oklab, var(--_accent), light-dark(black, white) 12%);
    color: var(--_on-accent);
  }

  @media (pointer: coarse) {
    .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .dot {
      background: CanvasText;
    }

    .heard {
      stroke: CanvasText;
    }

    .rest {
      stroke: GrayText;
    }
  }
`;
