import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Nodes } from 'mdast';
import { lacksSyntax, loadRareSyntax } from '../../src/markdown/lazy-syntax.js';
import { parseMessage } from '../../src/markdown/parse.js';
import { toPlainText } from '../../src/markdown/plain-text.js';

const TABLE =
  'Figures:\n\n| Queue   | **Calls** |\n| :------ | --------: |\n| Sales   |       412 |\n| a \\| b |           |';

const part = fc.constantFrom(
  ...[
    '|',
    '|',
    '-',
    '-',
    ':',
    ':',
    ' ',
    '\t',
    '\n',
    '\n',
    '\r\n',
    '\r',
    '> ',
    '1. ',
    '* ',
    '- ',
    '    ',
    'a',
    '#',
    '`',
    '\\',
  ],
  ...['| - |', '\n|-|\n', 'a\n:-', '***', '[b]: /c', '&', '&eacute;', '&amp;', '&Amp;', ';', '\u2028', '\uFEFF', '\0'],
);
const sources = fc.array(part, { minLength: 3, maxLength: 14 }).map((parts) => parts.join(''));

function treeOf(source: string): string {
  return JSON.stringify(parseMessage(source) ?? null);
}

function hasTable(node: Nodes | undefined): boolean {
  return node !== undefined && (node.type === 'table' || ('children' in node && node.children.some(hasTable)));
}

// In this order: what is loaded stays, so that the tests before the last see the widget as it starts.
describe('syntax that is loaded when it is met', () => {
  const samples = fc.sample(sources, { numRuns: 10_000, seed: 3 });
  const complete = samples.filter((source) => !lacksSyntax(source));
  const before = complete.map(treeOf);

  it('is missed in a table and in a named character, not in what most messages hold', () => {
    for (const source of [
      TABLE,
      'a\n:-',
      '> a | b\n> - | -',
      '1. a\r   |-|',
      'caf&eacute;',
      '![a](https://b.example/c.png)',
    ]) {
      assert.equal(lacksSyntax(source), true, JSON.stringify(source));
    }
    for (const source of ['a | b', '|-|', 'a\n---', 'x\n- y\n- z', 'R&D; &lt;b&gt;&nbsp;', ':-|', '- [ ] a: b | c']) {
      assert.equal(lacksSyntax(source), false, JSON.stringify(source));
    }
  });

  it('leaves a message readable before', () => {
    assert.equal(toPlainText('caf&eacute; &lt;b&gt; &constructor;'), 'caf&eacute; <b> &constructor;');
    assert.equal(hasTable(parseMessage(TABLE)), false);
    assert.match(treeOf(TABLE), /Sales.*412/);
  });

  it('tries again when it could not be loaded', async () => {
    assert.equal(await loadRareSyntax(() => Promise.reject(new TypeError('Failed to fetch'))), false);
    assert.equal(lacksSyntax(TABLE), true);
  });

  it('gives a table the same text on one line before and after it is loaded', async () => {
    const early = toPlainText(TABLE);
    assert.equal(early, 'Figures: Queue Calls Sales 412 a | b');
    assert.equal(await loadRareSyntax(), true);
    assert.equal(lacksSyntax(TABLE), false);
    assert.equal(hasTable(parseMessage(TABLE)), true);
    assert.equal(toPlainText(TABLE), early);
  });

  it('changes no message that did not ask for it', () => {
    assert.ok(complete.length > 3000);
    complete.forEach((source, index) => assert.equal(treeOf(source), before[index], JSON.stringify(source)));
    const tables = samples.filter((source) => hasTable(parseMessage(source)));
    assert.ok(tables.length > 250, 'the samples hold too few tables to say anything');
  });
});
