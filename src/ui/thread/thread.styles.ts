import { css } from 'lit';
import { END_ZONE } from './list/tuning.js';

export const styles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    --_inset: calc(5 * var(--_space));
  }

  :host([narrow]) {
    --_inset: calc(3 * var(--_space));
  }

  /* The composer grows to a third of this, by container units. */
  .pane {
    container-type: size;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-block-size: 0;
    background: var(--_surface);
  }

  /* Over the whole pane: all of it is the target. */
  .drop {
    position: absolute;
    inset: calc(2 * var(--_space));
    display: grid;
    place-items: center;
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in oklab, var(--_accent-surface), transparent 12%);
    color: var(--_accent-text);
    font-weight: 600;
    pointer-events: none;
    z-index: 2;
  }

  .note-line {
    padding: calc(2 * var(--_space)) calc(5 * var(--_space));
    border-block-end: 1px solid var(--_border);
  }

  .header {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
    flex: none;
    min-block-size: calc(13 * var(--_space));
    padding: calc(1.5 * var(--_space)) var(--_inset);
    border-block-end: 1px solid var(--_border);
  }

  .header .back {
    margin-inline-start: calc(-1 * var(--_space));
  }

  .title {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    overflow: hidden;
    font-size: var(--_font-size-large);
    font-weight: 600;
    line-height: 1.3;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .title:focus {
    outline: none;
  }

  .people {
    --_avatar-size: calc(6 * var(--_space));
    display: inline-flex;
    align-items: center;
    gap: calc(1.5 * var(--_space));
    flex: none;
    padding: calc(0.5 * var(--_space));
    padding-inline-end: calc(1.5 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
    font-variant-numeric: tabular-nums;
  }

  .faces {
    display: flex;
  }

  .faces .avatar {
    border-radius: var(--_radius-small);
    box-shadow: 0 0 0 2px var(--_surface);
    font-size: calc(var(--_avatar-size) * 0.46);
  }

  .faces .avatar + .avatar {
    margin-inline-start: calc(-1 * var(--_space));
  }

  .stage {
    position: relative;
    display: flex;
    flex: 1;
    min-block-size: 0;
  }

  .scroller {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-color: var(--_border-strong) transparent;
    scrollbar-width: thin;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  .content {
    position: relative;
    display: flex;
    flex-direction: column;
    /* Few messages stand above the composer, where the next one will be. */
    justify-content: flex-end;
    min-block-size: 100%;
    padding-block: calc(2 * var(--_space)) var(--_space);
  }

  /* In view when the list is pinned to its end. */
  .end {
    position: absolute;
    inset-block-end: 0;
    inset-inline: 0;
    block-size: ${END_ZONE}px;
    pointer-events: none;
  }

  .day {
    display: flex;
    align-items: center;
    gap: calc(3 * var(--_space));
    margin-block: calc(4 * var(--_space)) var(--_space);
    margin-inline: var(--_inset);
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
    font-weight: 600;
  }

  .unread-line {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
    margin-block: calc(2 * var(--_space));
    margin-inline: var(--_inset);
    color: var(--_danger);
    font-size: var(--_font-size-small);
    font-weight: 600;
  }

  .unread-line::before {
    flex: 1;
    border-block-start: 1px solid currentcolor;
    content: '';
  }

  .gap {
    display: flex;
    align-items: center;
    block-size: calc(10 * var(--_space));
    padding-inline: calc(var(--_inset) + var(--_avatar-size) + 3 * var(--_space)) var(--_inset);
  }

  .spacer,
  .gap,
  .unread-line,
  .day {
    flex: none;
  }

  .day::before,
  .day::after {
    flex: 1;
    border-block-start: 1px solid var(--_border);
    content: '';
  }

  .start {
    margin: calc(4 * var(--_space)) var(--_inset) 0;
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  .pill {
    position: absolute;
    inset-block-end: calc(3 * var(--_space));
    inset-inline: 0;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: calc(1.5 * var(--_space));
    inline-size: fit-content;
    min-inline-size: calc(9 * var(--_space));
    min-block-size: calc(9 * var(--_space));
    margin-inline: auto;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-pill);
    background: var(--_surface-raised);
    box-shadow: var(--_shadow);
    font-size: var(--_font-size-small);
    font-weight: 600;
    cursor: pointer;
    animation: appear var(--_motion) ease-out;
  }

  .pill.unread {
    padding-inline: calc(3 * var(--_space)) calc(4 * var(--_space));
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  @keyframes appear {
    from {
      opacity: 0;
    }
  }

  @media (pointer: coarse) {
    .pill,
    .header .icon-button {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .pill {
      border-color: ButtonText;
    }
  }
`;
