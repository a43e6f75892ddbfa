import type { Part } from '../../../model/message.js';
import { openFile } from '../../shared/open-file.js';

/**
 * Follows a file's link, with a new address where the one at hand has expired: on a page that is open for a day, a link that was made in the
 * morning would lead to an error.
 *
 * @param renewed the file with the address that can be had; undefined when it is gone
 */
export async function followFile(
  event: MouseEvent,
  part: Part,
  renewed: () => Promise<Part | undefined>,
): Promise<void> {
  // Another tab or window is the browser's business.
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const good = (await hasExpired(part)) ? await renewed() : part;
  if (good?.url) openFile(good.url, good.name);
}

/** Where nothing can be asked, the browser will say what is wrong. */
async function hasExpired({ url }: Part): Promise<boolean> {
  if (url === null) return true;
  try {
    const { status } = await fetch(url, { method: 'HEAD', credentials: 'omit' });
    return status >= 400 && status < 500;
  } catch {
    return false;
  }
}
