import { css } from 'lit';

/** For what `renderCustomEmoji` draws: as high as a line takes without growing. */
export const customEmojiStyles = css`
  .custom-emoji {
    position: relative;
    display: inline-block;
    inline-size: 1.3em;
    block-size: 1.3em;
    vertical-align: -0.28em;
  }

  .custom-emoji > * {
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  .custom-emoji > canvas {
    position: absolute;
    inset: 0;
    display: none;
  }

  .custom-emoji.failed {
    display: inline;
  }

  /* What is read aloud and copied; its words stand beside it. */
  .custom-emoji.failed > img {
    display: none;
  }

  .large .custom-emoji {
    inline-size: 1.2em;
    block-size: 1.2em;
    vertical-align: -0.24em;
  }

  @media (prefers-reduced-motion: reduce) {
    .custom-emoji > img:has(+ canvas) {
      visibility: hidden;
    }

    .custom-emoji > canvas {
      display: block;
    }
  }
`;
