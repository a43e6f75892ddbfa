import { unwatchView, watchView } from '../../shared/in-view.js';
import { Painting } from './paint.js';
import type { Token } from './tokens.js';

/** A text in the page, and where it stands in the whole of which it is a part. */
export interface TextPart {
  readonly text: Text;
  readonly start: number;
  readonly end: number;
}

/** The texts in an element, in order. */
export function partsOf(element: Element): readonly TextPart[] {
  const parts: TextPart[] = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let start = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node as Text;
    parts.push({ text, start, end: (start += text.length) });
  }
  return parts;
}

/**
 * The colours of a part of a block of code while it is in view: those of two thousand lines would slow down whatever
 * changes in the page.
 */
export class PaintedPart {
  readonly #text: Text;
  readonly #start: number;
  #tokens: Token[] = [];
  #painting: Painting | undefined;

  constructor(text: Text, start: number) {
    this.#text = text;
    this.#start = start;
  }

  /** @param isWatched whether it may be out of view while the block is not */
  show(tokens: readonly Token[], isWatched: boolean): void {
    const element = this.#text.parentElement;
    if (!isWatched) this.#painting = new Painting(this.#text);
    else if (element) watchView(element, this.#handleView);
    this.add(tokens);
  }

  /** @param tokens some of the whole's */
  add(tokens: readonly Token[]): void {
    const own = tokens.flatMap(({ start, end, kind }) => {
      const [from, to] = [Math.max(0, start - this.#start), Math.min(this.#text.length, end - this.#start)];
      return from < to ? [{ start: from, end: to, kind }] : [];
    });
    this.#tokens.push(...own);
    this.#painting?.add(own);
  }

  remove(): void {
    if (this.#text.parentElement) unwatchView(this.#text.parentElement);
    this.#painting?.remove();
  }

  readonly #handleView = (isInView: boolean): void => {
    this.#painting?.remove();
    this.#painting = isInView ? new Painting(this.#text) : undefined;
    this.#painting?.add(this.#tokens);
  };
}
