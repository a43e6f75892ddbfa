import { deepEqual, equal } from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { withoutSkinTone, withSkinTone, type SkinTone } from '../../src/emoji/skin-tone.js';

interface Skin {
  emoji: string;
  tone: number | number[];
  version: number;
}
interface Source {
  emoji: string;
  group?: number;
  version: number;
  skins?: Skin[];
}

const require = createRequire(import.meta.url);
const all = (require('emojibase-data/en/data.json') as Source[]).filter(
  ({ group }) => group !== undefined && group !== 2,
);
/** Unicode's fully-qualified form: emojibase adds U+FE0F to some that need none. */
const qualified = (emoji: string): string => emoji.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');
const emojis = all.filter(({ version }) => version <= 15.1);
const tones = [1, 2, 3, 4, 5] as const;

/** What emojibase lists for one tone for everybody; `undefined` for an emoji without tones. */
function listed({ skins = [] }: Source, tone: SkinTone): string | undefined {
  const match = skins.find((skin) => [skin.tone].flat().every((one) => one === tone) && skin.version <= 15.1);
  return match && qualified(match.emoji);
}

describe('skin tones', () => {
  test('are exactly those of Unicode 15.1, for every emoji and tone', () => {
    for (const source of emojis) {
      const neutral = qualified(source.emoji);
      for (const tone of tones) equal(withSkinTone(neutral, tone), listed(source, tone) ?? neutral, source.emoji);
    }
  });

  test('come off every emoji that has some, also off couples of two tones', () => {
    for (const source of emojis) {
      for (const skin of (source.skins ?? []).filter(({ version }) => version <= 15.1)) {
        equal(withoutSkinTone(qualified(skin.emoji)), qualified(source.emoji), skin.emoji);
      }
    }
  });

  test('replace each other', () => {
    equal(withSkinTone('👍🏿', 1), '👍🏻');
    equal(withSkinTone('🧑🏽‍🤝‍🧑🏻', 4), '🧑🏾‍🤝‍🧑🏾');
    equal(withSkinTone('🕵🏽', 0), '🕵️');
  });

  test('leave alone what is not an emoji with tones', () => {
    deepEqual(
      ['😀', '❤️', '👨‍👩‍👧', 'abc', ''].map((text) => withSkinTone(text, 3)),
      ['😀', '❤️', '👨‍👩‍👧', 'abc', ''],
    );
  });
});
