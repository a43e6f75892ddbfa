import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }

  .banner {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: calc(2 * var(--_space));
    padding: calc(1.5 * var(--_space)) calc(3 * var(--_space));
    background: var(--_warning-surface);
    font-size: var(--_font-size-small);
  }

  .banner.failed {
    background: var(--_danger-surface);
    color: var(--_danger);
  }
`;
