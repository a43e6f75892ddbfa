import { css } from 'lit';

export const filesStyles = css`
  .files {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: calc(1.5 * var(--_space));
    min-inline-size: 0;
    margin-block: var(--_space);
  }

  .picture {
    display: block;
    max-inline-size: 100%;
    overflow: hidden;
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
    cursor: zoom-in;
  }

  .picture :is(img, .space) {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
    object-fit: contain;
    /* While it loads, nothing but its space is to be seen. */
    color: transparent;
  }

  .grid {
    display: grid;
    gap: var(--_space);
    inline-size: 100%;
    max-inline-size: 420px;
  }

  .grid.two {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }

  .grid.three {
    grid-template-columns: repeat(3, minmax(0, 1fr));
  }

  .tile :is(img, .space) {
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 1;
    object-fit: cover;
  }

  .motion {
    position: relative;
    max-inline-size: 100%;
  }

  .picture.still {
    position: relative;
  }

  /* Seen by nobody, it does not move. */
  .still img {
    visibility: hidden;
  }

  .still canvas:not(.space) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: inherit;
  }

  .tile.still canvas {
    object-fit: cover;
  }

  .play {
    position: absolute;
    inset-block-end: var(--_space);
    inset-inline-start: var(--_space);
    border-radius: var(--_radius-pill);
    background: rgb(0 0 0 / 65%);
    color: white;
  }

  .play:hover {
    background: black;
    color: white;
  }

  .files .button.link {
    font-size: var(--_font-size-small);
  }

  .beginning {
    box-sizing: border-box;
    max-block-size: 240px;
    max-inline-size: 100%;
    margin: 0;
    overflow: auto;
    padding: calc(2 * var(--_space)) calc(3 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
    font-size: var(--_font-size-small);
    tab-size: 4;
  }

  .files p {
    margin: 0;
  }

  .files video {
    display: block;
    max-inline-size: 100%;
    block-size: auto;
    border-radius: var(--_radius-small);
    background: black;
  }

  .sound {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
    inline-size: min(100%, 360px);
  }

  .files wazo-chat-voice-player {
    display: block;
    inline-size: min(100%, 360px);
    min-block-size: calc(11 * var(--_space));
  }

  .files wazo-chat-voice-player:not(:defined) {
    display: flex;
    align-items: center;
    gap: calc(2 * var(--_space));
    box-sizing: border-box;
    padding-inline: calc(3 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-pill);
    background: var(--_surface-raised);
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  .files audio {
    inline-size: 100%;
    block-size: 40px;
  }

  .card {
    display: flex;
    align-items: center;
    gap: calc(2.5 * var(--_space));
    box-sizing: border-box;
    inline-size: min(100%, 360px);
    padding: calc(2 * var(--_space)) calc(3 * var(--_space));
    border: 1px solid var(--_border);
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
    color: inherit;
    text-decoration: none;
  }

  a.card:hover {
    background: var(--_surface-hover);
  }

  .card .icon {
    flex: none;
    color: var(--_text-quiet);
  }

  .about {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }

  .files .name {
    overflow: hidden;
    font-weight: 500;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .files .note {
    color: var(--_text-quiet);
    font-size: var(--_font-size-small);
  }

  @media (pointer: coarse) {
    .play {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  .pending .files {
    animation: fade 200ms 300ms both;
  }
`;
