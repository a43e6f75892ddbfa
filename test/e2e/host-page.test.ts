import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { PageProblems } from '../support/page-problems.js';
import { fieldHolds } from '../support/field-holds.js';

// The element as an integrator meets it: on a page of his own, with whatever he gets wrong.

const CSP =
  "default-src 'self'; connect-src 'self' ws: wss:; require-trusted-types-for 'script'; trusted-types lit-html";

let app: App;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let problems: PageProblems;
let foreign: string[];

before(async () => {
  app = await App.start();
  // Chromium takes pages that a test answers for as coming from the internet, from where loopback is out of reach.
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
  foreign = [];
  page.on('request', (request) => !request.url().startsWith(app.origin) && foreign.push(request.url()));
});

afterEach(() => context.close());

interface HostPage {
  /** The script of the host page, run as a module. */
  readonly script: string;
  readonly body?: string;
  /** The build's file. */
  readonly file?: string;
  readonly type?: string;
}

/** Opens a page of the integrator's own on the server's origin, under the strict policy. */
async function host({ script, body = '', file = 'wazo-group-chat.js', type = 'module' }: HostPage): Promise<void> {
  await page.route('**/host-page*', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          headers: { 'Content-Security-Policy': CSP },
          body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="icon" href="/icon.svg">
            <script src="/dist/cdn/${file}" ${type === 'module' ? 'type="module"' : 'defer'}></script>
            <script type="module" src="/host-page.js"></script><h1>Intranet</h1>${body}`,
        }),
  );
  await page.goto(`${app.origin}/host-page`);
}

/** Adds an element with these properties, and keeps the codes of its errors in `window.codes`. */
function withElement(properties: string): string {
  return `
    const token = async (user) => {
      const response = await fetch('/demo/token', {
        method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ user }) });
      return (await response.json()).token;
    };
    window.codes = [];
    document.addEventListener('wazo-chat-error', ({ code }) => window.codes.push(code));
    const chat = document.createElement('wazo-group-chat');
    const good = { host: location.origin, tokenProvider: () => token('alice') };
    Object.assign(chat, good, ${properties});
    window.signIn = () => (chat.tokenProvider = good.tokenProvider);
    document.body.append(chat);
  `;
}

function codes(): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { codes: string[] }).codes);
}

const BUILDS = [
  ['wazo-group-chat.js', 'module'],
  ['wazo-group-chat.iife.js', 'classic'],
] as const;

for (const [file, type] of BUILDS) {
  test(`${file} works under a strict policy, with everything it loads later`, async () => {
    await host({ script: withElement('{}'), file, type });
    await page.getByRole('button', { name: /Release 26.12/ }).click();
    await page.getByRole('button', { name: 'Insert an emoji' }).click();
    await page.locator('wazo-chat-emoji-picker').getByRole('gridcell').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: /^Message to/ }).fill('| a | b |\n|--|--|\n| **1** | `2` |');
    await page.keyboard.press('Enter');
    await page.locator('wazo-chat-message td', { hasText: '2' }).last().waitFor();
    assert.deepEqual(problems.all, []);
    assert.deepEqual(foreign, []);
  });
}

/** Puts HTML on the clipboard that would style, run and load something, from a page that may: to copy it is no paste's doing. */
async function copyRichText(): Promise<void> {
  await context.route('**/another-page', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  );
  const another = await context.newPage();
  await another.goto(`${app.origin}/another-page`);
  await another.evaluate(async () => {
    const html =
      '<ul><li style="color: red" onclick="window.ran = 1"><b>one</b></li><li>two</li></ul><img src="/no.png" onerror="window.ran = 2">';
    const [rich, plain] = [new Blob([html], { type: 'text/html' }), new Blob(['one\ntwo'], { type: 'text/plain' })];
    await navigator.clipboard.write([new ClipboardItem({ 'text/html': rich, 'text/plain': plain })]);
  });
  await another.close();
}

for (const [file, type] of BUILDS) {
  test(`${file} makes Markdown of HTML, and shows a preview, under a strict policy`, async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await host({ script: withElement('{}'), file, type });
    await page.getByRole('button', { name: /Release 26.12/ }).click();
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await field.focus();
    await copyRichText();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.keyboard.press('Control+v');
    await page.waitForFunction(
      (element) => (element as HTMLTextAreaElement).value === '- **one**\n- two',
      await field.elementHandle(),
    );
    await page.getByRole('button', { name: 'Formatting' }).click();
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('.preview li strong', { hasText: 'one' }).waitFor();
    assert.equal(await page.evaluate('window.ran'), undefined);
    assert.deepEqual(
      asked.filter((url) => url.includes('no.png')),
      [],
    );
    assert.deepEqual(problems.all, []);
    assert.deepEqual(foreign, []);
  });
}

test('what links lead to is told by the page alone, and not where their author does not want it', async () => {
  const told = `(url, { signal }) => {
    (window.asked ??= []).push(url);
    if (url.includes('throws')) throw new Error('down');
    return Promise.resolve({ title: 'What ' + url + ' says', text: 'In words', picture: { url: location.origin + '/icon.svg' } });
  }`;
  await host({ script: withElement(`{ linkPreview: ${told} }`) });
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  const field = page.getByRole('textbox', { name: /^Message to/ });
  const previews = page.getByRole('region', { name: 'Link preview' });
  await field.fill('see https://intranet.example/plan today');
  await previews.getByText('What https://intranet.example/plan says').waitFor();
  await previews.locator('img').evaluate((image) => (image as HTMLImageElement).decode());
  await field.press('Enter');
  await page
    .locator('wazo-chat-message')
    .last()
    .getByRole('link', { name: /^What .* says$/ })
    .waitFor();
  await field.fill('and https://intranet.example/secret');
  await previews.getByText('secret says').waitFor();
  await page.getByRole('button', { name: 'Send without a preview' }).press('Enter');
  await field.press('Enter');
  await page
    .locator('wazo-chat-message')
    .last()
    .getByRole('link', { name: 'https://intranet.example/secret' })
    .waitFor();
  await field.fill('https://intranet.example/throws');
  await page.waitForFunction(() => (window as unknown as { codes: string[] }).codes.length > 0);
  assert.deepEqual(await codes(), ['link-preview-failed']);
  assert.equal(await previews.count(), 1);
  assert.deepEqual(
    await page.evaluate('window.asked'),
    ['plan', 'secret', 'throws'].map((name) => `https://intranet.example/${name}`),
  );
  assert.deepEqual(foreign, []);
  assert.deepEqual(problems.all, []);
  // On a page that tells nothing, the same message is its text, and nobody is asked.
  const chunks: string[] = [];
  page.on('request', (request) => request.url().includes('link-preview') && chunks.push(request.url()));
  await page.unrouteAll();
  await host({ script: withElement('{}') });
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await page
    .locator('wazo-chat-message')
    .last()
    .getByRole('link', { name: 'https://intranet.example/secret' })
    .waitFor();
  assert.equal(await previews.count(), 0);
  assert.deepEqual(chunks, []);
});

