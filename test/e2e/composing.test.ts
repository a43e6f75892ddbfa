import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { fieldHolds } from '../support/field-holds.js';

// Writing as one does it, with the keys of a real browser: its undo history, its input methods and its Escape are its own.

let app: App;
let browser: Browser;
let context: BrowserContext;

before(async () => {
  app = await App.start();
  browser = await launchBrowser();
});

afterEach(() => context.close());

after(async () => {
  await browser.close();
  await app.dispose();
});

/** A tab of Alice's browser, with her first room open. */
async function open(options: BrowserContextOptions = {}): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 1024, height: 720 }, ...options });
  return openTab();
}

async function openTab(): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${app.origin}/?user=alice`);
  await openRoom(page, 0);
  return page;
}

async function openRoom(page: Page, nth: number): Promise<void> {
  const row = page.locator('wazo-chat-room-list .row').nth(nth);
  await row.click();
  await page.locator(`wazo-chat-room-list .row[aria-current]`).nth(0).waitFor();
  await field(page).click();
}

function field(page: Page): Locator {
  return page.getByRole('textbox', { name: /^Message to/ });
}

/** Resolves when the field holds the text. */
const holds = (page: Page, text: string): Promise<void> => fieldHolds(field(page), text);

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** What has the focus, by its accessible name. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? '';
  });
}

describe('the undo history', () => {
  test('belongs to the text of a room, and is there again with it', async () => {
    const page = await open();
    await page.keyboard.type('for the first room only');
    await press(page, 'Control+a', 'Delete');
    await openRoom(page, 1);
    await press(page, 'Control+z', 'Control+z');
    assert.equal(await field(page).inputValue(), '');
    await page.keyboard.type('second');
    await openRoom(page, 0);
    await press(page, 'Control+z');
    assert.equal(await field(page).inputValue(), 'for the first room only');
    await press(page, 'Control+z', 'Control+z', 'Control+Shift+z');
    assert.equal(await field(page).inputValue(), 'for the first room only');
    await openRoom(page, 1);
    await press(page, 'Control+z');
    assert.equal(await field(page).inputValue(), '');
    await press(page, 'Control+y');
    assert.equal(await field(page).inputValue(), 'second');
  });

  test('takes an emoji from the picker as one step', async () => {
    const page = await open();
    await page.keyboard.type('well ');
    await page.getByRole('button', { name: 'Insert an emoji' }).click();
    await page.getByRole('gridcell').first().waitFor();
    await page.keyboard.type('party popper');
    await page
      .getByRole('status')
      .filter({ hasText: /result/ })
      .waitFor({ state: 'attached' });
    await press(page, 'Enter');
    await holds(page, 'well 🎉');
    await page.keyboard.type(' done');
    const back: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      await press(page, 'Control+z');
      back.push(await field(page).inputValue());
    }
    assert.deepEqual(back, ['well 🎉', 'well ', '']);
    await press(page, 'Control+y', 'Control+y');
    assert.equal(await field(page).inputValue(), 'well 🎉');
  });

  test('ends with the message, and does not change the text from other fields', async () => {
    const page = await open();
    await page.keyboard.type('to be sent');
    await press(page, 'Enter');
    await holds(page, '');
    await press(page, 'Control+z', 'Control+y');
    assert.equal(await field(page).inputValue(), '');
    await page.keyboard.type('kept');
    await page.getByRole('button', { name: 'New room' }).first().click();
    const name = page.getByRole('dialog').getByLabel('Name');
    await name.click();
    await press(page, 'Control+z', 'Control+z');
    await press(page, 'Escape');
    assert.equal(await field(page).inputValue(), 'kept');
  });
});

test('what was sent in one tab is not in the other’s field any more, and goes once', async () => {
  const page = await open();
  const other = await openTab();
  await page.bringToFront();
  await page.keyboard.type('said once');
  await holds(other, 'said once');
  await press(page, 'Enter');
  await holds(other, '');
  await other.bringToFront();
  await field(other).click();
  await press(other, 'Control+z', 'Enter');
  await other.locator('wazo-chat-message', { hasText: 'said once' }).first().waitFor();
  await other.keyboard.type('and this');
  await press(other, 'Enter');
  await page.locator('wazo-chat-message', { hasText: 'and this' }).first().waitFor();
  assert.equal(await page.locator('wazo-chat-message', { hasText: 'said once' }).count(), 1);
});

describe('Enter', () => {
  test('breaks the line on a touch keyboard, and the button sends', async () => {
    const page = await open({ hasTouch: true, isMobile: true });
    await page.keyboard.type('one');
    await press(page, 'Enter');
    await page.keyboard.type('two');
    await holds(page, 'one\ntwo');
    assert.equal(await field(page).getAttribute('enterkeyhint'), 'enter');
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    await holds(page, '');
  });

  test('sends on a touch keyboard where the host page says so', async () => {
    const page = await open({ hasTouch: true, isMobile: true });
    await page.locator('wazo-group-chat').evaluate((chat) => chat.setAttribute('send-key', 'enter'));
    await page.keyboard.type('words');
    await press(page, 'Enter');
    await holds(page, '');
  });
});

describe('Escape', () => {
  /** By keyboard only: from the composer up to the last message, into it, and the picker open. */
  async function openPickerOfMessage(page: Page): Promise<void> {
    await page.locator('wazo-chat-message').last().waitFor();
    await press(page, 'ArrowUp');
    await page.locator('wazo-chat-message article:focus').waitFor();
    await press(page, 'Enter');
    assert.equal(await focused(page), 'Add a reaction');
    await press(page, 'Enter');
    await page.getByRole('gridcell').first().waitFor();
  }

  test('closes the picker of a message’s reaction, and gives the focus back to its button', async () => {
    const page = await open();
    await openPickerOfMessage(page);
    await press(page, 'Escape');
    await page.locator('.emoji-popover').waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'Add a reaction');
    await press(page, 'Escape', 'Escape');
    assert.match(await focused(page), /^Message to/);
  });

  test('in the picker closes the innermost thing: the skin tones, the search, the picker', async () => {
    const page = await open();
    await openPickerOfMessage(page);
    const picker = page.locator('wazo-chat-emoji-picker');
    await page.keyboard.type('cat');
    await page.getByRole('button', { name: /^Skin tone/ }).click();
    await picker.getByRole('radiogroup').waitFor();
    await press(page, 'Escape');
    await picker.getByRole('radiogroup').waitFor({ state: 'hidden' });
    await picker.getByRole('searchbox').focus();
    await press(page, 'Escape');
    assert.equal(await picker.getByRole('searchbox').inputValue(), '');
    await press(page, 'Escape');
    await picker.waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'Add a reaction');
  });

  test('with the focus back on the button closes the picker, too', async () => {
    const page = await open();
    await openPickerOfMessage(page);
    await page.evaluate(() => {
      let root: Document | ShadowRoot = document;
      while (root.activeElement?.shadowRoot?.activeElement && root.activeElement.localName !== 'wazo-chat-message')
        root = root.activeElement.shadowRoot;
      root.activeElement?.shadowRoot?.querySelector<HTMLElement>('.action')?.focus();
    });
    assert.equal(await focused(page), 'Add a reaction');
    await press(page, 'Escape');
    await page.locator('.emoji-popover').waitFor({ state: 'detached' });
    assert.equal(await focused(page), 'Add a reaction');
  });

  test('in the search of the dialog empties it or closes the dialog; the focus goes back to what opened it', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'New room' }).first().focus();
    await press(page, 'Enter');
    const search = page.getByRole('dialog').getByRole('combobox');
    await search.fill('bob');
    await press(page, 'Escape');
    assert.equal(await search.inputValue(), '');
    await search.fill('  ');
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'New room');
  });

  test('does not close a dialog of the host page while something of the chat is open in it', async () => {
    const page = await open();
    await page.evaluate(() => {
      const dialog = document.createElement('dialog');
      dialog.id = 'host';
      dialog.style.cssText = 'inline-size: 900px; block-size: 600px';
      document.body.append(dialog);
      const chat = document.querySelector('wazo-group-chat');
      if (!chat) return;
      chat.setAttribute('style', 'block-size: 560px');
      dialog.append(chat);
      dialog.showModal();
    });
    await openRoom(page, 0);
    await page.getByRole('button', { name: 'Insert an emoji' }).click();
    await page.getByRole('gridcell').first().waitFor();
    await press(page, 'Escape');
    await page.locator('.emoji-popover').waitFor({ state: 'detached' });
    assert.equal(await page.locator('#host').evaluate((dialog) => (dialog as HTMLDialogElement).open), true);
    assert.equal(await focused(page), 'Insert an emoji');
    await press(page, 'Escape');
    await page.locator('#host').waitFor({ state: 'hidden' });
  });
});

describe('pasting', () => {
  /** Puts something on the clipboard as a program does, and presses its key. */
  async function paste(page: Page, html: string, plain: string, key = 'Control+v'): Promise<void> {
    await page.evaluate(
      async ([html = '', plain = '']) => {
        await navigator.clipboard.write([
          new ClipboardItem({
            'text/html': new Blob([html], { type: 'text/html' }),
            'text/plain': new Blob([plain], { type: 'text/plain' }),
          }),
        ]);
      },
      [html, plain],
    );
    await press(page, key);
  }

  const TABLE = '<table><tr><td>Site</td><td>Phones</td></tr><tr><td><b>Paris</b></td><td>12</td></tr></table>';

  test('makes a table of a spreadsheet’s, which others see as one, and which undo gives back as text', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await paste(page, TABLE, 'Site\tPhones\nParis\t12');
    await holds(page, '| Site | Phones |\n| --- | --- |\n| **Paris** | 12 |');
    await press(page, 'Control+z');
    assert.equal(await field(page).inputValue(), 'Site\tPhones\nParis\t12');
    await press(page, 'Control+z');
    assert.equal(await field(page).inputValue(), '');
    await press(page, 'Control+y', 'Control+y', 'Enter');
    await page.locator('wazo-chat-message').getByRole('cell', { name: 'Paris' }).waitFor();
  });

  test('leaves the plain text with Ctrl+Shift+V', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await paste(page, TABLE, 'Site\tPhones', 'Control+Shift+v');
    await holds(page, 'Site\tPhones');
  });
});
