import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    contain: layout style;
  }

  .row {
    /* As wide as an avatar, or as the longest time of a continuation where the text is large. */
    --_aside: calc(var(--_inset, calc(5 * var(--_space))) + 1.5 * var(--_space));
    --_gutter: max(var(--_avatar-size), 4.5 * var(--_font-size-tiny) - var(--_aside));
    position: relative;
    display: grid;
    grid-template-columns: var(--_gutter) minmax(0, 1fr);
    column-gap: calc(3 * var(--_space));
    padding: calc(0.5 * var(--_space)) var(--_inset, calc(5 * var(--_space)));
  }

  :host(:not([grouped])) .row {
    margin-block-start: calc(2 * var(--_space));
    padding-block-start: calc(1.5 * var(--_space));
  }

  .row:focus-visible {
    outline-offset: -2px;
  }

  :host([marked]) .row {
    animation: mark 2s ease-out;
  }

  @keyframes mark {
    from,
    40% {
      background: var(--_accent-surface);
    }
  }

  .row > * {
    grid-column: 2;
  }

  /* What passes in a fling looks alike, without a grid to be laid out. */
  .row.plain {
    display: block;
    padding-inline-start: calc(var(--_inset, calc(5 * var(--_space))) + var(--_avatar-size) + 3 * var(--_space));
  }

  .plain > .avatar {
    position: absolute;
    inset-inline-start: var(--_inset, calc(5 * var(--_space)));
  }

  :host([mine]) .row {
    background: var(--_own);
  }

  .avatar {
    grid-row: 1 / span 4;
    grid-column: 1;
    margin-block-start: calc(0.5 * var(--_space));
  }

  .head {
    display: flex;
    align-items: baseline;
    gap: calc(2 * var(--_space));
    min-inline-size: 0;
    max-inline-size: 72ch;
  }

  .author {
    min-inline-size: 0;
    overflow: hidden;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: isolate;
  }

  time {
    flex: none;
    color: var(--_text-quiet);
    font-size: var(--_font-size-tiny);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    unicode-bidi: plaintext;
  }

  /* The time of a continuation stands in the avatar's column, when asked for. */
  .row > .aside {
    position: absolute;
    grid-column: auto;
    inset-block-start: calc(0.5 * var(--_space));
    inset-inline-start: 0;
    inline-size: calc(var(--_aside) + var(--_gutter));
    font-size: var(--_font-size-tiny);
    line-height: calc(var(--_font-size) * var(--_line-height));
    text-align: end;
    opacity: 0;
  }

  .md {
    max-inline-size: 72ch;
    overflow-wrap: anywhere;
  }

  /* A message ends with its last line. */
  .row > .md > :last-child {
    margin-block-end: 0;
  }

  .md.large {
    font-size: calc(var(--_font-size) * 2.1);
    line-height: 1.25;
  }

  /* Only what takes long is told: a quick answer must not flicker. */
  .pending .md {
    animation: fade 200ms 300ms both;
  }

  .sending,
  .waiting {
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  .sending {
    animation: reveal 1ms 300ms both;
  }

  @keyframes fade {
    to {
      opacity: 0.6;
    }
  }

  @keyframes reveal {
    from {
      block-size: 0;
      overflow: hidden;
      visibility: hidden;
    }
  }

  .failed {
    margin-block: var(--_space);
  }

  .deleted {
    color: var(--_text-quiet);
    font-style: italic;
  }

  .edited {
    color: var(--_text-quiet);
    font-size: var(--_font-size-tiny);
  }

  .md > :has(+ .edited) {
    margin-block-end: 0;
  }

  /* "(edited)" stands behind the last word, where a paragraph in the direction of the surroundings is the end. */
  .md:dir(ltr) > p:dir(ltr):has(+ .edited),
  .md:dir(rtl) > p:dir(rtl):has(+ .edited) {
    display: inline;
  }

  .row > :is(.action, .actions) {
    position: absolute;
    grid-column: auto;
    inset-block-start: calc(-3.5 * var(--_space));
    inset-inline-end: var(--_inset, calc(5 * var(--_space)));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
    box-shadow: 0 1px 3px light-dark(rgb(20 25 40 / 12%), rgb(0 0 0 / 40%));
    opacity: 0;
    pointer-events: none;
    z-index: 1;
  }

  .action {
    block-size: calc(7 * var(--_space));
  }

  .actions {
    display: flex;
  }

  .row:focus-within > :is(.action, .actions),
  .row > .action[aria-expanded='true'],
  .actions:has([aria-expanded='true']) {
    opacity: 1;
    pointer-events: auto;
  }

  .row:focus-within > .aside {
    opacity: 1;
  }

  @media (hover: hover) {
    .row:hover {
      background: color-mix(in oklab, var(--_surface), var(--_surface-hover) 55%);
    }

    :host([mine]) .row:hover {
      background: color-mix(in oklab, var(--_own), var(--_surface-hover) 55%);
    }

    .row:hover > .aside {
      opacity: 1;
    }

    .row:hover > :is(.action, .actions) {
      opacity: 1;
      pointer-events: auto;
    }
  }

  @media (pointer: coarse) {
    .action {
      inline-size: 44px;
      block-size: 44px;
    }

    /* The long press is ours; text is selected by the menu of the second one. */
    .row {
      -webkit-touch-callout: none;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host([marked]) .row {
      background: var(--_accent-surface);
      animation: none;
    }

    .pending .md {
      animation-duration: 1ms;
    }
  }

  @media (forced-colors: active) {
    :host([mine]) .row {
      border-inline-start: 3px solid Highlight;
      padding-inline-start: calc(var(--_inset, 20px) - 3px);
    }
  }
`;
