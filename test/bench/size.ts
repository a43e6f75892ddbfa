import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { minify } from 'terser';
import type { App } from '../support/app.js';
import { builtFiles, initialSize } from '../support/built-size.js';
import { figure, type Figure } from './table.js';

const KB = 1_000;

function gzipped(content: string | Buffer): number {
  return gzipSync(content, { level: 9 }).length;
}

/** The JavaScript that a page really loads before the chat is usable, and what it leaves on `window`. */
export async function measureSize(browser: Browser, app: App): Promise<readonly Figure[]> {
  const page = await browser.newPage();
  const scripts = new Map<string, number>();
  page.on('response', (response) => {
    if (!response.url().includes('/dist/cdn/') || !response.url().endsWith('.js')) return;
    void response.body().then(
      (body) => scripts.set(response.url(), gzipped(body)),
      () => undefined,
    );
  });
  await page.goto(`${app.origin}/?user=alice`);
  await page
    .getByRole('button', { name: /Release 26.12/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /Message to/ }).waitFor();
  const globals = await newGlobals(browser, app);
  await page.close();
  const total = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  return [
    figure('JavaScript before anything is shown (gzip)', initialSize(builtFiles()) / KB, 'kB', 65),
    figure('  by the time that the chat is usable, with what is lazy', total / KB, 'kB'),
    figure('  of which @wazo/sdk (gzip)', (await sdkSize()) / KB, 'kB', 20),
    figure('new globals on window', globals.length, '', 0),
  ];
}

/** What the script leaves on a page's `window`, on a page of its own without anything else. */
async function newGlobals(browser: Browser, app: App): Promise<readonly string[]> {
  const page = await browser.newPage();
  await page.goto(`${app.origin}/icon.svg`);
  await page.goto(`${app.origin}/demo.css`);
  const globals = await page.evaluate(async (url) => {
    const before = new Set(Reflect.ownKeys(window));
    await import(url);
    return Reflect.ownKeys(window)
      .filter((key) => !before.has(key))
      .map(String);
  }, `${app.origin}/dist/cdn/wazo-group-chat.js`);
  await page.close();
  return globals;
}

async function sdkSize(): Promise<number> {
  const source = readFileSync(fileURLToPath(new URL('../../src/wazo/sdk.gen.js', import.meta.url)), 'utf8');
  const { code = '' } = await minify(source, { module: true, compress: { passes: 3 } });
  return gzipped(code);
}
