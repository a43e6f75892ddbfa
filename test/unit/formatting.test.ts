import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseMessage as parse } from '../../src/markdown/parse.js';
import { continueLine } from '../../src/ui/composer/formatting/continue-line.js';
import { applied, type Format } from '../../src/ui/composer/formatting/edit.js';
import { linkTo } from '../../src/ui/composer/formatting/link.js';
import { formatOf, formatsAt, partsOf } from '../../src/ui/composer/formatting/outline.js';
import { toggle } from '../../src/ui/composer/formatting/toggle.js';
import type { Selection } from '../../src/ui/composer/text-history.js';

/** A text in which `|` is the caret, or `[[` and `]]` stand around what is selected. */
function read(marked: string): { text: string; selection: Selection } {
  if (marked.includes('[[')) {
    const start = marked.indexOf('[[');
    return { text: marked.replace('[[', '').replace(']]', ''), selection: { start, end: marked.indexOf(']]') - 2 } };
  }
  const caret = marked.search(/(?<!\|)\|(?!\|)/);
  return { text: marked.replace('|', ''), selection: { start: caret, end: caret } };
}

function show(text: string, { start, end }: Selection): string {
  if (start === end) return `${text.slice(0, start)}|${text.slice(start)}`;
  return `${text.slice(0, start)}[[${text.slice(start, end)}]]${text.slice(end)}`;
}

function toggled(marked: string, format: Format): string {
  const { text, selection } = read(marked);
  const edit = toggle(text, selection, format, parse);
  return edit ? show(applied(text, edit), edit.selection) : 'nothing';
}

function check(format: Format, cases: Readonly<Record<string, string>>): void {
  for (const [before, after] of Object.entries(cases))
    it(`${format}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`, () =>
      assert.equal(toggled(before, format), after));
}

describe('a format is given and taken', () => {
  check('bold', {
    'a [[word]] b': 'a **[[word]]** b',
    'a [[word ]]b': 'a **[[word]]** b',
    'a[[ word]] b': 'a **[[word]]** b',
    'a **[[word]]** b': 'a [[word]] b',
    'a [[**word**]] b': 'a [[word]] b',
    'a **wo|rd** b': 'a wo|rd b',
    'a **word|** b': 'a **word**| b',
    'a |': 'a **|**',
    'a **|**': 'a |',
    '[[one\n\ntwo]]': '**[[one**\n\n**two]]**',
    '[[- one\n- two]]': '- **[[one**\n- **two]]**',
    '- **[[one**\n- **two]]**': '- [[one\n- two]]',
    '[[**one**\ntwo]]': '**[[one**\n**two]]**',
    '**a\n[[b]]**': 'a\n[[b]]',
    '[[**a\nb**]]': '[[a\nb]]',
    'a [[**b** c]] d': 'a **[[b c]]** d',
    'b**e [[f**]] g': 'b**e **[[f**]]** g',
    'un[[believ]]able': '**[[unbeliev]]**able',
    'これは[[重要]]です': 'これは**[[重要]]**です',
    '[[😄]]': '**[[😄]]**',
    '[[مرحبا]] x': '**[[مرحبا]]** x',
    'x [[`code`]]': 'x **[[`code`]]**',
    'x `co[[de]]`': 'x **[[`code`]]**',
    'x [a [[b]] c](https://e.example)': 'x [a **[[b]]** c](https://e.example)',
    'x [[y [a]] b](https://e.example)': 'x **[[y [a b](https://e.example)]]**',
    'see [[https://e.ex]]ample/x now': 'see **[[https://e.example/x]]** now',
    '```\n[[a]]\n```': 'nothing',
    'a [[ ]]b': 'a  **|**b',
    '> [[a]]': '> **[[a]]**',
    'x ||y [[z]]|| w': 'x ||y **[[z]]**|| w',
    '[[x ||y]] z|| w': '**[[x ||y z||]]** w',
  });
  check('italic', {
    '[[a]] b': '_[[a]]_ b',
    '**[[a]]**': '**_[[a]]_**',
    '_[[a]]_': '[[a]]',
    'un[[believ]]able': '_[[unbelievable]]_',
    '*[[a]]*': '[[a]]',
  });
  check('strike', { '[[a]]': '~~[[a]]~~', '~~[[a]]~~': '[[a]]', '|': '~~|~~' });
  check('code', {
    'run [[ls -l]] now': 'run `[[ls -l]]` now',
    '`[[a]]`': '[[a]]',
    '[[a`b]]': '``[[a`b]]``',
    '|': '`|`',
    '[[a\nb]]': '```\n[[a\nb]]\n```',
  });
  check('code-block', {
    '|': '```\n|\n```',
    'x\n[[a\nb]]\ny': 'x\n```\n[[a\nb]]\n```\ny',
    '```\n[[a\nb]]\n```': '[[a\nb]]',
    '```js\na|b\n```': 'a|b',
    '[[```x]]': '[[x]]',
    '```\na|```': 'a|',
    '[[a ```b``` c]]': '````\n[[a ```b``` c]]\n````',
  });
  check('quote', {
    'a|b': '> a|b',
    '> a|b': 'a|b',
    '[[a\n\nb]]': '[[> a\n> \n> b]]',
    '[[> a\n> \n> b]]': '[[a\n\nb]]',
  });
  check('bullets', {
    '|': '- |',
    '- |': '|',
    '[[a\nb]]': '[[- a\n- b]]',
    '[[- a\n- b]]': '[[a\nb]]',
    '[[1. a\n2. b]]': '[[- a\n- b]]',
    '[[  a\n  b]]': '[[  - a\n  - b]]',
    '[[a\n]]b': '[[- a]]\nb',
    '> a|': '> - a|',
  });
  check('numbers', {
    '[[a\nb]]': '[[1. a\n2. b]]',
    '[[1. a\n2. b]]': '[[a\nb]]',
    '[[- a\n- b]]': '[[1. a\n2. b]]',
    '2. x\n|': '2. x\n3. |',
  });
  check('link', {
    'a [[b]] c': 'a [b](|) c',
    '|': '[|]()',
    '[[https://e.example/a]]': '[|](https://e.example/a)',
    'x [a [[b]]](https://e.example) y': 'x [[a b]] y',
    '[|](https://e.example/a)': '[[https://e.example/a]]',
    '[](|https://e.example/a)': '[[https://e.example/a]]',
    '[[a [x](https://e.example)]]': 'nothing',
    '[[a]b]]': 'nothing',
  });
});

