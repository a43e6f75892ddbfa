import { isEmojiOnly } from '../../../markdown/emoji-only.js';
import type { Mark, Run } from './runs.js';
import type { Element, Node } from './tree.js';

const TAGS: Readonly<Record<string, Mark>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  cite: 'italic',
  s: 'strike',
  del: 'strike',
  strike: 'strike',
};
const CODE = new Set(['code', 'kbd', 'samp', 'tt']);

/** How text looks where it stands. */
export type Look = Omit<Run, 'text'>;

export const PLAIN: Look = { marks: new Set(), isCode: false, url: '' };

/** What an element adds to the look of the text in it, or takes from it. */
export function lookIn(element: Element, look: Look): Look {
  const { tag, style, attributes } = element;
  const marks = new Set(look.marks);
  const mark = TAGS[tag];
  if (mark) marks.add(mark);
  set(marks, 'bold', style.get('font-weight'), /^(?:bold|bolder|[6-9]00)$/, /^(?:normal|lighter|[1-5]00)$/);
  set(marks, 'italic', style.get('font-style'), /^(?:italic|oblique)/, /^normal/);
  set(
    marks,
    'strike',
    `${style.get('text-decoration') ?? ''} ${style.get('text-decoration-line') ?? ''}`,
    /line-through/,
    /^$/,
  );
  const isNote = attributes['class']?.includes('reference') === true;
  const url = tag === 'a' && !isNote ? (attributes['href'] ?? '') : look.url;
  return { marks, isCode: look.isCode || CODE.has(tag), url };
}

function set(marks: Set<Mark>, mark: Mark, value: string | undefined, on: RegExp, off: RegExp): void {
  if (value === undefined) return;
  if (on.test(value)) marks.add(mark);
  else if (off.test(value)) marks.delete(mark);
}

/** The text of nodes that make no block; a line's end in the source is a blank. */
export function runsOf(nodes: readonly Node[], look: Look): Run[] {
  return nodes.flatMap((node): Run[] => {
    if (typeof node === 'string') return [{ ...look, text: node.replace(/\s+/g, ' ') }];
    if (node.tag === 'br') return [{ ...look, text: '\n' }];
    if (node.tag === 'img') return pictureRuns(node, look);
    if (node.tag === 'sup' && node.attributes['class']?.includes('reference')) return [];
    if (node.style.get('mso-list') === 'ignore') return [];
    return runsOf(node.children, lookIn(node, look));
  });
}

/** Pictures stay behind, but for those that stand for an emoji. */
function pictureRuns({ attributes }: Element, look: Look): Run[] {
  const alt = attributes['alt'] ?? '';
  return alt !== '' && isEmojiOnly(alt) ? [{ ...look, text: alt }] : [];
}
