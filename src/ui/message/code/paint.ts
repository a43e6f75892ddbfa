import { adoptStyles } from '../../shared/adopt-styles.js';
import { codeStyles } from './code.styles.js';
import type { Kind, Token } from './tokens.js';

/** What the colours are called in the page, which keeps one list of them for all documents' parts. */
const PREFIX = 'wazo-chat-code-';

/** Whether the browser colours ranges of a text without other elements (CSS Custom Highlight API). */
export function canPaint(): boolean {
  return typeof CSS !== 'undefined' && 'highlights' in CSS && typeof Highlight === 'function';
}

/**
 * Colours parts of one text in the page. The text itself stays as it is, so that nothing moves, a selection in it stays,
 * and a block has no more elements than it had.
 */
export class Painting {
  readonly #text: Text;
  readonly #ranges: (readonly [Kind, StaticRange])[] = [];

  constructor(text: Text) {
    this.#text = text;
    // Rules of this kind are looked at for each element: only what has code to colour has them.
    adoptStyles(text.getRootNode(), [codeStyles]);
  }

  add(tokens: readonly Token[]): void {
    for (const { start, end, kind } of tokens) {
      if (end > this.#text.length) return;
      const [startContainer, endContainer] = [this.#text, this.#text];
      const range = new StaticRange({ startContainer, startOffset: start, endContainer, endOffset: end });
      this.#ranges.push([kind, range]);
      highlightOf(kind).add(range);
    }
  }

  remove(): void {
    for (const [kind, range] of this.#ranges.splice(0)) {
      const highlight = CSS.highlights.get(PREFIX + kind);
      highlight?.delete(range);
      // A guest leaves nothing behind.
      if (highlight?.size === 0) CSS.highlights.delete(PREFIX + kind);
    }
  }
}

function highlightOf(kind: Kind): Highlight {
  const known = CSS.highlights.get(PREFIX + kind);
  if (known) return known;
  const made = new Highlight();
  // Below what the host page, or the browser's search, marks.
  made.priority = -1;
  CSS.highlights.set(PREFIX + kind, made);
  return made;
}
