import { loadEmojiData, withSkinTone, type EmojiData } from '../../../emoji/emoji-data.js';
import { addRecentEmoji, chosenSkinTone } from '../../../emoji/recent.js';
import { matchOf } from './match.js';
import { MOST, type Suggestion } from './suggestion.js';

/** Emoji by shortcodes and keywords, once their data are there. */
export class EmojiSuggestions {
  readonly #onReady: () => void;
  #data: EmojiData | undefined;
  #lang: string | undefined;

  /** @param onReady hears that the data have come */
  constructor(onReady: () => void) {
    this.#onReady = onReady;
  }

  suggest(query: string, lang: string): readonly Suggestion[] {
    if (lang !== this.#lang) void this.#load(lang);
    const tone = chosenSkinTone();
    return (this.#data?.search(query, MOST) ?? []).map(({ emoji, label, shortcodes }) => {
      const code = shortcodes.find((shortcode) => shortcode.startsWith(query.toLowerCase())) ?? shortcodes[0] ?? label;
      const toned = withSkinTone(emoji, tone);
      const shown = `:${code}:`;
      return {
        id: code,
        text: toned,
        label: shown,
        match: matchOf(shown, query.toLowerCase()),
        lead: toned,
        detail: label,
        onTake: () => addRecentEmoji(emoji),
      };
    });
  }

  async #load(lang: string): Promise<void> {
    this.#lang = lang;
    try {
      const data = await loadEmojiData(lang);
      if (lang !== this.#lang) return;
      this.#data = data;
      this.#onReady();
    } catch {
      // The next key asks again; what is typed stays a shortcode.
      this.#lang = undefined;
    }
  }
}
