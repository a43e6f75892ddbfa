import type { Part } from '../../model/message.js';
import { openFile } from '../shared/open-file.js';

/**
 * Saves a file under its name when its link is clicked. Of an address elsewhere a browser ignores the name and shows what it can show, so
 * that the bytes are fetched first. Where they cannot be, a new tab shows the file.
 */
export async function saveFile(event: MouseEvent, { url, name }: Part): Promise<void> {
  if (url === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const link = document.createElement('a');
  link.download = name;
  try {
    const answer = await fetch(url, { credentials: 'omit' });
    if (!answer.ok) throw new TypeError(`The file cannot be read: ${answer.status}.`);
    link.href = URL.createObjectURL(await answer.blob());
    link.click();
    // The browser has taken it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } catch {
    openFile(url, name);
  }
}
