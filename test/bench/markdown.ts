import fc from 'fast-check';
import type { Browser } from 'playwright-core';
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
/** Milliseconds that a text may hold a page. */
const LIMIT = 50;

const fill = (pattern: string): string => pattern.repeat(PATHOLOGICAL_LENGTH / pattern.length);
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
  ...['1. ', '- a\n', '=\n', 'a\n-\n', '> - ', '*_', '[', '|a', 'a\n\n', '- [ ] a\n', '[a]: b\n', '&amp;', '*a* '].map(
    fill,
  ),
];

/** What the costliest of thousands of generated texts take: read in Node, and read, drawn and laid out in a browser. */
export async function measureMarkdown(browser: Browser): Promise<readonly Figure[]> {
  await loadFormatter();
  const texts = [...KNOWN, ...fc.sample(pathological, { numRuns: TEXTS, seed: SEED })];
  // The first few compile the parser.
  texts.slice(0, 50).forEach((text) => read(text));
  const reads = texts.map((text) => twice(() => read(text)));
  const previews = texts.map((text) => twice(() => toPlainText(text, { maxLength: 240 })));
  const drawn = await draw(browser, texts.slice(0, KNOWN.length + DRAWN));
  report(texts, reads, 'read');
  report(texts, drawn, 'drawn');
  return [
    figure(`Markdown: slowest of ${texts.length} texts of 20,000 characters, read`, Math.max(...reads), 'ms', LIMIT),
    figure('  the 99th of 100', quantile(reads, 0.99), 'ms'),
    figure('  as a preview, slowest', Math.max(...previews), 'ms', LIMIT),
    figure(`  read, drawn and laid out in a browser, slowest of ${drawn.length}`, Math.max(...drawn), 'ms', LIMIT),
    figure('  the 99th of 100', quantile(drawn, 0.99), 'ms'),
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
  const page = await browser.newPage();
  try {
    await page.goto(`${site.origin}/markdown.html`);
    await page.waitForFunction(() => 'drawMarkdown' in globalThis);
    const times: number[] = [];
    for (const text of texts) times.push(await page.evaluate(drawTwice, text));
    return times;
  } finally {
    await page.close();
    site.stop();
  }
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
