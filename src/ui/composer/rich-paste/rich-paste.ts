// What reads HTML from the clipboard, as one chunk: ../formatting/formatting.ts brings it with the first such text.
import { writeTree } from './blocks.js';
import { treeOf } from './tree.js';

/**
 * What HTML says, as the chat's Markdown; undefined when it says no more than `plain`, the same as plain text. Never throws.
 */
export function markdownOf(html: string, plain: string): string | undefined {
  try {
    const text = writeTree(treeOf(html));
    return text === '' || words(text) === words(plain) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Without white space and the backslashes that only protect. */
function words(text: string): string {
  return text.replace(/[\s\\]+/g, '');
}
