import assert from 'node:assert/strict';
import { area } from '../suite.js';
import { messageOf, react, shown, unreact } from '../helpers/reactions.js';
import { invalidField } from '../shapes/errors.js';
import { REACTION } from '../shapes/chatd.js';
import { assertShape, shaped } from '../shape.js';

const { contract } = area('reactions');
const needs = { feature: 'reactions' };

/** What is sent, and the fully qualified form in which it is kept. */
const EMOJIS: readonly (readonly [string, string, string])[] = [
  ['a heart with its variation selector', '❤️', '❤️'],
  ['a heart without it', '\u2764', '\u2764\ufe0f'],
  ['a skin tone', '👍🏽', '👍🏽'],
  ['a flag', '🇨🇦', '🇨🇦'],
  ['a flag of a region', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['a family', '👨‍👩‍👧‍👦', '👨‍👩‍👧‍👦'],
  ['a couple with two skin tones', '👩🏻‍❤️‍💋‍👨🏿', '👩🏻‍❤️‍💋‍👨🏿'],
  ['a sequence that lacks its selectors', '👁\u200d🗨', '👁️\u200d🗨️'],
  ['a keycap', '1️⃣', '1️⃣'],
  ['a keycap without its selector', '1\u20e3', '1\ufe0f\u20e3'],
];

for (const [what, sent, kept] of EMOJIS) {
  contract(`an emoji may be ${what}`, { ...needs, as: ['alice'] }, async (alice) => {
    const message = await messageOf(alice, []);
    const answer = await react(alice, message, sent);
    assert.equal(answer.status, 201, answer.text);
    assert.equal(shaped(answer.body, REACTION).emoji, kept);
    assert.deepEqual(await shown(alice, message), [`${kept} ${alice.uuid}`]);
    assert.equal((await react(alice, message, kept)).status, 200);
    assert.equal((await unreact(alice, message, sent)).status, 204);
    assert.deepEqual(await shown(alice, message), []);
  });
}

const NO_EMOJI: readonly (readonly [string, unknown])[] = [
  ['missing', undefined],
  ['null', null],
  ['a number', 5],
  ['a list', ['👍']],
  ['empty', ''],
  ['a blank', ' '],
  ['a letter', 'a'],
  ['a digit', '1'],
  ['a word', 'thumbsup'],
  ['two emojis', '👍🎉'],
  ['an emoji and a blank', '👍 '],
  ['half a flag', '🇨'],
  ['a flag that is none', '🇽🇽'],
  ['two emojis joined', '👍\u200d👍'],
  ['a joiner alone', '\u200d'],
  ['a selector alone', '\ufe0f'],
  ['a lone surrogate', '\ud83d'],
  ['U+0000', '\u0000'],
  ['an emoji and U+0000', '👍\u0000'],
  ['very long', '👍'.repeat(5_000)],
];

for (const [what, emoji] of NO_EMOJI) {
  contract(`an emoji that is ${what} is 400`, { ...needs, as: ['alice'] }, async (alice) => {
    const message = await messageOf(alice, []);
    const answer = await react(alice, message, emoji);
    assert.equal(answer.status, 400, answer.text);
    assertShape(answer.body, invalidField('emoji'));
    assert.deepEqual(await shown(alice, message), []);
  });
}
