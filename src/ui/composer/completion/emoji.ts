import { loadEmojiData, withSkinTone, type Emoji, type EmojiData } from '../../../emoji/emoji-data.js';
import { addRecentEmoji, chosenSkinTone } from '../../../emoji/recent.js';
import type { CustomEmojis } from '../../../model/custom-emoji.js';
import { renderCustomEmoji } from '../../shared/custom-emoji.js';
import { matchOf, rankIn } from './match.js';
import { MOST, type Suggestion } from './suggestion.js';
import { workAhead } from './work-ahead.js';

/** Emoji by shortcodes and keywords, once their data are there. */
export class EmojiSuggestions {
  readonly #onReady: () => void;
  #data: EmojiData | undefined;
  #lang: string | undefined;

  /** @param onReady hears that the data have come */
  constructor(onReady: () => void) {
    this.#onReady = onReady;
  }

  /** @param custom those of the server */
  suggest(query: string, lang: string, custom: CustomEmojis): readonly Suggestion[] {
    return [...suggestCustom(query, custom), ...this.#suggestStandard(query, lang)].slice(0, MOST);
  }

  /** Somebody begins what may become a shortcode: its second letter will ask for the data. */
  prepare(lang: string): void {
    if (lang !== this.#lang) void this.#load(lang);
  }

  #suggestStandard(query: string, lang: string): readonly Suggestion[] {
    this.prepare(lang);
    const tone = chosenSkinTone();
    const found = this.#data?.search(query) ?? [];
    // Who types a shortcode means one that begins so, rather than a country or a keyword.
    const begins = ({ shortcodes }: Emoji): boolean => shortcodes.some((code) => code.startsWith(query.toLowerCase()));
    const first = found.filter(begins);
    return [...first, ...found.filter((emoji) => !begins(emoji))].slice(0, MOST).map(({ emoji, label, shortcodes }) => {
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
      workAhead(() => data.prepareSearch());
    } catch {
      // The next key asks again; what is typed stays a shortcode.
      this.#lang = undefined;
    }
  }
}

/** By their shortcodes, which is all that they have. */
function suggestCustom(typed: string, custom: CustomEmojis): readonly Suggestion[] {
  const query = typed.toLowerCase();
  return [...custom.values()]
    .filter(({ shortcode }) => rankIn(shortcode, query) !== undefined)
    .map((emoji) => {
      const text = `:${emoji.shortcode}:`;
      return { id: text, text, label: text, match: matchOf(text, query), lead: renderCustomEmoji(emoji) };
    });
}
