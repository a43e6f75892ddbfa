import type { Definition, Image, List, Nodes, Root } from 'mdast';

/** Nested deeper than this nobody can follow: the rest is shown as plain text, so that no input overflows the stack. */
export const MAX_DEPTH = 30;

/** Calls `visit` for a node and all below it in reading order; by a stack of its own, so that no depth overflows. */
export function walk(root: Nodes, visit: (node: Nodes) => void): void {
  const open: Nodes[] = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node);
    if ('children' in node) open.push(...[...node.children].reverse());
  }
}

/**
 * The words of a subtree: no markup, white space between blocks and cells, `\n` where a line breaks.
 * `transform` is applied to written text, not to code.
 */
export function textOf(root: Nodes, transform: (text: string) => string = (text) => text): string {
  let text = '';
  walk(root, (node) => {
    text += node.type === 'text' ? transform(node.value) : ownText(node);
  });
  return text.trim();
}

function ownText(node: Nodes): string {
  switch (node.type) {
    case 'inlineCode':
      return node.value;
    case 'link':
      return node.children.length === 0 ? node.url : '';
    case 'code':
      return ` ${node.value} `;
    case 'image':
      return node.alt || node.url;
    case 'break':
      return '\n';
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

/** Puts links and images in place of their references, and drops the definitions: the first of a name counts. */
export function resolveReferences(root: Root): void {
  const definitions = definitionsIn(root);
  if (definitions.size === 0) return;
  walk(root, (node) => {
    if (!('children' in node)) return;
    // Replaced in place before the walk goes on into them.
    node.children.forEach((child, index) => {
      (node.children as Nodes[])[index] = resolved(child, definitions);
    });
  });
}

function definitionsIn(root: Root): Map<string, Definition> {
  const definitions = new Map<string, Definition>();
  walk(root, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier)) definitions.set(node.identifier, node);
  });
  return definitions;
}

function resolved(node: Nodes, definitions: ReadonlyMap<string, Definition>): Nodes {
  if (node.type !== 'linkReference' && node.type !== 'imageReference') return node;
  const definition = definitions.get(node.identifier);
  if (!definition) return node;
  const { url, title = null } = definition;
  const { position } = node;
  if (node.type === 'imageReference') return { type: 'image', url, title, alt: node.alt ?? null, position };
  return { type: 'link', url, title, children: node.children, position };
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
  return ['image', 'link', 'thematicBreak'].includes(node.type);
}

/** Whether blank lines stand between a list's items, or within one: then all of them are set apart. */
export function isLoose(list: List): boolean {
  return list.spread === true || list.children.some(({ spread }) => spread);
}
