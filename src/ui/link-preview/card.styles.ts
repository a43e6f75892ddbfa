import { css } from 'lit';

export const cardStyles = css`
  .card {
    position: relative;
    display: flex;
    gap: calc(3 * var(--_space));
    inline-size: min(100%, 440px);
    min-inline-size: 0;
    padding: calc(2 * var(--_space)) calc(3 * var(--_space));
    border: 1px solid var(--_border);
    border-inline-start: 3px solid var(--_border-strong);
    border-radius: var(--_radius-small);
    background: var(--_surface-raised);
  }

  .about {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  p {
    margin: 0;
    font-size: var(--_font-size-small);
  }

  /* Never cut: the end of a host is what tells whose it is. */
  .site {
    color: var(--_text-quiet);
  }

  a,
  .text {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  a {
    color: var(--_accent-text);
    font-weight: 600;
    text-decoration: none;
  }

  a:hover {
    text-decoration: underline;
  }

  /* All of the card leads there. */
  a::after {
    position: absolute;
    inset: 0;
    content: '';
  }

  img {
    --_side: 72px;
    flex: none;
    align-self: flex-start;
    /* Where the card is narrow, the words need it more. */
    inline-size: clamp(40px, 18%, var(--_side));
    block-size: auto;
    aspect-ratio: 1;
    border-radius: var(--_radius-small);
    background: var(--_surface-sunken);
    color: transparent;
    object-fit: cover;
  }

  .small {
    object-fit: scale-down;
  }
`;
