import type { Nodes, Root } from 'mdast';
import type { Selection } from '../text-history.js';
import type { Format } from './edit.js';

/** Reads a text as the chat's Markdown; undefined: nothing in it is formatted. */
export type Parse = (source: string) => Root | undefined;

/** A part of a text that is formatted, markers included. */
export interface Part extends Selection {
  readonly type: Nodes['type'];
  /** What stands between its markers. */
  readonly inner: Selection;
  /** A list's numbers. */
  readonly isOrdered: boolean;
  /** An address without any markup. */
  readonly isLiteral: boolean;
}

const FORMATS: Readonly<Partial<Record<Nodes['type'], Format>>> = {
  strong: 'bold',
  emphasis: 'italic',
  delete: 'strike',
  inlineCode: 'code',
  link: 'link',
  code: 'code-block',
  blockquote: 'quote',
};

/** All formatted parts of a text, the outer ones before the inner ones. */
export function partsOf(source: string, parse: Parse): readonly Part[] {
  const root = parse(source);
  const parts: Part[] = [];
  // The parser drops a byte order mark.
  const shift = source.startsWith('\ufeff') ? 1 : 0;
  const visit = (node: Nodes): void => {
    if (node.type !== 'root' && node.type !== 'text') parts.push(partOf(node, source, shift));
    if ('children' in node) node.children.forEach(visit);
  };
  if (root) visit(root);
  return parts;
}

export function formatOf(part: Part): Format | undefined {
  if (part.type === 'list') return part.isOrdered ? 'numbers' : 'bullets';
  return part.isLiteral ? undefined : FORMATS[part.type];
}

/** The formats of what is selected, or of where the caret stands. */
export function formatsAt(parts: readonly Part[], { start, end }: Selection): ReadonlySet<Format> {
  const around = parts.filter((part) => {
    const isBlock = ['list', 'blockquote', 'code'].includes(part.type);
    // Beside its outermost marker one is outside of a word's format, but still in the line of a block.
    if (start === end) return isBlock ? part.start <= start && end <= part.end : part.start < start && end < part.end;
    return part.start <= start && end <= part.end;
  });
  return new Set(around.map(formatOf).filter((format) => format !== undefined));
}

function partOf(node: Nodes, source: string, shift: number): Part {
  const start = (node.position?.start.offset ?? 0) + shift;
  const end = (node.position?.end.offset ?? 0) + shift;
  const isLiteral = node.type === 'link' && node.data?.isLiteral === true;
  const isOrdered = node.type === 'list' && node.ordered === true;
  return { type: node.type, start, end, inner: innerOf(node, source, start, end, shift), isOrdered, isLiteral };
}

function innerOf(node: Nodes, source: string, start: number, end: number, shift: number): Selection {
  if (node.type === 'inlineCode') {
    const fence = /^`*/.exec(source.slice(start, end))?.[0].length ?? 0;
    return { start: start + fence, end: end - fence };
  }
  if (!('children' in node)) return { start, end };
  const first = node.children[0]?.position?.start.offset;
  const last = node.children.at(-1)?.position?.end.offset;
  if (first === undefined || last === undefined)
    return node.type === 'link' ? { start: start + 1, end: start + 1 } : { start, end };
  return { start: first + shift, end: last + shift };
}