/** The host page's script until there is an element: it notes what changes in the page. */
const WAITING = `
  window.changes = [];
  new MutationObserver((records) => window.changes.push(...records.map(({ type }) => type)))
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  window.codes = [];
  document.addEventListener('wazo-chat-error', ({ code }) => window.codes.push(code));
`;

/** Resolves when the page has had nothing to do for a while. */
async function idle(): Promise<void> {
  await page.evaluate(`(async () => {
    for (let round = 0; round < 100; round += 1) await new Promise((resolve) => requestIdleCallback(resolve));
  })()`);
}

test('a page with the script and without an element is left as it is while the chat warms up', async () => {
  const arrived = page.waitForResponse(/warm-up/);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await host({ script: WAITING });
  await arrived;
  await idle();
  assert.deepEqual(await page.evaluate('window.changes'), []);
  assert.deepEqual(await codes(), []);
  assert.deepEqual(
    asked.filter((path) => !/^\/(dist\/cdn\/|host-page|icon)/.test(path)),
    [],
  );
  assert.deepEqual(problems.all, []);
});

test('where the warm-up does not arrive, nobody hears of it, and the chat comes as well', async () => {
  await page.route(/warm-up/, (route) => route.fulfill({ status: 500, contentType: 'text/javascript', body: '' }));
  const refused = page.waitForResponse(/warm-up/);
  // Before the element is there: after a click, a browser may hold itself for busy, and warm up at the next movement only.
  await host({ script: WAITING });
  await refused;
  await page.evaluate(withElement('{}'));
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await page.locator('wazo-chat-message').first().waitFor();
  assert.deepEqual(await codes(), []);
  // The browser itself notes the answer in its console.
  assert.deepEqual(
    problems.all.filter((problem) => !problem.includes('500')),
    [],
  );
});