it('finds its way out of halves of characters', () => {
  const edit = toggle('a 😄 b', { start: 3, end: 4 }, 'bold', parse);
  assert.ok(edit);
  assert.equal(applied('a 😄 b', edit), 'a **😄** b');
});

describe('an address pasted over words', () => {
  const pasted = (marked: string, address: string): string => {
    const { text, selection } = read(marked);
    const edit = linkTo(text, selection, address, parse);
    return edit ? applied(text, edit) : 'nothing';
  };
  for (const [marked, address, after] of [
    ['see [[this]] now', 'https://e.example/a', 'see [this](https://e.example/a) now'],
    ['see [[this ]]now', ' https://e.example/a\n', 'see [this](https://e.example/a) now'],
    ['[[wiki]]', 'https://e.example/a_(b', '[wiki](https://e.example/a_%28b)'],
    ['[[mail]]', 'a@b.example', '[mail](mailto:a@b.example)'],
    ['see [[this]]', 'two words', 'nothing'],
    ['see [[this]]', 'javascript:alert(1)', 'nothing'],
    ['[[https://a.example]]', 'https://b.example', 'nothing'],
    ['`[[this]]`', 'https://b.example', 'nothing'],
    ['|', 'https://b.example', 'nothing'],
  ] as const)
    it(`${marked} + ${address.trim()} → ${after}`, () => assert.equal(pasted(marked, address), after));
});

