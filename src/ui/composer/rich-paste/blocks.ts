import { fenced } from '../formatting/block.js';
import { lookIn, PLAIN, runsOf, type Look } from './inline.js';
import { writeRuns, type Run } from './runs.js';
import { writeTable } from './table.js';
import { descendants, wordsOf, type Element, type Node } from './tree.js';

/** A block as Markdown, and whether it stands close to another one of its kind. */
interface Block {
  readonly text: string;
  readonly kind: 'paragraph' | 'line' | 'item' | 'other';
}

const PARAGRAPHS = new Set(['p', 'dl', 'figure', 'address']);
const CONTAINERS = new Set([
  'div',
  'section',
  'article',
  'main',
  'header',
  'footer',
  'nav',
  'aside',
  'body',
  'html',
  'center',
  'form',
  'details',
  'summary',
  'dt',
  'dd',
  'figcaption',
  'tbody',
  'thead',
  'tfoot',
  'tr',
  'td',
  'th',
  'caption',
  'table',
  'google-sheets-html-origin',
]);
const MONOSPACE = /mono|consolas|courier|menlo|monaco/;

/** A tree as the chat's Markdown. */
export function writeTree(root: Element): string {
  return joined(blocksOf(root.children, PLAIN)).trim();
}

function joined(blocks: readonly Block[]): string {
  return blocks.reduce((text, block, index) => {
    const before = blocks[index - 1];
    if (!before) return block.text;
    const isClose = before.kind === block.kind && (block.kind === 'item' || block.kind === 'line');
    return `${text}${isClose ? '\n' : '\n\n'}${block.text}`;
  }, '');
}

/** The blocks among nodes; words between them are a line of their own. */
function blocksOf(nodes: readonly Node[], look: Look): Block[] {
  const blocks: Block[] = [];
  let loose: Run[] = [];
  const flush = (): void => {
    const text = writeRuns(loose).trim();
    if (text !== '') blocks.push({ text, kind: 'line' });
    loose = [];
  };
  for (const node of nodes) {
    if (typeof node !== 'string' && (isBlock(node) || holdsBlock(node))) {
      flush();
      blocks.push(...blocksIn(node, look));
    } else loose.push(...runsOf([node], look));
  }
  flush();
  return blocks;
}

function isBlock({ tag }: Element): boolean {
  return PARAGRAPHS.has(tag) || CONTAINERS.has(tag) || /^(?:h[1-6]|ul|ol|li|pre|blockquote|hr)$/.test(tag);
}

/** As the `<b>` that Google puts around a whole document. */
function holdsBlock({ children }: Element): boolean {
  return children.some((child) => typeof child !== 'string' && (isBlock(child) || holdsBlock(child)));
}

function blocksIn(element: Element, outer: Look): Block[] {
  const { tag, children, style } = element;
  const look = lookIn(element, outer);
  if (tag === 'hr') return [{ text: '---', kind: 'other' }];
  if (tag === 'pre' || isEditorCode(element)) return [codeBlock(element)];
  if (/^h[1-6]$/.test(tag)) return heading(element, look);
  if (tag === 'ul' || tag === 'ol') return listItems(element, look, 0);
  if (tag === 'li') return listItems({ ...element, tag: 'ul', children: [element] }, look, 0);
  if (tag === 'blockquote') return quoted(blocksOf(children, look));
  if (tag === 'table') {
    const text = writeTable(element);
    return text === undefined ? blocksOf(children, look) : [{ text, kind: 'other' }];
  }
  const level = /^l\d+ level(\d)/.exec(style.get('mso-list') ?? '')?.[1];
  if (level !== undefined) return [officeItem(element, look, Number(level) - 1)];
  const blocks = blocksOf(children, look);
  return PARAGRAPHS.has(tag)
    ? blocks.map((block) => (block.kind === 'line' ? { ...block, kind: 'paragraph' } : block))
    : blocks;
}

