/** A block of code between fences, and the place of its lines in the text. */
export interface Fence {
  /** Where the line of its opening fence begins. */
  readonly start: number;
  /** Behind that line, before the break. */
  readonly from: number;
  /** Before the break of the closing fence's line, else the text's end. */
  readonly to: number;
  readonly isClosed: boolean;
}

/**
 * A line that the parser may take for a fence, whatever is around it. What may stand before is all that begins a quote, an
 * item or a text; U+2028, which is a line's end for `^`, is none for the parser.
 */
const LINE = /(?<![^\r\n])([\ufeff \t>*+\-\d.)]*)(`{3,}|~{3,})([^\r\n]*)/g;
/** One before which nothing but blanks stands, or an item that no paragraph keeps from beginning. */
const INDENTED = /^ *(?:(?:[-*+]|1[.)]) +)?$/;
const BLANK = /^[ \t]*$/;
const BREAK = /\r\n?|\n/;

interface Line {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly marks: string;
  readonly behind: string;
}

/**
 * The blocks of code of a text that are certain to be ones for the parser, too: whose fence begins a line, where no quote and
 * no list goes on. Those in lists are only skipped; behind what may be a fence or not, none is certain any more.
 */
export function fencesOf(source: string): readonly Fence[] {
  const fences: Fence[] = [];
  const lines = linesOf(source);
  for (let next = lines.next(); !next.done; next = lines.next()) {
    const open = next.value;
    if (open.marks.startsWith('`') && open.behind.includes('`')) continue;
    if (open.before !== '' && !INDENTED.test(open.before)) break;
    const close = closeOf(open, lines);
    if (open.before === '') fences.push(fenceOf(source, open, close));
    else if (!close || !isWithin(source.slice(open.end, close.start), open, close)) break;
  }
  return fences;
}

function* linesOf(source: string): Generator<Line, undefined> {
  if (!source.includes('```') && !source.includes('~~~')) return;
  for (const { 0: line, 1: before = '', 2: marks = '', 3: behind = '', index } of source.matchAll(LINE))
    yield { start: index, end: index + line.length, before, marks, behind };
}

function closeOf({ marks }: Line, lines: Iterator<Line, undefined>): Line | undefined {
  for (let next = lines.next(); !next.done; next = lines.next()) {
    const { before, marks: others, behind } = next.value;
    if (others.startsWith(marks) && BLANK.test(before) && BLANK.test(behind)) return next.value;
  }
  return undefined;
}

function fenceOf(source: string, { start, end }: Line, close: Line | undefined): Fence {
  if (!close) return { start, from: end, to: source.length, isClosed: false };
  const isPair = source.startsWith('\r\n', close.start - 2);
  return { start, from: end, to: close.start - (isPair ? 2 : 1), isClosed: true };
}

/** Whether all lines between two fences are as far inside as the first: then both belong together, in a list and outside. */
function isWithin(between: string, { before }: Line, close: Line): boolean {
  const blanks = ' '.repeat(before.length);
  const isInside = (line: string): boolean => line.startsWith(blanks) || BLANK.test(line);
  return close.before.startsWith(blanks) && between.split(BREAK).every(isInside);
}
