import { endIn, offsetIn } from './anchor.js';
import type { AnchorRow, ScrollAnchor } from './scroll-anchor.js';

/**
 * Lets the person change the height of a row that they look at: its beginning stays where it is, or its end, whatever was
 * held before.
 *
 * @param change resolves when the row has rendered
 */
export async function resizeRow(
  { anchor, scroller }: { readonly anchor: ScrollAnchor; readonly scroller: HTMLElement | null },
  row: AnchorRow,
  edge: 'start' | 'end',
  change: () => Promise<unknown>,
): Promise<void> {
  const place = edge === 'start' ? offsetIn : endIn;
  const before = scroller && place(scroller, row);
  await change();
  const key = row.dataset['key'];
  // The end of the list, where it is held, holds the end of a row there.
  if (!scroller || before === null || key === undefined || !row.isConnected || (edge === 'end' && anchor.isPinned))
    return;
  anchor.restore({ key, offset: offsetIn(scroller, row) + before - place(scroller, row) });
  anchor.adjustNow();
}
