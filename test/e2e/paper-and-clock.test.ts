import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Seed } from '../../server/src/seed/seed.js';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';

// What is printed of a conversation, and how its times follow the device and the person.

const uuid = (digits: string): string => `e2e00000-0000-4000-8000-0000000000${digits}`;
const ROOM = uuid('01');
/** More than the window has rows, and than a page of the server. */
const MESSAGES = 240;

/** One message has a block of code that the screen draws slice by slice. */
const WITH_CODE = 100;
const CODE = Array.from({ length: 1_500 }, (_, n) => `line ${n}`).join('\n');

const SEED: Seed = {
  tenants: [
    {
      uuid: uuid('10'),
      name: 'Print shop',
      users: [
        { uuid: uuid('11'), username: 'erin', password: 'erin-paper', firstname: 'Erin' },
        { uuid: uuid('12'), username: 'finn', firstname: 'Finn' },
      ],
      rooms: [
        {
          uuid: ROOM,
          name: 'Long talk',
          users: ['erin', 'finn'],
          messages: Array.from({ length: MESSAGES }, (_, n) => ({
            author: n % 7 === 0 ? 'erin' : 'finn',
            content: n === WITH_CODE ? `sentence ${n}\n\`\`\`\n${CODE}\n\`\`\`` : `sentence ${n}`,
            minutes_ago: MESSAGES - n,
          })),
        },
      ],
    },
  ],
};

const SIGN_IN = `
  const chat = document.querySelector('wazo-group-chat');
  chat.tokenProvider = async () => {
    const headers = { Authorization: 'Basic ' + btoa('erin:erin-paper'), 'Content-Type': 'application/json' };
    const response = await fetch('/api/auth/0.1/token', { method: 'POST', headers, body: '{}' });
    return (await response.json()).data.token;
  };
  chat.host = location.origin;
`;

let app: App;
let browser: Browser;
let context: BrowserContext;

before(async () => {
  app = await App.start(SEED);
  browser = await launchBrowser(['--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets']);
});

after(async () => {
  await browser.close();
  await app.dispose();
});

afterEach(() => context.close());

