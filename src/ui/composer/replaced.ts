/** A stretch of a text that was replaced, in UTF-16 units. */
export interface Replaced {
  readonly start: number;
  readonly end: number;
  readonly inserted: string;
}

/** What was replaced by what; of several answers ("aa" → "aaa") the one that ends where the caret is. */
export function replacedBetween(old: string, text: string, caret: number): Replaced {
  const shorter = Math.min(old.length, text.length);
  const most = Math.min(shorter, text.length - caret);
  let same = 0;
  while (same < most && old[old.length - 1 - same] === text[text.length - 1 - same]) same += 1;
  let start = 0;
  while (start < shorter - same && old[start] === text[start]) start += 1;
  return { start, end: old.length - same, inserted: text.slice(start, text.length - same) };
}
