import type { Browser, CDPSession, Page } from 'playwright-core';
import type { ContenderName } from './contenders.js';
import type { Probes, Typing } from './page/probes.js';

/** What one visit to a contender's page measured, by the figure's key. */
export type Sample = Readonly<Record<string, number>>;

export interface Visit {
  readonly name: string;
  /** How often at most, where a figure hardly varies. */
  readonly rounds?: number;
  readonly isFor: (contender: ContenderName) => boolean;
  /** Hands over each sample as soon as it is there, so that a page that hangs later has not run in vain. */
  readonly run: (page: BenchPage, record: (sample: Sample) => void) => Promise<void>;
}

/** Milliseconds for what a page does of itself when its scripts have come: compiling, collecting, warming up. */
const LOADED = 2_000;
/** Milliseconds for keys to be painted. */
const PATIENCE = 20_000;
const KEYS = 60;
/** Milliseconds above which a frame or a task is slow, on the reference. */
const SLOW_FRAME = 50;
/** Milliseconds between keys: a fast typist's. */
const KEY_PACE = 40;

/** A page of the size in which everything is measured. */
export function newPage(browser: Browser): Promise<Page> {
  return browser.newPage({ viewport: { width: 1_000, height: 800 } });
}

/** Until a page that has come has nothing left to do of itself. @param loaded milliseconds that it is given for that */
export async function untilIdle(page: Page, loaded: number): Promise<void> {
  await page.evaluate(`new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve), ${loaded}))`);
}

/** A contender's page and the probes in it. */
export class BenchPage {
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly contender: ContenderName | 'empty';

  private constructor(page: Page, session: CDPSession, contender: ContenderName | 'empty') {
    this.contender = contender;
    this.#page = page;
    this.#session = session;
  }

  /** @param slowness how many times slower than the reference this machine is */
  static async open(
    browser: Browser,
    origin: string,
    contender: ContenderName | 'empty',
    slowness: number,
  ): Promise<BenchPage> {
    const page = await newPage(browser);
    await page.addInitScript(`globalThis.slowFrame = ${SLOW_FRAME * slowness}`);
    await page.goto(`${origin}/${contender}.html`);
    const opened = new BenchPage(page, await page.context().newCDPSession(page), contender);
    if (contender !== 'empty') await opened.#settle();
    return opened;
  }

  async reload(): Promise<void> {
    await this.#page.reload();
    await this.#settle();
  }

  /** Until the scripts are there and the page has nothing left to do for them. */
  async #settle(): Promise<void> {
    await this.#page.waitForFunction('globalThis.bench');
    await untilIdle(this.#page, LOADED);
  }

  close(): Promise<void> {
    return this.#page.close();
  }

  /** Calls a probe: `openRoom`, 1_000, … */
  probe<Name extends keyof Probes>(
    name: Name,
    ...words: readonly (number | boolean)[]
  ): Promise<Awaited<ReturnType<Probes[Name]>>> {
    return this.#page.evaluate(`bench.${name}(${words.join(', ')})`);
  }

  /** Slows the page down, as on a machine with a processor that many times slower. */
  async slowDown(rate: number): Promise<void> {
    await this.#session.send('Emulation.setCPUThrottlingRate', { rate });
  }

  evaluate(code: string): Promise<number> {
    return this.#page.evaluate<number>(code);
  }

  /** Megabytes of live JavaScript objects. */
  async heap(): Promise<number> {
    for (let round = 0; round < 3; round += 1) await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#session.send('Runtime.getHeapUsage');
    return usedSize / 1e6;
  }

  /** Presses a key that is used alone. */
  press(key: string): Promise<void> {
    return this.#page.keyboard.press(key);
  }

  /** Presses keys at a typist's pace, whatever the page makes of them. */
  async type(perSecond: number): Promise<Typing> {
    await this.probe('startTyping', perSecond);
    const pressed: Promise<void>[] = [];
    for (let nth = 0; nth < KEYS; nth += 1) {
      // A page that is given up takes its keys with it.
      pressed.push(this.#page.keyboard.press('abcdefgh'[nth % 8] ?? 'a').catch(() => undefined));
      await new Promise((resolve) => setTimeout(resolve, KEY_PACE));
    }
    const typing = await this.probe('stopTyping', KEYS, PATIENCE);
    await Promise.all(pressed);
    return typing;
  }
}
