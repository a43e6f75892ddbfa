import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Nodes, Root } from 'mdast';
import { isEmojiOnly } from '../../src/markdown/emoji-only.js';
import { plainParagraphs } from '../../src/markdown/fast-path.js';
import { linkTitle, safePictureUrl, safeUrl } from '../../src/markdown/links.js';
import { loadFormatter } from '../../src/markdown/load.js';
import { parseMarkdown, parseMessage } from '../../src/markdown/parse.js';
import { toPlainText } from '../../src/markdown/plain-text.js';
import { renderMarkdown } from '../../src/markdown/render.js';
import { hasShortcode, replaceShortcodes } from '../../src/markdown/shortcodes.js';

const EMOJIS: Readonly<Record<string, string>> = { smile: '😄', '+1': '👍', wave: '👋', '100': '💯', family: '👨‍👩‍👧‍👦' };
const emojiFor = (shortcode: string) => EMOJIS[shortcode];
const labels = { image: (alt: string) => alt, taskDone: 'done', taskOpen: 'open', code: 'code', spoiler: 'spoiler' };

/** A tree without positions, in a form that reads well in a failure. */
function shape(node: Nodes): unknown {
  const copy: Record<string, unknown> = { ...node };
  delete copy['position'];
  if ('children' in node) copy['children'] = node.children.map(shape);
  return copy;
}

function typesIn(root: Root | undefined): string[] {
  const types: string[] = [];
  const collect = (node: Nodes) => {
    types.push(node.type);
    if ('children' in node) node.children.forEach(collect);
  };
  if (root) collect(root);
  return types;
}

before(() => loadFormatter());

describe('the short cut for text without syntax', () => {
  const words = fc.constantFrom(
    ...'aZ0 9.,;!?\'"()/$%^={}+-:@wé漢م\n'.split(''),
    'www',
    '://',
    '1. ',
    '- ',
    '\n\n',
    '😀',
    '*',
    '|',
  );
  const check = (source: string) => {
    const plain = plainParagraphs(source);
    if (!plain) return;
    const children = plain.map((value) => ({ type: 'paragraph', children: [{ type: 'text', value }] }));
    assert.deepEqual({ type: 'root', children }, shape(parseMarkdown(source).root));
  };

  it('gives the same tree as the parser for random text', () => {
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 30 }).map((parts) => parts.join('')),
        check,
      ),
      { numRuns: 4000 },
    );
  });

  it('gives the same tree as the parser for random Unicode', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), check), { numRuns: 2000 });
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), check), { numRuns: 2000 });
  });

  it('is taken for an everyday message', () => {
    assert.ok(plainParagraphs("Hi Bob, it's 5:30 - see you (maybe) at 6!\n\nالسلام عليكم 👋🏽"));
  });
});

describe('parsing', () => {
  it('keeps raw HTML as text', () => {
    assert.deepEqual(typesIn(parseMessage('<b>x</b> <!-- c -->\n\n<div onclick=x>\n\n<script>y</script>')).sort(), [
      ...['paragraph', 'paragraph', 'paragraph', 'root', 'text', 'text', 'text'],
    ]);
    assert.equal(toPlainText('<b onclick="x">bold</b>'), '<b onclick="x">bold</b>');
  });

  it('gives no tree when nothing would be visible, so that the source is shown', () => {
    for (const source of ['>', '#', '```', '- ', '> >\n>']) {
      assert.equal(parseMessage(source), undefined, JSON.stringify(source));
    }
  });

  it('leaves entities as typed, in code languages and destinations, too', () => {
    const source = '&copy; &#65; &ast;a&ast; [a](http://b.example/?c&amp;d "&quot;")';
    assert.equal(toPlainText(source), '&copy; &#65; &ast;a&ast; a');
    assert.match(JSON.stringify(parseMessage(source)), /"url":"http:\/\/b\.example\/\?c&amp;d"/);
    assert.match(JSON.stringify(parseMessage('```&ouml;\nx\n```')), /"value":"&ouml;\\nx"/);
  });

  it('has no definitions: what may be one is text', () => {
    const source = '[text][a] ![pic][b]\n\n[a]: http://one.example\n[b]: two';
    assert.equal(toPlainText(source), '[text][a] ![pic][b] [a]: http://one.example [b]: two');
  });

  it('finds links without markup: web, www and mail', () => {
    const urls = (source: string) => JSON.stringify(parseMessage(source)).match(/"url":"[^"]*"/g);
    assert.deepEqual(urls('see https://a.example/b?c=d, www.e.example. and f@g.example!'), [
      '"url":"https://a.example/b?c=d"',
      '"url":"http://www.e.example"',
      '"url":"mailto:f@g.example"',
    ]);
  });

  it('has no footnotes', () => {
    assert.ok(!typesIn(parseMessage('a[^1]\n\n[^1]: note')).includes('footnoteReference'));
  });
});

