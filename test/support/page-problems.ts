import type { Page } from 'playwright-core';

/** What goes wrong in a page and must not: exceptions, rejections that nobody handles, errors in the console. */
export class PageProblems {
  readonly #all: string[] = [];
  #expected: RegExp | undefined;
  readonly #isExpected: (text: string) => boolean;

  private constructor(isExpected: (text: string) => boolean) {
    this.#isExpected = isExpected;
  }

  /**
   * To be called before the page goes anywhere.
   *
   * @param isExpected errors of the console that belong to the test, such as those of requests that it lets fail
   */
  static async watch(page: Page, isExpected: (text: string) => boolean = () => false): Promise<PageProblems> {
    const problems = new PageProblems(isExpected);
    page.on('pageerror', (error) => problems.#add(error.message));
    page.on('console', (line) => line.type() === 'error' && problems.#add(line.text()));
    // Said by the page itself, too: not every rejection reaches the browser's tools.
    await page.addInitScript(() => {
      addEventListener('unhandledrejection', ({ reason }) => console.error(`unhandledrejection: ${String(reason)}`));
    });
    return problems;
  }

  get all(): readonly string[] {
    return this.#all.filter((text) => !this.#expected?.test(text));
  }

  /** What a test itself brings about is no problem. */
  expect(pattern: RegExp): void {
    this.#expected = pattern;
  }

  #add(text: string): void {
    if (!this.#isExpected(text)) this.#all.push(text);
  }
}
