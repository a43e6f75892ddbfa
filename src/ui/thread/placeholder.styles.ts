import { css } from 'lit';

/** What stands in place of messages: grey rows, hints, failures. */
export const placeholderStyles = css`
  .older-failed {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: calc(3 * var(--_space));
    padding: calc(4 * var(--_space)) var(--_inset);
    color: var(--_text-quiet);
  }

  .older-failed p {
    margin: 0;
  }

  .hint {
    display: grid;
    justify-items: center;
    gap: calc(2 * var(--_space));
    margin: auto;
    padding: calc(6 * var(--_space));
    color: var(--_text-quiet);
    text-align: center;
  }

  .hint .icon {
    inline-size: calc(9 * var(--_space));
    block-size: calc(9 * var(--_space));
    margin-block-end: var(--_space);
    stroke-width: 1.5;
  }

  .hint p {
    max-inline-size: 40ch;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .hint .hint-title {
    color: var(--_text);
    font-size: var(--_font-size-large);
    font-weight: 600;
  }

  .failure .icon {
    color: var(--_danger);
  }

  .failure p {
    color: var(--_text);
  }

  .failure .button {
    margin-block-start: calc(2 * var(--_space));
    color: var(--_text);
  }

  .skeleton {
    padding-inline: var(--_inset);
  }

  .ghost {
    display: grid;
    grid-template-columns: var(--_avatar-size) 1fr;
    grid-template-rows: auto auto;
    gap: calc(2 * var(--_space)) calc(3 * var(--_space));
    padding-block: calc(3 * var(--_space));
  }

  .ghost > * {
    block-size: calc(3 * var(--_space));
    border-radius: var(--_radius-small);
    background: var(--_surface-hover);
  }

  .ghost-avatar {
    grid-row: span 2;
    inline-size: var(--_avatar-size);
    block-size: var(--_avatar-size);
    border-radius: var(--_radius);
  }

  .ghost-name {
    inline-size: 22%;
  }

  .ghost-text {
    inline-size: 74%;
  }

  .ghost-text.w1 {
    inline-size: 48%;
  }

  .ghost-text.w2 {
    inline-size: 62%;
  }

  @media (forced-colors: active) {
    .ghost > * {
      border: 1px solid GrayText;
    }
  }
`;
