import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { loadFormatter } from '../../src/markdown/load.js';
import { parseMessage } from '../../src/markdown/parse.js';
import { textOf } from '../../src/markdown/tree.js';
import type { ChatFailure } from '../../src/model/errors.js';
import { readLinkPreview, type LinkPreview, type LinkPreviewer } from '../../src/model/link-preview.js';
import { LinkPreviews } from '../../src/session/link-previews.js';
import { linksIn, withoutPreview } from '../../src/ui/link-preview/links.js';

before(() => loadFormatter());

describe('what a page tells of a link', () => {
  it('is plain text, without what hides or turns it, and cut', () => {
    const { title, text, siteName } = readLinkPreview({
      title: ' a\u202Eb\u0000\n <b>c</b> ',
      text: '😄'.repeat(1_000),
      siteName: 'x'.repeat(1_000_000),
    }) ?? { title: '' };
    assert.equal(title, 'ab <b>c</b>');
    assert.equal(text, `${'😄'.repeat(299)}…`);
    assert.equal(siteName?.length, 60);
  });

  it('has a picture only at an http(s) address, with both of its sizes or none', () => {
    const pictureOf = (picture: unknown): unknown => readLinkPreview({ title: 'x', picture })?.picture;
    const url = 'https://e.example/a.png';
    assert.deepEqual(pictureOf({ url, width: 3, height: 4 }), { url, width: 3, height: 4 });
    assert.deepEqual(pictureOf({ url, width: 3 }), { url });
    assert.deepEqual(pictureOf({ url, width: -3, height: Infinity }), { url });
    for (const bad of [
      'javascript:alert(1)',
      'data:image/png;base64,x',
      'blob:https://e.example/x',
      '/a.png',
      '',
      7,
      null,
    ])
      assert.equal(pictureOf({ url: bad }), undefined, String(bad));
    assert.equal(pictureOf('https://e.example/a.png'), undefined);
  });

  it('may be nothing, and else must be something', () => {
    for (const nothing of [null, undefined, { title: '' }, { title: ' \u200b\u202e ' }])
      assert.equal(readLinkPreview(nothing), null);
    for (const nonsense of ['words', 7, {}, [], { title: 7 }, () => 'x'])
      assert.throws(() => readLinkPreview(nonsense), TypeError);
  });
});

