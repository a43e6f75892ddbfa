import { chromium, type Browser } from 'playwright-core';
import { BROWSER_ARGS, findBrowser, findTestBrowser } from '../../scripts/find-browser.mjs';

/** A browser without windows, for tests: whichever opens a page in the least time. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  return launch(findTestBrowser(), args);
}

/** A Chrome, Chromium or Edge as people use it, for what is measured. */
export function launchUsualBrowser(args: readonly string[] = []): Promise<Browser> {
  return launch(findBrowser(), args);
}

function launch(executablePath: string, args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...BROWSER_ARGS, ...args] });
}
