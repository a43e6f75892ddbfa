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
    /* What has the focus is not below the button that stays. */
    scroll-padding-inline-end: calc(var(--_button-size) + 4 * var(--_space));
    scrollbar-width: thin;
    --_button-size: calc(7 * var(--_space));
  }

  .bar .icon-button {
    inline-size: var(--_button-size);
    block-size: var(--_button-size);
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
    /* The formats fade out below it. */
    box-shadow: 0 0 6px 6px var(--_surface);
  }

  /* Narrower than on the narrowest phone it scrolls. */
  @container composer (inline-size < 22rem) {
    .bar {
      gap: 1px;
    }
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
    .bar {
      --_button-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .bar .icon-button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
