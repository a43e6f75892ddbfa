import type { Image, List, Nodes, Root } from 'mdast';
import { mentionText } from '../model/mention.js';
import { HIDDEN } from './hidden.js';
// What the tree may hold beside mdast's own.
import type {} from './spoiler.js';

/** Nested deeper than this nobody can follow: the rest is shown as plain text, so that no input overflows the stack. */
export const MAX_DEPTH = 30;

/**
 * Calls `visit` for a node and all below it in reading order, unless it answers false for it; by a stack of its own, so
 * that no depth overflows.
 */
export function walk(root: Nodes, visit: (node: Nodes) => unknown): void {
  const open: Nodes[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    if (visit(node) !== false && 'children' in node) open.push(...[...node.children].reverse());
  }
}

/**
 * The words of a subtree: no markup, white space between blocks and cells, `\n` where a line breaks. What is not written
 * as words but says something, such as the number before an item, is told as it was typed; what is hidden stays so.
 * `transform` is applied to written text, not to code and addresses.
 */
export function textOf(root: Nodes, transform: (text: string) => string = (text) => text): string {
  let text = '';
  // What stands before a node, and the texts that are not to be transformed.
  const markers = new Map<Nodes, string>();
  const addresses = new Set<Nodes>();
  walk(root, (node) => {
    if (node.type === 'list') markersOf(node).forEach((marker, item) => markers.set(item, marker));
    if (node.type === 'link' && node.data?.isLiteral) node.children.forEach((child) => addresses.add(child));
    text += markers.get(node) ?? '';
    if (node.type === 'spoiler') {
      text += HIDDEN;
      return false;
    }
    text += node.type === 'text' && !addresses.has(node) ? transform(node.value) : ownText(node);
    return true;
  });
  return text.trim();
}

/** What the items of a list have before them that says something: numbers, and whether a task is done. */
function markersOf(list: List): ReadonlyMap<Nodes, string> {
  const numbers = numbersOf(list);
  return new Map(
    list.children.map((item, index) => {
      const number = list.ordered ? `${numbers[index]}. ` : '';
      return [item, ` ${number}${typeof item.checked === 'boolean' ? (item.checked ? '☑ ' : '☐ ') : ''}`];
    }),
  );
}

/** The numbers of an ordered list as they were written; where all are the same, somebody lets the reader's side count. */
export function numbersOf({ children, start }: List): readonly number[] {
  const written = children.map(({ data }, index) => data?.number ?? (start ?? 1) + index);
  const isCounted = written.every((number) => number === written[0]);
  return isCounted ? written.map((number, index) => number + index) : written;
}

function ownText(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'mention':
      return mentionText(node);
    case 'link':
      return node.children.length === 0 ? node.url : '';
    case 'code':
      return ` ${node.lang ? `${node.lang} ` : ''}${node.value} `;
    case 'image':
      return node.alt || node.url;
    case 'break':
      return '\n';
    case 'thematicBreak':
      return ' --- ';
    case 'paragraph':
    case 'heading':
    case 'tableCell':
      return ' ';
    default:
      return '';
  }
}

/** The pictures below a node. */
export function imagesIn(root: Nodes): Image[] {
  const images: Image[] = [];
  walk(root, (node) => {
    if (node.type === 'image') images.push(node);
  });
  return images;
}

/** True when a tree would paint nothing that tells what was sent. */
export function isInvisible(root: Root): boolean {
  let visible = false;
  walk(root, (node) => {
    visible ||= isVisible(node);
  });
  return !visible;
}

function isVisible(node: Nodes): boolean {
  if (node.type === 'listItem') return typeof node.checked === 'boolean';
  if ('value' in node) return node.value.trim() !== '';
  return ['image', 'link', 'mention', 'thematicBreak'].includes(node.type);
}

/** Whether blank lines stand between a list's items, or within one: then all of them are set apart. */
export function isLoose(list: List): boolean {
  return list.spread === true || list.children.some(({ spread }) => spread);
}
