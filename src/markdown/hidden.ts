/** What stands in place of a hidden text wherever nobody can reveal it: previews, announcements, copies. */
export const HIDDEN = '▒▒▒';

/** Characters beyond a cut that are read for the end of what is hidden; what goes on for longer is left out. */
const LONGEST = 4_000;

const SPOILER = /\|\|(?=[^\s|])[^|\n]*(?:\|(?!\|)[^|\n]*|\n(?!\n)[^|\n]*)*\|\|/g;

/** A text as it was typed, without what its author hid: for where nothing reads its syntax. */
export function withoutSpoilers(source: string): string {
  return source.includes('||') ? source.replace(SPOILER, HIDDEN) : source;
}

/** Where a text that is cut at `length` ends, if that would leave the beginning of something hidden without its end. */
export function endOfCut(source: string, length: number): number {
  if (length >= source.length || !source.includes('||')) return length;
  const marks = source.slice(0, length).split('||').length - 1;
  // Between the two bars of one, too.
  const from = source.startsWith('||', length - 1) ? length - 1 : length;
  const isOpen = marks % 2 === 1 || from < length;
  const end = isOpen ? source.indexOf('||', from) : -1;
  if (end < 0) return length;
  return end - length < LONGEST ? end + 2 : source.lastIndexOf('||', from - 1);
}
