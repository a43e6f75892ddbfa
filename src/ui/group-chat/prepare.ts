import { formatDate, formatList, formatNumber } from '../../i18n/formats.js';
import { loadFormatter } from '../../markdown/load.js';
import { load } from '../lazy.js';

/** Loads what reads Markdown while the first answers are on their way. */
export function prepareWhenIdle(lang: string): void {
  void loadFormatter();
  // Not in Safari, where the first list pays for it.
  if ('requestIdleCallback' in globalThis) requestIdleCallback(() => prepareFormats(lang));
}

/** The first formatter of a page takes a browser longer than a list of rooms. */
export function prepareFormats(lang: string): void {
  formatDate(lang, 'time', new Date(0));
  formatNumber(lang, 0);
  formatList(lang, ['a', 'b']);
}

/**
 * Compiles what draws a conversation before there is one: on a page whose element comes later, the room stands several times
 * sooner then; on another one it happens while the first answers are on their way. Not in Safari.
 */
export async function warmUpWhenIdle(): Promise<void> {
  if (!('requestIdleCallback' in globalThis)) return;
  try {
    await Promise.all([load('conversation'), loadFormatter()]);
    await idle();
    const { warmUp } = await import('../warm-up/warm-up.js');
    await warmUp(idle);
  } catch {
    // Then the first room pays for it.
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => requestIdleCallback(() => resolve()));
}