/** @param prepare what is done before the page is opened */
async function open(options: BrowserContextOptions = {}, prepare?: (page: Page) => Promise<unknown>): Promise<Page> {
  context = await browser.newContext({ viewport: { width: 1000, height: 700 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await prepare?.(page);
  await page.route('**/host-page', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><meta charset="utf-8"><title>Host</title><link rel="icon" href="/icon.svg">
        <style>body { margin: 0; background: #222 } wazo-group-chat { display: block; height: 600px; overflow: hidden }</style>
        <script src="/dist/cdn/wazo-group-chat.js" type="module"></script>
        <body><wazo-group-chat lang="en" room="${ROOM}" style="contain: strict"></wazo-group-chat>
        <script type="module">${SIGN_IN}</script>`,
    }),
  );
  await page.goto(`${app.origin}/host-page`);
  await page.locator('wazo-chat-message', { hasText: `sentence ${MESSAGES - 1}` }).waitFor();
  return page;
}

/** Scrolls up until the first message is loaded, or so many pages were. */
async function loadOlder(page: Page): Promise<void> {
  const scroller = page.locator('.scroller');
  const start = page.getByText('This is where the conversation begins.');
  while ((await start.count()) === 0) await scroller.evaluate((element) => element.scrollBy(0, -2_000));
}

test('prints all that is loaded, whatever the height on screen', async () => {
  const page = await open();
  await loadOlder(page);
  const pdf = (await page.pdf()).toString('latin1');
  const pages = pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
  assert.ok(pages >= 5, `${pages} pages`);
  assert.equal(await page.locator('.paper > *').count(), 0, 'nothing is left of it');
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const said = (await page.locator('.paper .md > p').allInnerTexts()).map((text) => text.trim());
  assert.deepEqual(
    said,
    Array.from({ length: MESSAGES }, (_, n) => `sentence ${n}`),
  );
  const code = page.locator('.paper pre');
  assert.equal(await code.textContent(), CODE);
  assert.ok(await code.evaluate((pre) => pre.scrollHeight <= pre.clientHeight), 'some of it is cut off');
  assert.equal(await page.locator('wazo-chat-message').first().isVisible(), false);
  assert.equal(await page.locator('wazo-chat-room-list').isVisible(), false);
  assert.equal(await page.getByText('Older messages are not on this printout').count(), 0);
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/paper.png`, fullPage: true });
});

test('says on paper that older messages are not loaded', async () => {
  const page = await open();
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.getByText('Older messages are not on this printout').waitFor();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await page.locator('wazo-chat-message').last().waitFor();
});

/** In the page: the time of the newest message in the thread, and of the first room in the list. */
function shownTimes(): string[] {
  const root = document.querySelector('wazo-group-chat')?.shadowRoot;
  const row = root?.querySelector('wazo-chat-thread')?.shadowRoot?.querySelector('wazo-chat-message:last-of-type');
  const list = root?.querySelector('wazo-chat-room-list')?.shadowRoot;
  return [row?.shadowRoot, list].map((each) => each?.querySelector('time')?.textContent ?? '');
}

test('a device that is carried to another time zone shows its times, in the thread and in the list', async () => {
  let travel: (zone: string) => Promise<unknown> = () => Promise.resolve();
  const page = await open({ locale: 'en-US' }, async (opened) => {
    const devtools = await context.newCDPSession(opened);
    travel = async (timezoneId) => devtools.send('Emulation.setTimezoneOverride', { timezoneId });
    await travel('Europe/London');
  });
  await page.waitForFunction(`(${String(shownTimes)})().every(Boolean)`);
  const before = await page.evaluate(shownTimes);
  await travel('Asia/Kathmandu');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  // The list is drawn after the thread.
  await page.waitForFunction(`(${String(shownTimes)})().every((time, at) => time !== ${JSON.stringify(before)}[at])`);
  for (const [at, time] of (await page.evaluate(shownTimes)).entries()) {
    // Kathmandu is 5 h 45 min ahead.
    const minutes = Number(/:(\d\d)/.exec(before[at] ?? '')?.[1]);
    assert.equal(Number(/:(\d\d)/.exec(time)?.[1]), (minutes + 45) % 60);
  }
});

const HABITS = [
  ['en-US', /^\d?\d:\d\d\s[AP]M$/],
  ['en-GB', /^\d\d:\d\d$/],
  ['de-DE', /^\d\d:\d\d$/],
] as const;

for (const [locale, time] of HABITS)
  test(`who lives in ${locale} reads their own hours on an English page`, async () => {
    const page = await open({ locale, timezoneId: 'UTC' });
    for (const place of ['wazo-chat-message time.at', 'wazo-chat-room-list time'])
      assert.match((await page.locator(place).last().textContent()) ?? '', time);
  });

for (const [size, width] of [
  [100, 320],
  [200, 320],
  [200, 768],
  [150, 1440],
] as const)
  test(`at ${size} % text in ${width} px, the time of a continuation does not lie over its message`, async () => {
    const page = await open({ viewport: { width, height: 800 }, locale: 'en-US', timezoneId: 'UTC' });
    await page.addStyleTag({ content: `html { font-size: ${size}% }` });
    const row = page.locator('wazo-chat-message[grouped]').last();
    await row.hover();
    const room = await row.evaluate((element) => {
      const text = document.createRange();
      text.selectNodeContents(element.shadowRoot?.querySelector('.aside') ?? element);
      const { left, right } = text.getBoundingClientRect();
      const message = element.shadowRoot?.querySelector('.md')?.getBoundingClientRect();
      return { left, toMessage: (message?.left ?? 0) - right };
    });
    assert.ok(room.left >= 0 && room.toMessage >= 0, JSON.stringify(room));
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/text-${size}-${width}.png` });
  });
