import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { EMOJI_GROUPS, loadEmojiData, parseEmojiData, type EmojiData } from '../../src/emoji/emoji-data.js';

const require = createRequire(import.meta.url);
const github = require('emojibase-data/en/shortcodes/github.json') as Record<string, string | string[]>;
const french = require('emojibase-data/fr/shortcodes/cldr.json') as Record<string, string>;
const source = require('emojibase-data/en/data.json') as {
  emoji: string;
  hexcode: string;
  group?: number;
  version: number;
}[];

const en = await loadEmojiData('en');
const fr = await loadEmojiData('fr');

const found = (data: EmojiData, term: string): string[] => data.search(term).map(({ emoji }) => emoji);
const offered = source.filter(({ group, version }) => group !== undefined && group !== 2 && version <= 15.1);
const plain = (emoji: string): string => emoji.replaceAll('\uFE0F', '');

describe('the emoji data', () => {
  test('is what the generator makes of emojibase today', async () => {
    await promisify(execFile)(process.execPath, ['scripts/generate-emoji-data.mjs', '--check']);
  });

  for (const [lang, data] of [
    ['en', en],
    ['fr', fr],
  ] as const) {
    test(`holds every emoji up to version 15.1 once, in all groups (${lang})`, () => {
      deepEqual(
        data.groups.map(({ id }) => id),
        [...EMOJI_GROUPS],
      );
      const emojis = data.groups.flatMap((group) => group.emojis.map(({ emoji }) => plain(emoji)));
      deepEqual(emojis.sort(), offered.map(({ emoji }) => plain(emoji)).sort());
      equal(data.find('🫩'), undefined, 'version 16');
    });

    test(`knows every shortcode of GitHub (${lang})`, () => {
      for (const { emoji, hexcode } of offered) {
        for (const code of [github[hexcode] ?? []].flat()) {
          equal(plain(data.byShortcode(code) ?? ''), plain(emoji), code);
        }
      }
    });

    test(`writes emoji in the fully-qualified form, so that equal reactions are equal (${lang})`, () => {
      const emojis = data.groups.flatMap((group) => group.emojis.map(({ emoji }) => emoji));
      deepEqual(
        emojis.filter((emoji) => /\p{Emoji_Presentation}\uFE0F/u.test(emoji)),
        [],
      );
      deepEqual(
        emojis.filter((emoji) => /^\P{Emoji_Presentation}$/u.test(emoji)),
        [],
      );
    });
  }

  test('answers French shortcodes in French', () => {
    const others = offered.filter(
      ({ emoji, hexcode }) => plain(fr.byShortcode(french[hexcode] ?? '') ?? '') !== plain(emoji),
    );
    // English ones of other emoji keep their meaning (`:crayon:` is 🖍️); CLDR spells out the signs of the last three.
    const english = ['👌', '🫀', '🧑‍🎄', '🚆', '🛰', '🏀', '🏏', '🎥', '🎬', '✏', '♌'];
    deepEqual(new Set(others.map(({ emoji }) => plain(emoji))), new Set([...english, '🦖', '#⃣', '*⃣']));
    equal(fr.byShortcode('coeur'), '❤️');
    equal(fr.byShortcode('cotillons'), '🎉');
    equal(fr.byShortcode('crayon'), en.byShortcode('crayon'));
  });

  test('takes shortcodes with and without colons, in any case', () => {
    equal(en.byShortcode('tada'), '🎉');
    equal(en.byShortcode(':TADA:'), '🎉');
    equal(en.byShortcode('flag_fr'), '🇫🇷');
    equal(en.byShortcode(':flag-fr:'), '🇫🇷');
    equal(en.byShortcode('no_such_code'), undefined);
    equal(en.byShortcode('constructor'), undefined);
  });

  test('gives a shortcode that two emoji could claim to the usual one', () => {
    equal(en.byShortcode('cat'), '🐱');
    equal(en.byShortcode('smile'), '😄');
  });

  test('names an emoji whatever its skin tone and with or without U+FE0F', () => {
    equal(en.find('❤️')?.label, 'red heart');
    equal(en.find('❤')?.label, 'red heart');
    equal(fr.find('👍🏽')?.label, 'pouce vers le haut');
    equal(en.find('👩🏻‍🤝‍👩🏿')?.label, 'women holding hands');
    equal(en.find('x'), undefined);
    equal(en.find(''), undefined);
  });
});