describe('the links of a text', () => {
  for (const [text, expected] of [
    ['see https://a.example/b, please', ['https://a.example/b']],
    ['www.a.example and [words](https://b.example)', ['http://www.a.example/', 'https://b.example/']],
    ['<https://a.example> [x](<https://b.example>) https://c.example', ['https://c.example/']],
    ['`https://a.example` ||https://b.example||', []],
    ['```\nhttps://a.example\n```', []],
    ['mail a@b.example, tel:+33123456 or [x](javascript:alert(1))', []],
    ['> https://a.example', ['https://a.example/']],
    ['\ufeffhttps://a.example', ['https://a.example/']],
    ['![x](https://a.example/a.png)', []],
  ] as const)
    it(`that may have a preview: ${JSON.stringify(text)}`, () =>
      assert.deepEqual(
        linksIn(text).map(({ url }) => url),
        expected,
      ));

  for (const [text, expected] of [
    ['see https://a.example/b, please', 'see <https://a.example/b>, please'],
    ['www.a.example', '<http://www.a.example>'],
    ['[x](https://a.example/b_(c))', '[x](<https://a.example/b_(c)>)'],
    ['[x](https://a.example "t")', '[x](<https://a.example> "t")'],
    ['[**x** [y]](https://a.example)', '[**x** [y]](<https://a.example>)'],
  ] as const)
    it(`are sent without one: ${text}`, () => {
      const [link] = linksIn(text);
      const quiet = withoutPreview(text, link?.url ?? '');
      assert.equal(quiet, expected);
      assert.deepEqual(linksIn(quiet), []);
    });

  it('say and lead to the same then, wherever they stand', () => {
    const address = fc.constantFrom(
      'https://a.example/x',
      'http://b.example/é?q=1&r=(2)#z',
      'https://c.example/_a_*b*',
      'www.d.example/~e',
    );
    const word = fc.oneof(
      fc.constantFrom('a', '**b**', '- ', '> ', '(', ')', ',', '\n', '||', '`', '_', '|', '😄'),
      address,
      fc.tuple(fc.constantFrom('words', 'x [y]', '*z*'), address).map(([label, url]) => `[${label}](${url})`),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const text = words.join(' ');
        const [link] = linksIn(text);
        if (!link) return;
        const quiet = withoutPreview(text, link.url);
        assert.ok(!linksIn(quiet).some(({ url }) => url === link.url), quiet);
        const [said, says] = [text, quiet].map((source) => {
          const root = parseMessage(source);
          return (root ? textOf(root) : source).replaceAll('http://', '');
        });
        assert.equal(says, said, quiet);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** A page's function whose answers the test gives, and a clock that stands still until then. */
function desk(): {
  previews: LinkPreviews;
  asked: { url: string; signal: AbortSignal; answer: (value: unknown) => void; fail: (reason: unknown) => void }[];
  pass: () => void;
} {
  const asked: ReturnType<typeof desk>['asked'] = [];
  const timers = new Set<() => void>();
  const ask: LinkPreviewer = (url, { signal }) =>
    new Promise((resolve, reject) => {
      asked.push({ url, signal, answer: (value) => resolve(value as LinkPreview), fail: reject });
    });
  const clock = {
    after: (_ms: number, callback: () => void) => {
      timers.add(callback);
      return () => timers.delete(callback);
    },
  };
  return { previews: new LinkPreviews(ask, clock), asked, pass: () => timers.forEach((callback) => callback()) };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Waits for an answer, and notes it. */
function wait(previews: LinkPreviews, url: string): { answers: unknown[]; failures: ChatFailure[]; leave: () => void } {
  const [answers, failures]: [unknown[], ChatFailure[]] = [[], []];
  const leave = previews.ask(url, {
    onAnswer: (preview) => answers.push(preview),
    onFailed: (failure) => failures.push(failure),
  });
  return { answers, failures, leave };
}

describe('a page’s function', () => {
  it('is asked once for an address, by however many, and for three side by side, the latest first', async () => {
    const { previews, asked } = desk();
    const first = wait(previews, 'https://e.example/0');
    for (const n of [0, 1, 2, 3, 4]) wait(previews, `https://e.example/${n}`);
    await turn();
    assert.deepEqual(
      asked.map(({ url }) => url.slice(-1)),
      ['0', '1', '2'],
    );
    asked[0]?.answer({ title: 'x' });
    await turn();
    assert.deepEqual(first.answers, [{ title: 'x' }]);
    assert.deepEqual(previews.get('https://e.example/0'), { title: 'x' });
    assert.deepEqual(
      asked.map(({ url }) => url.slice(-1)),
      ['0', '1', '2', '4'],
    );
  });

  it('hears when nobody waits any more, and gives its place to another', async () => {
    const { previews, asked } = desk();
    const [one] = [1, 2, 3, 4].map((n) => wait(previews, `https://e.example/${n}`));
    await turn();
    one?.leave();
    await turn();
    assert.equal(asked[0]?.signal.aborted, true);
    assert.equal(asked.length, 4);
    asked[0].answer({ title: 'late' });
    await turn();
    assert.equal(previews.get('https://e.example/1'), undefined);
    assert.deepEqual(one?.answers, []);
  });

  for (const [name, act] of [
    ['rejects', ({ asked }) => asked[0]?.fail(new Error('down'))],
    ['rejects with nothing', ({ asked }) => asked[0]?.fail(undefined)],
    ['answers nonsense', ({ asked }) => asked[0]?.answer({ headline: 'x' })],
    ['never answers', ({ pass }) => pass()],
  ] as const satisfies readonly (readonly [string, (of: ReturnType<typeof desk>) => void])[])
    it(`that ${name} is reported once, and the address not asked for again`, async () => {
      const one = desk();
      const waiting = [wait(one.previews, 'https://e.example/'), wait(one.previews, 'https://e.example/')];
      await turn();
      act(one);
      await turn();
      assert.deepEqual(
        waiting.map(({ answers }) => answers),
        [[null], [null]],
      );
      assert.deepEqual(
        waiting.flatMap(({ failures }) => failures.map(({ error }) => error.code)),
        ['link-preview-failed'],
      );
      assert.equal(one.previews.get('https://e.example/'), null);
      assert.equal(one.asked.length, 1);
    });

  it('that throws, or is none, is reported as well', async () => {
    for (const bad of [
      () => {
        throw new Error('no');
      },
      'words' as unknown as LinkPreviewer,
    ] as LinkPreviewer[]) {
      const { failures } = wait(new LinkPreviews(bad, { after: () => () => undefined }), 'https://e.example/');
      await turn();
      assert.equal(failures.length, 1);
    }
  });

  it('is asked anew only for what was long ago', async () => {
    const previews = new LinkPreviews(async (url) => ({ title: url }), { after: () => () => undefined });
    for (let n = 0; n < 400; n += 1) wait(previews, `https://e.example/${n}`);
    for (let n = 0; n < 400; n += 1) await turn();
    const kept = Array.from({ length: 400 }, (_, n) => previews.get(`https://e.example/${n}`)).filter(Boolean);
    assert.equal(kept.length, 300);
  });
});