test('a page without the host attribute says so', async () => {
  await host({ script: withElement('{ host: null }') });
  await page.getByRole('alert').filter({ hasText: 'attribute is missing' }).waitFor();
  assert.deepEqual(await codes(), ['no-host']);
  assert.deepEqual(problems.all, []);
});

test('a host that is none is named', async () => {
  await host({ script: withElement("{ host: 'http://wazo.example/path' }") });
  await page.getByRole('alert').filter({ hasText: 'http://wazo.example/path' }).waitFor();
  assert.deepEqual(await codes(), ['bad-host']);
});

test('a page without a token provider says so, and setting one later starts the chat', async () => {
  await host({ script: withElement('{ tokenProvider: null }') });
  await page.getByRole('alert').filter({ hasText: 'tokenProvider' }).waitFor();
  assert.deepEqual(await codes(), ['no-token-provider']);
  await page.evaluate(() => (window as unknown as { signIn: () => void }).signIn());
  await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
});

test('a token provider that throws is reported and asked again', async () => {
  const provider =
    "() => { if (!window.asked) { window.asked = true; throw new Error('down'); } return token('alice'); }";
  await host({ script: withElement(`{ tokenProvider: ${provider} }`) });
  await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
  assert.deepEqual(await codes(), ['token-provider-failed']);
  assert.deepEqual(problems.all, []);
});

test('a token that the server does not know ends in a clear state with a way out', async () => {
  const provider = "() => window.signedIn ? token('alice') : '00000000-0000-4000-8000-000000000000'";
  await host({ script: withElement(`{ tokenProvider: ${provider} }`) });
  await page.getByText('The server refused the access token.').waitFor();
  assert.ok((await codes()).includes('bad-token'));
  await page.evaluate(() => Object.assign(window, { signedIn: true }));
  await page.getByRole('button', { name: 'Sign in again' }).click();
  await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
});

test('a server that is down at the start is waited for', async () => {
  await page.route('**/api/**', (route) => route.abort());
  await host({ script: withElement('{}') });
  await page.getByText(/Connection lost/).waitFor();
  // While it is down: afterwards, the chat may be back by itself before the button is reached.
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.unroute('**/api/**');
  await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
});

test('a room that is unknown or no uuid is said, and the rooms are still there', async () => {
  await host({ script: withElement("{ room: '00000000-0000-4000-8000-000000000000' }") });
  await page.getByText('This room does not exist, or you are not in it.').first().waitFor();
  await page.evaluate(() => document.querySelector('wazo-group-chat')?.setAttribute('room', 'nonsense'));
  await page.getByText('“nonsense” is not a room.').first().waitFor();
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await page.getByRole('textbox', { name: /^Message to/ }).waitFor();
  assert.deepEqual(await codes(), ['unknown-room', 'bad-room']);
});

test('on a stock chatd the chat works without reactions', async () => {
  await page.route('**/rooms/features', (route) =>
    route.fulfill({ status: 404, contentType: 'text/html', body: '<!doctype html><h1>Not Found</h1>' }),
  );
  await host({ script: withElement('{}') });
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await page.locator('wazo-chat-message').first().waitFor();
  await page.locator('wazo-chat-message').last().hover();
  assert.equal(await page.getByRole('button', { name: 'Add a reaction' }).count(), 0);
  await page.getByRole('textbox', { name: /^Message to/ }).fill('no reactions here');
  await page.keyboard.press('Enter');
  await page.locator('wazo-chat-message').filter({ hasText: 'no reactions here' }).waitFor();
});

