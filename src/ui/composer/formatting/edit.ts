import type { Selection } from '../text-history.js';

/** A change of a text: what stands from `start` to `end` gives way to `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What is selected then, in the whole text. */
  readonly selection: Selection;
}

/** What a selection can be made into. */
export type Format = 'bold' | 'italic' | 'strike' | 'code' | 'link' | 'code-block' | 'quote' | 'bullets' | 'numbers';

/** The text after an edit. */
export function applied(source: string, { start, end, text }: TextEdit): string {
  return source.slice(0, start) + text + source.slice(end);
}

/** The whole lines in which a selection lies. One that ends where a line begins does not mean that line. */
export function linesAround(source: string, { start, end }: Selection): Selection {
  const last = end > start && source[end - 1] === '\n' ? end - 1 : end;
  const next = source.indexOf('\n', last);
  return { start: source.lastIndexOf('\n', start - 1) + 1, end: next < 0 ? source.length : next };
}

/** The same selection, with no half of a character at its ends. */
export function wholeCharacters(source: string, { start, end }: Selection): Selection {
  const isSplit = (index: number): boolean =>
    /^[\uD800-\uDBFF][\uDC00-\uDFFF]/.test(source.slice(index - 1, index + 1));
  if (start === end) return isSplit(start) ? { start: start - 1, end: start - 1 } : { start, end };
  return { start: isSplit(start) ? start - 1 : start, end: isSplit(end) ? end + 1 : end };
}

/** A fence longer than any row of backquotes in a text, and no shorter than `least`. */
export function fenceFor(text: string, least: number): string {
  const rows = text.match(/`+/g) ?? [];
  return '`'.repeat(rows.reduce((size, row) => Math.max(size, row.length + 1), least));
}

/** A text as a span of code. */
export function codeSpan(text: string): string {
  const rows = new Set((text.match(/`+/g) ?? []).map(({ length }) => length));
  let size = 1;
  while (rows.has(size)) size += 1;
  const fence = '`'.repeat(size);
  const padding = text.startsWith('`') || text.endsWith('`') || /^ .*[^ ].* $/.test(text) ? ' ' : '';
  return fence + padding + text + padding + fence;
}
