import { css, type CSSResultGroup } from 'lit';
import { base } from '../../styles/base.styles';
import { controls } from '../../styles/controls.styles';

const dialog = css`
  :host {
    display: contents;
  }

  dialog {
    inline-size: min(calc(110 * var(--_space)), 100vw - calc(6 * var(--_space)));
    block-size: min(calc(140 * var(--_space)), 100dvh - calc(6 * var(--_space)));
    max-inline-size: none;
    max-block-size: none;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: calc(1.5 * var(--_radius));
    background: var(--_surface-raised);
    box-shadow: var(--_shadow);
    color: var(--_text);
    font-family: var(--_font-family);
    font-size: var(--_font-size);
    line-height: var(--_line-height);
    overflow: hidden;
  }

  dialog::backdrop {
    background: rgb(10 14 24 / 45%);
  }

  dialog[open] {
    animation: rise var(--_motion) ease-out;
  }

  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(8px);
    }
  }

  form {
    display: flex;
    flex-direction: column;
    gap: calc(4 * var(--_space));
    block-size: 100%;
    padding-block-start: calc(5 * var(--_space));
  }

  h2,
  .name,
  wazo-chat-people-picker {
    margin-inline: calc(5 * var(--_space));
  }

  h2 {
    margin-block: 0;
    font-size: calc(var(--_font-size-large) * 1.06);
    font-weight: 600;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }

  label {
    display: block;
    margin-block-end: var(--_space);
    font-size: var(--_font-size-small);
    font-weight: 600;
  }

  .field[aria-invalid] {
    border-color: var(--_danger);
  }

  .field:focus-visible {
    outline-offset: -1px;
  }

  wazo-chat-people-picker {
    flex: 1;
    min-block-size: 0;
  }

  .problem {
    margin: var(--_space) 0 0;
    color: var(--_danger);
    font-size: var(--_font-size-small);
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_space)) calc(4 * var(--_space));
    margin-block-start: calc(-4 * var(--_space));
    padding: calc(3 * var(--_space)) calc(5 * var(--_space));
    border-block-start: 1px solid var(--_border);
  }

  .foot .problem {
    flex: 1 1 16ch;
    margin: 0;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--_space));
    margin-inline-start: auto;
  }

  .button {
    min-block-size: calc(9 * var(--_space));
    padding-inline: calc(4 * var(--_space));
  }

  /* A phone with its keyboard open, or a narrow pane: the picker keeps the room, the frame gives it up. */
  @media (max-width: 360px), (max-height: 480px) {
    form {
      gap: calc(3 * var(--_space));
      padding-block-start: calc(4 * var(--_space));
    }

    h2,
    .name,
    wazo-chat-people-picker {
      margin-inline: calc(4 * var(--_space));
    }

    .foot {
      margin-block-start: calc(-3 * var(--_space));
      padding-inline: calc(3 * var(--_space));
    }

    .actions {
      flex: 1 1 auto;
    }

    .actions .button {
      flex: 1 1 auto;
      padding-inline: calc(2 * var(--_space));
    }
  }

  @media (pointer: coarse) {
    .button,
    .field {
      min-block-size: 44px;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    dialog[open] {
      animation: none;
    }
  }
`;

export const styles: CSSResultGroup = [base, controls, dialog];
