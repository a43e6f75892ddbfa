import { fold } from '../i18n/fold.js';
import { EmojiIndex } from './emoji-search.js';
import { withoutSkinTone } from './skin-tone.js';

export { withSkinTone, type SkinTone } from './skin-tone.js';

/** The categories in the order of the picker. */
export const EMOJI_GROUPS = [
  'smileys',
  'people',
  'animals',
  'food',
  'travel',
  'activities',
  'objects',
  'symbols',
  'flags',
] as const;

/** The last one, where a server has emoji of its own. */
export type EmojiGroupId = (typeof EMOJI_GROUPS)[number] | 'custom';

export interface Emoji {
  /** Unicode's fully-qualified form, without skin tone. */
  readonly emoji: string;
  /** Its name in the language of the data. */
  readonly label: string;
  /** More words to find it by, separated by blanks. */
  readonly keywords: string;
  /** Without colons; the first is the one to show. */
  readonly shortcodes: readonly string[];
  /** Where the picture is of one that is no character but a `:shortcode:`. */
  readonly url?: string;
}

export interface EmojiGroup {
  readonly id: EmojiGroupId;
  readonly emojis: readonly Emoji[];
}

export interface EmojiData {
  readonly groups: readonly EmojiGroup[];
  /** The best matches first; the emoji of a group's order where they match equally well. Empty for a blank term. */
  search(term: string, limit?: number): readonly Emoji[];
  /** Makes a part of what the first search would make. @returns whether something is left */
  prepareSearch(): boolean;
  /** The emoji of `smile` or `:smile:`, in any case. */
  byShortcode(code: string): string | undefined;
  /** The entry of an emoji; skin tones and a missing U+FE0F do not matter. */
  find(emoji: string): Emoji | undefined;
}

// The paths are spelt out for bundlers, which make a lazy chunk of each.
const LOCALES = {
  en: () => import('./data/en.js'),
  fr: () => import('./data/fr.js'),
};

/** Emoji that are made ready for a search at once. */
const PART = 100;

type Locale = keyof typeof LOCALES;

const loaded = new Map<Locale, Promise<EmojiData>>();

/**
 * The emoji data in `lang` (a BCP 47 tag), in English where there is no translation; loaded once per language.
 * Rejects when the file cannot be loaded; the next call tries again.
 */
export function loadEmojiData(lang: string): Promise<EmojiData> {
  const language = lang.toLowerCase().split(/[-_]/)[0];
  const locale: Locale = language === 'fr' ? 'fr' : 'en';
  const known = loaded.get(locale);
  if (known) return known;
  const data = LOCALES[locale]().then((module) => parseEmojiData(module.default));
  loaded.set(locale, data);
  data.catch(() => loaded.delete(locale));
  return data;
}

/** The same with emoji that a server has of its own. @param custom its shortcodes and where the pictures are */
export function withCustomEmoji(
  data: EmojiData,
  custom: Iterable<{ readonly shortcode: string; readonly url: string }>,
): EmojiData {
  const emojis = Array.from(custom, ({ shortcode, url }): Emoji => {
    const emoji = `:${shortcode}:`;
    return { emoji, label: emoji, keywords: '', shortcodes: [shortcode], url };
  });
  return emojis.length === 0 ? data : createEmojiData([...data.groups, { id: 'custom', emojis }]);
}

/** `text` is what scripts/generate-emoji-data.mjs writes: its head describes the lines. */
export function parseEmojiData(text: string): EmojiData {
  const groups: { id: EmojiGroupId; emojis: Emoji[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('@')) groups.push({ id: line.slice(1) as EmojiGroupId, emojis: [] });
    else groups.at(-1)?.emojis.push(parseLine(line));
  }
  return createEmojiData(groups);
}

function parseLine(line: string): Emoji {
  const [head = '', keywords = '', before = '', after = ''] = line.split('|');
  const blank = head.indexOf(' ');
  const [emoji, label] = [head.slice(0, blank), head.slice(blank + 1)];
  const shortcodes = [...before.split(' '), slug(label), ...after.split(' '), ...flagCodes(emoji)].filter(Boolean);
  return { emoji, label, keywords, shortcodes };
}

/** The shortcode that a label stands for: `party_popper`. */
function slug(label: string): string {
  return fold(label)
    .replace(/['’.“”!()]/g, '')
    .replace(/[^a-z0-9+]+/g, '_')
    .replace(/^_|_$/g, '');
}

/** `flag_fr` as most sets have it, `flag-fr` as Slack has it; nothing when `emoji` is no country's flag. */
function flagCodes(emoji: string): readonly string[] {
  if (!/^[\u{1F1E6}-\u{1F1FF}]{2}$/u.test(emoji)) return [];
  const letters = Array.from(emoji, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 97));
  const country = letters.join('');
  return [`flag_${country}`, `flag-${country}`];
}

function createEmojiData(groups: readonly EmojiGroup[]): EmojiData {
  const emojis = groups.flatMap((group) => group.emojis);
  const byEmoji = new Map(emojis.map((emoji) => [bare(emoji.emoji), emoji]));
  const find = (emoji: string): Emoji | undefined => byEmoji.get(bare(withoutSkinTone(emoji)));
  // Built when first asked for: whoever only opens the picker does not wait for them.
  let codes: ReadonlyMap<string, Emoji> | undefined;
  let index: EmojiIndex | undefined;
  const indexed = (): EmojiIndex => (index ??= new EmojiIndex(emojis, (codes ??= shortcodeMap(emojis))));
  return {
    groups,
    find,
    byShortcode: (code) => (codes ??= shortcodeMap(emojis)).get(code.replaceAll(':', '').toLowerCase())?.emoji,
    search(term, limit = Infinity) {
      const pasted = find(term.trim());
      return pasted ? [pasted] : indexed().search(term, limit);
    },
    prepareSearch: () => indexed().grow(PART),
  };
}

/** A label's own shortcode gives way to one that a set defines: `:cat:` is 🐱 as everywhere, not 🐈 "cat". */
function shortcodeMap(emojis: readonly Emoji[]): ReadonlyMap<string, Emoji> {
  const codes = new Map<string, Emoji>();
  const [own, implied]: [[string, Emoji][], [string, Emoji][]] = [[], []];
  for (const emoji of emojis) {
    const fromLabel = slug(emoji.label);
    for (const code of emoji.shortcodes) (code === fromLabel ? implied : own).push([code, emoji]);
  }
  for (const [code, emoji] of [...own, ...implied]) if (!codes.has(code)) codes.set(code, emoji);
  return codes;
}

/** U+FE0F only asks for the coloured form, and other programs leave it out: ❤ is ❤️. */
function bare(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '');
}
