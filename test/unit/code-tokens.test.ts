import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { languageNamed, loadLanguage, type Language } from '../../src/ui/message/code/languages.js';
import { tokenSlices, type Token } from '../../src/ui/message/code/tokens.js';

/** A piece of each language, and some of its tokens. */
const SAMPLES: readonly (readonly [word: string, source: string, ...tokens: string[]])[] = [
  ['js', 'const a = /x/g; // c', 'keyword const', 'string /x/g', 'comment // c'],
  ['TypeScript', 'interface A { b: string }', 'keyword interface', 'type string'],
  ['tsx', 'return <p className="a">1</p>;', 'keyword return', 'string "a"'],
  ['json', '{"a": [1, true, "b"]}', 'name "a"', 'number 1', 'string "b"'],
  ['html', '<p class="a">b</p><!-- c -->', 'type p', 'name class', 'string "a"', 'comment <!-- c -->'],
  ['svg', '<a b="c"/>', 'type a', 'string "c"'],
  ['css', '.a { margin: 1px } /* c */', 'name margin', 'number 1px', 'comment /* c */'],
  ['scss', '$a: 1px; // c', 'comment // c'],
  ['py', 'def f():\n  return "a" # c', 'keyword def', 'name f', 'string "a"', 'comment # c'],
  ['java', 'public int f() { return "x"; }', 'keyword public', 'type int', 'string "x"'],
  ['c', '#include <a>\nint b = 1;', 'meta #include <a>', 'type int', 'number 1'],
  ['c++', 'class A { int b; };', 'keyword class', 'type int'],
  ['c#', 'public class A { string b = "c"; }', 'keyword class', 'string "c"'],
  ['golang', 'func f() { x := "a" }', 'keyword func', 'string "a"'],
  ['rs', 'fn f() { let x = "a"; }', 'keyword fn', 'keyword let', 'string "a"'],
  ['php', '<?php echo $a; # c', 'meta <?php', 'keyword echo', 'name $a', 'comment # c'],
  ['rb', 'def f\n  puts "a" # c\nend', 'keyword def', 'string "a"', 'comment # c'],
  ['bash', 'if [ -f a ]; then echo "b"; fi # c', 'keyword if', 'string "b"', 'comment # c'],
  ['sql', "SELECT a FROM b WHERE x = 'd' -- e", 'keyword SELECT', "string 'd'", 'comment -- e'],
  ['yml', 'a:\n  - "b" # c', 'string "b"', 'comment # c'],
  ['patch', '@@ -1 +1 @@\n-x\n+y', 'meta @@ -1 +1 @@', 'deleted -x', 'inserted +y'],
  ['docker', '# c\nFROM a', 'comment # c', 'keyword FROM'],
  ['kt', 'fun f() { val a = "b" }', 'keyword fun', 'keyword val', 'string "b"'],
  ['swift', 'func f() -> Int { return 1 }', 'keyword func', 'type Int', 'number 1'],
  ['ps1', 'function F { Write-Host "b" } # c', 'keyword function', 'string "b"', 'comment # c'],
  ['md', '# a\n- `b`', 'type # a', 'string `b`'],
  ['ini', '[a]\nb=c', 'type [a]', 'name b'],
  ['toml', 'a = "b"', 'name a', 'string "b"'],
];

async function language(word: string): Promise<Language> {
  const name = languageNamed(word);
  const loaded = name && (await loadLanguage(name));
  if (!loaded) throw new Error(`no ${word}`);
  return loaded;
}

function tokensOf(text: string, read: Language): Token[] {
  return [...tokenSlices(text, read)].flat();
}

describe('the colours of code', () => {
  for (const [word, source, ...expected] of SAMPLES)
    it(`are those of ${word}`, async () => {
      const tokens = tokensOf(source, await language(word));
      const found = tokens.map(({ start, end, kind }) => `${kind} ${source.slice(start, end)}`);
      for (const token of expected) assert.ok(found.includes(token), `${token}: ${found.join(' | ')}`);
    });

  it('are none of a language that nobody knows', () => {
    for (const word of ['', 'nosuch', 'constructor', '__proto__', null, undefined])
      assert.equal(languageNamed(word), undefined);
  });

  it('are parts of the text, one after the other, whatever is in it', async () => {
    const pieces = fc.constantFrom(
      ...'aZ0 \t\n"\'`/*#<>()[]{}=:;,.-_|&$@!?%\\é漢'.split(''),
      ...['😀', '/*', '*/', '//', '<!--', '"""', '<<EOF\n', '```\n', '${', '  ', '\r\n', '\n\n', '\0', '\ud800'],
    );
    const texts = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''));
    for (const [word] of SAMPLES) {
      const read = await language(word);
      fc.assert(
        fc.property(texts, (text) => {
          let last = 0;
          for (const { start, end } of tokensOf(text, read)) {
            assert.ok(start >= last && end > start && end <= text.length);
            last = end;
          }
        }),
        { numRuns: 150 },
      );
    }
  });

  it('end where a language goes round in circles, as TOML did at the end of a line from Windows within a string', async () => {
    const quotes = ['"', "'", '`', '"""', "'''"];
    for (const [word] of SAMPLES) {
      const read = await language(word);
      for (const end of ['\r\n', '\u2028', '\u2029'])
        for (const quote of quotes) tokensOf(`a = [${quote}b${end}${quote}]${end}`, read);
    }
    let left = 1_000_000;
    const round: Language = {
      token: (stream) => {
        while (left > 0 && !stream.match('never')) left -= 1;
        return 'keyword';
      },
    };
    assert.deepEqual(tokensOf('some words\nand more', round), []);
    assert.ok(left > 900_000, `${left} left`);
  });

  it('come in slices, of a text of 5,000 lines in many, and not for what is beyond all measure', async () => {
    const read = await language('js');
    const line = 'const a = "b"; // c\n';
    const slices = [...tokenSlices(line.repeat(5_000), read)];
    assert.ok(slices.length > 50);
    for (const slice of slices) assert.ok(slice.length <= 50 * 4, `${slice.length}`);
    assert.ok((slices.flat().at(-1)?.end ?? 0) <= 60_000);
  });

  it('take each line once, however long, and however many blanks are in it', async () => {
    for (const [word] of SAMPLES) {
      const read = await language(word);
      let calls = 0;
      const counted: Language = { ...read, token: (stream, state) => ((calls += 1), read.token(stream, state)) };
      for (const source of [' '.repeat(20_000), '\t a'.repeat(5_000), 'a'.repeat(20_000), '(['.repeat(10_000)]) {
        calls = 0;
        const tokens = tokensOf(`x\n${source}\n"y"`, counted);
        assert.ok(calls < 4_000, `${word}: ${calls}`);
        assert.ok(tokens.every(({ start }) => start < 302 || start >= source.length));
      }
    }
  });
});
