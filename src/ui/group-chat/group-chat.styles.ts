import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 280px;
    block-size: 100%;
    min-block-size: 320px;
    overflow: hidden;
    container-type: inline-size;
    font-family: var(--_font-family);
    font-size: var(--_font-size);
    font-weight: normal;
    font-style: normal;
    line-height: var(--_line-height);
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
    background: var(--_surface);
    color: var(--_text);
  }

  :host([hidden]) {
    display: none;
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
  @container (max-width: 599.98px) {
    wazo-chat-room-list {
      inline-size: 100%;
      border: 0;
    }

    .panes.room wazo-chat-room-list,
    .panes:not(.room) wazo-chat-thread,
    .panes:not(.room) > .failure {
      display: none;
    }
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
`;
