import type { Browser, Page } from 'playwright-core';
import type { App } from '../support/app.js';
import { allowNamedFunctions } from '../support/function-names.js';
import { figure, quantile, type Figure } from './table.js';

const WARM_UP = 10;
const MESSAGES = 100;

/** From Enter in one window to paint in the other, both on loopback. */
export async function measureLatency(browser: Browser, app: App): Promise<readonly Figure[]> {
  const [alice, bob] = await Promise.all([openRoom(browser, app, 'alice'), openRoom(browser, app, 'bob')]);
  const durations: number[] = [];
  for (let n = 0; n < WARM_UP + MESSAGES; n += 1) {
    const duration = await oneMessage(alice, bob, `latency ${n} ${Date.now()}`);
    if (n >= WARM_UP) durations.push(duration);
  }
  await Promise.all([alice.context().close(), bob.context().close()]);
  return [
    figure('Enter to paint in the other window, median', quantile(durations, 0.5), 'ms', 60),
    figure('Enter to paint in the other window, p95', quantile(durations, 0.95), 'ms', 120),
  ];
}

async function openRoom(browser: Browser, app: App, user: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await allowNamedFunctions(page);
  await page.goto(`${app.origin}/?user=${user}`);
  await page
    .getByRole('button', { name: /Release 26.12/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /Message to/ }).waitFor();
  return page;
}

/** Both pages run on this machine's clock: `timeOrigin + now()` compares between them to a fraction of a millisecond. */
async function oneMessage(sender: Page, receiver: Page, text: string): Promise<number> {
  const painted = receiver.evaluate(waitForPaint, text);
  await sender.getByRole('textbox', { name: /Message to/ }).fill(text);
  await sender.evaluate(() => {
    document.addEventListener(
      'keydown',
      () => ((window as unknown as { sentAt: number }).sentAt = performance.timeOrigin + performance.now()),
      {
        capture: true,
        once: true,
      },
    );
  });
  await sender.keyboard.press('Enter');
  const sentAt = await sender.evaluate(() => (window as unknown as { sentAt: number }).sentAt);
  return (await painted) - sentAt;
}

/** Resolves with the moment after the frame in which `text` was first on screen. */
function waitForPaint(text: string): Promise<number> {
  const shows = (root: ParentNode): boolean => {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot && shows(element.shadowRoot)) return true;
      if (element.children.length === 0 && element.textContent.includes(text)) return true;
    }
    return false;
  };
  return new Promise((resolve) => {
    const look = (): void => {
      if (!shows(document)) {
        requestAnimationFrame(look);
        return;
      }
      // A task after the next frame's callback runs when that frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(null);
      });
    };
    look();
  });
}