describe('searching emoji', () => {
  test('finds the same whether it was made ready before, in part, or not at all', async () => {
    const { default: text } = await import('../../src/emoji/data/fr.js');
    const [begun, ready] = [parseEmojiData(text), parseEmojiData(text)];
    equal(begun.prepareSearch(), true);
    while (ready.prepareSearch());
    equal(ready.prepareSearch(), false);
    for (const term of ['cœur', 'drapeau français', 'chats', 'x']) {
      deepEqual(found(begun, term), found(fr, term), term);
      deepEqual(found(ready, term), found(fr, term), term);
    }
  });

  test('finds the obvious one first', () => {
    const first = [
      'heart',
      '+1',
      '-1',
      'thumbs',
      'smile',
      'tada',
      ':tada:',
      'party',
      'fire',
      'dog',
      'joy',
      'canada',
      '100',
      'sun',
    ];
    const emojis = ['❤️', '👍', '👎', '👍', '😄', '🎉', '🎉', '🎉', '🔥', '🐶', '😂', '🇨🇦', '💯', '☀️'];
    deepEqual(
      first.map((term) => found(en, term)[0]),
      emojis,
    );
  });

  test('finds the obvious one first in French', () => {
    const first = ['pouce', 'cœur', 'coeur', 'fête', 'merci', 'soleil', '+1', 'drapeau fr'];
    deepEqual(
      first.map((term) => found(fr, term)[0]),
      ['👍', '❤️', '❤️', '🎉', '🙏', '☀️', '👍', '🇫🇷'],
    );
  });

  const best = (data: EmojiData, expected: Readonly<Record<string, string>>): void => {
    const terms = Object.keys(expected);
    deepEqual(Object.fromEntries(terms.map((term) => [term, found(data, term)[0]])), expected);
  };

  test('finds flags by what people call the country', () => {
    best(en, {
      usa: '🇺🇸',
      america: '🇺🇸',
      'us flag': '🇺🇸',
      'american flag': '🇺🇸',
      'french flag': '🇫🇷',
      'flag of France': '🇫🇷',
      'the german flag': '🇩🇪',
      deu: '🇩🇪',
      'uk flag': '🇬🇧',
      'British flag': '🇬🇧',
      'english flag': '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
      'dutch flag': '🇳🇱',
      'korean flag': '🇰🇷',
      uae: '🇦🇪',
      'nigerian flag': '🇳🇬',
    });
    best(fr, {
      usa: '🇺🇸',
      'états-unis': '🇺🇸',
      'drapeau américain': '🇺🇸',
      'drapeau français': '🇫🇷',
      'Drapeau de la France': '🇫🇷',
      'drapeau allemand': '🇩🇪',
      'drapeau écossais': '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
      'drapeau suisse': '🇨🇭',
      québec: '⚜️',
    });
  });

  test('finds every country’s flag by the country’s name', () => {
    const countries = en.groups.at(-1)?.emojis.filter(({ emoji }) => /^[\u{1F1E6}-\u{1F1FF}]{2}$/u.test(emoji)) ?? [];
    for (const { emoji, label } of countries) {
      equal(found(en, `${label.replace('flag: ', '')} flag`).includes(emoji), true, label);
    }
  });

  test('finds what is meant by plurals and other forms', () => {
    const among = (data: EmojiData, term: string, emoji: string): void =>
      equal(found(data, term).includes(emoji), true, `${emoji} for ${term}`);
    for (const [term, emoji] of [
      ['hearts', '❤️'],
      ['dogs', '🐶'],
      ['berries', '🍓'],
      ['parties', '🎉'],
      ['wolves', '🐺'],
      ['mice', '🐭'],
      ['geese', '🪿'],
      ['feet', '🦶'],
      ['children', '🧒'],
      ['buses', '🚌'],
      ['boxes', '📦'],
    ] as const)
      among(en, term, emoji);
    for (const [term, emoji] of [
      ['chiens', '🐶'],
      ['chevaux', '🐴'],
      ['cœurs', '❤️'],
      ['oiseaux', '🐦'],
      ['bijoux', '💎'],
      ['yeux', '👀'],
      ['cafés', '☕'],
      ['heureuse', '😀'],
      ['amoureuse', '😍'],
      ['danseuse', '💃'],
    ] as const)
      among(fr, term, emoji);
  });

  test('a short word, or one that only ends like a plural, means itself', () => {
    best(en, { bus: '🚌', glass: '🥛', glasses: '👓', yes: '🫡' });
  });

  test('finds thanks, greetings and wishes, whatever small words are in them', () => {
    best(en, {
      'thank you': '🙏',
      'Thank you very much!': '🙏',
      thx: '🙏',
      'oh my god': '😱',
      'i love you': '💌',
      you: '🤟',
    });
    best(fr, { merci: '🙏', 'merci beaucoup': '🙏', "je t'aime": '🤟', 'à bientôt': '🔜', bravo: '👏' });
    for (const [data, term, emoji] of [
      [en, 'good luck', '🍀'],
      [en, 'good night', '🌙'],
      [en, 'happy new year', '🎆'],
      [en, 'congrats', '🎉'],
      [en, 'well done', '👏'],
      [en, 'merry christmas', '🎄'],
      [fr, 'bonne nuit', '🌙'],
      [fr, 'bonne chance', '🍀'],
      [fr, 'félicitations', '🎉'],
      [fr, 'joyeux noël', '🎄'],
    ] as const)
      equal(found(data, term).includes(emoji), true, `${emoji} for ${term}`);
  });

  test('ignores case and accents', () => {
    notEqual(found(fr, 'étoile').length, 0);
    deepEqual(found(fr, 'ETOILE'), found(fr, 'étoile'));
    deepEqual(found(en, 'PIÑATA'), found(en, 'pinata'));
  });

  test('puts names before other words, whole words before beginnings, beginnings before insides', () => {
    const data = parseEmojiData(
      [
        '@animals',
        '🦬 bobcat-like|',
        '🐛 bug|caterpillar',
        '🐾 paws|cat dog',
        '🐄 cattle|',
        '🐈 black cat|',
        '🐕 dog|',
        '😺 smile|happy|cat',
        '🐱 cat face|',
      ].join('\n'),
    );
    deepEqual(found(data, 'cat'), ['😺', '🐱', '🐈', '🐾', '🐄', '🐛', '🦬']);
  });

  test('takes all words of a term, in any order', () => {
    equal(found(en, 'cat smil').includes('😸'), true);
    deepEqual(new Set(found(en, 'smil cat')), new Set(found(en, 'cat smil')));
    deepEqual(found(en, 'cat zzz'), []);
  });

  test('finds a pasted emoji, in any skin tone', () => {
    deepEqual(found(en, '👍🏽'), ['👍']);
  });

  test('finds nothing for nothing, and no more than asked for', () => {
    deepEqual(found(en, '  '), []);
    deepEqual(found(en, ':'), []);
    deepEqual(found(en, 'qqqq'), []);
    deepEqual(found(en, '\\ [a-z]* ('), []);
    equal(en.search('e', 7).length, 7);
  });
});

describe('loading emoji data', () => {
  test('takes the language of a tag, and English for those without a translation', async () => {
    equal(await loadEmojiData('fr-CA'), fr);
    equal(await loadEmojiData('FR_ch'), fr);
    equal(await loadEmojiData('en-GB'), en);
    equal(await loadEmojiData('pt-BR'), en);
    equal(await loadEmojiData(''), en);
  });
});
