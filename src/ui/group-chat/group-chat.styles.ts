import { css } from 'lit';
import { DEFAULT_HEIGHT } from './surroundings.js';

export const styles = css`
  /*
   * The element takes the size that the page gives it, and nothing else: whatever the page sets on it, the layout is
   * that of the box inside.
   */
  :host {
    display: flex;
    flex: auto;
    flex-direction: column;
    box-sizing: border-box;
    min-inline-size: 280px;
    block-size: 100%;
    /* In a low window or frame its end, where one writes, stays in view. */
    min-block-size: min(320px, 100dvh);
  }

  :host([hidden]) {
    display: none;
  }

  /* It fills the element, and what is inside does not count for its size: a page that gives no height gets this one. */
  .frame {
    position: relative;
    display: block;
    flex: auto;
    contain: size;
    contain-intrinsic-size: 280px ${DEFAULT_HEIGHT}px;
    inline-size: 100%;
    min-inline-size: 0;
    block-size: 100%;
    min-block-size: 0;
  }

  /* Nothing comes in from the page but its font, direction and colour scheme, and what hides the element. */
  .chat {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
    color-scheme: inherit;
    -webkit-font-smoothing: inherit;
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    overflow: hidden;
    font-family: var(--_font-family);
    font-size: var(--_font-size);
    line-height: var(--_line-height);
    background: var(--_surface);
    color: var(--_text);
  }

  /* Never drawn: it tells the font of a page that names none. */
  .frame::before {
    content: none;
    font-family: initial;
  }

  .chat.plain-page {
    font-family: var(--wazo-chat-font-family, system-ui, sans-serif);
  }

  .panes {
    display: flex;
    flex: 1;
    min-block-size: 0;
  }

  wazo-chat-room-list {
    flex: none;
    inline-size: var(--_list-width);
    border-inline-end: 1px solid var(--_border);
    background: var(--_surface-sunken);
  }

  wazo-chat-thread {
    flex: 1;
    min-inline-size: 0;
  }

  /* One pane at a time: the list until a room is open. */
  .narrow wazo-chat-room-list {
    inline-size: 100%;
    border: 0;
  }

  .narrow .panes.room wazo-chat-room-list,
  .narrow .panes:not(.room) wazo-chat-thread,
  .narrow .panes:not(.room) > .failure {
    display: none;
  }

  .problem {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: calc(3 * var(--_space));
    flex: 1;
    padding: calc(6 * var(--_space));
    text-align: center;
  }

  .problem .icon {
    inline-size: calc(8 * var(--_space));
    block-size: calc(8 * var(--_space));
    color: var(--_danger);
  }

  .problem p {
    max-inline-size: 44ch;
    margin: 0;
    overflow-wrap: anywhere;
  }

  /* On paper nothing scrolls: the conversation takes as many pages as it needs, whatever height the page gave. */
  @media print {
    :host {
      contain: none !important;
      block-size: auto !important;
      min-block-size: 0 !important;
      max-block-size: none !important;
      overflow: visible !important;
    }

    .frame {
      contain: none;
      block-size: auto !important;
      margin: 0 !important;
    }

    .chat {
      position: static;
      display: block;
      overflow: visible;
      color-scheme: light;
      background: none;
    }

    .panes {
      display: block;
    }

    .panes.room wazo-chat-room-list,
    wazo-chat-banner {
      display: none;
    }
  }
`;
