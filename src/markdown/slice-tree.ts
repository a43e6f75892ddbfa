import type { Code, List, Nodes, Paragraph, Parents, Root, RootContent, Text } from 'mdast';
import { costsOf, MAX_COST, totalOf, type Costs } from './layout-cost.js';
import { groupSlices, sliceText, type Slice } from './slices.js';
import { isLoose, MAX_DEPTH, numbersOf } from './tree.js';

/** A message's tree in trees that can be laid out one by one: cut between its blocks, and within those that are too large. */
export function sliceTree(root: Root, source: string): readonly Root[] {
  const costs = costsOf(source);
  if (totalOf(costs) <= MAX_COST) return [root];
  return groupSlices(slicesOfChildren(root, { source, costs, depth: 0 })).map((group) => ({
    type: 'root',
    children: group.map(({ part }) => part as RootContent),
  }));
}

interface Context {
  readonly source: string;
  readonly costs: Costs;
  readonly depth: number;
}

function slicesOfChildren(parent: Parents, context: Context): readonly Slice<Nodes>[] {
  const inner = { ...context, depth: context.depth + 1 };
  return parent.children.flatMap((child) => slicesOf(child, inner));
}

function slicesOf(node: Nodes, context: Context): readonly Slice<Nodes>[] {
  const [start, end] = rangeOf(node);
  const cost = (context.costs[end] ?? 0) - (context.costs[start] ?? 0);
  if (cost <= MAX_COST) return [{ part: node, cost }];
  if (node.type === 'code') return [slicedCode(node)];
  if (node.type === 'text' || node.type === 'inlineCode')
    return mapParts(sliceText(node.value), (value) => ({ ...node, value }));
  // A part of a table has no head: it is shown as it was typed, and so is what cannot be taken apart.
  const typed = mapParts(sliceText(context.source.slice(start, end)), (value): Text => ({ type: 'text', value }));
  if (node.type === 'table') return mapParts(typed, (text): Paragraph => ({ type: 'paragraph', children: [text] }));
  // In a list there are items only, whatever the depth.
  const isTooDeep = context.depth >= MAX_DEPTH && node.type !== 'listItem';
  if (isTooDeep || !('children' in node)) return typed;
  const whole = node.type === 'list' ? withOwnItems(node) : node;
  return groupSlices(slicesOfChildren(whole, context)).map((group) => partOf(whole, group));
}

/** It stays one block, which has the first of its slices, and gets the others, within itself. */
function slicedCode(node: Code): Slice<Code> {
  const slices = sliceText(node.value);
  return { part: { ...node, data: { slices: slices.map(({ part }) => part) } }, cost: slices[0]?.cost ?? 0 };
}

function mapParts<From, To extends Nodes>(slices: readonly Slice<From>[], change: (part: From) => To): Slice<To>[] {
  return slices.map(({ part, cost }) => ({ part: change(part), cost }));
}

function rangeOf({ position }: Nodes): readonly [number, number] {
  return [position?.start.offset ?? 0, position?.end.offset ?? 0];
}

function partOf(node: Parents, group: readonly Slice<Nodes>[]): Slice<Nodes> {
  const part = { ...node, children: group.map((slice) => slice.part) } as Parents;
  return { part, cost: group.reduce((sum, slice) => sum + slice.cost, 0) };
}

/** A list whose items know what they have from the whole: their numbers, and whether all of them are set apart. */
function withOwnItems(list: List): List {
  const numbers = numbersOf(list);
  const children = list.children.map((item, index) => ({ ...item, data: { number: numbers[index] ?? 1 } }));
  return { ...list, spread: isLoose(list), children };
}
