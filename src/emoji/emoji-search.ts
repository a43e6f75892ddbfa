import { fold } from '../i18n/fold.js';
import type { Emoji } from './emoji-data.js';
import { contentWords, otherForms, singular } from './word-forms.js';

/** How well one word of the term matches; less is better. */
const WHOLE_WORD_OF_LABEL = 1;
const WHOLE_WORD = 2;
const START_OF_LABEL_WORD = 3;
const START_OF_WORD = 4;
const INSIDE = 5;
const NONE = Infinity;
/** A word that matches in another form only stands behind one that matches as it was typed. */
const OTHER_FORM = 0.25;
/** Shorter pieces are inside nearly everything. */
const INSIDE_MIN_LENGTH = 3;

/** "Flag", in the languages of the data: with it, what people call a country means its flag. */
const FLAG_WORDS = ['flag', 'flags', 'drapeau', 'drapeaux'];

interface Entry {
  readonly emoji: Emoji;
  /** Plain words, each between blanks: " red heart ". */
  readonly label: string;
  /** The label without what all flags have in common: " france ". */
  readonly name: string;
  readonly words: string;
}

/** Finds emoji by their names, keywords and shortcodes. */
export class EmojiIndex {
  readonly #emojis: readonly Emoji[];
  readonly #codes: ReadonlyMap<string, Emoji>;
  readonly #entries: Entry[] = [];
  /** Flags by what people call their country; the first where several have a name in common. */
  readonly #flags = new Map<string, Emoji>();

  constructor(emojis: readonly Emoji[], codes: ReadonlyMap<string, Emoji>) {
    this.#emojis = emojis;
    this.#codes = codes;
  }

  /** Takes more of the emoji in; a search takes in all that are left. @returns whether some are */
  grow(count: number): boolean {
    const { length } = this.#entries;
    for (const emoji of this.#emojis.slice(length, length + count)) this.#add(emoji);
    return this.#entries.length < this.#emojis.length;
  }

  #add(emoji: Emoji): void {
    const entry = {
      emoji,
      label: padded(emoji.label),
      name: padded(emoji.label.replace(/^\S+\s?:\s/, '')),
      words: padded(`${emoji.keywords} ${emoji.shortcodes.join(' ')}`),
    };
    this.#entries.push(entry);
    if (!FLAG_WORDS.some((word) => entry.label.includes(` ${word} `))) return;
    for (const name of emoji.keywords.split(' ').map((keyword) => plainWords(keyword).join(' ')))
      if (name !== '' && !this.#flags.has(name)) this.#flags.set(name, emoji);
  }

  search(term: string, limit: number): readonly Emoji[] {
    const words = plainWords(term);
    if (words.length === 0) return [];
    this.grow(Infinity);
    const exact = this.#codes.get(fold(term).trim().replaceAll(':', '').replace(/\s+/g, '_')) ?? this.#flag(words);
    const query = queryOf(words);
    const ranked = this.#entries
      .map((entry) => ({ emoji: entry.emoji, rank: entry.emoji === exact ? 0 : rankOf(entry, query) }))
      .filter(({ rank }) => rank < NONE);
    // The sort is stable: equals stay in Unicode's order, which puts the common ones first.
    return ranked
      .sort((a, b) => a.rank - b.rank)
      .slice(0, limit)
      .map(({ emoji }) => emoji);
  }

  /** The flag of "french flag", whatever else is called French. */
  #flag(words: readonly string[]): Emoji | undefined {
    const named = contentWords(words).filter((word) => !FLAG_WORDS.includes(word));
    if (named.length === words.length) return undefined;
    const names = [named.join(' '), ...(named.length === 1 ? otherForms(named.join()) : [])];
    return firstOf(names, (name) => this.#flags.get(name) ?? this.#codes.get(`flag_${name}`));
  }
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is looked for. */
interface Query {
  /** As they were typed, between blanks but for the end: " red hea". */
  readonly phrase: string;
  /** The words that say something, with what else they may stand for. */
  readonly words: readonly Word[];
}

interface Word {
  readonly typed: string;
  readonly singular: string | undefined;
  readonly others: readonly string[];
}

function queryOf(words: readonly string[]): Query {
  return {
    phrase: ` ${words.join(' ')}`,
    words: contentWords(words).map((typed) => ({ typed, singular: singular(typed), others: otherForms(typed) })),
  };
}

/** The rank of the word that matches worst: every word must match that says something. */
function rankOf(entry: Entry, { phrase, words }: Query): number {
  let rank = 0;
  for (const word of words) rank = Math.max(rank, formRank(entry, word));
  // "thumbs" rather finds "thumbs up" than "two thumbs".
  return entry.name.startsWith(phrase) ? rank - 0.5 : rank;
}

/** As typed, else as its singular, else in another form: whose end may be a coincidence, so that it must be a whole word. */
function formRank(entry: Entry, { typed, singular: one, others }: Word): number {
  let rank = wordRank(entry, typed);
  if (rank <= WHOLE_WORD) return rank;
  if (one !== undefined) rank = Math.min(rank, wordRank(entry, one) + OTHER_FORM);
  for (const other of others) rank = Math.min(rank, wholeWordRank(entry, other) + OTHER_FORM);
  return rank;
}

function wholeWordRank({ label, words }: Entry, word: string): number {
  if (label.includes(` ${word} `)) return WHOLE_WORD_OF_LABEL;
  return words.includes(` ${word} `) ? WHOLE_WORD : NONE;
}

function wordRank(entry: Entry, word: string): number {
  const { label, words } = entry;
  const whole = wholeWordRank(entry, word);
  if (whole < NONE) return whole;
  if (label.includes(` ${word}`)) return START_OF_LABEL_WORD;
  if (words.includes(` ${word}`)) return START_OF_WORD;
  const inside = word.length >= INSIDE_MIN_LENGTH && (label.includes(word) || words.includes(word));
  return inside ? INSIDE : NONE;
}

function padded(text: string): string {
  return ` ${plainWords(text).join(' ')} `;
}

function plainWords(text: string): readonly string[] {
  const folded = fold(text);
  // A hyphen joins words (`red-haired`), except in front: `-1` is a shortcode.
  const apart = folded.includes('-') ? folded.replace(/(\S)-(?=\S)/g, '$1 ') : folded;
  return apart.split(/[\s_:,.!?'’“”()&/]+/).filter(Boolean);
}
