import { formatDate, formatList, formatNumber } from '../../i18n/formats.js';
import { loadFormatter } from '../../markdown/load.js';
import { toPlainText } from '../../markdown/plain-text.js';

/** What most messages are made of. */
const SAMPLE = '- *a* **b** `c` [d](https://e.fr) https://f.fr\n\n> g\n\n```\nh\n```';

/**
 * Does while the first answers are on their way what would else be done when they are there: the parser is loaded and
 * compiled, and the first formatter of a page takes a browser longer than a room list.
 */
export function prepareWhenIdle(lang: string): void {
  const parser = loadFormatter();
  // Not in Safari, where the first list pays for it.
  if (!('requestIdleCallback' in globalThis)) return;
  requestIdleCallback(() => formatDate(lang, 'time', new Date(0)));
  requestIdleCallback(() => [formatNumber(lang, 0), formatList(lang, ['a', 'b'])]);
  void parser.then(() => requestIdleCallback(() => toPlainText(SAMPLE)));
}
