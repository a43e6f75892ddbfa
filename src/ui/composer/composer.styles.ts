import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    flex: none;
    container: composer / inline-size;
    padding: calc(2 * var(--_space)) var(--_inset, calc(5 * var(--_space))) calc(4 * var(--_space));
  }

  .box {
    display: flex;
    align-items: flex-end;
    gap: var(--_space);
    padding: var(--_space);
    border: 1px solid var(--_border-strong);
    border-radius: var(--_radius);
    background: var(--_surface);
    transition: border-color var(--_motion);
  }

  .box:focus-within {
    border-color: var(--_focus-ring);
  }

  /* One ring around the whole: the caret says the rest. */
  .box:has(.text:focus-visible) {
    box-shadow: 0 0 0 1px var(--_focus-ring);
  }

  .box.invalid {
    border-color: var(--_danger);
    box-shadow: none;
  }

  .text {
    flex: 1;
    min-inline-size: 0;
    min-block-size: calc(8 * var(--_space));
    /* A third of the thread's pane, which is a size container. */
    max-block-size: max(calc(8 * var(--_space)), 33cqb);
    margin: 0;
    padding: calc((8 * var(--_space) - 1lh) / 2) var(--_space);
    border: 0;
    background: none;
    overflow-y: auto;
    resize: none;
    field-sizing: content;
    scrollbar-width: thin;
    overflow-wrap: anywhere;
  }

  .text:focus-visible {
    outline: none;
  }

  .text::placeholder {
    color: var(--_text-quiet);
    opacity: 1;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .send {
    color: var(--_text-quiet);
    transition:
      background-color var(--_motion),
      color var(--_motion);
  }

  .send:not([aria-disabled='true']),
  .send:not([aria-disabled='true']):hover {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .send[aria-disabled='true']:hover {
    background: none;
  }

  .send .icon:dir(rtl) {
    transform: scaleX(-1);
  }

  .problem {
    margin: var(--_space) 0 0;
    color: var(--_danger);
    font-size: var(--_font-size-small);
    overflow-wrap: anywhere;
  }

  /*
   * Words first: where it is narrow, the buttons go below them, unless the thread's pane is too low for a second row: in
   * pixels, as the buttons are, or large text would leave no space for itself.
   */
  @container composer (inline-size < 30rem) {
    @container (block-size >= 288px) {
      .box {
        flex-wrap: wrap;
      }

      .text {
        flex-basis: 100%;
      }

      .send {
        margin-inline-start: auto;
      }
    }
  }

  @media (pointer: coarse) {
    .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }

    .text {
      /* Below 16 px, iOS zooms into the field. */
      font-size: max(16px, var(--_font-size));
      min-block-size: 44px;
      padding-block: calc((44px - 1lh) / 2);
    }
  }

  @media (forced-colors: active) {
    .box:has(.text:focus-visible) {
      outline: 2px solid Highlight;
    }
  }
`;
