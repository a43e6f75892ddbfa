import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { affordable } from '../../src/markdown/limits.js';
import { loadFormatter } from '../../src/markdown/load.js';
import { toPlainText } from '../../src/markdown/plain-text.js';
import { renderMarkdown } from '../../src/markdown/render.js';
import { sliceText } from '../../src/markdown/slices.js';
import { pathological } from '../support/pathological.js';
import { drawnText, drawnMarkup } from '../support/drawn-markup.js';

const EMOJIS: Readonly<Record<string, string>> = { smile: '😄', x: '❌', b: '🅱️', key: '🔑', '+1': '👍' };
const emojiFor = (shortcode: string) => EMOJIS[shortcode];
const labels = { image: (alt: string) => alt, taskDone: '', taskOpen: '', code: 'code', spoiler: 'spoiler' };
const DOCUMENT = new URL('../../docs/decisions/markdown-for-chat.md', import.meta.url);

interface Row {
  readonly input: string;
  readonly shown: string;
  readonly said: string;
}

/** The table of the document: code in each cell, `⏎` for a line's end, `⇥` for a tab, `\|` for a bar. */
function rowsOf(document: string): readonly Row[] {
  const rows = document.split('\n').filter((line) => /^\|\s*`/.test(line));
  return rows.map((line) => {
    const cells = line.split(/(?<!\\)\|/).slice(1, -1);
    const [input = '', shown = '', said = ''] = cells.map(textOfCell);
    return { input, shown, said };
  });
}

function textOfCell(cell: string): string {
  const [, , code = ''] = /^\s*(`+)(.*?)\1\s*$/.exec(cell) ?? [];
  return code
    .replace(/^ (.*) $/, '$1')
    .replaceAll('⏎', '\n')
    .replaceAll('⇥', '\t')
    .replaceAll('\\|', '|');
}

before(() => loadFormatter());

describe('what is shown of what somebody types', () => {
  const rows = rowsOf(readFileSync(DOCUMENT, 'utf8'));

  it('is told by the document', () => assert.ok(rows.length > 60, `${rows.length} rows`));

  for (const { input, shown, said } of rows) {
    it(`of ${JSON.stringify(input)}`, () => {
      assert.equal(drawnMarkup(renderMarkdown(input, { labels, emojiFor })), shown);
      assert.equal(toPlainText(input, { emojiFor }), said);
    });
  }
});

describe('previews, announcements and the thread', () => {
  // Numbers and boxes are drawn by the browser: letters and pictures are compared.
  const words = (text: string): string => text.replace(/[☑☐]|[^\p{L}\p{M}\p{So}]/gu, '');

  it('say the same', () => {
    fc.assert(
      fc.property(pathological, (source) => {
        const text = source.slice(0, 600);
        // A text in slices may be cut in the middle of a shortcode.
        fc.pre(!text.includes('](') && sliceText(text).length === 1);
        // What is too much to be read is shown as it was typed, and nobody could reveal it there.
        fc.pre(affordable(text).tail === '');
        const drawn = drawnText(renderMarkdown(text, { labels, emojiFor }));
        assert.equal(words(toPlainText(text, { emojiFor })), words(drawn));
      }),
      { numRuns: 1_500 },
    );
  });
});
