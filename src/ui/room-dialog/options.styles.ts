import { css } from 'lit';

/** The people that can be picked. */
export const optionStyles = css`
  .options {
    flex: 1;
    min-block-size: 0;
    margin: calc(2 * var(--_space)) calc(-2 * var(--_space)) 0;
    padding: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border-strong) transparent;
    list-style: none;
    transition: opacity var(--_motion);
  }

  .options.stale {
    opacity: 0.55;
  }

  .option {
    --_avatar-size: calc(8 * var(--_space));
    display: grid;
    grid-template: 'avatar name check' auto 'avatar email check' auto / auto minmax(0, 1fr) auto;
    align-content: center;
    align-items: center;
    column-gap: calc(2.5 * var(--_space));
    min-block-size: calc(12 * var(--_space));
    padding: var(--_space) calc(2 * var(--_space));
    border-radius: var(--_radius-small);
    line-height: 1.35;
    cursor: pointer;
  }

  .option:hover {
    background: var(--_surface-hover);
  }

  .option.active {
    background: var(--_accent-surface);
    box-shadow: inset 0 0 0 1.5px var(--_accent);
  }

  .option[aria-disabled] {
    cursor: default;
  }

  .option[aria-disabled] > * {
    opacity: 0.6;
  }

  .option .avatar {
    grid-area: avatar;
  }

  .option .name,
  .email {
    justify-self: start;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .option .name {
    grid-row: name-start / email-end;
    grid-column: name;
    font-weight: 500;
  }

  .option .name:has(+ .email) {
    grid-area: name;
  }

  .email {
    grid-area: email;
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  .check {
    grid-area: check;
    display: grid;
    place-items: center;
    inline-size: calc(5 * var(--_space));
    block-size: calc(5 * var(--_space));
    border: 1.5px solid var(--_border-strong);
    border-radius: var(--_radius-pill);
    font-size: calc(2.75 * var(--_space));
  }

  .chosen .check {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .chosen .check .icon {
    stroke-width: 3;
  }

  .message {
    flex: 1;
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: calc(3 * var(--_space));
    padding: calc(8 * var(--_space)) calc(4 * var(--_space));
    color: var(--_text-quiet);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .message p {
    margin: 0;
  }
`;
