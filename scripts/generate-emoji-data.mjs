// Writes src/emoji/data/<locale>.ts from emojibase-data; with --check, writes nothing and fails when a file is stale.
//
// A line is `emoji label|more words to find it by|shortcodes|further shortcodes`, `@id` starts a group. What the reader
// derives is left out: skin tones (skin-tone.ts), the `flag_xx` of countries, and the shortcode that is the label itself,
// which belongs between the two lists. A locale comes thus to some 40 kB gzip instead of 130.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { COUNTRIES } from './countries.mjs';

const require = createRequire(import.meta.url);
const load = (path) => require(`emojibase-data/${path}.json`);

/** Newer ones are empty boxes on most devices of the last two years. */
const NEWEST_VERSION = 15.1;

/** Our ids by emojibase's group numbers; 2 holds components (bare skin tones and hair), which nobody picks. */
const GROUPS = {
  0: 'smileys',
  1: 'people',
  3: 'animals',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
};

/** English shortcodes, the same in every locale: a message with `:tada:` must look the same to both sides. GitHub's are
 *  the ones people know by heart; emojibase's name what GitHub has no name for. */
const SHORTCODES = { ...load('en/shortcodes/emojibase'), ...load('en/shortcodes/github') };

/** What French speakers type; emojibase has only long descriptions (`:visage_riant_aux_larmes:`) for them. */
const FRENCH = {
  '😄': 'sourire',
  '😂': 'mdr',
  '😉': 'clin_oeil',
  '😍': 'amoureux',
  '😢': 'triste',
  '😡': 'colere',
  '❤️': 'coeur',
  '👍': 'pouce',
  '👎': 'pouce_bas',
  '👏': 'bravo',
  '👋': 'salut',
  '🙏': 'merci',
  '🎉': 'fete',
  '🔥': 'feu',
};

/** What people mean by an emoji, and emojibase does not say: words of greetings and wishes above all. */
const MEANINGS = {
  en: {
    '🎉': 'congrats congratulations new year well done',
    '🎊': 'congrats congratulations happy new year',
    '🥳': 'congrats',
    '👏': 'well done',
    '🎆': 'happy new year',
    '🎄': 'merry xmas',
    '🌙': 'good night',
    '🌞': 'good morning',
    '☀️': 'good morning',
    '🌅': 'good',
    '🍀': 'good luck',
    '🤞': 'good',
    '👋': 'see goodbye',
    '😱': 'oh god omg',
    '🤦': 'oh no',
    '👌': 'well done',
  },
  fr: {
    '🎉': 'félicitations bonne année bravo',
    '🎊': 'félicitations bonne année',
    '🎆': 'bonne année',
    '🎄': 'joyeux',
    '🌙': 'bonne',
    '🌞': 'bonjour',
    '🍀': 'bonne chance',
    '😱': 'oh mon dieu',
    '⚜️': 'québec',
  },
};

/** Words that find nothing because they find everything. */
const STOP_WORDS = {
  en: 'a an and at by for from in of on or the to with',
  fr: 'à au aux avec d dans de des du en et l la le les ou par pour qui s se sur très un une émoticône',
};

function generate(locale) {
  const emojis = load(`${locale}/data`).filter(({ group, version }) => GROUPS[group] && version <= NEWEST_VERSION);
  const lines = Object.entries(GROUPS).flatMap(([group, id]) => [
    `@${id}`,
    ...emojis.filter((emoji) => emoji.group === Number(group)).map((emoji) => line(locale, emoji)),
  ]);
  return moduleText(locale, lines);
}

function line(locale, emoji) {
  const character = canonical(emoji.emoji);
  const words = searchWords(locale, emoji).join(' ');
  const codes = shortcodes(locale, emoji).map((list) => list.join(' '));
  return [`${character} ${emoji.label}`, words, ...codes].join('|').replace(/\|+$/, '');
}

