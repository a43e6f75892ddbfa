import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { PageProblems } from '../support/page-problems.js';

// The main job, as two people do it in two browsers. The tests build on each other, as a conversation does.

let app: App;
let browser: Browser;
let alice: Page;
let bob: Page;
const watched: PageProblems[] = [];

before(async () => {
  app = await App.start();
  browser = await launchBrowser();
  [alice, bob] = await Promise.all([open('alice'), open('bob')]);
});

after(async () => {
  await browser.close();
  await app.dispose();
});

/** A browser of a person's own: another context shares neither storage nor connections. */
async function open(user: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 720 } });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  // A browser prints refused connections itself while the server restarts.
  watched.push(await PageProblems.watch(page, (text) => /net::ERR_|WebSocket connection/.test(text)));
  await page.goto(`${app.origin}/?user=${user}`);
  await page.getByRole('heading', { name: 'Rooms' }).waitFor();
  return page;
}

function composer(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message to/ });
}

async function say(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.keyboard.press('Enter');
}

/** The message on the page that holds `text`. */
function messageWith(page: Page, text: string): Locator {
  return page.locator('wazo-chat-message').filter({ hasText: text });
}

async function openRoom(page: Page, name: string): Promise<void> {
  await page
    .locator('wazo-chat-room-list')
    .getByRole('button', { name: new RegExp(name) })
    .click();
  await composer(page).waitFor();
}

test('Alice creates a room with three people, and it appears at Bob’s by itself', async () => {
  await alice.getByRole('button', { name: 'New room' }).first().click();
  const dialog = alice.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Launch 🚀');
  for (const name of ['Bob Bergeron', 'Carol Côté']) {
    await dialog.getByRole('combobox').fill(name.slice(0, 4));
    await dialog.getByRole('option', { name: new RegExp(name) }).click();
  }
  await dialog.getByRole('button', { name: 'Create room' }).click();
  await composer(alice).waitFor();
  await openRoom(bob, 'Launch');
  await bob.getByRole('img', { name: /3 people/ }).waitFor();
});

test('they talk, and each sees the other’s words live, once', async () => {
  await say(alice, 'Shall we **launch** on Friday?');
  await messageWith(bob, 'launch').locator('strong', { hasText: 'launch' }).waitFor();
  await say(bob, 'Yes :tada:');
  await messageWith(alice, 'Yes 🎉').waitFor();
  for (const page of [alice, bob]) {
    assert.equal(await messageWith(page, 'launch').count(), 1);
    assert.equal(await messageWith(page, 'Yes').count(), 1);
  }
});

test('who wrote stands above the words', async () => {
  await messageWith(alice, 'Yes').getByText('Bob Bergeron').waitFor();
  await messageWith(bob, 'launch').getByText('Alice Aubert').waitFor();
});

test('they react, and see each other’s reactions live', async () => {
  await react(alice, 'Yes', 'party popper');
  const atBob = messageWith(bob, 'Yes').getByRole('button', { name: /🎉 1.*Alice/ });
  await atBob.click();
  await messageWith(alice, 'Yes').getByRole('button', { name: /🎉 2/ }).waitFor();
  await react(bob, 'launch', 'red heart');
  await messageWith(alice, 'launch')
    .getByRole('button', { name: /❤️ 1.*Bob/ })
    .waitFor();
});

test('a reaction taken back goes at the other’s too', async () => {
  await messageWith(bob, 'launch').getByRole('button', { name: /❤️ 1/ }).click();
  await messageWith(alice, 'launch').getByRole('button', { name: /❤️/ }).waitFor({ state: 'detached' });
});

test('after a reload everything is there again', async () => {
  await alice.reload();
  await openRoom(alice, 'Launch');
  await messageWith(alice, 'launch').locator('strong').waitFor();
  await messageWith(alice, 'Yes').getByRole('button', { name: /🎉 2/ }).waitFor();
});

test('the server restarts; nothing is lost, and they go on', async () => {
  const { code, duration } = await app.end();
  assert.equal(code, 0, app.log);
  assert.ok(duration < 5_000, `it took ${duration} ms to end`);
  await bob.getByText(/Connection lost/).waitFor();
  await app.run();
  for (const page of [alice, bob]) {
    // Rather than wait out the pause between attempts, people press the button.
    const retry = page.getByRole('button', { name: 'Try again' });
    await retry.click().catch(() => undefined);
    await page.getByText(/Connection lost/).waitFor({ state: 'hidden' });
  }
  await say(bob, 'Still here?');
  await messageWith(alice, 'Still here?').waitFor();
  await say(alice, 'Always.');
  await messageWith(bob, 'Always.').waitFor();
  assert.equal(await messageWith(alice, 'launch').count(), 1);
});

test('unread messages are counted on a room that is not open', async () => {
  await openRoom(alice, 'Release 26.12');
  await say(bob, 'one');
  await say(bob, 'two');
  await alice
    .locator('wazo-chat-room-list')
    .getByRole('button', { name: /Launch.*2 unread/s })
    .waitFor();
});

test('no page printed an error', () => {
  assert.deepEqual(
    watched.flatMap(({ all }) => all),
    [],
  );
});

/** Adds a reaction by the picker: hover, “+”, search, choose. */
async function react(page: Page, text: string, emoji: string): Promise<void> {
  await messageWith(page, text).hover();
  await messageWith(page, text).getByRole('button', { name: 'Add a reaction' }).first().click();
  const picker = page.locator('wazo-chat-emoji-picker');
  await picker
    .getByRole('searchbox')
    .or(picker.getByRole('combobox'))
    .or(picker.getByRole('textbox'))
    .first()
    .fill(emoji);
  await picker
    .getByRole('gridcell', { name: new RegExp(emoji, 'i') })
    .first()
    .click();
}
