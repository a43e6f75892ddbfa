import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Code, Root } from 'mdast';
import { fencesOf } from '../../src/markdown/fences.js';
import { affordable } from '../../src/markdown/limits.js';
import { EXTENSIONS, parseMarkdown } from '../../src/markdown/parse.js';
import { walk } from '../../src/markdown/tree.js';

const BEFORE = [
  '',
  '',
  '',
  '',
  ' ',
  '   ',
  '    ',
  '\t',
  '> ',
  '- ',
  '  - ',
  '* ',
  '1. ',
  '2. ',
  '+ > ',
  '\ufeff',
  'a ',
];
const BEHIND = ['', '', '', 'js', ' js x', '`', ' ` a', '~', ' ', '\t', 'a```', '\\'];
const MARKS = ['```', '```', '```', '````', '~~~', '~~~~~', '``', '`', '`~~'];
const BREAKS = ['\n', '\n', '\n', '\n', '\n\n', '\r\n', '\r', '\u2028', ''];
const TEXTS = [
  'a',
  '*a*',
  '  a',
  '    a',
  '> a',
  '- a',
  '1. a',
  '2) a',
  '|a|',
  '|-|',
  '# a',
  '---',
  '',
  '\0',
  '\ufeff',
  'é\u2029',
];

const fence = fc
  .tuple(fc.constantFrom(...BEFORE), fc.constantFrom(...MARKS), fc.constantFrom(...BEHIND))
  .map((parts) => parts.join(''));
const line = fc
  .tuple(fc.oneof(fence, fc.constantFrom(...TEXTS)), fc.constantFrom(...BREAKS))
  .map((parts) => parts.join(''));
/** Fences and what may be around them, in all ways; many are none. */
const mixture = fc.array(line, { maxLength: 14 }).map((lines) => lines.join(''));

/** What is asked of a tree: its nodes, and where in the text they stand. */
function treeOf(root: Root): string {
  return JSON.stringify(root, (key, value: unknown) => (['line', 'column'].includes(key) ? undefined : value));
}

function blocksIn(source: string): Code[] {
  const blocks: Code[] = [];
  walk(parseMarkdown(source).root, (node) => {
    if (node.type === 'code') blocks.push(node);
  });
  return blocks;
}

const block = (lines: string, fence = '```'): string => `${fence}\n${lines}${fence}`;
const short = 'abcdefgh\n'.repeat(2_000);

describe('blocks of code that the parser need not read', () => {
  it('are what it would have read, in their places, whatever is around them', () => {
    fc.assert(
      fc.property(mixture, (source) => {
        assert.equal(treeOf(parseMarkdown(source).root), treeOf(parseMarkdown(source, EXTENSIONS, []).root));
      }),
      { numRuns: 2_000 },
    );
  });

  it('are found where a quote or a list is over, or never was', () => {
    for (const before of [
      '',
      'a\n',
      '> a\n',
      '- a\n',
      '1. a\n\n',
      '|a|\n|-|\n',
      '- ```\n  a\n  ```\n',
      '  ```\n  a\n  ```\n',
    ])
      for (const marks of ['```', '~~~~'])
        assert.equal(fencesOf(`${before}${block('a\n', marks)}\n\nb`).length, 1, JSON.stringify(before));
  });

  it('are none where it is not certain', () => {
    for (const before of [
      '> ```\n',
      '- ```\n',
      '- ```\na\n',
      ' ```\n',
      '\t```\n',
      '2. ```\n',
      '- a\n  > ```\n',
      '\ufeff~~~\n',
    ])
      assert.equal(fencesOf(`${before}${block('a\n')}`).length, 0, JSON.stringify(before));
    for (const text of ['```a`\na\n', '``\na\n``', 'a ```\na\n', '\u2028```\na\n'])
      assert.equal(fencesOf(text).length, 0);
  });
});

describe('the price of a block of code', () => {
  it('is that of letters, so that the longest message of a server is one block', () => {
    for (const lines of [
      short,
      '\n'.repeat(19_900),
      '{}\n'.repeat(6_600),
      '\t\n'.repeat(9_900),
      '`*_[]()\r\n'.repeat(2_200),
    ])
      for (const source of [block(lines), block(lines, '~~~'), `\`\`\`\n${lines}`]) {
        assert.equal(affordable(source).tail, '');
        const [code, ...others] = blocksIn(source);
        assert.equal(others.length, 0);
        assert.equal(code?.value.replace(/(\r?\n)*$/, ''), lines.replace(/(\r?\n)*$/, ''));
      }
  });

  it('is the old one for what may be none', () => {
    for (const before of ['> ', '- ', '    - > ']) {
      const lines = `${before}a\n`.repeat(2_000);
      assert.ok(affordable(`${before}\`\`\`\n${lines}`).head.length < 3_000, before);
    }
    assert.ok(affordable(`\`\`\`a\`\n${short}`).head.length < 3_000);
    assert.ok(affordable(block(`${short}\`\`\`\n${short}`)).head.length < 21_500);
  });

  it('leaves what stands behind it its own', () => {
    const { head } = affordable(`${block(short)}\n\n${'- a\n'.repeat(1_000)}`);
    assert.ok(head.length > short.length + 200 && head.length < short.length + 800);
  });
});
