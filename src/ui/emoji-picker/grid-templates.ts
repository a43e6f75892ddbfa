import { html, nothing, type TemplateResult } from 'lit';
import type { Emoji } from '../../emoji/emoji-data.js';
import { withSkinTone, type SkinTone } from '../../emoji/skin-tone.js';
import { renderCustomEmoji } from '../shared/custom-emoji.js';
import type { Section } from './sections.js';

const SKELETON_CELLS = 45;

export interface GridOptions {
  readonly sections: readonly Section[];
  readonly columns: number;
  readonly tone: SkinTone;
  readonly label: string;
  readonly sectionName: (section: Section) => string;
}

/**
 * The grid's rows and cells. Cells carry no listeners and no state: the picker listens on the grid, and moves the one
 * `tabindex="0"` itself, so that a step with the arrow keys renders nothing.
 */
export function renderGrid(options: GridOptions): TemplateResult {
  return html`<div role="grid" id="grid" aria-label=${options.label}>
    ${options.sections.map((section) => renderSection(section, options))}
  </div>`;
}

function renderSection(section: Section, { columns, tone, sectionName }: GridOptions): TemplateResult {
  const name = sectionName(section);
  // The heading is for the eye; assistive technology has the row group's name, as a grid may hold nothing but rows.
  return html`<div class="section" role="rowgroup" aria-label=${name} data-section=${section.id}>
    ${section.id === 'results' ? nothing : html`<div class="heading" aria-hidden="true">${name}</div>`}
    ${inRows(section.emojis, columns).map(
      (row) => html`<div class="row" role="row">${row.map((emoji) => renderCell(emoji, tone))}</div>`,
    )}
  </div>`;
}

function renderCell(emoji: Emoji, tone: SkinTone): TemplateResult {
  const shown = renderEmoji(emoji, tone);
  return html`<div class="cell" role="gridcell" tabindex="-1" aria-label=${emoji.label}>${shown}</div>`;
}

export function renderEmoji({ emoji, shortcodes, url }: Emoji, tone: SkinTone): string | TemplateResult {
  if (url !== undefined) return renderCustomEmoji({ shortcode: shortcodes[0] ?? '', url });
  return tone === 0 ? emoji : withSkinTone(emoji, tone);
}

/** The cell that an event of the grid is about. */
export function cellOf(event: Event): HTMLElement | undefined {
  return (event.target as Element).closest<HTMLElement>('.cell') ?? undefined;
}

/** The emoji in a cell, with its skin tone. */
export function emojiIn(cell: HTMLElement): string {
  return cell.querySelector('img')?.alt ?? cell.textContent.trim();
}

/** What stands in the grid's place until the data is there. */
export function renderCellsToCome(): TemplateResult {
  const cells = Array.from({ length: SKELETON_CELLS }, () => html`<div class="bone"></div>`);
  return html`<div class="cells-to-come row pulsing" aria-hidden="true">${cells}</div>`;
}

export function inRows<T>(items: readonly T[], columns: number): readonly (readonly T[])[] {
  const rows: T[][] = [];
  for (let start = 0; start < items.length; start += columns) rows.push(items.slice(start, start + columns));
  return rows;
}
