// What few messages need, as one chunk that src/markdown/lazy-syntax.ts loads: GFM's tables, pictures that load on a click, and
// the names of characters.
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { RareSyntax } from './lazy-syntax.js';
import { entityCharacter } from './entities.js';
import { picture } from './picture.js';
import { renderTable } from './render-table.js';

export const rareSyntax: RareSyntax = {
  extension: gfmTable(),
  fromMarkdown: gfmTableFromMarkdown(),
  entityCharacter,
  picture,
  renderTable,
};
