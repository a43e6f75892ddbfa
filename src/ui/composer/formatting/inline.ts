import { canClose, canOpen } from '../../../markdown/flanking.js';
import type { Selection } from '../text-history.js';
import { codeSpan, wholeCharacters, type Format, type TextEdit } from './edit.js';
import { formatOf, partsOf, type Parse, type Part } from './outline.js';

export type InlineFormat = Extract<Format, 'bold' | 'italic' | 'strike' | 'code'>;

const MARKERS: Readonly<Record<InlineFormat, string>> = { bold: '**', italic: '_', strike: '~~', code: '`' };
/** What stands before a line's words: quotes, the marker of an item, a task's box, a heading. */
const PREFIX = /^[ \t]*(?:> ?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?(?:#{1,6}[ \t]+)?/;
const INLINE: readonly Part['type'][] = ['strong', 'emphasis', 'delete', 'inlineCode', 'link', 'image', 'spoiler'];

interface Context {
  readonly source: string;
  readonly format: InlineFormat;
  readonly parts: readonly Part[];
}

/** Makes what is selected bold, italic, struck or code, or takes that from it. With a bare caret it begins such a stretch. */
export function toggleInline(
  source: string,
  selected: Selection,
  format: InlineFormat,
  parse: Parse,
): TextEdit | undefined {
  const selection = wholeCharacters(source, selected);
  const parts = partsOf(source, parse);
  if (parts.some((part) => part.type === 'code' && overlaps(part, selection))) return undefined;
  const context: Context = { source, format, parts };
  const pieces = piecesOf(source, selection);
  if (pieces.length === 0) return atCaret(context, selection.end);
  const whole = { start: pieces[0]?.start ?? 0, end: pieces.at(-1)?.end ?? 0 };
  const isOn = pieces.every((piece) => around(context, piece) !== undefined);
  const edits = pieces.map((piece) => (isOn ? unmark(context, piece, whole) : mark(context, piece)));
  return joined(source, apart(edits.filter((edit) => edit !== undefined)));
}

/** The words of each line of a selection, without blanks around them. */
function piecesOf(source: string, { start, end }: Selection): readonly Selection[] {
  const pieces: Selection[] = [];
  for (let line = source.lastIndexOf('\n', start - 1) + 1; line < end;) {
    const next = source.indexOf('\n', line);
    const lineEnd = next < 0 ? source.length : next;
    const prefix = PREFIX.exec(source.slice(line, lineEnd))?.[0].length ?? 0;
    const from = Math.max(start, line + prefix);
    const words = source.slice(from, Math.min(end, lineEnd));
    const trimmed = words.trim();
    const blanks = words.length - words.trimStart().length;
    if (trimmed !== '') pieces.push({ start: from + blanks, end: from + blanks + trimmed.length });
    line = lineEnd + 1;
  }
  return pieces;
}

function overlaps(a: Selection, b: Selection): boolean {
  return a.start < Math.max(b.end, b.start + 1) && b.start < a.end;
}

/** The innermost part of the wanted format in which all of a piece lies. */
function around({ format, parts }: Context, { start, end }: Selection): Part | undefined {
  return parts.findLast((part) => formatOf(part) === format && part.start <= start && end <= part.end);
}

/** Without its markers. */
function unmark(context: Context, piece: Selection, whole: Selection): TextEdit | undefined {
  const part = around(context, piece);
  if (!part) return undefined;
  const { inner, start, end } = part;
  const size = inner.start - start;
  const place = (index: number): number => Math.max(inner.start, Math.min(inner.end, index)) - size;
  const text = context.source.slice(inner.start, inner.end);
  const selection = { start: place(whole.start), end: place(whole.end) };
  return { start, end, text, selection };
}

function mark(context: Context, piece: Selection): TextEdit | undefined {
  const { source, format } = context;
  const range = opening(source, grown(context, piece), format);
  if (!range) return undefined;
  const text = format === 'code' ? source.slice(range.start, range.end) : withoutMarkers(context, range);
  const marked = format === 'code' ? codeSpan(text) : MARKERS[format] + text + MARKERS[format];
  const before = range.start + marked.indexOf(text);
  return { ...range, text: marked, selection: { start: before, end: before + text.length } };
}

/** A piece with all that it holds a part of only: no marker comes between those of others. */
function grown({ parts }: Context, piece: Selection): Selection {
  let { start, end } = piece;
  const inline = parts.filter(({ type }) => INLINE.includes(type));
  for (let isStable = false; !isStable;) {
    isStable = true;
    for (const part of inline) {
      const isOutside = part.end <= start || part.start >= end || (start <= part.start && part.end <= end);
      const isWhole = part.type === 'inlineCode' || part.type === 'image' || part.isLiteral;
      const isWithin = part.inner.start <= start && end <= part.inner.end && !isWhole;
      if (isOutside || isWithin) continue;
      [start, end] = [Math.min(start, part.start), Math.max(end, part.end)];
      isStable = false;
    }
  }
  return { start, end };
}

/** The text of a range without the markers of the format that all of it gets. */
function withoutMarkers({ source, parts, format }: Context, { start, end }: Selection): string {
  const cuts = parts
    .filter((part) => formatOf(part) === format && start <= part.start && part.end <= end)
    .flatMap(
      (part) =>
        [
          [part.start, part.inner.start],
          [part.inner.end, part.end],
        ] as const,
    )
    .sort(([a], [b]) => a - b);
  let text = '';
  let at = start;
  for (const [from, to] of cuts) {
    text += source.slice(at, from);
    at = to;
  }
  return text + source.slice(at, end);
}

/** The range itself, or with the rest of its words, where a marker within them would be none. */
function opening(source: string, { start, end }: Selection, format: InlineFormat): Selection | undefined {
  if (format === 'code') return { start, end };
  const line = source.lastIndexOf('\n', start - 1) + 1;
  const next = source.indexOf('\n', end);
  const lineEnd = next < 0 ? source.length : next;
  const code = (index: number): number | null =>
    index < 0 || index >= source.length ? null : source.charCodeAt(index);
  const marker = MARKERS[format];
  // Beside the same sign it would be a part of a row of them; and within a character there is no place.
  const isPlace = (index: number, beside: number): boolean =>
    source[beside] !== marker[0] && wholeCharacters(source, { start: index, end: index }).start === index;
  const opens = (index: number): boolean => isPlace(index, index - 1) && canOpen(code(index - 1), code(index));
  const closes = (index: number): boolean =>
    isPlace(index, index) && canClose(code(index - 1), code(index), marker.length);
  const from =
    first(start, line + (PREFIX.exec(source.slice(line, lineEnd))?.[0].length ?? 0), -1, opens) ??
    first(start, end - 1, 1, opens);
  const to = first(end, lineEnd, 1, closes) ?? first(end, start + 1, -1, closes);
  return from === undefined || to === undefined || from >= to ? undefined : { start: from, end: to };
}

function first(from: number, to: number, step: 1 | -1, fits: (index: number) => boolean): number | undefined {
  for (let index = from; step > 0 ? index <= to : index >= to; index += step) if (fits(index)) return index;
  return undefined;
}

/** Begins a stretch, or goes out of one, or takes the marks of the one around the caret. */
function atCaret(context: Context, caret: number): TextEdit {
  const { source, format } = context;
  const marker = MARKERS[format];
  const before = caret - marker.length;
  const isEmptyPair =
    source.slice(before, caret) === marker &&
    source.startsWith(marker, caret) &&
    source[before - 1] !== marker[0] &&
    source[caret + marker.length] !== marker[0];
  if (isEmptyPair)
    return { start: before, end: caret + marker.length, text: '', selection: { start: before, end: before } };
  const part = context.parts.findLast(
    (candidate) => formatOf(candidate) === format && candidate.inner.start <= caret && caret <= candidate.inner.end,
  );
  if (part?.inner.end === caret)
    return { start: caret, end: caret, text: '', selection: { start: part.end, end: part.end } };
  const unmarked = part && unmark(context, { start: caret, end: caret }, { start: caret, end: caret });
  if (unmarked) return unmarked;
  const inside = caret + marker.length;
  return { start: caret, end: caret, text: marker + marker, selection: { start: inside, end: inside } };
}

/** Without those that another one has done: what is marked may go over several lines. */
function apart(edits: readonly TextEdit[]): readonly TextEdit[] {
  let end = -1;
  return edits.filter((edit) => {
    if (edit.start < end) return false;
    end = edit.end;
    return true;
  });
}

/** Several edits, none of which overlaps another, as one. */
function joined(source: string, edits: readonly TextEdit[]): TextEdit | undefined {
  const [head] = edits;
  if (!head) return undefined;
  let text = '';
  let at = head.start;
  let start: number | undefined;
  let end = 0;
  for (const edit of edits) {
    text += source.slice(at, edit.start);
    const shift = head.start + text.length - edit.start;
    start ??= edit.selection.start + shift;
    end = edit.selection.end + shift;
    text += edit.text;
    at = edit.end;
  }
  return { start: head.start, end: at, text, selection: { start: start ?? head.start, end } };
}
