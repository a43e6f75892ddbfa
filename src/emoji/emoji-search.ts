import { fold } from '../i18n/fold.js';
import type { Emoji } from './emoji-data.js';

/** How well one word of the term matches; less is better. */
const WHOLE_WORD_OF_LABEL = 1;
const WHOLE_WORD = 2;
const START_OF_LABEL_WORD = 3;
const START_OF_WORD = 4;
const INSIDE = 5;
const NONE = Infinity;
/** Shorter pieces are inside nearly everything. */
const INSIDE_MIN_LENGTH = 3;

interface Entry {
  readonly emoji: Emoji;
  /** Plain words, each between blanks: " red heart ". */
  readonly label: string;
  readonly words: string;
}

/** Finds emoji by their names, keywords and shortcodes. */
export class EmojiIndex {
  readonly #entries: readonly Entry[];
  readonly #codes: ReadonlyMap<string, Emoji>;

  constructor(emojis: readonly Emoji[], codes: ReadonlyMap<string, Emoji>) {
    this.#codes = codes;
    this.#entries = emojis.map((emoji) => ({
      emoji,
      label: padded(emoji.label),
      words: padded(`${emoji.keywords} ${emoji.shortcodes.join(' ')}`),
    }));
  }

  search(term: string, limit: number): readonly Emoji[] {
    const words = plainWords(term);
    if (words.length === 0) return [];
    const exact = this.#codes.get(fold(term).trim().replaceAll(':', '').replace(/\s+/g, '_'));
    const ranked = this.#entries
      .map((entry) => ({ emoji: entry.emoji, rank: entry.emoji === exact ? 0 : rankOf(entry, words) }))
      .filter(({ rank }) => rank < NONE);
    // The sort is stable: equals stay in Unicode's order, which puts the common ones first.
    return ranked
      .sort((a, b) => a.rank - b.rank)
      .slice(0, limit)
      .map(({ emoji }) => emoji);
  }
}

/** The rank of the word that matches worst: every word must match. */
function rankOf(entry: Entry, words: readonly string[]): number {
  const rank = Math.max(...words.map((word) => wordRank(entry, word)));
  // "thumbs" rather finds "thumbs up" than "two thumbs".
  return entry.label.startsWith(` ${words.join(' ')}`) ? rank - 0.5 : rank;
}

function wordRank({ label, words }: Entry, word: string): number {
  if (label.includes(` ${word} `)) return WHOLE_WORD_OF_LABEL;
  if (words.includes(` ${word} `)) return WHOLE_WORD;
  if (label.includes(` ${word}`)) return START_OF_LABEL_WORD;
  if (words.includes(` ${word}`)) return START_OF_WORD;
  const inside = word.length >= INSIDE_MIN_LENGTH && (label.includes(word) || words.includes(word));
  return inside ? INSIDE : NONE;
}

function padded(text: string): string {
  return ` ${plainWords(text).join(' ')} `;
}

function plainWords(text: string): readonly string[] {
  // A hyphen joins words (`red-haired`), except in front: `-1` is a shortcode.
  return fold(text)
    .replace(/(\S)-(?=\S)/g, '$1 ')
    .split(/[\s_:,.!?'’“”()&/]+/)
    .filter(Boolean);
}
