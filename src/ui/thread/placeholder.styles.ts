import { css, type CSSResultGroup } from 'lit';
import { failureStyles } from '../shared/failure.js';
import { skeletonStyles } from '../shared/skeleton.js';

const placeholders = css`
  .older-failed {
    padding: calc(4 * var(--_space)) var(--_inset);
  }

  .older-failed .failure {
    justify-content: center;
  }

  .hint {
    display: grid;
    justify-items: center;
    gap: calc(2 * var(--_space));
    margin: auto;
    padding: calc(6 * var(--_space));
    color: var(--_text-quiet);
    text-align: center;
  }

  .hint .icon {
    inline-size: calc(9 * var(--_space));
    block-size: calc(9 * var(--_space));
    margin-block-end: var(--_space);
    stroke-width: 1.5;
  }

  .hint p {
    max-inline-size: 40ch;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .hint .hint-title {
    color: var(--_text);
    font-size: var(--_font-size-large);
    font-weight: 600;
  }

  .skeleton {
    --_skeleton-row: calc(15 * var(--_space));
    padding-inline: var(--_inset);
  }

  .skeleton-row {
    padding-inline: 0;
  }
`;

/** What stands in place of messages: grey rows, hints, failures. */
export const placeholderStyles: CSSResultGroup = [failureStyles, skeletonStyles, placeholders];
