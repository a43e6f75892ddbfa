import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { textOf } from '../../src/markdown/tree.js';
import { parseMessage } from '../../src/markdown/parse.js';
import { isWorthReading } from '../../src/ui/composer/formatting/html-worth.js';
import { looksLikeCode } from '../../src/ui/composer/formatting/code-like.js';
import { markdownOf } from '../../src/ui/composer/rich-paste/rich-paste.js';
import { COPIED } from '../support/clipboard-html.js';

describe('HTML from the clipboard', () => {
  for (const { program, html, plain, markdown } of COPIED)
    it(`of ${program}`, () => {
      assert.equal(markdownOf(html, plain), markdown);
      if (markdown !== undefined) assert.ok(isWorthReading(html));
    });

  for (const [html, markdown] of [
    ['a<b> b </b>c', 'a **b** c'],
    ['un<b>believ</b>able', undefined],
    ['<b>a<i>b</i></b>', '**ab**'],
    ['<b>a <i>b</i></b>', '**a _b_**'],
    ['<b>one<br>two</b>', '**one**\n**two**'],
    ['<b></b><i> </i>x<s>y</s>', undefined],
    ['2 * 3 * 4 and <b>*x*</b>', '2 * 3 * 4 and \\*x\\*'],
    ['<code>a`b</code>', '``a`b``'],
    ['<a href="javascript:alert(1)">x</a> <b>y</b>', 'x **y**'],
    ['<a href="/relative">x</a> <b>y</b>', 'x **y**'],
    ['<a href="https://e.example/"><b>x</b></a>', '**[x](https://e.example/)**'],
    ['<p># no heading <b>b</b></p>', '\\# no heading **b**'],
    ['<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>', '- a\n- b\n  1. c'],
    ['<ol start="3"><li>a</li><li>b</li></ol>', '3. a\n4. b'],
    ['<ul><li><input type="checkbox" checked> a</li><li><input type=checkbox>b</li></ul>', '- [x] a\n- [ ] b'],
    ['<script>alert(1)</script><b>x</b><style>b{}</style>', '**x**'],
    ['<b>x</b><span style="display:none">hidden</span>', '**x**'],
    ['<img src=x onerror=alert(1)><b>x</b>', '**x**'],
    [
      '<table role="presentation"><tr><td><b>a</b></td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>',
      '**a**\nb\nc\nd',
    ],
    ['<b>unclosed <p>block', '**unclosed**\n\n**block**'],
    ['<h1><b>T</b></h1>x', '# T\n\nx'],
    ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n>\n> b'],
    ['a<hr>b', 'a\n\n---\n\nb'],
    ['<pre>x\n  y\n</pre>', '```\nx\n  y\n```'],
    ['<b>a</b>&lt;b&gt;&amp;amp;', '**a**<b>&amp;'],
  ] as const)
    it(`${html} → ${JSON.stringify(markdown)}`, () => {
      const plain = html.replace(/<[^>]*>/g, '');
      assert.equal(markdownOf(html, markdown === undefined ? plain : ''), markdown);
    });

  it('says in the chat what was marked, and nothing else', () => {
    const word = fc.constantFrom(
      'a',
      'word',
      '*',
      '_',
      '~~',
      '`',
      'x_y',
      '*b*',
      '_c_',
      '~~d~~',
      '2*3',
      'é',
      '漢字',
      '😄',
      '#',
      'a-b',
      '(x)',
      '\\',
      '**',
      ':',
    );
    const run = fc.record({
      words: fc.array(word, { minLength: 1, maxLength: 4 }),
      tag: fc.constantFrom('b', 'i', 's', 'span', 'code'),
    });
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 5 }), (runs) => {
        const html = `<p>a ${runs.map(({ words, tag }) => `<${tag}>${words.join(' ')}</${tag}>`).join(' ')} z</p>`;
        const said = `a ${runs.map(({ words }) => words.join(' ')).join(' ')} z`;
        const made = markdownOf(html, '') ?? '';
        const root = parseMessage(made);
        const visible = root ? textOf(root) : made;
        assert.equal(visible.replace(/\s+/g, ' ').trim(), said.replace(/\s+/g, ' ').trim(), made);
      }),
      { numRuns: 300 },
    );
  });

  it('is never too much, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<',
            '>',
            '</',
            'b',
            'table',
            'td',
            'tr',
            'li',
            'ul',
            ' ',
            '=',
            '"',
            '&',
            'x',
            '<!--',
            '-->',
            '<![if',
            ']]>',
          ),
          { maxLength: 60 },
        ),
        (parts) => {
          markdownOf(parts.join(''), '');
        },
      ),
    );
    assert.ok((markdownOf('<div><b>'.repeat(20_000) + 'x', '') ?? '').length < 100);
  });
});

describe('what looks like code', () => {
  for (const [name, expected, text] of [
    [
      'a stack trace of JavaScript',
      true,
      "TypeError: Cannot read 'x'\n    at f (app.js:3:5)\n    at g (app.js:9:1)\n    at main.js:1:1",
    ],
    [
      'of Java',
      true,
      'java.lang.IllegalStateException: no\n\tat com.example.A.b(A.java:12)\n\tat com.example.C.d(C.java:3)\nCaused by: x\n\t... 3 more',
    ],
    [
      'of Python',
      true,
      'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    f()\nValueError: no',
    ],
    [
      'a log',
      true,
      '2026-11-28 10:00:01 INFO start\n2026-11-28 10:00:02 WARN slow\n2026-11-28 10:00:03 ERROR no\n2026-11-28 10:00:04 INFO end',
    ],
    [
      'a log of Asterisk',
      true,
      '[2026-11-28 10:00:01] NOTICE[12]: chan_sip.c:28 x\n[2026-11-28 10:00:02] WARNING[12]: y\n[2026-11-28 10:00:03] a\n[2026-11-28 10:00:04] b',
    ],
    ['JSON', true, '{\n  "a": 1,\n  "b": [\n    2\n  ]\n}'],
    ['C', true, 'int main(void) {\n  int x = 1;\n  return x;\n}'],
    ['three lines', false, 'a;\nb;\nc;'],
    ['prose', false, 'Dear all,\nwe meet on Monday at 10:00.\nPlease bring the keys.\nRegards\nAnn'],
    ['a poem', false, 'one line\n  another, deeper\nand one\n  more\nat last'],
    ['a list', false, '- one\n- two\n  - three\n- four; five'],
    ['times of a day', false, '10:00 coffee\n11:00 talk\n12:00 lunch\n13:00 home'],
    ['what is code already', false, '```\nat f (a.js:1:1)\nat f (a.js:1:1)\nat f (a.js:1:1)\n```'],
  ] as const)
    it(`${name}: ${expected}`, () => assert.equal(looksLikeCode(text), expected));

  it('is never too much to find out', () => {
    for (const line of ['a'.repeat(300_000), `x${' '.repeat(300_000)}y`, '('.repeat(300_000), '<a '.repeat(100_000)])
      assert.equal(looksLikeCode(`${line}\n`.repeat(4)), false);
    assert.equal(looksLikeCode('12:00:01 INFO begin\n'.repeat(100_000)), true);
  });
});
