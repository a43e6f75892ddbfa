// micromark takes quadratic time for some texts that only an attacker or a cat writes: 20,000 characters of `1. ` keep
// it busy for five seconds. Each limit is far above what people write, and keeps its pattern below 100 ms.
const MAX_LENGTH = 40_000;
const LIMITS: readonly (readonly [pattern: RegExp, max: number])[] = [
  [/\n|\r/g, 1000],
  [/(?:\*+|_+|~+)/g, 2000],
  [/\[/g, 800],
  [/\|/g, 3000],
  [/`+/g, 2000],
  // List and quote markers, several on a line when nested.
  [/(?:^|[ \t>])(?:>|[-+*]|\d{1,9}[.)])(?=[ \t>]|$)/gm, 1000],
];
// List and quote markers in a row on one line: as deep as the line nests.
const DEEP_LINE = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))){20}/m;

/** True when a text is cheap enough to be parsed as Markdown while somebody waits. */
export function isWithinLimits(source: string): boolean {
  if (source.length > MAX_LENGTH || DEEP_LINE.test(source)) return false;
  return LIMITS.every(([pattern, max]) => countUpTo(source, pattern, max) < max);
}

function countUpTo(source: string, pattern: RegExp, max: number): number {
  const matches = source.matchAll(pattern);
  let count = 0;
  while (count < max && matches.next().done !== true) count += 1;
  return count;
}
