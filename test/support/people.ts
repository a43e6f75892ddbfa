import { after, afterEach, before } from 'node:test';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { App } from './app.js';
import { launchBrowser } from './browser.js';
import { PageProblems } from './page-problems.js';

/** Somebody before the demo's own page. */
export interface Person {
  readonly page: Page;
  readonly problems: PageProblems;
}

/** The demo, and people before it, each with a browser of their own; they leave after each test. */
export interface People {
  readonly app: App;
  /** Somebody with the room open. */
  readonly open: (user: string, options?: BrowserContextOptions) => Promise<Person>;
  /** The same in a browser that the test has opened, and closes. */
  readonly openIn: (context: BrowserContext, user: string) => Promise<Person>;
}

export interface PeopleOptions {
  /** The name of the room that they open. */
  readonly room: string;
  /** Of the browser. */
  readonly args?: readonly string[];
  /** What is done before a page goes anywhere. */
  readonly prepare?: (page: Page) => Promise<unknown>;
}

/** To be called once, at the top of a file of tests. */
export function demoPeople({ room, args = [], prepare }: PeopleOptions): People {
  let app: App;
  let browser: Browser;
  const contexts: BrowserContext[] = [];

  before(async () => {
    app = await App.start();
    browser = await launchBrowser(args);
  });

  after(async () => {
    await browser.close();
    await app.dispose();
  });

  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });

  const openIn: People['openIn'] = async (context, user) => {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const problems = await PageProblems.watch(page);
    await prepare?.(page);
    await page.goto(`${app.origin}/?user=${user}`);
    await page.getByRole('button', { name: new RegExp(room) }).click();
    await page.locator('wazo-chat-message').last().waitFor();
    return { page, problems };
  };

  return {
    get app() {
      return app;
    },
    openIn,
    open: async (user, options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      return openIn(context, user);
    },
  };
}
