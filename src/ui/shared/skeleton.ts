import { css, html, nothing, type TemplateResult } from 'lit';

/**
 * Grey shapes where rows of a picture and two lines will stand, calmer than a spinner.
 *
 * @param label what screen readers say instead; empty while nothing is on its way, and then nothing moves
 */
export function renderSkeleton(rows: number, label: string): TemplateResult {
  const row = html`<div class="skeleton-row">
    <span class="bone face"></span><span class="bone line"></span><span class="bone line wide"></span>
  </div>`;
  const isLoading = label !== '';
  return html`<div class="skeleton" role=${isLoading ? 'status' : nothing}>
    <span class="visually-hidden">${label}</span>
    <div class=${isLoading ? 'pulsing' : nothing} aria-hidden="true">${Array.from({ length: rows }, () => row)}</div>
  </div>`;
}

/** `.bone` is one shape, `.pulsing` what surrounds some; `--_skeleton-row` is the height of a row. */
export const skeletonStyles = css`
  .bone {
    border-radius: var(--_radius-small);
    background: color-mix(in oklab, var(--_text-quiet), transparent 80%);
  }

  .pulsing {
    animation: pulse 1.6s ease-in-out infinite;
  }

  .skeleton-row {
    display: grid;
    grid-template: 'face line' auto 'face wide' auto / auto minmax(0, 1fr);
    align-items: center;
    align-content: center;
    column-gap: calc(3 * var(--_space));
    row-gap: calc(2 * var(--_space));
    min-block-size: var(--_skeleton-row, calc(14 * var(--_space)));
    padding: var(--_space) calc(2 * var(--_space));
  }

  .bone.face {
    grid-area: face;
    inline-size: var(--_avatar-size);
    block-size: var(--_avatar-size);
  }

  .bone.face,
  .bone.avatar {
    border-radius: var(--_radius);
  }

  .bone.line {
    inline-size: 45%;
    block-size: calc(3 * var(--_space));
  }

  .bone.wide {
    grid-area: wide;
    inline-size: 80%;
    block-size: calc(2.5 * var(--_space));
  }

  .skeleton-row:nth-child(even) .line {
    inline-size: 60%;
  }

  .skeleton-row:nth-child(3n) .wide {
    inline-size: 55%;
  }

  @keyframes pulse {
    50% {
      opacity: 0.55;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .pulsing {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    .bone {
      background: GrayText;
    }
  }
`;
