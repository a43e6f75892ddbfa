import type { Selection } from '../text-history.js';
import type { TextEdit } from './edit.js';

/** Quotes and indentation; a bullet or a number with what ends it; blanks; a task's box; the words. */
const LINE = /^((?:[ \t]*>)*[ \t]*)(?:([-*+])|(\d{1,9})([.)]))([ \t]+)(\[[ xX]\](?:[ \t]+|$))?(.*)$/;
const QUOTE = /^((?:[ \t]*>)+[ \t]?)(.*)$/;
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const FENCE = /^(?:[ \t]*>)*[ \t]*(`{3,}|~{3,})(.*)$/;

/**
 * What a line's end does within a list or a quote: it begins the next item or quoted line; in an empty one, it ends the list or
 * the quote. Undefined elsewhere, and within a block of code: there it is but a line's end.
 */
export function continueLine(source: string, { start, end }: Selection): TextEdit | undefined {
  const line = source.lastIndexOf('\n', start - 1) + 1;
  const next = source.indexOf('\n', start);
  const whole = source.slice(line, next < 0 ? source.length : next);
  if (RULE.test(whole) || isInFence(source, line)) return undefined;
  const marker = markerOf(whole);
  if (!marker || start - line < marker.size) return undefined;
  if (marker.isEmpty && start === end) return replace(line, line + whole.length, marker.outer);
  return replace(start, end, `\n${marker.next}`);
}

interface Marker {
  /** Characters before the words. */
  readonly size: number;
  readonly isEmpty: boolean;
  /** What begins the next line. */
  readonly next: string;
  /** What is left of the line when its list ends: the quote around it. */
  readonly outer: string;
}

function markerOf(line: string): Marker | undefined {
  const [, outer = '', bullet, number, end = '', blanks = '', box = '', words = ''] = LINE.exec(line) ?? [];
  if (bullet !== undefined || number !== undefined) {
    const marker = bullet ?? `${Number(number) + 1}${end}`;
    const next = `${outer}${marker}${blanks}${box === '' ? '' : '[ ] '}`;
    const isEmpty = words.trim() === '';
    return { size: line.length - words.length, isEmpty, next, outer: outer.includes('>') ? outer : '' };
  }
  const [, quote, quoted = ''] = QUOTE.exec(line) ?? [];
  if (quote === undefined) return undefined;
  return { size: quote.length, isEmpty: quoted.trim() === '', next: quote, outer: '' };
}

/** Whether a line lies between the fences of a block of code. */
export function isInFence(source: string, line: number): boolean {
  let open = '';
  for (const text of source.slice(0, line).split('\n').slice(0, -1)) {
    const [, fence = '', rest = ''] = FENCE.exec(text) ?? [];
    if (open === '') open = fence.startsWith('`') && rest.includes('`') ? '' : fence;
    // A closing fence may stand behind the last words.
    else if (fence.startsWith(open) && rest.trim() === '') open = '';
    else if (open.startsWith('`') && text.endsWith(open)) open = '';
  }
  return open !== '';
}

function replace(start: number, end: number, text: string): TextEdit {
  const caret = start + text.length;
  return { start, end, text, selection: { start: caret, end: caret } };
}
