import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { PageProblems } from '../support/page-problems.js';

// How the element starts, on pages as integrators write them and in browsers that lack something.

let app: App;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let problems: PageProblems;

before(async () => {
  app = await App.start();
  browser = await launchBrowser(['--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets']);
});

after(async () => {
  await browser.close();
  await app.dispose();
});

beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  problems = await PageProblems.watch(page);
});

afterEach(async () => {
  await context.close();
  assert.deepEqual(problems.all, []);
});

/** A token of the demo's, and how often it was asked for, in `window.asked`. */
const PROVIDER = `
  window.asked = 0;
  window.provide = async () => {
    window.asked += 1;
    const response = await fetch('/demo/token', {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user: 'alice' }) });
    return (await response.json()).token;
  };`;

const MARKUP = `<wazo-group-chat host="HOST" style="block-size: 500px"></wazo-group-chat>`;
const TAG = `<script type="module" src="/dist/cdn/wazo-group-chat.js"></script>`;

/** Opens a page with this body. `/slow.svg` is answered when the result is called. */
async function open(body: string): Promise<() => void> {
  let answer: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/slow.svg', async (route) => {
    await answered;
    await route.fulfill({ contentType: 'image/svg+xml', body: '<svg xmlns="http://www.w3.org/2000/svg"/>' });
  });
  await page.route('**/host-page', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="/icon.svg">
        ${body.replaceAll('HOST', app.origin)}`,
    }),
  );
  await page.goto(`${app.origin}/host-page`, { waitUntil: 'commit' });
  return answer;
}

function asked(): Promise<number> {
  return page.evaluate(() => (window as unknown as { asked: number }).asked);
}

async function loaded(): Promise<void> {
  await page.waitForFunction(() => document.readyState === 'complete');
  // What the page's load set off has run in the next frame.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
}

const SET = `document.querySelector('wazo-group-chat').tokenProvider = window.provide;`;
const ORDERS: readonly (readonly [name: string, body: string])[] = [
  [
    'the README’s markup',
    `${TAG}${MARKUP}<script type="module">${PROVIDER}${SET}</script><img src="/slow.svg" alt="">`,
  ],
  [
    'a classic script',
    `<script src="/dist/cdn/wazo-group-chat.iife.js"></script>${MARKUP}<script>${PROVIDER}${SET}</script><img src="/slow.svg" alt="">`,
  ],
  [
    'a provider that is set twice',
    `${TAG}${MARKUP}<script type="module">${PROVIDER}${SET}${SET}</script><img src="/slow.svg" alt="">`,
  ],
  [
    'the chat’s script last',
    `${MARKUP}<script type="module">${PROVIDER}${SET}</script>${TAG}<img src="/slow.svg" alt="">`,
  ],
  [
    'the host after the provider',
    `${TAG}<wazo-group-chat style="block-size: 500px"></wazo-group-chat><script type="module">${PROVIDER}${SET}
      document.querySelector('wazo-group-chat').setAttribute('host', 'HOST');</script><img src="/slow.svg" alt="">`,
  ],
];

for (const [name, body] of ORDERS) {
  test(`starts once, before the page has loaded, and keeps a half-written text: ${name}`, async () => {
    const answer = await open(body);
    await page.getByRole('button', { name: /Release 26.12/ }).click();
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.fill('half a sentence');
    assert.equal(await asked(), 1);
    answer();
    await loaded();
    assert.equal(await asked(), 1);
    assert.equal(await field.inputValue(), 'half a sentence');
  });
}

test('a provider that comes after the page has loaded starts the chat, once', async () => {
  await open(`${TAG}${MARKUP}`);
  await page.getByRole('alert').filter({ hasText: 'tokenProvider' }).waitFor();
  await page.evaluate(`${PROVIDER}${SET}${SET}`);
  await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
  assert.equal(await asked(), 1);
});

test('two elements with the same host and provider share one connection, and show two rooms', async () => {
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await open(`${TAG}${MARKUP}${MARKUP}<script type="module">${PROVIDER}
    for (const chat of document.querySelectorAll('wazo-group-chat')) chat.tokenProvider = window.provide;</script>`);
  const [one, other] = [page.locator('wazo-group-chat').nth(0), page.locator('wazo-group-chat').nth(1)];
  await one.getByRole('button', { name: /Release 26.12/ }).click();
  await other
    .locator('wazo-chat-room-list')
    .getByRole('button', { name: /Lunch|Coffee|Kaffee/ })
    .first()
    .click();
  await one.getByRole('textbox', { name: /^Message to/ }).fill('from the first');
  await page.keyboard.press('Enter');
  await one.locator('wazo-chat-message', { hasText: 'from the first' }).waitFor();
  assert.equal(await other.locator('wazo-chat-message', { hasText: 'from the first' }).count(), 0);
  assert.equal(await asked(), 1);
  assert.equal(sockets.length, 1);
  // The one that stays goes on.
  await page.evaluate(() => document.querySelector('wazo-group-chat')?.remove());
  await page
    .locator('wazo-group-chat')
    .getByRole('textbox', { name: /^Message to/ })
    .fill('from the second');
  await page.keyboard.press('Enter');
  await page.locator('wazo-chat-message', { hasText: 'from the second' }).waitFor();
  assert.equal(sockets.length, 1);
});

/** What a browser may refuse: each is an expression that takes it away before any script of the page runs. */
const BLOCKED: readonly (readonly [name: string, script: string])[] = [
  [
    'BroadcastChannel throws',
    `window.BroadcastChannel = class { constructor() { throw new DOMException('blocked', 'SecurityError'); } };`,
  ],
  ['BroadcastChannel is missing', `delete window.BroadcastChannel;`],
  [
    'posting to a channel throws',
    `BroadcastChannel.prototype.postMessage = () => { throw new DOMException('closed', 'InvalidStateError'); };`,
  ],
  ['indexedDB is missing', `Object.defineProperty(window, 'indexedDB', { value: undefined });`],
  [
    'indexedDB throws when it is looked at',
    `Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('blocked', 'SecurityError'); } });`,
  ],
  [
    'opening a database throws',
    `IDBFactory.prototype.open = () => { throw new DOMException('blocked', 'SecurityError'); };`,
  ],
  ['opening a database never ends', `IDBFactory.prototype.open = () => new EventTarget();`],
  ['locks are missing', `Object.defineProperty(navigator, 'locks', { value: undefined });`],
  [
    'locks throw when they are looked at',
    `Object.defineProperty(navigator, 'locks', { get() { throw new DOMException('blocked', 'SecurityError'); } });`,
  ],
  [
    'asking for a lock throws',
    `LockManager.prototype.request = () => { throw new DOMException('blocked', 'SecurityError'); };`,
  ],
  [
    'asking for a lock is refused',
    `LockManager.prototype.request = () => Promise.reject(new DOMException('blocked', 'SecurityError'));`,
  ],
  [
    'localStorage throws when it is looked at',
    `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } });`,
  ],
];

const PAGE = `${TAG}${MARKUP}<script type="module">${PROVIDER}${SET}</script>`;

for (const [name, script] of [
  ...BLOCKED,
  [
    'all of it',
    BLOCKED.filter((_row, n) => [0, 4, 8, 11].includes(n))
      .map(([, code]) => code)
      .join('\n'),
  ] as const,
]) {
  test(`the chat works where ${name}`, async () => {
    await page.addInitScript(script);
    await open(PAGE);
    await page.getByRole('button', { name: /Release 26.12/ }).click();
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.fill(`sent although ${name}`);
    await page.keyboard.press('Enter');
    const sent = page.locator('wazo-chat-message', { hasText: `sent although ${name}` });
    await sent.waitFor();
    await sent.locator('.pending').waitFor({ state: 'detached' });
    await sent.getByRole('button', { name: 'Add a reaction' }).waitFor({ state: 'attached' });
  });
}

test('a conversation whose script does not arrive says so beside the rooms, and comes when it is asked for again', async () => {
  problems.expect(/Failed to load resource/);
  // What one writes in, and what brings files to the server, come in the other file.
  const scripts = /wazo-group-chat-(conversation|writing)-/;
  await page.route(scripts, (route) => route.abort());
  await open(PAGE);
  await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor();
  await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
  await page.unroute(scripts);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await page.getByRole('textbox', { name: /^Message to/ }).waitFor();
  await page.getByRole('button', { name: 'Attach files' }).waitFor();
});

test('what a page takes longest to do the first time is done while the server is asked, not before and not after', async () => {
  await page.addInitScript(`
    window.order = [];
    // It might come at any time.
    delete window.requestIdleCallback;
    const { fetch } = window;
    const { DateTimeFormat } = Intl;
    window.fetch = async (request, ...rest) => {
      const isList = /\\/users\\/me\\/rooms$/.test(new URL(request.url ?? request, location.href).pathname);
      if (isList) window.order.push('asked');
      const answer = await fetch(request, ...rest);
      if (isList) window.order.push('answered');
      return answer;
    };
    Intl.DateTimeFormat = class extends DateTimeFormat {
      constructor(...words) {
        super(...words);
        if (!window.order.includes('first moment')) window.order.push('first moment');
      }
    };`);
  let answer: () => void = () => undefined;
  const isPrepared = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/users\/me\/rooms$/, async (route) => {
    await isPrepared;
    await route.continue();
  });
  await open(`${TAG}${MARKUP}<script type="module">${PROVIDER}${SET}</script>`);
  const order = (): Promise<string[]> => page.evaluate(() => (window as unknown as { order: string[] }).order);
  await page.waitForFunction(() => (window as unknown as { order: string[] }).order.includes('first moment'));
  assert.deepEqual(await order(), ['asked', 'first moment']);
  answer();
  await page.locator('wazo-chat-room-list .row').first().waitFor();
  assert.deepEqual((await order()).slice(0, 3), ['asked', 'first moment', 'answered']);
});
