import assert from 'node:assert/strict';
import test from 'node:test';
import { qualifiedEmoji } from '../src/features/reactions/emoji.js';
import { RGI_EMOJI } from '../src/features/reactions/rgi-emoji.js';

test('every emoji that Unicode recommends is one', () => {
  const all = RGI_EMOJI.trim().split(/\s+/);
  assert.equal(all.length, 3953);
  assert.deepEqual(
    all.filter((emoji) => qualifiedEmoji(emoji) !== emoji),
    [],
  );
});

const SAME = ['❤️', '👍🏽', '🇨🇦', '👨‍👩‍👧‍👦', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '🏻', '🧡', '🏳️‍🌈'];
for (const emoji of SAME) {
  test(`${emoji} stays as it is`, () => {
    assert.equal(qualifiedEmoji(emoji), emoji);
  });
}

const QUALIFIED: readonly [typed: string, emoji: string][] = [
  ['\u2764', '\u2764\uFE0F'],
  ['1\u20E3', '1\uFE0F\u20E3'],
  ['👍\uFE0F', '👍'],
  ['🏳\u200D🌈', '🏳\uFE0F\u200D🌈'],
];
for (const [typed, emoji] of QUALIFIED) {
  test(`${JSON.stringify(typed)} becomes ${emoji}`, () => {
    assert.equal(qualifiedEmoji(typed), emoji);
  });
}

const NONE = [
  '',
  'ab',
  '1',
  '#',
  '👍👍',
  '👍 ',
  ' 👍',
  '🇦',
  '\uFE0F',
  '\u200D',
  'thumbsup',
  ':+1:',
  '❤️🧡',
  '👍'.repeat(1000),
];
for (const text of NONE) {
  test(`${JSON.stringify(text.slice(0, 20))} is no single emoji`, () => {
    assert.equal(qualifiedEmoji(text), undefined);
  });
}
