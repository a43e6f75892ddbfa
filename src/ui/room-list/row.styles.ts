import { css } from 'lit';

/** A room's row: picture, name and time above, last words and badge below. */
export const rowStyles = css`
  .row {
    --_behind: var(--_surface-sunken);
    display: grid;
    grid-template: 'picture title time' auto 'picture preview badge' auto / auto minmax(0, 1fr) auto;
    align-items: center;
    align-content: center;
    column-gap: calc(3 * var(--_space));
    inline-size: 100%;
    min-block-size: calc(14 * var(--_space));
    padding: calc(1.5 * var(--_space)) calc(2 * var(--_space));
    border: 0;
    border-radius: var(--_radius);
    background: var(--_behind);
    text-align: start;
    cursor: pointer;
  }

  button.row:hover {
    --_behind: color-mix(in oklab, var(--_surface-hover), var(--_text) 4%);
  }

  .row[aria-current] {
    --_behind: var(--_accent-surface);
  }

  button.row[aria-current]:hover {
    --_behind: color-mix(in oklab, var(--_accent-surface), var(--_accent) 8%);
  }

  .row:focus-visible {
    outline-offset: -2px;
  }

  .picture {
    grid-area: picture;
    display: block;
    position: relative;
    inline-size: var(--_avatar-size);
    block-size: var(--_avatar-size);
  }

  /* Two people stand for a group: the second overlaps the first, in a ring of the row's own colour. */
  .pair .avatar {
    --_pair-size: calc(var(--_avatar-size) * 0.64);
    position: absolute;
    inline-size: var(--_pair-size);
    block-size: var(--_pair-size);
    border-radius: calc(var(--_radius) * 0.75);
    font-size: calc(var(--_pair-size) * 0.46);
    inset-block-start: 0;
    inset-inline-start: 0;
  }

  /* The letter keeps out of the corner that is covered. */
  .pair .avatar:first-child {
    padding-block-end: calc(var(--_pair-size) * 0.16);
    padding-inline-end: calc(var(--_pair-size) * 0.16);
  }

  .pair .avatar:last-child {
    inset-block: auto 0;
    inset-inline: auto 0;
    box-shadow: 0 0 0 2px var(--_behind);
  }

  /* As wide as its text, so that a name of the other direction begins where all names begin. */
  .title,
  .preview {
    justify-self: start;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .title {
    grid-area: title;
    font-weight: 500;
  }

  .preview {
    grid-area: preview;
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  .failed {
    color: var(--_danger);
    font-weight: 600;
  }

  .failed .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
    vertical-align: -0.2em;
  }

  /* Without a badge beside it, the text runs on below the time. */
  .preview:last-child {
    grid-column-end: badge-end;
  }

  .time {
    grid-area: time;
    color: var(--_text-quiet);
    font-size: var(--_font-size-tiny);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .badge {
    grid-area: badge;
    justify-self: end;
    min-inline-size: calc(5 * var(--_space));
    padding-inline: calc(1.5 * var(--_space));
    border-radius: var(--_radius-pill);
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: var(--_font-size-tiny);
    font-variant-numeric: tabular-nums;
    font-weight: 600;
    line-height: calc(5 * var(--_space));
    text-align: center;
  }

  .unread .title {
    font-weight: 600;
  }

  .unread .preview {
    color: var(--_text);
  }

  .unread .time {
    color: var(--_accent-text);
    font-weight: 600;
  }
`;
