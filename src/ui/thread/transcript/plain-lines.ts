// The text of formatted messages as it is seen: list numbers, quotes, code and tables keep their shape.

type Block = (element: Element) => readonly string[];

const BLOCKS: Readonly<Record<string, Block>> = {
  P: linesOf,
  DIV: linesOf,
  BLOCKQUOTE: (element) => linesOf(element).map((line) => `> ${line}`.trimEnd()),
  PRE: (element) => element.textContent.replace(/\n$/, '').split('\n'),
  UL: listLines,
  OL: listLines,
  LI: linesOf,
  TABLE: (element) => [...element.querySelectorAll('tr')].map(tableRow),
  HR: () => ['---'],
};

/** What stands in the nodes of `parent`, line by line. */
export function linesOf(parent: Node): readonly string[] {
  const lines: string[] = [];
  let inline = '';
  const flush = (): void => {
    if (inline.trim() !== '') lines.push(...inline.trimEnd().split('\n'));
    inline = '';
  };
  for (const child of parent.childNodes) {
    const block = child instanceof Element ? BLOCKS[child.tagName] : undefined;
    if (!block) {
      inline += inlineText(child);
      continue;
    }
    flush();
    // Between paragraphs one sees a gap; in a list there is none.
    if (lines.length > 0 && parent.nodeName !== 'LI') lines.push('');
    lines.push(...block(child as Element));
  }
  flush();
  return lines;
}

function inlineText(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return textOf(node as Text);
  if (node.nodeName === 'BR') return '\n';
  if (node.nodeName === 'IMG') return (node as HTMLImageElement).alt;
  return [...node.childNodes].map(inlineText).join('');
}

/** Line breaks in the markup are none in the message, but where blanks are kept. */
function textOf({ data, parentElement }: Text): string {
  return parentElement?.closest('[data-blanks]') ? data : data.replace(/[ \t]*\n\s*/g, '');
}

/** The numbers of a list's items, as a browser counts. */
export function itemNumbers(list: Element): readonly number[] {
  let number = Number(list.getAttribute('start') ?? 1) - 1;
  return [...list.children].map((item) => (number = Number(item.getAttribute('value') ?? number + 1)));
}

function listLines(list: Element): readonly string[] {
  const numbers = itemNumbers(list);
  return [...list.children].flatMap((item, index) => {
    const mark = `${list.nodeName === 'OL' ? `${numbers[index]}.` : '-'} ${taskMark(item)}`;
    const [first = '', ...others] = linesOf(item);
    return [mark + first.trimStart(), ...others.map((line) => (line === '' ? '' : ' '.repeat(mark.length) + line))];
  });
}

function taskMark(item: Element): string {
  const box = item.querySelector(':scope > input, :scope > p > input');
  if (!box) return '';
  return box.hasAttribute('checked') ? '[x] ' : '[ ] ';
}

/** Cells with tabs between them are cells again in a spreadsheet. */
function tableRow(row: Element): string {
  return [...row.children].map((cell) => linesOf(cell).join(' ')).join('\t');
}
