import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { render } from 'lit';
import { loadFormatter } from '../../src/markdown/load.js';
import { renderMarkdown } from '../../src/markdown/render.js';
import { markdownStyles } from '../../src/markdown/markdown.styles.js';

const labels = {
  image: (alt: string) => `Show picture: ${alt}`,
  taskDone: 'Done',
  taskOpen: 'To do',
  code: 'Code',
  spoiler: 'Spoiler',
};
const emojiFor = (shortcode: string) => (shortcode === 'smile' ? '😄' : undefined);
const template = (source: string) => renderMarkdown(source, { labels, emojiFor });

async function show(source: string): Promise<HTMLElement> {
  return fixture<HTMLElement>(html`<div class="md">${template(source)}</div>`);
}

/** What is costly is drawn frame by frame. */
async function frames(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** A subtree in one form: attributes sorted, no comments, no line breaks of the templates except in code. */
function canonical(node: Node): string {
  if (node instanceof Text) return node.parentElement?.closest('pre') ? node.data : node.data.replace(/\s*\n\s*/g, '');
  if (!(node instanceof Element || node instanceof DocumentFragment)) return '';
  const content = [...node.childNodes].map(canonical).join('');
  if (!(node instanceof Element)) return content;
  const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${value}"`).sort();
  return `<${node.localName}${attributes.join('')}>${content}</${node.localName}>`;
}

function canonicalMarkup(markup: string): string {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return canonical(template.content);
}

// On the test server, which answers 404.
const PIXEL = new URL('/__missing-picture.png', location.href).href;

before(() => loadFormatter());

describe('Markdown on screen', () => {
  const LINK = 'target="_blank" rel="noopener noreferrer nofollow"';
  const cases: readonly (readonly [name: string, source: string, expected: string])[] = [
    ['a plain text as one paragraph', 'Hello there', '<p dir="ltr">Hello there</p>'],
    ['line breaks', 'a\nb  \nc\\\nd', '<p dir="ltr">a<br>b<br>c\\<br>d</p>'],
    ['paragraphs', 'a\n\nb', '<p dir="ltr">a</p><p dir="ltr">b</p>'],
    [
      'emphasis',
      '*a* _b_ **c** __d__ ***e***',
      '<p dir="ltr"><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em></p>',
    ],
    ['underscores in words', 'snake_case_name', '<p dir="ltr">snake_case_name</p>'],
    ['escapes', '\\*a\\*', '<p dir="ltr">*a*</p>'],
    ['strike', '~~a~~', '<p dir="ltr"><del>a</del></p>'],
    ['code', '`` a`b ``', '<p dir="ltr"><code>a`b</code></p>'],
    ['entities as text', '&copy; &#x41;', '<p dir="ltr">&amp;copy; &amp;#x41;</p>'],
    ['raw HTML as text', '<b onclick="x">y</b>', '<p dir="ltr">&lt;b onclick="x"&gt;y&lt;/b&gt;</p>'],
    [
      'a heading two ranks down',
      '# A',
      '<p class="md-heading md-heading-1" role="heading" aria-level="3" dir="ltr">A</p>',
    ],
    [
      'the lowest heading',
      '###### A',
      '<p class="md-heading md-heading-6" role="heading" aria-level="6" dir="ltr">A</p>',
    ],
    ['a rule', '***', '<hr>'],
    ['a quote', '> a\n> b', '<blockquote dir="ltr"><p>a<br>b</p></blockquote>'],
    [
      'nested lists',
      '- a\n  - b\n    1. c\n- d',
      '<ul dir="ltr"><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>',
    ],
    ['a loose list', '- a\n\n- b', '<ul dir="ltr"><li><p>a</p></li><li><p>b</p></li></ul>'],
    ['an ordered list from 3', '3. a\n4. b', '<ol dir="ltr"><li value="3">a</li><li>b</li></ol>'],
    ['an ordered list from 0', '0. a', '<ol dir="ltr"><li value="0">a</li></ol>'],
    [
      'tasks',
      '- [x] a\n- [ ] b',
      '<ul dir="ltr"><li class="md-task"><input type="checkbox" disabled="" checked="" aria-label="Done"> a</li><li class="md-task"><input type="checkbox" disabled="" aria-label="To do"> b</li></ul>',
    ],
    [
      'a code fence with its language',
      '```js\nlet a = 1 < 2;\n\n  b\n```',
      '<div class="md-code" dir="ltr"><span class="md-language">js</span><pre tabindex="0" role="group" aria-label="Code"><code>let a = 1 &lt; 2;\n\n  b</code></pre></div>',
    ],
    ['indentation', '    a *b*', '<p dir="ltr">    a <em>b</em></p>'],
    [
      'a link',
      '[a **b**](https://c.example/d "e")',
      `<p dir="ltr"><a href="https://c.example/d" ${LINK} title="e\nhttps://c.example/d">a <strong>b</strong></a></p>`,
    ],
    ['no link by reference', '[a][b]\n\n[b]: c', '<p dir="ltr">[a][b]</p><p dir="ltr">[b]: c</p>'],
    [
      'a literal link',
      'at www.c.example/d.',
      `<p dir="ltr">at <a href="http://www.c.example/d" ${LINK}>www.c.example/d</a>.</p>`,
    ],
    ['a literal mail address', 'a@b.example', `<p dir="ltr"><a href="mailto:a@b.example" ${LINK}>a@b.example</a></p>`],
    [
      'an autolink',
      '<https://c.example/>',
      `<p dir="ltr"><a href="https://c.example/" ${LINK}>https://c.example/</a></p>`,
    ],
    [
      'a link without text',
      '[](https://c.example/)',
      `<p dir="ltr"><a href="https://c.example/" ${LINK}>https://c.example/</a></p>`,
    ],
    ['a relative link as text', '[a](/b "c")', '<p dir="ltr">a (/b "c")</p>'],
    ['a script link as text', '[*a*](javascript:x)', '<p dir="ltr"><em>a</em> (javascript:x)</p>'],
    ['a script autolink as text', '<javascript:x>', '<p dir="ltr">javascript:x</p>'],
    ['a relative picture as text', '![a](b.png)', '<p dir="ltr">a (b.png)</p>'],
    ['shortcodes in text only', ':smile: `:smile:` :none:', '<p dir="ltr">😄 <code>:smile:</code> :none:</p>'],
    ['a lone marker as typed', '>', '<p class="md-plain">&gt;</p>'],
    ['family and flag emojis whole', '👨‍👩‍👧‍👦 **🇨🇦**', '<p>👨‍👩‍👧‍👦 <strong>🇨🇦</strong></p>'],
  ];
  for (const [name, source, expected] of cases) {
    it(`shows ${name}`, async () => {
      const element = await show(source);
      expect([...element.childNodes].map(canonical).join('').trim()).to.equal(canonicalMarkup(expected));
    });
  }

  it('shows a table in a frame that keyboards can scroll, named by its heads', async () => {
    const element = await show('| a | b |\n|:-:|--:|\n| **c** | d |');
    const frame = element.querySelector<HTMLElement>('.md-table');
    expect(frame?.tabIndex).to.equal(0);
    expect(frame?.getAttribute('aria-label')).to.equal('a, b');
    expect([...element.querySelectorAll('th')].map((cell) => [cell.textContent, cell.dataset['align']])).to.deep.equal([
      ['a', 'center'],
      ['b', 'right'],
    ]);
    expect(element.querySelector('td strong')?.textContent).to.equal('c');
  });

  it('uses one element for one plain paragraph', async () => {
    expect((await show('Lunch at 12:30?')).querySelectorAll('*').length).to.equal(1);
  });

  it('reads each paragraph in its own direction', async () => {
    const element = await show('سلام\n\nhello');
    const directions = [...element.querySelectorAll('p')].map((paragraph) => getComputedStyle(paragraph).direction);
    expect(directions).to.deep.equal(['rtl', 'ltr']);
  });

  it('turns a list and its markers when its first letter is Arabic', async () => {
    const list = (await show('- 12 سلام\n- hello')).querySelector('ul');
    expect(list && getComputedStyle(list).direction).to.equal('rtl');
  });

  it('leaves the direction of what has no letter to the page', async () => {
    const element = await fixture<HTMLElement>(html`<div dir="rtl">${template('12:30 👍')}</div>`);
    expect(getComputedStyle(element.querySelector('p') ?? element).direction).to.equal('rtl');
  });

  it('shows the text of what is nested too deep', async () => {
    const source = Array.from({ length: 60 }, (_, depth) => `${'  '.repeat(depth)}- level${depth}`).join('\n');
    const element = await show(source);
    expect(element.textContent).to.contain('level59');
    expect(element.querySelectorAll('ul').length).to.be.below(40);
  });

  it('shows what is too much to format as typed, line breaks included, in few elements', async () => {
    const element = await show('**a**\n'.repeat(3_000));
    await frames(60);
    const typed = [...element.querySelectorAll('.md-plain')].map(({ textContent }) => textContent).join('');
    expect(element.querySelectorAll('strong').length).to.be.above(100);
    expect(element.querySelectorAll('*').length).to.be.below(1_000);
    expect(typed).to.match(/^(\*\*a\*\*\n)+$/);
    expect(element.textContent.match(/a/g)).to.have.length(3_000);
  });

  it('shows plain text of many lines in few elements', async () => {
    const element = await show('a\n'.repeat(10_000));
    await frames(60);
    expect(element.querySelectorAll('*').length).to.be.below(1_000);
    expect(element.textContent.match(/a/g)?.length).to.equal(10_000);
  });

  it('is accessible', async () => {
    const source =
      '# Title\n\nText with [a link](https://a.example) and ![a picture](https://b.example/c.png)\n\n- [x] done\n- [ ] open\n\n' +
      '> quote\n\n```js\ncode\n```\n\n| a |  |\n|---|---|\n| b | c |\n\n1. one\n   - two\n\n---';
    await expect(await show(source)).to.be.accessible();
  });

  it('updates in place when the message changes', async () => {
    const element = await show('**a**');
    render(template('_b_'), element);
    expect(element.textContent.trim()).to.contain('b');
  });

  it('has a style sheet that the browser understands', () => {
    expect(markdownStyles.styleSheet?.cssRules.length).to.be.above(20);
  });
});

describe('A remote picture', () => {
  const SOURCE = `a ![my cat](${PIXEL}) b`;

  it('is not asked for before a click, and then takes the place of its button', async () => {
    const element = await show(SOURCE);
    // A request of the picture would have been sent before this one.
    await fetch(location.href);
    expect(element.querySelector('img')).to.equal(null);
    expect(performance.getEntriesByName(PIXEL).length).to.equal(0);

    const button = element.querySelector('button');
    expect(button?.textContent).to.equal('Show picture: my cat');
    button?.focus();
    button?.click();
    const image = element.querySelector('img');
    expect(image?.alt).to.equal('my cat');
    expect(image?.src).to.equal(PIXEL);
    expect(image?.loading).to.equal('lazy');
    expect(image?.referrerPolicy).to.equal('no-referrer');
    expect(element.querySelector('button')).to.equal(null);
    expect(document.activeElement).to.equal(element.querySelector('a'));
  });

  it('leaves its description and its link when it cannot be loaded', async () => {
    const element = await show(SOURCE);
    element.querySelector('button')?.click();
    const image = element.querySelector('img');
    if (!image) throw new Error('no picture');
    await oneEvent(image, 'error');
    expect(element.querySelector('img')).to.equal(null);
    expect(element.querySelector('.md-picture-failed')?.textContent).to.equal('my cat');
    expect(element.querySelector('a')?.href).to.equal(PIXEL);
  });

  it('stays when the message is rendered again, and is offered anew when it is another', async () => {
    const element = await fixture<HTMLElement>(html`<div></div>`);
    render(template(SOURCE), element);
    element.querySelector('button')?.click();
    render(template(SOURCE), element);
    expect(element.querySelector('img')).to.not.equal(null);
    render(template('a ![dog](https://other.example/dog.png) b'), element);
    expect(element.querySelector('img')).to.equal(null);
    expect(element.querySelector('button')?.textContent).to.equal('Show picture: dog');
  });

  it('stands beside the link that contains it', async () => {
    const element = await show('[see ![cat](https://a.example/cat.png)](https://b.example/)');
    expect(element.querySelector('a')?.textContent).to.equal('see cat');
    expect(element.querySelector('a button')).to.equal(null);
    expect(element.querySelector('button')?.textContent).to.equal('Show picture: cat');
  });
});

describe('An attack', () => {
  const VECTORS: readonly string[] = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<svg><script>alert(1)</script></svg>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<a href="javascript:alert(1)">x</a>',
    '<body onload=alert(1)>',
    '<math><mtext></mtext><script>alert(1)</script></math>',
    '<details open ontoggle=alert(1)>',
    '<style>@import "//evil.example"</style>',
    '<link rel=stylesheet href=//evil.example>',
    '<form action=//evil.example><button>x</button></form>',
    '<!--><img src=x onerror=alert(1)>-->',
    '<![CDATA[<img src=x onerror=alert(1)>]]>',
    '<?php echo 1 ?><img src=x onerror=alert(1)>',
    '<!-- lit$1 --><?lit$123456789$?>',
    '<!--?lit$-->${alert(1)}',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](java&#x09;script:alert(1))',
    '[x](java&#10;script:alert(1))',
    '[x](&#x6A;avascript&colon;alert(1))',
    '[x](javascript&#58;alert(1))',
    '[x](javascript&#0000058alert(1))',
    '[x](<javascript:alert(1)>)',
    '[x](< javascript:alert(1)>)',
    '[x](\u0001javascript:alert(1))',
    '[x](\u00a0javascript:alert(1))',
    '[x](data:text/html,<script>alert(1)</script>)',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox)',
    '[x](file:///etc/passwd)',
    '[x](//evil.example)',
    '[x](\\\\evil.example)',
    '[x](/\\evil.example)',
    '[x](https:evil)',
    '[x](blob:https://a.example/b)',
    '[x](view-source:https://a.example)',
    '[x](https://a.example/" onmouseover="alert(1))',
    '[x](https://a.example "t" onmouseover=alert(1) ")',
    "[x](https://a.example '\"><img src=x onerror=alert(1)>')",
    '[x](https://javascript:alert(1)@a.example)',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml,<svg onload=alert(1)>)',
    '![x" onerror="alert(1)](https://a.example/b.png)',
    '![<img src=x onerror=alert(1)>](https://a.example/b.png)',
    '![x](https://a.example/b.png"onerror="alert(1))',
    '[![x](javascript:alert(1))](javascript:alert(2))',
    '[x][y]\n\n[y]: javascript:alert(1)',
    '[x]\n\n[x]: data:text/html,x "t"',
    '<javascript:alert(1)>',
    '<data:text/html,x>',
    '<vbscript:x>',
    'javascript://www.a.example/%0aalert(1)',
    'www.a.example/"onclick="alert(1)',
    'https://a.example/<script>alert(1)</script>',
    'a@b.example"onclick=alert(1)',
    '```"><img src=x onerror=alert(1)>\nx\n```',
    '```js onload=alert(1)\n</code></pre><script>alert(1)</script>\n```',
    '`<img src=x onerror=alert(1)>`',
    '|<img src=x onerror=alert(1)>|[y](javascript:x)|\n|-|-|\n|<script>|`</td><script>`|',
    '# <img src=x onerror=alert(1)>',
    '- [x] <input onfocus=alert(1) autofocus>',
    '> <base href=//evil.example>',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '&#60;img src=x onerror=alert(1)&#62;',
    '[x](https://a.example/\u202egnp.exe)',
    '<xmp><img src=x onerror=alert(1)></xmp>',
    '<template><script>alert(1)</script></template>',
    ':<img src=x onerror=alert(1)>:',
    '*<img src=x onerror=alert(1)>*~~<svg/onload=alert(1)>~~',
    '[<img src=x onerror=alert(1)>](https://a.example)',
    '<IMG """><SCRIPT>alert("XSS")</SCRIPT>"\\>',
    '<a\u0000href=javascript:alert(1)>x</a>',
  ];

  const TAGS =
    'a blockquote br button code del div em hr input li ol p pre span strong table tbody td th thead tr ul'.split(' ');
  const ATTRIBUTES =
    'aria-label aria-level checked class data-align data-language dir disabled href rel role scope start tabindex target title type'.split(
      ' ',
    );

  function expectHarmless(element: HTMLElement): void {
    for (const child of element.querySelectorAll('*')) {
      expect(TAGS).to.include(child.localName);
      for (const name of child.getAttributeNames()) expect(ATTRIBUTES).to.include(name);
      if (child instanceof HTMLAnchorElement) {
        expect(child.protocol).to.be.oneOf(['http:', 'https:', 'mailto:', 'tel:']);
        expect(child.rel).to.equal('noopener noreferrer nofollow');
        expect(child.host).to.not.equal(location.host);
      }
    }
  }

  for (const vector of VECTORS) {
    it(`is harmless: ${JSON.stringify(vector).slice(1, -1)}`, async () => {
      const element = await show(vector);
      expectHarmless(element);
      expect(element.textContent.trim()).to.not.equal('');
    });
  }

  it('is harmless inside every kind of block', async () => {
    for (const wrap of [
      (v: string) => `> ${v}`,
      (v: string) => `- ${v}`,
      (v: string) => `**${v}**`,
      (v: string) => `# ${v}`,
    ]) {
      for (const vector of VECTORS) expectHarmless(await show(wrap(vector.replaceAll('\n', ' '))));
    }
  });
});