function heading({ tag, children }: Element, look: Look): Block[] {
  const marks = new Set([...look.marks].filter((mark) => mark !== 'bold'));
  const runs = runsOf(children, look).map((run) => ({
    ...run,
    marks: new Set([...run.marks].filter((mark) => mark !== 'bold')),
  }));
  const text = writeRuns(runs.length > 0 ? runs : [{ ...look, marks, text: '' }])
    .trim()
    .replace(/\n+/g, ' ');
  return text === '' ? [] : [{ text: `${'#'.repeat(Number(tag.charAt(1)))} ${text}`, kind: 'other' }];
}

function quoted(blocks: readonly Block[]): Block[] {
  const text = joined(blocks);
  if (text === '') return [];
  return [
    {
      text: text
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n'),
      kind: 'other',
    },
  ];
}

function codeBlock(element: Element): Block {
  return {
    text: fenced(
      codeLines(element)
        .join('\n')
        .replace(/^\n+|\s+$/g, '')
        .replace(/\u00a0/g, ' '),
    ),
    kind: 'other',
  };
}

/** An editor puts each line into an element. */
function codeLines(element: Element): string[] {
  const hasLines = element.children.some((child) => typeof child !== 'string' && child.tag === 'div');
  if (!hasLines) return [wordsOf(element)];
  return element.children.map((child) =>
    typeof child !== 'string' && child.tag === 'br' ? '' : wordsOf(child).replace(/\n$/, ''),
  );
}

/** What an editor of code has copied: VS Code marks it by its look alone. */
function isEditorCode({ tag, style }: Element): boolean {
  return (
    tag === 'div' &&
    (style.get('white-space') ?? '').startsWith('pre') &&
    MONOSPACE.test(style.get('font-family') ?? '')
  );
}

function listItems({ tag, children, attributes }: Element, look: Look, indent: number): Block[] {
  let number = Math.max(0, Number(attributes['start'] ?? 1) || 1);
  return children.flatMap((child): Block[] => {
    if (typeof child === 'string') return [];
    // Some put a list directly into a list.
    if (child.tag === 'ul' || child.tag === 'ol') return listItems(child, look, indent + 2);
    const marker = tag === 'ol' ? `${number}. ` : '- ';
    number += 1;
    return item(child, lookIn(child, look), marker, indent);
  });
}

function item(element: Element, look: Look, marker: string, indent: number): Block[] {
  const blocks = blocksOf(element.children, look);
  const [head, ...rest] = blocks;
  if (!head) return [];
  const inner = ' '.repeat(marker.length);
  const task = taskOf(element);
  const own = head.kind === 'item' ? { text: '', rest: blocks } : { text: head.text, rest };
  const below = own.rest.map(({ text }) => `\n${indented(text, inner)}`).join('');
  return [
    {
      text: indented(`${marker}${task}${indented(own.text, inner).trimStart()}${below}`, ' '.repeat(indent)),
      kind: 'item',
    },
  ];
}

function indented(text: string, by: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : by + line))
    .join('\n');
}

/** The box of a task, as GitHub and Google write it. */
function taskOf(element: Element): string {
  const box = descendants(element, 'input').find(({ attributes }) => attributes['type'] === 'checkbox');
  const checked = element.attributes['aria-checked'] ?? (box && String(box.attributes['checked'] !== undefined));
  return checked === undefined ? '' : checked === 'true' ? '[x] ' : '[ ] ';
}

/** Word writes a list as paragraphs, each with its bullet or number in the text. */
function officeItem(element: Element, look: Look, level: number): Block {
  const written = descendants(element, 'span').find(({ style }) => style.get('mso-list') === 'ignore');
  const number = /^\s*(\d+)[.)]/.exec(written ? wordsOf(written) : '')?.[1];
  const text = writeRuns(runsOf(element.children, look)).trim();
  // Three blanks reach into an item of either kind.
  return { text: `${' '.repeat(3 * level)}${number === undefined ? '-' : `${number}.`} ${text}`, kind: 'item' };
}
