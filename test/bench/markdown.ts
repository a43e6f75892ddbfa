import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { affordable } from '../../src/markdown/limits.js';
import { loadFormatter } from '../../src/markdown/load.js';
import { parseMessage } from '../../src/markdown/parse.js';
import { toPlainText } from '../../src/markdown/plain-text.js';
import { pathological, PATHOLOGICAL_LENGTH } from '../support/pathological.js';
import { Site } from './site.js';
import { figure, quantile, type Figure } from './table.js';

const SEED = 1;
/** Texts in Node, and in a browser, where each takes a frame. */
const TEXTS = 3_000;
const DRAWN = 1_000;
/** How often what took more than half of what it may is measured again. */
const AGAIN = 5;
/** Milliseconds that a text may hold a page. */
const LIMIT = 50;

const fill = (pattern: string): string =>
  pattern.repeat(Math.ceil(PATHOLOGICAL_LENGTH / pattern.length)).slice(0, PATHOLOGICAL_LENGTH);
/** Texts that once held a page for seconds. */
const KNOWN = [
  ...[
    `[ ${'ab '.repeat(6_600)}`,
    '!['.repeat(799) + ' ab'.repeat(6_000),
    `10:00 [WARN queue\n${fill('10:00 a.b: c (d)\n')}`,
  ],
  ...[
    `a${'\u0301'.repeat(PATHOLOGICAL_LENGTH)}`,
    '\u{1f3fd}'.repeat(PATHOLOGICAL_LENGTH / 2),
    fill('AV'),
    fill('A\u0301'),
  ],
  ...['*a '.repeat(2_000) + 'a_ '.repeat(2_000) + ' a*'.repeat(2_000)],
  ...[
    '[ (](',
    ']www.a.b',
    'a@b.c\\',
    '- [ ] [a](b)',
    '1. ',
    '- a\n',
    '=\n',
    'a\n-\n',
    '> - ',
    '*_',
    '[',
    '|a',
    'a\n\n',
    '- [ ] a\n',
    '[a]: b\n',
    '&amp;',
    '*a* ',
  ].map(fill),
];

/** Every character from one to another that is a letter or a picture. */
function characters(first: number, last: number): string {
  const all = Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index));
  return all.filter((character) => /[\p{L}\p{So}]/u.test(character)).join('');
}

/** Texts whose layout once held a page: line breaks from a dictionary, fonts to be searched, directions that change. */
const COSTLY_LAYOUT = [
  ...[
    'ภาษาไทยเป็นภาษาที่มี',
    'ພາສາລາວເປັນພາສາທີ່ມີ',
    'ភាសាខ្មែរគឺជាភាសា',
    'မြန်မာဘာသာစကားသည်',
    'हिन्दीभाषा',
    'བོད་སྐད་',
    '漢字仮名交じり文です。',
  ],
  ...[
    'aس',
    'a س ',
    'a =س\n\n',
    '\u2067a\u2069\u2066س\u2069',
    '\u2068\u2069',
    'ሀꀀ᠀ꔀᎠ',
    '☎\ufe0f☎\ufe0e',
    '\u200d',
    'a\t',
    'السلام ',
  ],
  ...[
    characters(0x900, 0xdff),
    characters(0x1f300, 0x1f6ff),
    spread(characters(0xa1, 0xd7ff)),
    spread(characters(0x10000, 0x1fbff)),
  ],
].map(fill);

/** The characters of a text in another order, those of one script far from each other. */
function spread(text: string): string {
  const all = Array.from(text);
  return all.map((_, index) => all[(index * 7_919) % all.length]).join('');
}

