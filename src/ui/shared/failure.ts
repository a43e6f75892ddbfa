import { css, html, nothing, type TemplateResult } from 'lit';
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import { icon } from '../../styles/icons.js';

/** Something that helps. */
export interface WayOut {
  readonly label: string;
  readonly onClick: () => void;
}

/**
 * What went wrong, and what can be done about it; said at once by screen readers.
 *
 * @param layout `panel` stands in the place of what is missing, `line` beside what is there
 */
export function renderFailure(
  text: string,
  waysOut: readonly WayOut[],
  layout: 'panel' | 'line' = 'panel',
): TemplateResult {
  return html`<div class="failure ${layout}">
    <p role="alert">${icon(CircleAlert)}<span>${text}</span></p>
    ${waysOut.length === 0 ? nothing : waysOut.map(renderWayOut)}
  </div>`;
}

function renderWayOut({ label, onClick }: WayOut): TemplateResult {
  return html`<button class="button" type="button" @click=${onClick}>${label}</button>`;
}

export const failureStyles = css`
  .failure,
  .failure p {
    display: flex;
    align-items: center;
    margin: 0;
    overflow-wrap: anywhere;
  }

  .failure .icon {
    color: var(--_danger);
  }

  .failure .button {
    color: var(--_text);
  }

  .failure.panel,
  .failure.panel p {
    flex-direction: column;
    justify-content: center;
    gap: calc(3 * var(--_space));
    text-align: center;
  }

  .failure.panel {
    flex: 1;
    block-size: 100%;
    min-block-size: 0;
    overflow: auto;
    padding: calc(6 * var(--_space));
  }

  .failure.panel p {
    max-inline-size: 40ch;
  }

  .failure.panel .icon {
    inline-size: calc(8 * var(--_space));
    block-size: calc(8 * var(--_space));
    stroke-width: 1.5;
  }

  .failure.line {
    flex-wrap: wrap;
    gap: var(--_space) calc(3 * var(--_space));
    color: var(--_danger);
    font-size: var(--_font-size-small);
  }

  .failure.line p {
    gap: calc(1.5 * var(--_space));
  }

  .failure.line .button {
    min-block-size: calc(7 * var(--_space));
  }

  @media (pointer: coarse) {
    .failure .button {
      min-block-size: 44px;
    }
  }
`;
