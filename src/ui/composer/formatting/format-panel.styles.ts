import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }

  /* Narrower than its buttons, it scrolls: the field stays where it is. */
  .bar {
    display: flex;
    gap: calc(0.5 * var(--_space));
    margin-block-end: var(--_space);
    padding: 2px;
    overflow-x: auto;
    scrollbar-width: thin;
  }

  .bar .icon-button {
    inline-size: calc(7 * var(--_space));
    block-size: calc(7 * var(--_space));
  }

  .bar .icon-button[aria-pressed='true'] {
    background: var(--_surface-hover);
    color: var(--_text);
  }

  .bar .preview-button {
    /* In reach however many formats there are beside it. */
    position: sticky;
    inset-inline-end: 0;
    flex: none;
    margin-inline-start: auto;
    background: var(--_surface);
  }

  .preview {
    max-block-size: 33cqb;
    margin-block-end: calc(2 * var(--_space));
    padding: calc(2 * var(--_space));
    border: 1px dashed var(--_border-strong);
    border-radius: var(--_radius);
    overflow: auto;
  }

  .preview .quiet {
    margin: 0;
    color: var(--_text-quiet);
  }

  .offer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_space));
    margin-block-end: calc(2 * var(--_space));
    font-size: var(--_font-size-small);
  }

  .offer:not(:has(button)) {
    margin: 0;
  }

  .offer p {
    margin: 0;
    color: var(--_text-quiet);
  }

  @media (pointer: coarse) {
    .bar .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .bar .icon-button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