/** What the costliest of thousands of generated texts take: read in Node, and read, drawn and laid out in a browser. */
export async function measureMarkdown(browser: Browser): Promise<readonly Figure[]> {
  await loadFormatter();
  const known = [...KNOWN, ...COSTLY_LAYOUT];
  const texts = [...known, ...fc.sample(pathological, { numRuns: TEXTS, seed: SEED })];
  // The first few compile the parser.
  texts.slice(0, 50).forEach((text) => read(text));
  const measureRead = (text: string): number => twice(() => read(text));
  const measurePreview = (text: string): number => twice(() => toPlainText(text, { maxLength: 240 }));
  const reads = await settled(texts, texts.map(measureRead), measureRead);
  const previews = await settled(texts, texts.map(measurePreview), measurePreview);
  const drawn = await draw(browser, texts.slice(0, known.length + DRAWN));
  report(texts, reads, 'read');
  const first = await drawFirst(browser, COSTLY_LAYOUT);
  report(texts, drawn, 'drawn');
  report(COSTLY_LAYOUT, first, 'drawn first');
  return [
    figure(`Markdown: slowest of ${texts.length} texts of 20,000 characters, read`, Math.max(...reads), 'ms', LIMIT),
    figure('  the 99th of 100', quantile(reads, 0.99), 'ms'),
    figure('  as a preview, slowest', Math.max(...previews), 'ms', LIMIT),
    figure(
      `  longest task of reading, drawing and layout in a browser, slowest of ${drawn.length}`,
      Math.max(...drawn),
      'ms',
      LIMIT,
    ),
    figure('  the 99th of 100', quantile(drawn, 0.99), 'ms'),
    figure(`  as the first text of a page, slowest of ${first.length} scripts`, Math.max(...first), 'ms'),
  ];
}

function read(text: string): void {
  parseMessage(affordable(text).head);
}

/** The faster of two runs (ms): the other one may have shared the machine. */
function twice(run: () => unknown): number {
  const time = (): number => {
    const start = performance.now();
    run();
    return performance.now() - start;
  };
  return Math.min(time(), time());
}

async function draw(browser: Browser, texts: readonly string[]): Promise<number[]> {
  const site = await Site.start([]);
  const page = await openPage(browser, site);
  try {
    const measure = (text: string): Promise<number> => page.evaluate(drawTwice, text);
    const times: number[] = [];
    for (const text of texts) times.push(await measure(text));
    return await settled(texts, times, measure);
  } finally {
    await page.close();
    site.stop();
  }
}

/** The same times, but medians for all that took long: the first texts compile what reads them, and machines are noisy. */
async function settled(
  texts: readonly string[],
  times: readonly number[],
  measure: (text: string) => number | Promise<number>,
): Promise<number[]> {
  const calm = [...times];
  for (const [index, text] of texts.entries()) {
    if ((times[index] ?? 0) <= LIMIT / 2) continue;
    const again: number[] = [];
    for (let n = 0; n < AGAIN; n += 1) again.push(await measure(text));
    calm[index] = quantile(again, 0.5);
  }
  return calm;
}

/** The same in a page of its own for each text, which knows neither the fonts nor the compiled parser. */
async function drawFirst(browser: Browser, texts: readonly string[]): Promise<number[]> {
  const site = await Site.start([]);
  try {
    const times: number[] = [];
    for (const text of texts) {
      const page = await openPage(browser, site);
      times.push(await page.evaluate(drawOnce, text));
      await page.close();
    }
    return times;
  } finally {
    site.stop();
  }
}

async function openPage(browser: Browser, site: Site): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(`${site.origin}/markdown.html`);
  await page.waitForFunction(() => 'drawMarkdown' in globalThis);
  return page;
}

function drawOnce(text: string): Promise<number> {
  const { drawMarkdown } = globalThis as unknown as { drawMarkdown: (text: string) => Promise<number> };
  return drawMarkdown(text);
}

async function drawTwice(text: string): Promise<number> {
  const { drawMarkdown } = globalThis as unknown as { drawMarkdown: (text: string) => Promise<number> };
  return Math.min(await drawMarkdown(text), await drawMarkdown(text));
}

/** Names the slowest, so that they can be looked into. */
function report(texts: readonly string[], times: readonly number[], what: string): void {
  const slowest = times.map((time, index) => ({ time, index })).sort((a, b) => b.time - a.time);
  for (const { time, index } of slowest.slice(0, 5))
    console.error(`${what} in ${time.toFixed(1)} ms: ${JSON.stringify(texts[index]?.slice(0, 60))}`);
}
