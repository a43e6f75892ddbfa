import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { App } from '../support/app.js';
import { launchBrowser } from '../support/browser.js';
import { PageProblems } from '../support/page-problems.js';
import { FaultProxy, type RequestFault, type SocketFault } from '../support/fault-proxy.js';
import { seededRandom } from '../support/random.js';

// Two people chat over a network that cuts, stalls, doubles and half-closes their connections, while the server restarts
// and their tokens end. FAULT_SEED repeats a run, FAULT_MESSAGES makes it longer or shorter.

const SEED = Number(process.env['FAULT_SEED'] ?? 11);
/** How many each of them writes. */
const MESSAGES = Number(process.env['FAULT_MESSAGES'] ?? 12);
/** A person looks at what they have sent before they write on: so many may be on their way. */
const UNDER_WAY = 3;
/** Milliseconds that one message may take through all the faults. */
const PATIENCE = 90_000;

const REQUEST_FAULTS: readonly RequestFault[] = ['cut-before', 'cut-after', 'twice', 'stall'];
const SOCKET_FAULTS: readonly SocketFault[] = ['cut', 'silence', 'half-close', 'double'];

let app: App;
let browser: Browser;
let proxy: FaultProxy;
let origin: string;
const watched: PageProblems[] = [];

before(async () => {
  app = await App.start();
  browser = await launchBrowser();
  proxy = new FaultProxy(() => app.origin);
  origin = await proxy.start();
});

after(async () => {
  await browser.close();
  proxy.stop();
  await app.dispose();
});

async function open(user: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  // A browser itself prints what the network does here.
  watched.push(await PageProblems.watch(page, (text) => /net::ERR_|WebSocket|Failed to load resource/.test(text)));
  await page.goto(`${origin}/?user=${user}`);
  await page
    .locator('wazo-chat-room-list')
    .getByRole('button', { name: /Release 26.12/ })
    .click();
  await page.getByRole('textbox', { name: /^Message to/ }).waitFor();
  return page;
}

/** Writes and sends numbered messages, and calls `sent` after each; answers their texts. */
async function chat(page: Page, name: string, sent: () => Promise<void>): Promise<string[]> {
  const texts = Array.from({ length: MESSAGES }, (_, index) => `${name} says ${index}.`);
  const box = page.getByRole('textbox', { name: /^Message to/ });
  const sending = page.locator('wazo-chat-message .sending');
  for (const text of texts) {
    await box.fill(text);
    await box.press('Enter');
    await sent();
    await sending.nth(UNDER_WAY - 1).waitFor({ state: 'detached', timeout: PATIENCE });
  }
  return texts;
}

/** What happens after each message: mostly a fault, at two of them a restart of the server. */
function trouble(): () => Promise<void> {
  const random = seededRandom(SEED);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  // Once as an administrator ends it, once as a power cut does.
  const restarts = new Map<number, NodeJS.Signals>([
    [Math.floor((2 * MESSAGES) / 3), 'SIGTERM'],
    [Math.floor((4 * MESSAGES) / 3), 'SIGKILL'],
  ]);
  let messages = 0;
  let restarted = Promise.resolve();
  return async () => {
    messages += 1;
    const signal = restarts.get(messages);
    const dice = random();
    if (signal) {
      // The other person may have written on to the second one while the server is still coming back.
      restarted = restarted.then(() => restart(signal));
      await restarted;
    } else if (dice < 0.6) proxy.plan(pick(REQUEST_FAULTS));
    else if (dice < 0.9) proxy.strike(pick(SOCKET_FAULTS));
    else await expireToken(random);
  };
}

async function restart(signal: NodeJS.Signals): Promise<void> {
  await app.end(signal);
  await app.run();
}

/** Ends a token that is in use, as its time does. */
async function expireToken(random: () => number): Promise<void> {
  const token = proxy.tokens[proxy.tokens.length - 1 - Math.floor(random() * 2)];
  if (token) await fetch(`${app.origin}/api/auth/0.1/token/${token}`, { method: 'DELETE' }).catch(() => undefined);
}

/** What the room holds on the server, oldest first. */
async function stored(): Promise<string[]> {
  const headers = { Authorization: `Basic ${btoa('alice:alice-demo')}`, 'Content-Type': 'application/json' };
  const signedIn = await fetch(`${app.origin}/api/auth/0.1/token`, { method: 'POST', headers, body: '{}' });
  const { data } = (await signedIn.json()) as { data: { token: string } };
  const get = async <T>(path: string): Promise<T[]> => {
    const response = await fetch(`${app.origin}/api/chatd/1.0${path}`, { headers: { 'X-Auth-Token': data.token } });
    return ((await response.json()) as { items: T[] }).items;
  };
  const rooms = await get<{ uuid: string; name: string | null }>('/users/me/rooms');
  const room = rooms.find(({ name }) => name === 'Release 26.12')!;
  const messages = await get<{ content: string }>(`/users/me/rooms/${room.uuid}/messages?limit=1000&direction=asc`);
  return messages.map(({ content }) => content).filter((content) => / says \d+\.$/.test(content));
}

/** The numbered messages on screen, from the newest up as far as the thread draws them, oldest first. */
async function shown(page: Page): Promise<string[]> {
  const texts = await page.locator('wazo-chat-message .md').allTextContents();
  return texts.flatMap((text) => /(alice|bob) says \d+\./.exec(text)?.[0] ?? []);
}

test(`nothing is lost, doubled or out of order (seed ${SEED})`, async () => {
  const [alice, bob] = await Promise.all([open('alice'), open('bob')]);
  const sent = trouble();
  const [hers, his] = await Promise.all([chat(alice, 'alice', sent), chat(bob, 'bob', sent)]);
  proxy.calm();
  const all = [...hers, ...his];

  // Both ends agree with the server once the network lets them.
  const last = { alice: hers.at(-1) ?? '', bob: his.at(-1) ?? '' };
  for (const page of [alice, bob]) {
    for (const text of Object.values(last)) {
      await page.locator('wazo-chat-message').filter({ hasText: text }).first().waitFor({ timeout: PATIENCE });
    }
    // No message of mine is still on its way.
    await page.locator('wazo-chat-message .sending').first().waitFor({ state: 'detached', timeout: PATIENCE });
  }

  const held = await stored();
  assert.deepEqual([...held].sort(), [...all].sort(), 'the server has every text once');
  assert.deepEqual(
    held.filter((text) => text.startsWith('alice')),
    hers,
    'hers are in the order of writing',
  );
  assert.deepEqual(
    held.filter((text) => text.startsWith('bob')),
    his,
    'his are in the order of writing',
  );
  for (const page of [alice, bob]) {
    const texts = await shown(page);
    assert.ok(texts.length > 0);
    assert.deepEqual(texts, held.slice(-texts.length), 'a window shows what the server has');
  }
  assert.deepEqual(
    watched.flatMap(({ all }) => all),
    [],
  );
});