test('the element survives being moved in the page', async () => {
  await host({ script: withElement('{}'), body: '<main></main>' });
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await page.getByRole('textbox', { name: /^Message to/ }).fill('half a tho');
  await page.evaluate(() => document.querySelector('main')?.append(document.querySelector('wazo-group-chat') ?? ''));
  assert.equal(await page.getByRole('textbox', { name: /^Message to/ }).inputValue(), 'half a tho');
  await page.getByRole('textbox', { name: /^Message to/ }).fill('whole');
  await page.keyboard.press('Enter');
  await page.locator('wazo-chat-message').filter({ hasText: 'whole' }).waitFor();
});

test('the last letters of a draft survive a reload that follows at once', async () => {
  await host({ script: withElement('{}') });
  const field = page.getByRole('textbox', { name: /^Message to/ });
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await field.fill('up to the last letter');
  await page.reload();
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await fieldHolds(field, 'up to the last letter');
});

for (const keys of ['typed', 'sent'])
  test(`a text that was ${keys} is there after a reload, though the storage had no time for it`, async () => {
    // The server answers when the page has gone.
    await page.route('**/messages', (route) => (route.request().method() === 'POST' ? undefined : route.fallback()));
    await host({ script: withElement('{}') });
    const field = page.getByRole('textbox', { name: /^Message to/ });
    await page.getByRole('button', { name: /Release 26.12/ }).click();
    await field.fill('before');
    await page.waitForFunction(keptDraft, 'before');
    const other = await context.newPage();
    await other.goto(`${app.origin}/icon.svg`);
    await other.evaluate(occupyStorage);
    await field.fill('up to the last letter');
    if (keys === 'sent') await field.press('Enter');
    await page.reload();
    await page.getByRole('button', { name: /Release 26.12/ }).click();
    await fieldHolds(field, 'up to the last letter');
    await other.close();
    // Once the storage has it, nothing is left beside it.
    await page.waitForFunction(keptDraft, 'up to the last letter');
    await page.waitForFunction(() => !Object.keys(localStorage).some((name) => name.includes(' draft ')));
  });

/** Whether the device's storage holds a draft with this text. */
async function keptDraft(text: string): Promise<boolean> {
  const opened = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('wazo-group-chat');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error('no storage'));
  });
  const rows = await new Promise<readonly { readonly text: string }[]>((resolve, reject) => {
    const reading = opened.transaction('drafts').objectStore('drafts').getAll();
    reading.onsuccess = () => resolve(reading.result as { text: string }[]);
    reading.onerror = () => reject(reading.error ?? new Error('unreadable'));
  });
  opened.close();
  return rows.some((row) => row.text === text);
}

/** Keeps the device's storage busy until the page goes. */
async function occupyStorage(): Promise<void> {
  const opened = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('wazo-group-chat');
    opening.onsuccess = () => resolve(opening.result);
  });
  const transaction = opened.transaction([...opened.objectStoreNames], 'readwrite');
  const drafts = transaction.objectStore('drafts');
  // The requests' events do not bubble.
  transaction.addEventListener('success', () => drafts.count(), { capture: true });
  drafts.count();
}

/** Waits until so many rooms, or none, were on screen one after the other. */
async function roomsSeen(count: number): Promise<void> {
  await page.waitForFunction((wanted) => (window as unknown as { rooms: unknown[] }).rooms.length >= wanted, count);
}

test('another person who signs in begins anew, and sees nothing of the first', async () => {
  await host({ script: withElement("{ tokenProvider: () => token(window.person ?? 'alice') }") });
  await page.evaluate(() => {
    const seen: (string | null)[] = Object.assign(window, { rooms: [] }).rooms;
    document.addEventListener('wazo-chat-room-change', ({ room }) => seen.push(room));
  });
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await page.getByRole('textbox', { name: /^Message to/ }).fill('a thought of Alice');
  await page.evaluate(() => {
    Object.assign(window, { person: 'bob' });
    document.querySelector('wazo-group-chat')?.reconnect();
  });
  // His own usual room comes in place of hers.
  await roomsSeen(3);
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  assert.equal(await page.getByRole('textbox', { name: /^Message to/ }).inputValue(), '');
  await page.getByRole('textbox', { name: /^Message to/ }).fill('this is Bob');
  await page.keyboard.press('Enter');
  await page.locator('wazo-chat-message article:not(.pending)').filter({ hasText: 'this is Bob' }).waitFor();
  await page.evaluate(() => {
    Object.assign(window, { person: 'alice' });
    document.querySelector('wazo-group-chat')?.reconnect();
  });
  await roomsSeen(5);
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  await fieldHolds(page.getByRole('textbox', { name: /^Message to/ }), 'a thought of Alice');
  await page
    .getByRole('article', { name: /^Bob Bergeron/ })
    .filter({ hasText: 'this is Bob' })
    .waitFor();
  const rooms = await page.evaluate(() => (window as unknown as { rooms: (string | null)[] }).rooms.map(Boolean));
  assert.deepEqual(rooms, [true, false, true, false, true]);
  assert.deepEqual(problems.all, []);
});