/** emojibase adds U+FE0F to emoji that need none (🐕️); Unicode's fully-qualified form has none, and a reaction with it
 *  would count apart from the same reaction made elsewhere. */
function canonical(emoji) {
  return emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');
}

/** [before, after]: what comes before and after the label's own shortcode; the first of all is the one shown. */
function shortcodes(locale, emoji) {
  const implied = slug(emoji.label);
  const known = [SHORTCODES[emoji.hexcode] ?? []].flat().filter((code) => !/^flag_..$/.test(code));
  const codes = known.filter((code) => code !== implied);
  if (locale === 'fr') return [[FRENCH[canonical(emoji.emoji)] ?? []].flat(), codes];
  return known[0] === implied ? [[], codes] : [codes, []];
}

/** The tags as single words, less what adds nothing: search matches beginnings, so `smile` is found in `smiles`. */
function searchWords(locale, { emoji, label, tags = [], group }) {
  if (GROUPS[group] === 'flags') return countryNames(locale, emoji, splitWords(label));
  const stop = new Set(STOP_WORDS[locale].split(' '));
  const ofLabel = splitWords(label);
  const meant = MEANINGS[locale][canonical(emoji)] ?? '';
  const ofTags = [...new Set([...tags, meant].flatMap(splitWords))].filter(
    (word) => word.length > 1 && !stop.has(word),
  );
  const others = [...ofLabel, ...ofTags];
  return ofTags.filter((word) => !ofLabel.includes(word) && !others.some((other) => isCovered(word, other)));
}

/** What a flag's country is called beside its name; `fra` is found in France. */
function countryNames(locale, emoji, ofLabel) {
  const letters = Array.from(emoji, letterOf).join('');
  const country = COUNTRIES.get(letters.length === 2 ? letters.toUpperCase() : letters);
  if (!country) return [];
  const names = locale === 'en' ? [...country.letters, ...country.en] : country[locale];
  return names.map((name) => name.toLowerCase()).filter((name) => !ofLabel.some((word) => fold(word).startsWith(name)));
}

/** The letter that a regional indicator or a tag stands for. */
function letterOf(character) {
  const point = character.codePointAt(0);
  const first = [0x1f1e6, 0xe0061].find((start) => point >= start && point < start + 26);
  return first === undefined ? '' : String.fromCodePoint(point - first + 97);
}

/** Whether `other` finds what `word` would: it begins with `word`, or `word` is its plural. */
function isCovered(word, other) {
  return word === `${other}s` || (other !== word && other !== `${word}s` && other.startsWith(word));
}

function splitWords(text) {
  return text
    .toLowerCase()
    .split(/[\s,:;.!?'’“”()/&|]+/u)
    .filter(Boolean);
}

/** The shortcode that a label stands for; `slug` in src/emoji/emoji-data.ts is its twin, as `fold` is of src/i18n/fold.ts. */
function slug(label) {
  return fold(label)
    .replace(/['’.“”!()]/g, '')
    .replace(/[^a-z0-9+]+/g, '_')
    .replace(/^_|_$/g, '');
}

function fold(text) {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}

function moduleText(locale, lines) {
  const text = lines.join('\n');
  if (/[`\\]|\$\{/.test(text))
    throw new Error(`${locale}: the data holds a character that a template literal does not`);
  const { version } = load('package');
  return [
    '// Generated by scripts/generate-emoji-data.mjs; do not edit.',
    `/*! Emoji data: emojibase-data ${version}, MIT, Copyright (c) Miles Johnson */`,
    `export default \`${text}\`;\n`,
  ].join('\n');
}

for (const locale of ['en', 'fr']) {
  const file = fileURLToPath(new URL(`../src/emoji/data/${locale}.ts`, import.meta.url));
  const text = generate(locale);
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`src/emoji/data/${locale}.ts is stale: run node scripts/generate-emoji-data.mjs`);
    process.exitCode = 1;
  }
}
