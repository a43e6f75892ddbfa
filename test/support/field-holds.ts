import type { Locator } from 'playwright-core';

/** Resolves when a field holds a text: a draft is read from the device while its room is shown already. */
export async function fieldHolds(field: Locator, text: string): Promise<void> {
  const page = field.page();
  const element = await field.elementHandle();
  await page.waitForFunction(({ element, text }) => (element as HTMLTextAreaElement).value === text, { element, text });
}
