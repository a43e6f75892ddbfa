import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { costsOf, MAX_COST } from '../../src/markdown/layout-cost.js';
import { affordable, MAX_PRICE } from '../../src/markdown/limits.js';
import { loadFormatter } from '../../src/markdown/load.js';
import { EXTENSIONS, parseMarkdown, parseMessage } from '../../src/markdown/parse.js';
import { toPlainText } from '../../src/markdown/plain-text.js';
import { renderTree } from '../../src/markdown/render-tree.js';
import { withoutPiles } from '../../src/markdown/shaping.js';
import { sliceTree } from '../../src/markdown/slice-tree.js';
import { sliceText } from '../../src/markdown/slices.js';
import { numbersOf, textOf, walk } from '../../src/markdown/tree.js';
import { MAX_STEPS } from '../../src/markdown/work.js';
import { pathological, PATHOLOGICAL_LENGTH } from '../support/pathological.js';

// What a parse may spend when its budget is spent already: one more attempt over what is read, and its line ends.
const STEPS = MAX_STEPS + 3 * MAX_PRICE;
/** Elements of a message at most; each costs a page some ten microseconds. */
const MAX_NODES = 4_000;

const labels = { image: (alt: string) => alt, taskDone: 'Done', taskOpen: 'To do', code: 'Code', spoiler: 'Spoiler' };

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

function linksIn(root: Root): string[] {
  const links: string[] = [];
  walk(root, (node) => {
    if (node.type === 'link') links.push(node.url);
  });
  return links;
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

  it('counts what is read in vain: the address that no link has, the name that nothing bears', () => {
    // The last character tells that a title, a reference or an address was none.
    for (const pattern of ['[ (](', '[a][', '[x](b "']) {
      const { head } = affordable(repeat(pattern));
      const tried = head.split(pattern).length - 1;
      const { steps } = parseMarkdown(head);
      assert.ok(steps > MAX_STEPS || steps >= tried * 900, `${steps} steps for ${pattern} ${tried} times`);
    }
  });

  it('finds what is an address and what follows it, however long the word around it is', () => {
    const { root } = parseMarkdown(`${'x'.repeat(5_000)} \ufeffhttp://a.b/${'c'.repeat(100)}). www.d.e`);
    assert.deepEqual(linksIn(root), [`http://a.b/${'c'.repeat(100)}`, 'http://www.d.e']);
    assert.deepEqual(linksIn(parseMarkdown('\ufeffhttp://a.b c@d.ef').root), ['http://a.b', 'mailto:c@d.ef']);
    assert.deepEqual(linksIn(parseMarkdown('> \thttp://a.b\r\n>\twww.c.d').root), ['http://a.b', 'http://www.c.d']);
    assert.deepEqual(linksIn(parseMarkdown('|a|\n|-|\n|http://a.b\\|c|').root), ['http://a.b\\']);
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

describe('what is laid out in one go', () => {
  const letters = (text: string): string => text.replace(/[^\p{L}\p{M}]+/gu, '');
  const assertSliced = (source: string): void => {
    const slices = sliceText(source);
    assert.equal(slices.map(({ part }) => part).join(''), source);
    slices.forEach(({ part, cost }, index) => {
      assert.ok(cost <= MAX_COST);
      // Unless the text has halves of characters itself.
      const isCut = /[\ud800-\udbff]$/.test(slices[index - 1]?.part ?? '') && /^[\udc00-\udfff]/.test(part);
      assert.ok(!isCut);
    });
  };
  /** Whether all letters of one text stand in another, in this order. */
  const isWithin = (part: string, whole: string): boolean => {
    let index = -1;
    return Array.from(part).every((letter) => (index = whole.indexOf(letter, index + 1)) >= 0);
  };
  const assertTreeSliced = (source: string): void => {
    const { root } = parseMarkdown(affordable(source).head);
    const slices = sliceTree(root, affordable(source).head);
    for (const slice of slices) renderTree(slice, { labels });
    const sliced = slices.map((slice) => textOf(slice));
    // What cannot be taken apart is shown as it was typed, with its syntax.
    assert.ok(isWithin(letters(textOf(root)), letters(sliced.join(''))));
  };

  it('costs no more than a slice may, and the slices are the text', () => {
    fc.assert(fc.property(pathological, assertSliced), { numRuns: 200 });
    assertSliced('\u200d'.repeat(PATHOLOGICAL_LENGTH));
  });

  it('is a part of the tree, and nothing of the tree is missing', () => {
    fc.assert(
      fc.property(pathological, (source) => assertTreeSliced(source.replaceAll('&', ''))),
      { numRuns: 200 },
    );
  });

  it('is a small part for Thai, for characters of many fonts and for letters of changing directions', () => {
    for (const [source, most] of [
      [repeat('ภาษาไทย'), 1_600],
      [repeat('aس'), 1_500],
      [String.fromCharCode(...Array.from({ length: 9_000 }, (_, index) => 0x900 + index)), 700],
    ] as const) {
      const lengths = sliceText(source).map(({ part }) => part.length);
      assert.ok(Math.max(...lengths) <= most, `${Math.max(...lengths)}`);
    }
    assert.equal(sliceText(repeat('Some words. ', 5_000)).length, 1);
  });

  it('is a part of what is nested deeper than anybody can follow, too', () => {
    for (const marker of ['- ', '> ', '1. ']) assertTreeSliced(`${marker.repeat(40)}${'ภาษาไทย'.repeat(1_000)}\n`);
  });

  it('is cut where a line begins, else at a blank, else between two characters with what belongs to them', () => {
    const line = `${'ภาษาไทย'.repeat(20)}\n`;
    for (const { part } of sliceText(line.repeat(40))) assert.ok(part.endsWith('\n'));
    for (const { part } of sliceText('ภาษาไทย '.repeat(1_000)).slice(0, -1)) assert.ok(part.endsWith(' '));
    for (const { part } of sliceText('นี้'.repeat(2_000))) assert.match(part, /^น/);
  });

  it('keeps a cut list counting and its formatting', () => {
    const source = `3. ${'**ภาษาไทย** '.repeat(40)}\n`.repeat(6);
    const slices = sliceTree(parseMarkdown(source).root, source);
    const starts = slices.map(({ children: [list] }) => (list?.type === 'list' ? numbersOf(list)[0] : undefined));
    assert.deepEqual(starts, [3, 6]);
    assert.doesNotMatch(slices.map((slice) => textOf(slice)).join(''), /\*/);
  });

  it('is the whole of what costs little', () => {
    const source = 'Some *words*\n\n- and a list\n- of two';
    const { root } = parseMarkdown(source);
    assert.deepEqual(sliceTree(root, source), [root]);
    assert.ok((costsOf(source).at(-1) ?? 0) < MAX_COST / 10);
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
