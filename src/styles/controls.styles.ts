import { css } from 'lit';

/** Buttons and fields: `.button`, `.button.primary`, `.icon-button`, `.field`. */
export const controls = css`
  button,
  input,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(2 * var(--_space));
    min-block-size: calc(8 * var(--_space));
    padding: var(--_space) calc(3 * var(--_space));
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    font-weight: 500;
    cursor: pointer;
    transition: background-color var(--_motion);
  }

  .button:hover {
    background: var(--_surface-hover);
  }

  .button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent), light-dark(black, white) 12%);
  }

  .button.link {
    min-block-size: 0;
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent-text);
    text-decoration: underline;
    text-underline-offset: 2px;
  }

  .icon-button {
    display: inline-grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    place-items: center;
    flex: none;
    inline-size: calc(8 * var(--_space));
    block-size: calc(8 * var(--_space));
    padding: 0;
    border: 0;
    border-radius: var(--_radius-small);
    background: none;
    color: var(--_text-quiet);
    cursor: pointer;
    transition: background-color var(--_motion);
  }

  /* Large text makes its icon no larger than it is. */
  .icon-button > .icon {
    max-inline-size: 75%;
    max-block-size: 75%;
  }

  .icon-button:hover,
  .icon-button[aria-expanded='true'] {
    background: var(--_surface-hover);
    color: var(--_text);
  }

  .button:disabled,
  .icon-button:disabled,
  .button[aria-disabled='true'],
  .icon-button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }

  .field {
    inline-size: 100%;
    min-block-size: calc(9 * var(--_space));
    padding: var(--_space) calc(2.5 * var(--_space));
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface);
    color: var(--_text);
  }

  .field::placeholder {
    color: var(--_text-quiet);
    opacity: 1;
  }

  @media (forced-colors: active) {
    .button,
    .icon-button {
      border: 1px solid ButtonText;
    }
  }
`;
