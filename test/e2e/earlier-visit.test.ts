import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { allowNamedFunctions } from '../support/function-names.js';
import { PageProblems } from '../support/page-problems.js';

// A device that was here before, and the conversation that a page begins with.

let app: App;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let problems: PageProblems;

before(async () => {
  app = await App.start();
  browser = await launchBrowser();
});

after(async () => {
  await browser.close();
  await app.dispose();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1_200, height: 800 } });
  page = await context.newPage();
  await allowNamedFunctions(page);
  page.setDefaultTimeout(15_000);
  problems = await PageProblems.watch(page);
});

afterEach(async () => {
  await context.close();
  assert.deepEqual(problems.all, []);
});

const COMPOSER = /^Message to/;

async function visit(person: string): Promise<void> {
  await page.goto(`${app.origin}/?user=${person}`);
}

/** The server's answers about rooms wait until the result is called. */
async function holdRooms(): Promise<() => void> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/users/me/rooms**', async (route) => {
    if (!route.request().url().endsWith('/features')) await released;
    await route.continue();
  });
  return release;
}

async function open(room: RegExp): Promise<void> {
  await page.getByRole('button', { name: room }).click();
  await page.getByRole('textbox', { name: room }).waitFor();
}

function newest(): Promise<string> {
  return page.locator('wazo-chat-message').last().locator('.md').innerText();
}

/** Waits until the device has kept the conversation on screen. */
async function kept(): Promise<void> {
  const roomUuid = await page.locator('wazo-chat-room-list .row[aria-current=true]').getAttribute('data-uuid');
  await page.evaluate(async (wanted) => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
    const isKept = async (): Promise<boolean> => {
      const database = await answer(indexedDB.open('wazo-group-chat'));
      const rows = await answer(database.transaction('snapshots').objectStore('snapshots').getAll());
      database.close();
      return (rows as { snapshot: { page: { roomUuid: string } | null } }[]).some(
        ({ snapshot }) => snapshot.page?.roomUuid === wanted,
      );
    };
    while (!(await isKept())) await new Promise(requestAnimationFrame);
  }, roomUuid);
}

test('a wide page begins with a conversation: the newest one, and the last one from then on', async () => {
  await visit('carol');
  await page.getByRole('textbox', { name: COMPOSER }).waitFor();
  await page.locator('wazo-chat-message').first().waitFor();
  await open(/Lunch/);
  await kept();
  await page.reload();
  await page.getByRole('textbox', { name: /Lunch/ }).waitFor();
});

test('a narrow page begins with the list', async () => {
  await page.setViewportSize({ width: 400, height: 800 });
  await visit('carol');
  await page.getByRole('button', { name: /Lunch/ }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: COMPOSER }).count(), 0);
});

test('a device that was here before shows rooms and the last conversation while the server is asked', async () => {
  await visit('carol');
  await open(/Lunch/);
  const text = await newest();
  await kept();
  const release = await holdRooms();
  await page.reload();
  await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
  await page.locator('wazo-chat-message').filter({ hasText: text }).waitFor();
  await page.getByRole('progressbar', { name: 'Refreshing…' }).waitFor();
  release();
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: /Lunch/ }).fill('still writing');
  assert.equal(await page.getByRole('textbox', { name: /Lunch/ }).inputValue(), 'still writing');
});

test('of what one person saw on a device, another sees nothing', async () => {
  await visit('carol');
  await open(/Lunch/);
  const release = await holdRooms();
  await visit('dave');
  await page.waitForRequest('**/users/me/rooms');
  // Whatever was kept for him would be there now.
  await page.evaluate(async () => {
    while ((await indexedDB.databases()).length === 0) await new Promise(requestAnimationFrame);
  });
  assert.equal(await page.locator('wazo-chat-room-list .row').count(), 0);
  assert.equal(await page.locator('wazo-chat-message').count(), 0);
  release();
  await page.getByRole('textbox', { name: COMPOSER }).waitFor();
});

test('where the page says so, what was seen is not kept, and what was kept is removed', async () => {
  await visit('carol');
  await open(/Lunch/);
  await page.route('**/demo.js', async (route) => {
    const response = await route.fetch();
    const script = (await response.text()).replace('chat.host =', "chat.keepHistory = 'off'; chat.host =");
    await route.fulfill({ response, body: script });
  });
  await page.reload();
  await page.getByRole('textbox', { name: COMPOSER }).waitFor();
  await page.unroute('**/demo.js');
  const release = await holdRooms();
  const asked = page.waitForRequest('**/users/me/rooms');
  await page.reload();
  await asked;
  assert.equal(await page.locator('wazo-chat-room-list .row').count(), 0);
  release();
  await page.getByRole('button', { name: /Lunch/ }).waitFor();
});
