import type { Browser } from 'playwright-core';
import { launchUsualBrowser } from '../support/browser.js';
import { newPage, untilIdle } from './bench-page.js';
import { Site } from './site.js';
import { figure, quantile, type Figure } from './table.js';

/**
 * Milliseconds that the yardstick takes where the limits in milliseconds were set: there, the build of d9e2f40 met them all. How it was
 * found stands in README.md.
 */
const REFERENCE = 60;
/** At the beginning, when what is measured next needs to know. */
const FIRST_PAGES = 9;
const PAGES = 3;
/** Milliseconds for what a browser does of itself when a page has come. */
const LOADED = 1_000;

/** How fast this machine is: a fixed piece of work, measured again and again beside what is to be judged. */
export class Yardstick {
  readonly #site: Site;
  readonly #browser: Browser;
  readonly #times: number[] = [];

  private constructor(site: Site, browser: Browser) {
    this.#site = site;
    this.#browser = browser;
  }

  static async start(): Promise<Yardstick> {
    const yardstick = new Yardstick(await Site.start([]), await launchUsualBrowser());
    await yardstick.measure(FIRST_PAGES);
    return yardstick;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#site.stop();
  }

  /** On pages of their own: what a browser does for the first time is part of it. */
  async measure(pages = PAGES): Promise<void> {
    for (let nth = 0; nth < pages; nth += 1) {
      const page = await newPage(this.#browser);
      await page.goto(`${this.#site.origin}/yardstick.html`);
      await untilIdle(page, LOADED);
      this.#times.push(await page.evaluate<number>('yardstick()'));
      await page.close();
    }
  }

  /** How many times slower than the reference this machine is; 1 where it is as fast or faster: the limits are what they are there. */
  get slowness(): number {
    return Math.max(1, quantile(this.#times, 0.5) / REFERENCE);
  }

  figures(): readonly Figure[] {
    return [
      { ...figure('yardstick: a fixed piece of work', quantile(this.#times, 0.5), 'ms'), samples: this.#times },
      figure('  times slower than the reference, which limits in ms are for', this.slowness, ''),
    ];
  }
}
