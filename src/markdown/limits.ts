import { fencesOf } from './fences.js';

/** What may be drawn as Markdown, in the units below, each of about half a microsecond. */
export const MAX_PRICE = 34_000;
/** A block of its own, or a row, or an item: what costs most. */
const LINE_PRICE = 130;
/** Each sign may be part of Markdown's syntax, and most that are make an element; tabs are read one by one. */
const SIGN_PRICE = 15;

const TAB = 9;
const LINE_BREAK = 10;
const RETURN = 13;

/** A message in two parts: what is read as Markdown, and what is too much and is shown as it was typed. */
export interface Affordable {
  readonly head: string;
  readonly tail: string;
}

/**
 * Cuts a text where reading and drawing it as Markdown would hold the page too long: after some 250 lines, 2,200 signs or
 * 34,000 letters, whichever mixture of them comes first; where a line begins, unless that would leave less than half. Between
 * fences all is letters: no parser reads it (see fenced.ts), and it is drawn in slices.
 */
export function affordable(source: string): Affordable {
  let left = MAX_PRICE;
  let line = 0;
  const fences = fencesOf(source).values();
  let fence = fences.next().value;
  for (let index = 0; index < source.length; index += 1) {
    const code = source.charCodeAt(index);
    if (fence && index >= fence.to) fence = fences.next().value;
    left -= fence && index >= fence.from ? 1 : priceOf(code);
    if (left < 0) return cut(source, line * 2 > index ? line : index);
    if (code === LINE_BREAK) line = index + 1;
  }
  return { head: source, tail: '' };
}

function cut(source: string, index: number): Affordable {
  // Not between the halves of one character.
  const isSplit = /^[\udc00-\udfff]/.test(source.charAt(index));
  const end = isSplit ? index - 1 : index;
  return { head: source.slice(0, end), tail: source.slice(end) };
}

function priceOf(code: number): number {
  if (code === LINE_BREAK || code === RETURN) return LINE_PRICE;
  return code === TAB || isSign(code) ? SIGN_PRICE : 1;
}

/** ASCII's punctuation, which is all that Markdown's syntax is made of beside white space and digits. */
export function isSign(code: number): boolean {
  return (code > 32 && code < 48) || (code > 57 && code < 65) || (code > 90 && code < 97) || (code > 122 && code < 127);
}
