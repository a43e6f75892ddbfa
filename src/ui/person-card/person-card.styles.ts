import { css } from 'lit';

export const styles = css`
  :host {
    box-sizing: border-box;
    position: fixed;
    inset: auto;
    inline-size: min(calc(72 * var(--_space)), calc(100vw - 16px));
    margin: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
    font-size: var(--_font-size);
    line-height: var(--_line-height);
    text-align: start;
    overflow-wrap: anywhere;
  }

  /* Not on the element: what is around it decides on its padding. */
  .card {
    padding: calc(4 * var(--_space));
  }

  .person {
    display: flex;
    align-items: center;
    gap: calc(3 * var(--_space));
    margin-block-end: calc(3 * var(--_space));
  }

  .who {
    min-inline-size: 0;
  }

  p {
    margin: 0;
  }

  .name {
    font-weight: 600;
  }

  .email {
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  .reach {
    display: flex;
    align-items: center;
    gap: calc(1.5 * var(--_space));
  }

  .button {
    inline-size: 100%;
    white-space: normal;
  }

  .failure {
    margin-block-start: calc(2 * var(--_space));
  }

  @media (pointer: coarse) {
    .button {
      min-block-size: 44px;
    }
  }
`;
