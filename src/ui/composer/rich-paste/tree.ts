import { Parser } from 'htmlparser2';

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  /** What its style attribute says, by property. */
  readonly style: ReadonlyMap<string, string>;
}
export type Node = string | Element;

/** Deeper than any document of a person; no input overflows the stack of who walks the tree. */
const MAX_DEPTH = 200;
/** What a page or an office program says beside its text. */
const UNSEEN = new Set([
  'head',
  'style',
  'script',
  'title',
  'xml',
  'template',
  'noscript',
  'svg',
  'math',
  'object',
  'iframe',
  'select',
  'button',
]);

/**
 * HTML as a tree. Not by the browser: a page may forbid strings to its parsers (Trusted Types), and a tree that is none of a
 * document's loads no picture and runs nothing.
 */
export function treeOf(html: string): Element {
  const root = element('root', {});
  const open: Element[] = [root];
  let skipped = 0;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const made = element(tag, attributes);
        if (skipped > 0 || UNSEEN.has(tag) || isHidden(made)) skipped += 1;
        else if (open.length < MAX_DEPTH) open.at(-1)?.children.push(made);
        open.push(made);
      },
      ontext(text) {
        if (skipped === 0) open[Math.min(open.length, MAX_DEPTH) - 1]?.children.push(text);
      },
      onclosetag() {
        open.pop();
        if (skipped > 0) skipped -= 1;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(fragmentOf(html));
  return root;
}

/** What was copied, without what Windows puts around it. */
function fragmentOf(html: string): string {
  const start = html.indexOf('<!--StartFragment-->');
  const end = html.lastIndexOf('<!--EndFragment-->');
  const body = end > start && start >= 0 ? html.slice(start + 20, end) : html;
  // A spreadsheet's fragment may begin within its table.
  return /^\s*<t[rdh]\b/i.test(body) || /^\s*<col/i.test(body) ? `<table>${body}</table>` : body;
}

function element(tag: string, attributes: Readonly<Record<string, string>>): Element {
  return { tag, attributes, children: [], style: styleOf(attributes['style'] ?? '') };
}

function styleOf(text: string): ReadonlyMap<string, string> {
  const style = new Map<string, string>();
  for (const declaration of text.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon > 0)
      style.set(
        declaration.slice(0, colon).trim().toLowerCase(),
        declaration
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return style;
}

/** Also the bullets that Word writes out, and the markers of notes. */
function isHidden({ style, attributes }: Element): boolean {
  return style.get('display') === 'none' || style.get('mso-hide') === 'all' || attributes['hidden'] !== undefined;
}

/** The words in a subtree, in code as they are. */
export function wordsOf(node: Node): string {
  if (typeof node === 'string') return node;
  if (node.tag === 'br') return '\n';
  return node.children.map(wordsOf).join('');
}

/** Elements of a tag anywhere below. */
export function descendants(root: Element, tag: string): Element[] {
  return root.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return [...(child.tag === tag ? [child] : []), ...descendants(child, tag)];
  });
}
