import type { Root } from 'mdast';
import type { Fence } from './fences.js';
import { walk } from './tree.js';

// Micromark takes some 20 microseconds for each line of a block of code, a quarter of a second for the longest message, only
// to find that it is one. So it sees the fences alone, and the lines are put between them afterwards.

/** The text without the lines of its blocks of code; the lines of their fences stay. */
export function withoutFenced(source: string, fences: readonly Fence[]): string {
  let [short, end] = ['', 0];
  for (const { from, to } of fences) {
    short += source.slice(end, from);
    end = to;
  }
  return short + source.slice(end);
}

/**
 * Puts the lines of blocks of code into the tree of a text that was read without them, and all nodes where they are in the
 * whole text (their offsets; nobody asks for lines).
 * @throws Error when the parser sees another block than a fence
 */
export function fillFences(root: Root, source: string, fences: readonly Fence[]): void {
  if (fences.length === 0) return;
  walk(root, ({ position }) => {
    for (const point of position ? [position.start, position.end] : []) {
      point.offset = wholeOffset(point.offset ?? 0, fences);
    }
  });
  const blocks = new Map(root.children.map((block) => [block.position?.start.offset, block]));
  for (const fence of fences) {
    const block = blocks.get(fence.start);
    if (block?.type !== 'code' || block.value !== '') throw new Error('A fence is none');
    block.value = linesIn(source, fence);
  }
}

function wholeOffset(offset: number, fences: readonly Fence[]): number {
  let whole = offset;
  for (const { from, to } of fences) {
    if (whole < from) break;
    whole += to - from;
  }
  return whole;
}

function linesIn(source: string, { from, to, isClosed }: Fence): string {
  const lines = source.slice(from, to).replace(/^(?:\r\n?|\n)/, '');
  return (isClosed ? lines : lines.replace(/(?:\r\n?|\n)$/, '')).replaceAll('\0', '\ufffd');
}
