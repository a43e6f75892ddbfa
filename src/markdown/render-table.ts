import { html, nothing, type TemplateResult } from 'lit';
import type { AlignType, Table, TableCell, TableRow } from 'mdast';
import type { RenderContext } from './context.js';
import { blockDirection } from './direction.js';
import { textOf } from './tree.js';

/** A table in a frame that scrolls sideways, also by keyboard; it is named by its own column heads. */
export function renderTable(table: Table, context: RenderContext): TemplateResult {
  const [head, ...rows] = table.children;
  const align = table.align ?? [];
  const body = rows.map((row) => renderRow(row, align, renderCell, context));
  // A group, not a region: every region would be one more landmark of the page around us.
  return html`<div
    class="md-table"
    role="group"
    tabindex="0"
    aria-label=${nameOf(head)}
    dir=${blockDirection(table, context)}
  >
    <table>
      <thead>
        ${head ? renderRow(head, align, renderHeadCell, context) : nothing}
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

type CellRenderer = (cell: TableCell, align: AlignType | undefined, context: RenderContext) => TemplateResult;

function renderRow(row: TableRow, align: readonly AlignType[], cell: CellRenderer, context: RenderContext) {
  return html`<tr>
    ${row.children.map((child, column) => cell(child, align[column], context))}
  </tr>`;
}

function renderCell(cell: TableCell, align: AlignType | undefined, context: RenderContext): TemplateResult {
  return html`<td data-align=${align ?? nothing}>${context.children(cell, context)}</td>`;
}

function renderHeadCell(cell: TableCell, align: AlignType | undefined, context: RenderContext): TemplateResult {
  // An empty head names nothing, so it is none.
  if (cell.children.length === 0) return renderCell(cell, align, context);
  return html`<th scope="col" data-align=${align ?? nothing}>${context.children(cell, context)}</th>`;
}

function nameOf(head: TableRow | undefined): string {
  const names = (head?.children ?? []).map((cell) => textOf(cell)).filter((name) => name !== '');
  return names.join(', ') || '…';
}
