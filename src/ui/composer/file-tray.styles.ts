import { css } from 'lit';

export const trayStyles = css`
  .tray {
    display: flex;
    flex-wrap: wrap;
    gap: calc(2 * var(--_space));
    max-block-size: 33cqb;
    margin: 0 0 calc(2 * var(--_space));
    overflow-y: auto;
    padding: 0;
    list-style: none;
  }

  .waiting-file {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
    box-sizing: border-box;
    inline-size: min(100%, 260px);
    padding: calc(1.5 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
  }

  .waiting-file:is(.failed, .refused) {
    border-color: var(--_danger);
  }

  .waiting-file .picture {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    color: var(--_text-quiet);
  }

  .waiting-file .about {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    font-size: var(--_font-size-small);
  }

  .waiting-file .name {
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .waiting-file .note,
  .sending-files {
    color: var(--_text-quiet);
  }

  .waiting-file:is(.failed, .refused) .note {
    color: var(--_danger);
  }

  .waiting-file progress {
    inline-size: 100%;
    block-size: 4px;
    accent-color: var(--_accent);
  }

  .sending-files {
    margin: 0 0 var(--_space);
    font-size: var(--_font-size-small);
  }
`;
