// What blocks of code need when somebody looks at one: tools, languages, colours. A chunk of its own.
import { html, type TemplateResult } from 'lit';
import Check from 'lucide/dist/esm/icons/check.mjs';
import Copy from 'lucide/dist/esm/icons/copy.mjs';
import TextWrap from 'lucide/dist/esm/icons/text-wrap.mjs';
import { icon } from '../../../styles/icons.js';

export { Colouring } from './colouring.js';
export { copyText } from './copy-text.js';
export { canPaint } from './paint.js';

/** What they are called, already translated. */
export interface CodeLabels {
  readonly copy: string;
  readonly wrap: string;
  readonly copied: string;
  readonly failed: string;
}

export interface ToolsOptions {
  readonly labels: CodeLabels;
  readonly isWrapped: boolean;
  /** What became of the last copy. */
  readonly outcome: 'copied' | 'failed' | undefined;
  readonly onCopy: () => void;
  readonly onWrap: () => void;
}

/** The buttons of a block, and what became of them, which is said. They take no space that is not theirs before. */
export function renderTools({ labels, isWrapped, outcome, onCopy, onWrap }: ToolsOptions): TemplateResult {
  const { copy, wrap } = labels;
  return html`<span class="md-code-tools">
    <button type="button" aria-label=${copy} title=${copy} @click=${onCopy}>
      ${icon(outcome === 'copied' ? Check : Copy)}
    </button>
    <button type="button" aria-label=${wrap} title=${wrap} aria-pressed=${isWrapped} @click=${onWrap}>
      ${icon(TextWrap)}
    </button>
    <span role="status">${outcome ? labels[outcome] : ''}</span>
  </span>`;
}