describe('any input', () => {
  const PATTERNS = [
    '>',
    '> ',
    '[',
    ']',
    '*',
    '_',
    '~',
    '`',
    '- ',
    '1. ',
    '> - ',
    '![',
    '[a](',
    '*_',
    '<',
    '&',
    '|a',
    '|a|\n|-|\n',
    '=\n',
    '- a\n',
    '\n',
    '\\',
    'a.',
    '[x](y (',
    '#',
    ':a',
    '\0',
    '\ud800',
    '\u202e',
  ];

  it('renders and reads 20,000 characters of each pathological pattern without an error', () => {
    for (const pattern of PATTERNS) {
      const source = pattern.repeat(20_000 / pattern.length);
      assert.ok(renderMarkdown(source, { labels, emojiFor }).strings.length > 0);
      assert.equal(typeof toPlainText(source), 'string');
      assert.equal(isEmojiOnly(source), false);
    }
  });

  it('renders random Markdown without an error', () => {
    const part = fc.constantFrom(
      '*',
      '_',
      '~~',
      '`',
      '[',
      ']',
      '(',
      ')',
      '!',
      '<',
      '>',
      '|',
      '-',
      '\n',
      '  ',
      'a',
      '1.',
      '#',
      '&amp;',
      'http://a.b',
      ':smile:',
      '\\',
      '- [ ] ',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
        renderMarkdown(parts.join(''), { labels, emojiFor });
        assert.doesNotMatch(toPlainText(parts.join('')), /[\n\r\t]/);
      }),
      { numRuns: 1500 },
    );
  });

  it('keeps long everyday Markdown a tree', () => {
    const source =
      '## Notes\n\n- **one** [two](https://three.example)\n- `four` and _five_\n\n| a | b |\n|---|---|\n| c | d |\n\n'.repeat(
        100,
      );
    assert.ok(parseMessage(source));
  });
});

describe('links', () => {
  it('opens http, https, mailto and tel', () => {
    assert.equal(safeUrl('https://a.example/b?c#d'), 'https://a.example/b?c#d');
    assert.equal(safeUrl('HTTP://A.example'), 'http://a.example/');
    assert.equal(safeUrl('mailto:a@b.example'), 'mailto:a@b.example');
    assert.equal(safeUrl('tel:+15551234'), 'tel:+15551234');
  });

  const refused = [
    ...[
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\tscript:alert(1)',
      ' javascript:alert(1)',
      '\u0001javascript:alert(1)',
    ],
    ...[
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:https://a/b',
      'ftp://a.example',
      'ws://a.example',
    ],
    ...[
      '//evil.example',
      '/path',
      'path',
      '?query',
      '#hash',
      '../up',
      '',
      '\\\\evil.example',
      'https:evil',
      'https:/evil',
      'https:///evil',
    ],
    ...[
      'http://',
      'https://a b',
      'http://[',
      'ht\ntp://a.example',
      'http://a\n.example',
      'https://a.example/\u0000',
      'about:blank',
      'mailto:',
    ],
  ];
  for (const destination of refused) {
    it(`refuses ${JSON.stringify(destination)}`, () => {
      assert.equal(safeUrl(destination), undefined);
    });
  }

  it('loads pictures by http and https only', () => {
    assert.equal(safePictureUrl('https://a.example/b.png'), 'https://a.example/b.png');
    assert.equal(safePictureUrl('mailto:a@b.example'), undefined);
    assert.equal(safePictureUrl('data:image/png;base64,AAAA'), undefined);
  });

  it('names the real address unless the text is the address', () => {
    assert.equal(linkTitle('https://bank.example', 'https://evil.example/', null), 'https://evil.example/');
    assert.equal(linkTitle('https://a.example', 'https://a.example/', null), undefined);
    assert.equal(linkTitle('www.a.example', 'http://www.a.example/', undefined), undefined);
    assert.equal(linkTitle('a@b.example', 'mailto:a@b.example', null), undefined);
    assert.equal(linkTitle('here', 'https://a.example/', 'Title'), 'Title\nhttps://a.example/');
    assert.equal(linkTitle('раураl.com', safeUrl('http://раураl.com') ?? '', null), 'http://xn--l-7sba6dbr.com/');
  });
});

