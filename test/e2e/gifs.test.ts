import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { PageProblems } from '../support/page-problems.js';
import { demoPeople } from '../support/people.js';

// GIFs, on the demo's own page with its strict policy.

const ROOM = 'Release 26.12';

const people = demoPeople({ room: ROOM });
let problems: PageProblems[] = [];

beforeEach(() => {
  problems = [];
});

/** Somebody's page with the room open. */
async function open(user: string, options?: BrowserContextOptions): Promise<Page> {
  const person = await people.open(user, options);
  problems.push(person.problems);
  return person.page;
}

function expectNoProblems(): void {
  for (const { all } of problems) assert.deepEqual(all, []);
}

const pictures = (page: Page, name: string): Locator => page.getByRole('button', { name: `Show picture: ${name}` });

test('one picks a GIF by keyboard, and the other sees it; what was being written stays', async () => {
  const alice = await open('alice');
  const bob = await open('bob');
  const hosts = new Set<string>();
  alice.on('request', (request) => hosts.add(new URL(request.url()).origin));
  const field = alice.getByRole('textbox', { name: /^Message to/ });
  await field.fill('Before I forget');
  await alice.getByRole('button', { name: 'Send a GIF' }).press('Enter');
  const search = alice.getByRole('searchbox', { name: 'Search GIFs' });
  await search.waitFor();
  await alice.keyboard.type('rocket');
  const found = alice.getByRole('option', { name: 'Rocket' });
  await found.waitFor();
  await alice.getByRole('status').filter({ hasText: '1 GIF found' }).waitFor({ state: 'attached' });
  await alice.keyboard.press('ArrowDown');
  await alice.keyboard.press('Enter');
  const arrived = pictures(bob, 'Rocket.gif');
  await arrived.waitFor();
  await arrived.locator('img').evaluate((image) => (image as HTMLImageElement).decode());
  await pictures(alice, 'Rocket.gif').waitFor();
  await search.waitFor({ state: 'hidden' });
  assert.ok(await field.evaluate((element) => element.matches(':focus')));
  assert.equal(await field.inputValue(), 'Before I forget');
  assert.deepEqual([...hosts], [people.app.origin]);
  expectNoProblems();
});

test('a GIF that was chosen while the network is away is in the thread at once, and goes by itself', async () => {
  const alice = await open('alice');
  problems[0]?.expect(/ERR_/);
  const bob = await open('bob');
  let isAway = true;
  await alice.route(/\/rooms\/[^/]+\/attachments$/, (route) => (isAway ? route.abort() : route.continue()));
  await alice.getByRole('button', { name: 'Send a GIF' }).click();
  await alice.getByRole('button', { name: 'Coffee' }).click();
  await alice.getByRole('option', { name: 'Coffee' }).click();
  const mine = pictures(alice, 'Coffee.gif');
  await mine.waitFor();
  await mine.locator('img').evaluate((image) => (image as HTMLImageElement).decode());
  assert.equal(await pictures(bob, 'Coffee.gif').count(), 0);
  isAway = false;
  await pictures(bob, 'Coffee.gif').waitFor();
  expectNoProblems();
});

test('who asked for less motion sees stills, in French, on a narrow screen', async () => {
  const page = await open('carol', { reducedMotion: 'reduce', viewport: { width: 320, height: 640 }, locale: 'fr-CA' });
  await page.locator('wazo-group-chat').evaluate((element) => element.setAttribute('lang', 'fr'));
  await page.getByRole('button', { name: 'Envoyer un GIF' }).click();
  const merci = page.getByRole('option', { name: 'Merci' });
  await merci.waitFor();
  await merci.hover();
  const image = merci.locator('img');
  await page.waitForFunction(
    (element) => getComputedStyle(element as Element).visibility === 'hidden',
    await image.elementHandle(),
  );
  const panel = await page.getByRole('dialog', { name: 'GIF' }).boundingBox();
  assert.ok(panel && panel.x >= 0 && panel.x + panel.width <= 320, JSON.stringify(panel));
  await merci.click();
  const sent = page.locator('.motion').filter({ has: page.getByRole('button', { name: /Merci\.gif/ }) });
  await sent.first().waitFor();
  expectNoProblems();
});