describe('what is made is read as what was meant', () => {
  const word = fc.constantFrom(
    'a',
    'word',
    'é',
    '漢字',
    'שלום',
    'مرحبا',
    '😄',
    '👩‍👩‍👧',
    'x_y',
    'it’s',
    'a-b',
    '50%',
    '(so)',
    'q.',
    '"q"',
    'a/b',
    'c++',
    '—',
    '$x',
  );
  const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
  const inlineFormats = fc.constantFrom<Format>('bold', 'italic', 'strike', 'code');

  it('for any stretch of a line', () => {
    fc.assert(
      fc.property(line, fc.nat(40), fc.nat(40), inlineFormats, (text, a, b, format) => {
        const [start = 0, end = 0] = [a % text.length, b % (text.length + 1)].sort((x, y) => x - y);
        const words = text.slice(start, end).trim();
        fc.pre(/[\p{L}\p{N}]/u.test(words) && !/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/.test(words));
        const edit = toggle(text, { start, end }, format, parse);
        assert.ok(edit, text);
        const after = applied(text, edit);
        const part = partsOf(after, parse).find((found) => formatOf(found) === format);
        assert.ok(part, after);
        assert.ok(after.slice(part.start, part.end).includes(words), after);
      }),
      { numRuns: 2_000 },
    );
  });

  it('and is gone again', () => {
    fc.assert(
      fc.property(line, inlineFormats, (text, format) => {
        const edit = toggle(text, { start: 0, end: text.length }, format, parse);
        assert.ok(edit);
        const after = applied(text, edit);
        fc.pre(
          partsOf(after, parse).some(
            (part) => formatOf(part) === format && part.start === 0 && part.end === after.length,
          ),
        );
        const back = toggle(after, edit.selection, format, parse);
        assert.ok(back);
        assert.equal(applied(after, back), text);
      }),
    );
  });

  it('for lists, quotes and code over any lines', () => {
    const formats = fc.constantFrom<Format>('bullets', 'numbers', 'quote', 'code-block');
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        line,
        line,
        formats,
        (lines, before, after, format) => {
          const text = lines.join('\n');
          const whole = `${before}\n${text}\n${after}`;
          const start = before.length + 1;
          const edit = toggle(whole, { start, end: start + text.length }, format, parse);
          assert.ok(edit);
          const made = applied(whole, edit);
          const root = parse(made);
          assert.equal(root?.children.length, 3, made);
          const [part] = partsOf(made, parse).filter((found) => formatOf(found) === format);
          assert.ok(part, made);
          const [, block] = root.children;
          if (block?.type === 'list') assert.equal(block.children.length, lines.length);
          if (block?.type === 'code') assert.equal(block.value, text);
          assert.ok(formatsAt(partsOf(made, parse), edit.selection).has(format));
        },
      ),
    );
  });

  it('and nothing else of the text changes, whatever it is', () => {
    const signs = fc.array(
      fc.constantFrom('*', '_', '~~', '`', '[', '](', ')', '> ', '- ', '1. ', '\n', 'a', ' ', '😄', '```\n', '\\'),
      { maxLength: 20 },
    );
    const formats = fc.constantFrom<Format>(
      'bold',
      'italic',
      'strike',
      'code',
      'link',
      'code-block',
      'quote',
      'bullets',
      'numbers',
    );
    fc.assert(
      fc.property(signs, fc.nat(60), fc.nat(60), formats, (parts, a, b, format) => {
        const text = parts.join('');
        // The name of a block's language goes with the block, an address with its link.
        fc.pre(!format.startsWith('code') || !/(?:`{3,}|~{3,})[^\n]*[a😄]/u.test(text));
        fc.pre(format !== 'link' || !/\]\([^)]*[a😄]/u.test(text));
        const [start = 0, end = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((x, y) => x - y);
        const edit = toggle(text, { start, end }, format, parse);
        if (!edit) return;
        const letters = (of: string): string => of.replace(/[^a😄]/gu, '');
        const made = applied(text, edit);
        assert.equal(letters(made), letters(text));
        assert.ok(
          0 <= edit.selection.start && edit.selection.start <= edit.selection.end && edit.selection.end <= made.length,
        );
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('a line’s end', () => {
  for (const [before, after] of [
    ['- a|', '- a\n- |'],
    ['* a|b', '* a\n* |b'],
    ['1. a|', '1. a\n2. |'],
    ['9) a|', '9) a\n10) |'],
    ['  - a|', '  - a\n  - |'],
    ['- [x] done|', '- [x] done\n- [ ] |'],
    ['> a|', '> a\n> |'],
    ['>a|', '>a\n>|'],
    ['> - a|', '> - a\n> - |'],
    ['- a\n- |', '- a\n|'],
    ['1. a\n2. |', '1. a\n|'],
    ['- [ ] |', '|'],
    ['> a\n> |', '> a\n|'],
    ['> - |', '> |'],
    ['- [[a]]', '- \n- |'],
    ['|- a', undefined],
    ['-| a', undefined],
    ['a|', undefined],
    ['- - -|', undefined],
    ['-a|', undefined],
    ['```\n- a|', undefined],
    ['```\n- a\n```\n- b|', '```\n- a\n```\n- b\n- |'],
    ['~~~\n> a|', undefined],
    ['2026.5|', undefined],
  ] as const)
    it(`${JSON.stringify(before)} → ${JSON.stringify(after)}`, () => {
      const { text, selection } = read(before);
      const edit = continueLine(text, selection);
      assert.equal(edit && show(applied(text, edit), edit.selection), after);
    });
});
