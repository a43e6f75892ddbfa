import type { Browser, CDPSession, Page } from 'playwright-core';
import type { App } from '../support/app.js';
import { allowNamedFunctions } from '../support/function-names.js';
import { figure, quantile, type Figure } from './table.js';

const VISITS = 5;
/** Milliseconds after which something counts as never there. */
const PATIENCE = 30_000;
/** A phone of the cheaper kind in a mobile network: 4 × slower than this machine, 1.6 Mbit/s, 150 ms there and back. */
const CPU_SLOWDOWN = 4;
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

interface Times {
  readonly list: number;
  readonly room: number;
}

/** Milliseconds of a visit that are the network's: five round trips, and half a second for 100 kB. */
const TRAVEL = 1_250;

/** The demo's page on a phone-class device with an empty cache: milliseconds from the navigation to list and room. */
export async function measurePhone(browser: Browser, app: App, slowness: number): Promise<readonly Figure[]> {
  const limit = (reference: number): number => TRAVEL + (reference - TRAVEL) * slowness;
  const visits: Times[] = [];
  for (let n = 0; n < VISITS; n += 1) visits.push(await visit(browser, app));
  const median = (what: keyof Times): number =>
    quantile(
      visits.map((times) => times[what]),
      0.5,
    );
  return [
    figure('phone-class device, empty cache: list of rooms', median('list'), 'ms', limit(2_300)),
    figure('  a room, its newest message in view', median('room'), 'ms', limit(2_800)),
  ];
}

async function visit(browser: Browser, app: App): Promise<Times> {
  const context = await browser.newContext({ viewport: { width: 1_000, height: 800 } });
  const page = await context.newPage();
  try {
    await slowDown(await context.newCDPSession(page));
    await allowNamedFunctions(page);
    await page.addInitScript(watchForParts);
    await page.goto(`${app.origin}/?user=alice`, { waitUntil: 'commit' });
    return { list: await shownAt(page, 'list'), room: await shownAt(page, 'room') };
  } finally {
    await context.close();
  }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', NETWORK);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
}

function shownAt(page: Page, part: keyof Times): Promise<number> {
  return page
    .waitForFunction((name) => (globalThis as unknown as { shownAt: Partial<Times> }).shownAt[name], part, {
      timeout: PATIENCE,
      polling: 100,
    })
    .then((handle) => handle.evaluate((moment) => moment ?? Infinity));
}

/** Runs in the page: notes when a room of the list, and a message of a room, stand in a frame that was painted. */
function watchForParts(): void {
  const times: { list?: number; room?: number } = {};
  (globalThis as unknown as { shownAt: typeof times }).shownAt = times;
  const within = (tag: string): ShadowRoot | null | undefined =>
    document.querySelector('wazo-group-chat')?.shadowRoot?.querySelector(tag)?.shadowRoot;
  const note = (part: 'list' | 'room'): void => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => (times[part] ??= performance.now());
    port2.postMessage(null);
  };
  const look = (): void => {
    if (within('wazo-chat-room-list')?.querySelector('.rows .row')) note('list');
    if (within('wazo-chat-thread')?.querySelector('wazo-chat-message')) note('room');
    if (times.room === undefined) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