test('the same person who signs in anew keeps the room and the text', async () => {
  await host({ script: withElement('{}') });
  await page.getByRole('button', { name: /Release 26.12/ }).click();
  const field = page.getByRole('textbox', { name: /^Message to/ });
  await field.fill('half a tho');
  const socket = page.waitForEvent('websocket');
  await page.evaluate(() => document.querySelector('wazo-group-chat')?.reconnect());
  await socket;
  await fieldHolds(field, 'half a tho');
});

test('French from the lang attribute, beside an English page', async () => {
  await host({ script: withElement("{ lang: 'fr' }") });
  await page.getByRole('heading', { name: 'Salons' }).waitFor();
  await page.evaluate(() => document.querySelector('wazo-group-chat')?.setAttribute('lang', 'en'));
  await page.getByRole('heading', { name: 'Rooms' }).waitFor();
});

for (const [file, type] of BUILDS) {
  test(`${file} leaves nothing on window`, async () => {
    await page.goto(`${app.origin}/demo.css`);
    const added = await page.evaluate(
      async ([src, kind]) => {
        const before = new Set(Reflect.ownKeys(window));
        const script = Object.assign(document.createElement('script'), {
          src,
          type: kind === 'module' ? 'module' : '',
        });
        await new Promise((resolve) => {
          script.onload = resolve;
          document.head.append(script);
        });
        return Reflect.ownKeys(window)
          .filter((key) => !before.has(key))
          .map(String);
      },
      [`/dist/cdn/${file}`, type],
    );
    assert.deepEqual(added, []);
  });

  test(`${file} twice on a page does no harm`, async () => {
    const again = type === 'module' ? 'type="module"' : 'defer';
    await host({ script: withElement('{}'), file, type, body: `<script ${again} src="/dist/cdn/${file}"></script>` });
    await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
    assert.deepEqual(problems.all, []);
  });
}

test('the keyboard alone reaches a room, writes and sends', async () => {
  await host({ script: withElement('{}') });
  await page.getByRole('button', { name: /Release 26.12/ }).waitFor();
  await press('Tab', () => focused().then((label) => label.includes('Release 26.12')));
  await press('ArrowDown', () => focused().then((label) => label.includes('Support')));
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Message to Support' }).waitFor();
  await press('Tab', () => focused().then((label) => label.startsWith('Message to')));
  await page.keyboard.type('typed only');
  await page.keyboard.press('Enter');
  await page.locator('wazo-chat-message').filter({ hasText: 'typed only' }).waitFor();
});

test('in a narrow page the keyboard opens a room and comes back to its row', async () => {
  await page.setViewportSize({ width: 320, height: 600 });
  await host({ script: withElement('{}') });
  await page.getByRole('button', { name: /Lunch/ }).waitFor();
  await press('Tab', () => focused().then((label) => /\s[AP]M/.test(label)));
  await press('ArrowDown', () => focused().then((label) => label.includes('Lunch')));
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: /^Message to Lunch/ }).waitFor();
  assert.match(await focused(), /^Lunch/);
  await page.getByRole('button', { name: 'Back to rooms' }).press('Enter');
  await page.getByRole('heading', { name: 'Rooms' }).waitFor();
  assert.match(await focused(), /Lunch/);
});

/** Presses a key until the condition holds, at most 25 times. */
async function press(key: string, condition: () => Promise<boolean>): Promise<void> {
  for (let n = 0; n < 25; n += 1) {
    if (await condition()) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not lead there; the focus is on: ${await focused()}`);
}

/** What the element with the focus is called, through all shadow roots. */
function focused(): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}
