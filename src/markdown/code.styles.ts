import { css } from 'lit';

/** For code within the element with class `md`, in its line and in blocks; see markdown.styles.ts. */
export const codeStyles = css`
  .md code {
    padding: 1px 4px;
    border-radius: var(--_md-radius);
    background: var(--_md-sunken);
    font-family: var(--_md-mono);
    font-size: 0.9em;
  }

  .md .md-code {
    display: grid;
    grid-template: var(--_md-head) auto / fit-content(60%) minmax(0, 1fr);
    border: 1px solid var(--_md-line);
    border-radius: var(--_md-radius);
    background: var(--_md-sunken);
  }

  .md pre {
    grid-area: 2 / 1 / 3 / 3;
    max-block-size: 400px;
    margin: 0;
    padding: 0 12px 8px;
    overflow: auto;
    line-height: 1.45;
    overflow-wrap: normal;
    tab-size: 4;
  }

  .md .wraps > pre {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .md .md-code-tools {
    display: flex;
    grid-area: 1 / 2;
    align-items: center;
    gap: 4px;
    padding-inline: 8px;
    overflow: hidden;
    color: var(--_md-quiet);
    font-size: 12px;
    white-space: nowrap;
    opacity: 0;
  }

  .md .md-code:is(:hover, :focus-within) .md-code-tools {
    opacity: 1;
  }

  @media (hover: none) {
    .md .md-code-tools {
      opacity: 1;
    }
  }

  .md .md-code-tools button {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 24px;
    padding: 0;
    border: 0;
    border-radius: var(--_md-radius);
    background: none;
    color: inherit;
    font-size: 12px;
    cursor: pointer;
  }

  .md .md-code-tools button:focus-visible {
    outline-offset: -2px;
  }

  .md .md-code-tools button:is(:hover, [aria-pressed='true']) {
    background: color-mix(in srgb, currentColor 14%, transparent);
  }

  @media (pointer: coarse) {
    .md {
      --_md-head: 40px;
    }

    .md .md-code-tools button {
      inline-size: 44px;
      block-size: 40px;
    }
  }

  .md pre code {
    padding: 0;
    background: none;
  }

  .md .md-lines {
    display: block;
  }

  .md .md-language {
    grid-area: 1 / 1;
    align-self: center;
    padding-inline-start: 12px;
    overflow: hidden;
    color: var(--_md-quiet);
    font-family: var(--_md-mono);
    font-size: 12px;
    text-overflow: ellipsis;
    white-space: nowrap;
    user-select: none;
  }
`;
