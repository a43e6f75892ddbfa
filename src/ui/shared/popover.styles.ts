import { css } from 'lit';

/** Panels above the page: `.panel-popover`, of which each has a name, and `.tooltip`. They are placed by popover-position.ts. */
export const popoverStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 0;
    border: 1px solid var(--_border);
    background: var(--_surface-raised);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  .panel-popover {
    --_panel-width: calc(84 * var(--_space));
    inline-size: min(var(--_panel-width), calc(100vw - 16px));
    block-size: min(calc(96 * var(--_space)), calc(100dvh - 16px));
    overflow: hidden;
    border-radius: var(--_radius);
    font-size: var(--_font-size);
    line-height: var(--_line-height);
  }

  .gif-popover {
    --_panel-width: calc(104 * var(--_space));
  }

  .panel-popover :is(wazo-chat-emoji-picker, wazo-chat-gif-picker) {
    inline-size: 100%;
    block-size: 100%;
  }

  .panel-popover .loading {
    display: grid;
    place-content: center;
    block-size: 100%;
    margin: 0;
  }

  .tooltip {
    max-inline-size: min(32ch, calc(100vw - 16px));
    padding: var(--_space) calc(2 * var(--_space));
    overflow: hidden;
    border-radius: var(--_radius-small);
    font-size: var(--_font-size-small);
    font-weight: normal;
    line-height: 1.4;
    text-align: start;
    white-space: normal;
    overflow-wrap: anywhere;
    pointer-events: none;
  }
`;
