import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    z-index: 1;
  }

  .refreshing {
    position: absolute;
    inset-inline: 0;
    block-size: 2px;
    overflow: hidden;
  }

  .refreshing::after {
    content: '';
    display: block;
    block-size: 100%;
    inline-size: 30%;
    background: var(--_accent);
    animation: refreshing 1.2s ease-in-out infinite alternate;
  }

  @keyframes refreshing {
    from {
      margin-inline-start: 0;
    }

    to {
      margin-inline-start: 70%;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .refreshing::after {
      inline-size: 100%;
      animation: none;
    }
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
