import type { Page } from 'playwright-core';

/** Before functions run in a page: what strips the types names inner functions with a helper, which the page must have, too. */
export async function allowNamedFunctions(page: Page): Promise<void> {
  await page.addInitScript('globalThis.__name ??= (target) => target');
}