describe('A text that is costly to lay out', () => {
  const THAI = 'ภาษาไทย'.repeat(2_000);
  const isWhole = (element: HTMLElement, source: string) => element.innerText.replace(/\s/g, '') === source;
  const waitUntilWhole = async (...elements: HTMLElement[]) => {
    for (let count = 0; count < 100 && !elements.every((element) => isWhole(element, THAI)); count += 1)
      await frames(1);
    for (const element of elements) expect(isWhole(element, THAI)).to.equal(true);
  };

  it('is drawn in parts, none of them in the frame of another, not even of another message', async () => {
    const element = await fixture<HTMLElement>(
      html`<div>
        <div class="md">${template(THAI)}</div>
        <div class="md">${template(THAI)}</div>
      </div>`,
    );
    const [first, second] = [...element.children] as [HTMLElement, HTMLElement];
    const counts: number[] = [];
    const observer = new MutationObserver((records) => {
      counts.push(
        records.flatMap(({ addedNodes }) => [...addedNodes]).filter((node) => node instanceof Element).length,
      );
    });
    observer.observe(element, { childList: true, subtree: true });
    expect(element.querySelectorAll('p').length).to.equal(2);
    await waitUntilWhole(first, second);
    observer.disconnect();
    expect(counts.length).to.be.above(10);
    expect(Math.max(...counts)).to.equal(1);
  });

  it('goes on where it was after it was out of the page, and begins anew for another text', async () => {
    const element = await fixture<HTMLElement>(html`<div></div>`);
    const part = render(html`<div class="md">${template(THAI)}</div>`, element);
    part.setConnected(false);
    await frames(5);
    expect(element.querySelectorAll('p').length).to.equal(1);
    part.setConnected(true);
    await waitUntilWhole(element);
    render(html`<div class="md">${template('Short')}</div>`, element);
    expect(element.innerText).to.equal('Short');
  });

  it('stays as far as it is drawn when its message is rendered again', async () => {
    const element = await fixture<HTMLElement>(html`<div></div>`);
    const content = template(THAI);
    const show = () => render(html`<div class="md">${content}</div>`, element);
    show();
    await waitUntilWhole(element);
    show();
    expect(isWhole(element, THAI)).to.equal(true);
  });
});
