import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { affordable, MAX_PRICE } from '../../src/markdown/limits.js';
import { loadFormatter } from '../../src/markdown/load.js';
import { EXTENSIONS, parseMarkdown, parseMessage } from '../../src/markdown/parse.js';
import { toPlainText } from '../../src/markdown/plain-text.js';
import { withoutPiles } from '../../src/markdown/shaping.js';
import { MAX_STEPS } from '../../src/markdown/work.js';
import { pathological, PATHOLOGICAL_LENGTH } from '../support/pathological.js';

// What a parse may spend when its budget is spent already: one more attempt over what is read, and its line ends.
const STEPS = MAX_STEPS + 3 * MAX_PRICE;
/** Elements of a message at most; each costs a page some ten microseconds. */
const MAX_NODES = 4_000;

function repeat(pattern: string, length = PATHOLOGICAL_LENGTH): string {
  return pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
}

function treeOf(root: Root): string {
  return JSON.stringify(root, (key, value: unknown) => (key === 'position' ? undefined : value));
}

function count(node: Nodes): number {
  return 1 + ('children' in node ? node.children.reduce((sum, child) => sum + count(child), 0) : 0);
}

function assertBounded(source: string): void {
  const { head, tail } = affordable(source);
  assert.equal(head + tail, source);
  const { root, steps } = parseMarkdown(head);
  assert.ok(steps <= STEPS, `${steps} steps for ${JSON.stringify(source.slice(0, 60))}`);
  assert.ok(count(root) <= MAX_NODES, `${count(root)} nodes for ${JSON.stringify(source.slice(0, 60))}`);
}

describe('what a message may cost', () => {
  before(() => loadFormatter());

  it('is bounded for texts that once held the page for seconds', () => {
    const words = ` ${'ab '.repeat(9_900)}`;
    for (const source of [
      ...[
        `[${words}`,
        '!['.repeat(799) + words,
        `2026-11-26 [WARN queue is long\n${repeat('10:00 a.b: c (d) e@f.g\n')}`,
      ],
      ...['1. ', '- a\n', '=\n', 'a\n-\n', '> - ', '*_', '*a ', 'a_ ', '[', ']', 'a]', '[a](', '|a', '`a', '<a'].map(
        (p) => repeat(p),
      ),
      ...['[a]: b\n', '[a]\n', 'a  \n', '[x](y "', '- [ ] a\n', '&amp;', 'a\n\n', '~~a ', '\\*', 'a]\\*'].map((p) =>
        repeat(p),
      ),
      repeat('*a ', 6_000) + repeat('a_ ', 6_000) + repeat(' a*', 6_000),
    ])
      assertBounded(source);
  });

  it('is bounded for whatever repeats Markdown', () => {
    fc.assert(fc.property(pathological, assertBounded), { numRuns: 200 });
  });

  it('is bounded for the longest message that a server takes', () => {
    for (const pattern of ['[a](b) ', 'ab ', '- a\n', '*a* ', 'a\n']) assertBounded(repeat(pattern, 170_000));
  });

  it('changes nothing about a text that is not costly', () => {
    fc.assert(
      fc.property(fc.array(pathological, { minLength: 1, maxLength: 3 }), (parts) => {
        const source = parts.map((part) => part.slice(0, 40)).join('');
        assert.equal(treeOf(parseMarkdown(source).root), treeOf(parseMarkdown(source, EXTENSIONS).root));
      }),
      { numRuns: 1_500 },
    );
  });

  it('leaves long everyday Markdown formatted', () => {
    const prose = 'Some *words* with a [link](https://a.example/b), and **more** of them: so it goes.\n\n';
    const { head, tail } = affordable(repeat(prose, 4_500));
    assert.equal(tail, '');
    assert.equal(treeOf(parseMarkdown(head).root), treeOf(parseMarkdown(head, EXTENSIONS).root));
    const log = '[WARN] 10:00:00 module.sub: something (failed) for a@b.c at http://x.y/z\n';
    assert.equal(parseMarkdown(repeat(log, 6_000)).root.children.length, 1);
    assert.match(treeOf(parseMarkdown(repeat(log, 6_000)).root), /.*"url":"http:\/\/x.y\/z"(?!.*\[WARN\].*\[WARN\])/);
  });

  it('is paid from the beginning: what comes first is formatted, the rest is shown as it was typed', () => {
    const { head, tail } = affordable(repeat('- *a* b\n'));
    assert.ok(head.endsWith('\n') && head.length > 1_500);
    assert.equal(parseMessage(head)?.children[0]?.type, 'list');
    assert.match(tail, /^- \*a\* b\n/);
    assert.match(toPlainText(repeat('- *a* b\n')), /^a b a b .*a b - \*a\* b - \*a\* b/);
  });

  it('does not cut a character in two', () => {
    const { head, tail } = affordable(`${repeat('!', 2_265)}${'😀'.repeat(100)}`);
    assert.ok(tail.length > 0);
    for (const part of [head, tail]) assert.doesNotMatch(part, /^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });
});

describe('a pile of combining marks', () => {
  it('is cut into pieces that a browser can shape, and only by what cannot be seen', () => {
    for (const mark of ['\u0301', '\u05b0', '\u{1f3fd}', '\u0e34', '\ufe0f']) {
      const piled = withoutPiles(`a${mark.repeat(9_000)}`);
      assert.ok(!piled.includes(mark.repeat(31)), JSON.stringify(mark));
      assert.equal(piled.replaceAll('\u200c\u200b', ''), `a${mark.repeat(9_000)}`);
    }
    assert.ok(!withoutPiles('س'.repeat(9_000)).includes('س'.repeat(101)));
  });

  it('stays what it is when it is no higher than a language makes it', () => {
    for (const text of [
      'e\u0301',
      'שָׁלוֹם',
      `a${'\u0301'.repeat(30)}b${'\u0301'.repeat(30)}`,
      'हिन्दी',
      'AV'.repeat(200),
      'السلام عليكم '.repeat(50),
      '👍🏽',
      '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    ])
      assert.equal(withoutPiles(text), text);
  });
});
