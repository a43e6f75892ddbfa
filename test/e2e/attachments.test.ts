import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { PageProblems } from '../support/page-problems.js';
import { DemoPerson } from '../support/poster.js';
import { png, wav } from '../support/sample-files.js';

// Files in messages, on the demo's own page with its strict policy.

const ROOM = 'Release 26.12';

let app: App;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let problems: PageProblems;
let bob: DemoPerson;
let room: string;

before(async () => {
  app = await App.start();
  browser = await launchBrowser();
  bob = await DemoPerson.signIn(app.origin, 'bob');
  room = await bob.room(ROOM);
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

afterEach(() => context.close());

/** The page of Alice with the room open. */
async function open(): Promise<void> {
  await page.goto(`${app.origin}/?user=alice`);
  await page.getByRole('button', { name: new RegExp(ROOM) }).click();
  await page.locator('wazo-chat-message').last().waitFor();
}

function natural(picture: Locator): Promise<number> {
  return picture.evaluate((image) => (image as HTMLImageElement).naturalWidth);
}

test('pictures, sounds and other files of a message are seen, heard and saved by others', async () => {
  await open();
  await bob.post(room, 'from today', [
    { name: 'whiteboard.png', bytes: new Uint8Array(png(800, 450)) },
    { name: 'call.wav', bytes: new Uint8Array(wav(1)) },
    { name: 'notes.txt', bytes: new TextEncoder().encode('Ship it.') },
  ]);
  const message = page.locator('wazo-chat-message').filter({ hasText: 'from today' });
  await message.locator('.picture').waitFor();
  const before = await message.boundingBox();
  await page.waitForFunction(
    (image) => (image as HTMLImageElement | null)?.naturalWidth === 800,
    await message.locator('img').elementHandle(),
  );
  assert.equal((await message.boundingBox())?.height, before?.height, 'the space was there before');
  const sound = message.locator('audio');
  const duration = await sound.evaluate(async (player: HTMLAudioElement) => {
    const known = new Promise((resolve) => (player.onloadedmetadata = resolve));
    player.preload = 'metadata';
    player.load();
    await known;
    return player.duration;
  });
  assert.equal(Math.round(duration), 1);
  const saving = page.waitForEvent('download');
  await message.getByRole('link', { name: /^Download notes.txt/ }).click();
  const saved = await saving;
  assert.equal(saved.suggestedFilename(), 'notes.txt');
  await page.getByRole('button', { name: /Release 26.12.*from today 📎 3 files/s }).waitFor();
  assert.deepEqual(problems.all, []);
});

test('a picture is looked at large by keyboard alone, saved, and left', async () => {
  await bob.post(room, 'large', [{ name: 'plan – 2. Stock.png', bytes: new Uint8Array(png(600, 400)) }]);
  await open();
  const picture = page.getByRole('button', { name: 'Show picture: plan – 2. Stock.png' });
  await picture.focus();
  await page.keyboard.press('Enter');
  const large = page.getByRole('dialog', { name: 'plan – 2. Stock.png' });
  await large.locator('img').waitFor();
  assert.equal(await natural(large.locator('img')), 600);
  const saving = page.waitForEvent('download');
  await large.getByRole('link', { name: 'Download' }).press('Enter');
  assert.equal((await saving).suggestedFilename(), 'plan – 2. Stock.png');
  await page.keyboard.press('Escape');
  await large.waitFor({ state: 'hidden' });
  assert.ok(await picture.evaluate((element) => element.matches(':focus')));
  assert.deepEqual(problems.all, []);
});

test('a file whose link was made long ago is saved all the same', async () => {
  await bob.post(room, 'of this morning', [{ name: 'agenda.txt', bytes: new TextEncoder().encode('Lunch') }]);
  await open();
  const link = page.getByRole('link', { name: /^Download agenda.txt/ });
  await link.waitFor();
  let refused = 0;
  await page.route(/\/attachments\/.*agenda\.txt/, (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill({ status: 410, body: '' }) : route.continue();
  });
  problems.expect(/410/);
  const [saved] = await Promise.all([page.waitForEvent('download'), link.click()]);
  assert.equal(saved.suggestedFilename(), 'agenda.txt');
  assert.deepEqual(problems.all, []);
});

test('a picture whose address has expired comes with a new one', async () => {
  await bob.post(room, 'expired', [{ name: 'late.png', bytes: new Uint8Array(png(120, 90)) }]);
  let refused = 0;
  await page.route(/\/attachments\/.*late\.png/, (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill({ status: 410, body: '' }) : route.continue();
  });
  problems.expect(/410/);
  const arrived = page.waitForResponse((answer) => answer.url().includes('late.png') && answer.ok());
  await open();
  // What earlier tests left unread may be above it.
  const row = page.locator('wazo-chat-message').filter({ hasText: 'expired' });
  await row.scrollIntoViewIfNeeded();
  await arrived;
  const image = row.locator('img');
  await image.evaluate((element) => (element as HTMLImageElement).decode());
  assert.equal(await natural(image), 120);
  assert.equal(refused, 2);
  assert.deepEqual(problems.all, []);
});

/** The composer's cards. */
function waiting(): Locator {
  return page.getByRole('list', { name: 'Files to send' }).getByRole('listitem');
}

test('files are chosen, go to the server at once, and the message carries them', async () => {
  await open();
  await page.locator('input.files').setInputFiles([
    { name: 'sketch.png', mimeType: 'image/png', buffer: png(64, 48) },
    { name: 'list.txt', mimeType: 'text/plain', buffer: Buffer.from('eggs') },
  ]);
  assert.equal(await waiting().count(), 2);
  // The focus is where one goes on.
  await page.keyboard.type('for tomorrow');
  await page.keyboard.press('Enter');
  const message = page.locator('wazo-chat-message').filter({ hasText: 'for tomorrow' });
  await message.getByRole('button', { name: 'Show picture: sketch.png' }).waitFor();
  await message.getByRole('link', { name: /^Download list.txt/ }).waitFor();
  assert.equal(await waiting().count(), 0);
  assert.deepEqual(problems.all, []);
});

test('a message waits for its files while the network is away, in another room too, and goes when it is back', async () => {
  problems.expect(/ERR_/);
  await open();
  let isAway = true;
  await page.route(/\/rooms\/[^/]+\/attachments$/, (route) => (isAway ? route.abort() : route.continue()));
  await page
    .locator('input.files')
    .setInputFiles([{ name: 'late.txt', mimeType: 'text/plain', buffer: Buffer.from('late') }]);
  await page.getByRole('textbox', { name: /^Message to/ }).fill('goes later');
  await page.keyboard.press('Enter');
  await page.getByText('It goes when the files are uploaded.').waitFor();
  await page.getByText('The server cannot be reached.').first().waitFor();
  await page.getByRole('button', { name: /^Support/ }).click();
  await page.getByRole('textbox', { name: 'Message to Support' }).waitFor();
  assert.equal(await waiting().count(), 0);
  isAway = false;
  await page.getByRole('button', { name: new RegExp(ROOM) }).click();
  const message = page.locator('wazo-chat-message article:not(.pending)').filter({ hasText: 'goes later' });
  await message.getByRole('link', { name: /^Download late.txt/ }).waitFor();
  assert.deepEqual(problems.all, []);
});

test('files of a draft are there again after a reload, and go with the message', async () => {
  await open();
  await page.getByRole('textbox', { name: `Message to ${ROOM}` }).fill('kept');
  await page.locator('input.files').setInputFiles([
    { name: 'kept.png', mimeType: 'image/png', buffer: png(40, 30) },
    { name: 'kept.txt', mimeType: 'text/plain', buffer: Buffer.from('kept') },
  ]);
  await page.locator('.waiting-file.ready').nth(1).waitFor();
  await page.reload();
  await open();
  await page.locator('.waiting-file.ready').nth(1).waitFor();
  assert.deepEqual(await page.locator('.waiting-file .name').allTextContents(), ['kept.png', 'kept.txt']);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const message = page.locator('wazo-chat-message').filter({ hasText: 'kept.txt' });
  await message.locator('img').waitFor();
  await page.locator('.waiting-file').first().waitFor({ state: 'detached' });
  await page.reload();
  await open();
  assert.equal(await page.locator('.waiting-file').count(), 0);
  assert.deepEqual(problems.all, []);
});

test('a file that is dropped on the list of rooms does not replace the page', async () => {
  await open();
  const isRefused = await page.evaluate(() => {
    const list = document.querySelector('wazo-group-chat')?.shadowRoot?.querySelector('wazo-chat-room-list');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'x.txt'));
    const init = { dataTransfer, bubbles: true, composed: true, cancelable: true };
    return ['dragover', 'drop'].map((type) => {
      const event = new DragEvent(type, init);
      list?.dispatchEvent(event);
      return event.defaultPrevented;
    });
  });
  assert.deepEqual(isRefused, [true, true]);
  assert.equal(await waiting().count(), 0);
});
