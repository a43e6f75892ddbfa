import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { demoPeople, type Person } from '../support/people.js';
import { fieldHolds } from '../support/field-holds.js';

// What one person completes while writing, and the other sees of it, on the demo's own page with its strict policy.

const people = demoPeople({ room: '^Release 26\\.12' });

function open(user: string, width = 1024): Promise<Person> {
  return people.open(user, { viewport: { width, height: 720 } });
}

function field(page: Page): Locator {
  return page.getByRole('textbox', { name: 'Message to Release 26.12' });
}

function options(page: Page): Locator {
  return page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
}

/** Types what has the name in the list, and takes it by the Enter key. */
async function complete(page: Page, typed: string, name: string): Promise<void> {
  await page.keyboard.type(typed);
  await options(page).first().filter({ hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await options(page).first().waitFor({ state: 'detached' });
}

test('one names a person, a room and an emoji by keyboard alone; the other is marked, and opens the room', async () => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')]);
  await field(alice.page).focus();
  await complete(alice.page, '@berg', 'Bob Bergeron');
  await alice.page.keyboard.type('see ');
  await complete(alice.page, '#web', 'New web site');
  await complete(alice.page, ':appr', ':approved:');
  assert.match(await field(alice.page).inputValue(), /^@Bob Bergeron see #New web site :approved: ?$/);
  await alice.page.keyboard.press('Enter');

  const message = bob.page.locator('wazo-chat-message').filter({ hasText: '#New web site' });
  await message.waitFor();
  assert.equal(await message.locator('.md-mention-me').innerText(), '@Bob Bergeron');
  await message.getByRole('img', { name: ':approved:' }).waitFor();
  await message.locator('.md-mention', { hasText: '#New web site' }).click();
  await bob.page.getByRole('textbox', { name: 'Message to New web site' }).waitFor();
  for (const { problems } of [alice, bob]) assert.deepEqual(problems.all, []);
});

test('what matches is read in forced colours, too', async () => {
  const { page } = await people.open('alice', { forcedColors: 'active', colorScheme: 'dark' });
  await field(page).focus();
  await page.keyboard.type(':appr');
  const mark = options(page).first().locator('mark');
  await mark.waitFor();
  const colours = await mark.evaluate((element) => {
    const around = element.parentElement ?? element;
    return [getComputedStyle(element).color, getComputedStyle(around).color];
  });
  assert.equal(colours[0], colours[1]);
});

test('what was completed is one with the draft, in the tab beside it and after a reload', async () => {
  const { page, problems } = await open('alice');
  await field(page).focus();
  await complete(page, '@berg', 'Bob Bergeron');
  const beside = await page.context().newPage();
  beside.setDefaultTimeout(15_000);
  await beside.goto(`${people.app.origin}/?user=alice`);
  await beside.getByRole('button', { name: /^Release 26\.12/ }).click();
  await field(beside).filter({ visible: true }).waitFor();
  const says = (tab: Page): Promise<void> => fieldHolds(field(tab), '@Bob Bergeron ');
  await says(beside);
  await page.reload();
  await page.getByRole('button', { name: /^Release 26\.12/ }).click();
  await says(page);
  // Deleted as one, in both.
  await field(page).press('End');
  for (let key = 0; key < 2; key += 1) await page.keyboard.press('Backspace');
  await fieldHolds(field(beside), '');
  assert.deepEqual(problems.all, []);
});

test('the list fits a phone, is taken by a tap, and Escape leaves the text', async () => {
  const { page, problems } = await open('dave', 320);
  await field(page).focus();
  await page.keyboard.type('/');
  const list = await page.getByRole('listbox', { name: 'Suggestions' }).boundingBox();
  assert.ok(list && list.x >= 0 && list.x + list.width <= 320, JSON.stringify(list));
  await options(page).filter({ hasText: '/shrug' }).click();
  assert.equal(await field(page).inputValue(), '/shrug ');
  await page.keyboard.type('@be');
  await options(page).first().waitFor();
  await page.keyboard.press('Escape');
  await options(page).first().waitFor({ state: 'detached' });
  assert.equal(await field(page).inputValue(), '/shrug @be');
  assert.deepEqual(problems.all, []);
});