describe('shortcodes', () => {
  it('become emojis when known and stay when not', () => {
    assert.equal(replaceShortcodes('hi :smile: :Wave::+1: :nope:', emojiFor), 'hi 😄 👋👍 :nope:');
    assert.equal(replaceShortcodes('(:smile:), *:wave:*! 你好:smile:吗', emojiFor), '(😄), *👋*! 你好😄吗');
  });

  it('are not found in times, ratios, keys, addresses and code with colons', () => {
    for (const text of [
      ...[
        '12:100:30',
        '1:100:2',
        'std::smile',
        'std::smile::wave',
        'a:smile:b',
        'a:nope:smile:wave:',
        '2001:db8::100:1',
      ],
      ...[
        'redis:smile:name',
        'b8:100:6f:ab',
        'hi:smile:',
        ':smile:hi',
        '/:smile:/',
        'x=:smile:',
        ':smile::',
        ':smile:.js',
      ],
      ...[':smile', 'smile:', ': smile :', ':smile::nope:'],
    ]) {
      assert.equal(replaceShortcodes(text, emojiFor), text);
    }
  });

  it('are noticed cheaply', () => {
    assert.equal(hasShortcode('hello :smile:'), true);
    assert.equal(hasShortcode('at 5:30: lunch'), true);
    assert.equal(hasShortcode('see https://a.example: b'), false);
    assert.equal(hasShortcode(':'.repeat(20_000) + 'a'.repeat(20_000)), false);
  });
});

describe('a message of emojis only', () => {
  for (const text of [
    '😀',
    '❤️🧡',
    '👍🏽',
    '🇨🇦',
    '👨‍👩‍👧‍👦',
    '1️⃣',
    '❤',
    '😀 😀\n😀',
    ' 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ',
    '🏳️‍🌈',
    '🧑🏽‍🤝‍🧑🏿',
    '👩‍❤️‍💋‍👨',
    '🕵🏿‍♀️',
    '#️⃣*️⃣',
    '©️',
    '🫩',
    ':smile::+1:',
    ':family: 🎉',
  ]) {
    it(`is seen in ${JSON.stringify(text)}`, () => assert.equal(isEmojiOnly(text, emojiFor), true));
  }

  for (const text of [
    '',
    ' ',
    'a',
    '1',
    '#',
    '123',
    '😀😀😀😀',
    '😀 ok',
    '©',
    '®',
    '!',
    '**😀**',
    '`:smile:`',
    ':nope:',
    '🇨',
    '\u200d',
    '\ufe0f',
    '❤\ufe0e',
    '1️⃣1',
    '👍x',
    ':)',
  ]) {
    it(`is not seen in ${JSON.stringify(text)}`, () => assert.equal(isEmojiOnly(text, emojiFor), false));
  }

  it('needs the emoji data for shortcodes', () => assert.equal(isEmojiOnly(':smile:'), false));
});

describe('plain text', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['plain', 'plain'],
    ['**bold** _it_ ~~no~~ `code`', 'bold it no code'],
    ['# Title\n\ntext\nnext', 'Title text next'],
    ['- a\n  - b\n- c', 'a b c'],
    ['1. a\n2. b', '1. a 2. b'],
    ['- [x] done\n- [ ] open', '☑ done ☐ open'],
    ['> quote\n\nreply', 'quote reply'],
    ['```js\nlet a;\nlet b;\n```', 'js let a; let b;'],
    ['|a|b|\n|-|-|\n|c|d|', 'a b c d'],
    ['[text](https://a.example) ![alt](https://b.example)', 'text alt'],
    ['[](https://a.example)', 'https://a.example'],
    ['![](https://a.example/p.png)', 'https://a.example/p.png'],
    ['a  \nb\\\nc', 'a b\\ c'],
    ['>', '>'],
    ['---', '---'],
    [':smile: `:smile:` 👨‍👩‍👧‍👦', '😄 :smile: 👨‍👩‍👧‍👦'],
    ['', ''],
  ];
  for (const [source, expected] of cases) {
    it(`of ${JSON.stringify(source)} is ${JSON.stringify(expected)}`, () => {
      assert.equal(toPlainText(source, { emojiFor }), expected);
    });
  }
});
