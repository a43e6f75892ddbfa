import type { EmojiLookup } from '../../markdown/shortcodes.js';

const loaded = new Map<string, EmojiLookup>();

/** What `:shortcode:`s mean, when the emoji data of the language are there already. */
export function knownEmoji(lang: string): EmojiLookup | undefined {
  return loaded.get(lang);
}

/** Loads the data; answers whether they are there now. Without them a shortcode stays as it was typed. */
export async function fetchEmoji(lang: string): Promise<boolean> {
  try {
    // The data and what searches them are half a megabyte that most pages never need.
    const { loadEmojiData } = await import('../../emoji/emoji-data.js');
    const data = await loadEmojiData(lang);
    loaded.set(lang, (code) => data.byShortcode(code));
    return true;
  } catch {
    return false;
  }
}
