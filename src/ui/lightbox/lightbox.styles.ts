import { css, type CSSResultGroup } from 'lit';
import { base } from '../../styles/base.styles.js';
import { controls } from '../../styles/controls.styles.js';

const lightbox = css`
  :host {
    display: contents;
  }

  dialog {
    inline-size: 100dvw;
    block-size: 100dvh;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    outline: none;
    background: rgb(12 14 18 / 98%);
    color: #f4f5f7;
    color-scheme: dark;
    font-family: var(--_font-family);
    font-size: var(--_font-size);
    line-height: var(--_line-height);
    overflow: hidden;
  }

  dialog[open] {
    display: grid;
    grid-template-rows: auto minmax(0, 1fr);
  }

  dialog::backdrop {
    background: none;
  }

  .head {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
    min-inline-size: 0;
    padding: calc(2 * var(--_space)) calc(3 * var(--_space));
  }

  .about {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    margin: 0;
  }

  .about > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .name {
    font-weight: 600;
  }

  .note {
    color: #c3c8d1;
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
  }

  .place {
    flex: none;
  }

  .icon-button {
    inline-size: 40px;
    block-size: 40px;
    color: inherit;
  }

  .icon-button:hover {
    background: rgb(255 255 255 / 16%);
    color: inherit;
  }

  .icon-button[aria-disabled='true'] {
    opacity: 0.4;
  }

  :is(a, button):focus-visible {
    outline: 2px solid white;
    outline-offset: -2px;
  }

  .stage {
    display: grid;
    place-items: center;
    min-block-size: 0;
    overflow: hidden;
    cursor: zoom-in;
    touch-action: none;
    user-select: none;
  }

  .stage.enlarged {
    cursor: grab;
  }

  img {
    max-inline-size: 100%;
    max-block-size: 100%;
    min-inline-size: 0;
    min-block-size: 0;
    object-fit: contain;
  }

  .step {
    position: absolute;
    inset-block-start: calc(50% - 22px);
    inline-size: 44px;
    block-size: 44px;
    border-radius: var(--_radius-pill);
    background: rgb(0 0 0 / 50%);
  }

  .previous {
    inset-inline-start: calc(2 * var(--_space));
  }

  .next {
    inset-inline-end: calc(2 * var(--_space));
  }

  /* What it is has a line of its own, below the buttons, which stay where they are. */
  @media (width < 30rem) {
    .head {
      flex-wrap: wrap;
      justify-content: flex-end;
      row-gap: var(--_space);
    }

    .place {
      margin-inline-end: auto;
    }

    .about {
      flex-basis: 100%;
      order: 1;
    }
  }

  @media (pointer: coarse) {
    .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
  }
`;

export const styles: CSSResultGroup = [base, controls, lightbox];
