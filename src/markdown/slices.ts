import { costsOf, MAX_COST, totalOf, type Costs } from './layout-cost.js';

/** A part of something, and what it costs to lay it out (see layout-cost.ts). */
export interface Slice<Part> {
  readonly part: Part;
  readonly cost: number;
}

/** What belongs to the character before it: combining marks, variations, the second half of a character. */
const JOINED = /^[\p{M}\p{EMod}\u200d\udc00-\udfff]/u;
/** Longer than any character that is made of many. */
const MAX_JOINED = 64;

/** A text in slices that can be laid out one by one: cut where a line begins, else at a blank, else between characters. */
export function sliceText(text: string): readonly Slice<string>[] {
  const costs = costsOf(text);
  if (totalOf(costs) <= MAX_COST) return [{ part: text, cost: totalOf(costs) }];
  const slices: Slice<string>[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOf(text, costs, start);
    slices.push({ part: text.slice(start, end), cost: (costs[end] ?? 0) - (costs[start] ?? 0) });
    start = end;
  }
  return slices;
}

/** Puts slices together that can be laid out in one go. */
export function groupSlices<Priced extends Slice<unknown>>(slices: readonly Priced[]): readonly (readonly Priced[])[] {
  const groups: Priced[][] = [];
  let left = 0;
  for (const slice of slices) {
    const group = groups.at(-1);
    if (group && slice.cost <= left) group.push(slice);
    else groups.push([slice]);
    left = (group && slice.cost <= left ? left : MAX_COST) - slice.cost;
  }
  return groups;
}

function endOf(text: string, costs: Costs, start: number): number {
  const most = lastWithin(costs, (costs[start] ?? 0) + MAX_COST);
  if (most >= text.length) return text.length;
  // What is cut far too early makes slices that are too many.
  const least = start + (most - start) / 2;
  const line = text.lastIndexOf('\n', most - 1) + 1;
  if (line > least) return line;
  const blank = text.lastIndexOf(' ', most - 1) + 1;
  return blank > least ? blank : betweenCharacters(text, most);
}

/** The last index up to which a text costs at most `cost`. */
function lastWithin(costs: Costs, cost: number): number {
  let [low, high] = [0, costs.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((costs[middle] ?? 0) <= cost) low = middle;
    else high = middle - 1;
  }
  return low;
}

function betweenCharacters(text: string, index: number): number {
  let end = index;
  while (end > index - MAX_JOINED && JOINED.test(text.slice(end, end + 2))) end -= 1;
  return end;
}
