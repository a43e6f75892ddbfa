import { PLAIN, runsOf } from './inline.js';
import { writeRuns, type Run } from './runs.js';
import { descendants, type Element } from './tree.js';

/** Blocks that a cell of a chat's table cannot hold. */
const BLOCKS = ['table', 'ul', 'ol', 'blockquote', 'pre', 'h1', 'h2', 'h3'];

/** The rows of a table that holds data, as Markdown; undefined for one that only arranges what is in it. */
export function writeTable(table: Element): string | undefined {
  if (table.attributes['role'] === 'presentation' || BLOCKS.some((tag) => descendants(table, tag).length > 0))
    return undefined;
  const rows = descendants(table, 'tr')
    .map(cellsOf)
    .filter((cells) => cells.some((cell) => cell !== ''));
  const width = Math.max(0, ...rows.map(filled));
  if (rows.length < 2 || width < 2) return undefined;
  const [head = [], ...body] = rows.map((cells) => Array.from({ length: width }, (_, column) => cells[column] ?? ''));
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}

/** Up to which cell there is something. */
function filled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellsOf(row: Element): string[] {
  return row.children.flatMap((cell) => {
    if (typeof cell === 'string' || (cell.tag !== 'td' && cell.tag !== 'th')) return [];
    const runs = runsOf(
      cell.children.flatMap((child) => [child, ' ']),
      PLAIN,
    );
    // Another bar would end the cell.
    const inOneLine = runs.map((run): Run => ({ ...run, text: run.text.replace(/\n/g, ' ').replace(/\|/g, '¦') }));
    const wide = Math.min(50, Math.max(1, Number(cell.attributes['colspan']) || 1));
    return [writeRuns(inOneLine).trim(), ...Array.from({ length: wide - 1 }, () => '')];
  });
}
