import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mentionsIn, mentionSource } from '../../src/model/mention.js';
import {
  absorbed,
  edited,
  placeInField,
  placeInWritten,
  toField,
  toWritten,
  wholeMentions,
} from '../../src/ui/composer/mentioned-text.js';
import { replacedBetween } from '../../src/ui/composer/replaced.js';

const BOB = '0b0b0b0b-1111-4222-8333-444444444444';
const ROOM = '0c0c0c0c-1111-4222-8333-444444444444';
const bob = mentionSource({ name: 'Bob', target: `user:${BOB}` });
const room = mentionSource({ name: 'Sales', target: `room:${ROOM}` });

/** What is written after a stretch of the field's text was replaced, as by keys. */
function typed(written: string, start: number, end: number, inserted: string): string {
  const before = toField(written);
  const text = before.text.slice(0, start) + inserted + before.text.slice(end);
  const replaced = replacedBetween(before.text, text, start + inserted.length);
  return toWritten(absorbed(edited(before, wholeMentions(before, replaced))).field);
}

describe('mentions in a field', () => {
  it('show as names', () => {
    assert.equal(toField(`hi ${bob}, see ${room}!`).text, 'hi @Bob, see #Sales!');
  });

  it('move with the text around them', () => {
    assert.equal(typed(`hi ${bob}`, 0, 2, 'hello'), `hello ${bob}`);
    assert.equal(typed(`${bob} a`, 4, 6, '!'), `${bob}!`);
    assert.equal(typed(`${bob}${bob}`, 4, 4, ' and '), `${bob} and ${bob}`);
  });

  it('are deleted as a whole', () => {
    assert.equal(typed(`hi ${bob}`, 6, 7, ''), 'hi ', 'the last letter');
    assert.equal(typed(`hi ${bob} x`, 3, 4, ''), 'hi  x', 'the sign');
    assert.equal(typed(`hi ${bob}${room} x`, 5, 9, ''), 'hi  x', 'a part of two');
    assert.equal(typed(`hi ${bob}`, 1, 4, ''), 'h', 'with what stands before');
  });

  it('are text once something is written inside', () => {
    assert.equal(typed(bob, 2, 2, 'x'), '@Bxob');
    assert.equal(typed(bob, 1, 4, 'Ann'), '@Ann');
  });

  it('stay in what replaces them, as formatting does', () => {
    const before = toField(`say ${bob} now`);
    const after = edited(before, { start: 4, end: 8, inserted: '**@Bob**' });
    assert.equal(toWritten(after), `say **${bob}** now`);
  });

  it('that are written out become names, with the caret behind them', () => {
    const { field, place } = absorbed({ text: `a ${bob} b`, mentions: [] });
    assert.equal(field.text, 'a @Bob b');
    assert.equal(place(`a ${bob}`.length), 6);
  });

  it('have names without the signs that would end them', () => {
    for (const name of ['Ann [HR]', 'a](user:x)', 'a|b`c\\d', 'x'.repeat(300), '\u202eevil', '   ', '漢字 👩‍🚀']) {
      const source = mentionSource({ name, target: `user:${BOB}` });
      assert.deepEqual(
        mentionsIn(source).map(({ length }) => length),
        [source.length],
        name,
      );
    }
  });

  const part = fc.constantFrom(bob, room, '@Bob', '@', '[', 'a', ' ', '\n', '👍', '(user:', ')');
  const texts = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));

  it('say what is written, whatever is written', () => {
    fc.assert(
      fc.property(texts, (written) => {
        const field = toField(written);
        assert.equal(toWritten(field), written);
        for (const { start, end, source } of field.mentions)
          assert.equal(toField(source).text, field.text.slice(start, end));
        for (let place = 0; place <= field.text.length; place += 1) {
          const back = placeInField(field, placeInWritten(field, place));
          const inside = field.mentions.find(({ start, end }) => place > start && place < end);
          assert.equal(back, inside?.end ?? place);
        }
      }),
    );
  });

  it('are as many after an edit as stand outside of it', () => {
    const edits = fc.array(fc.tuple(fc.nat(80), fc.nat(6), fc.constantFrom('', 'x', '@', ' ', bob)), { maxLength: 8 });
    fc.assert(
      fc.property(texts, edits, (first, changes) => {
        let field = toField(first);
        for (const [at, length, inserted] of changes) {
          const start = Math.min(at, field.text.length);
          const end = Math.min(start + length, field.text.length);
          const untouched = field.mentions.filter((mention) => mention.end <= start || mention.start >= end);
          const replaced = wholeMentions(field, { start, end, inserted });
          field = absorbed(edited(field, replaced)).field;
          const kept = field.mentions.map(({ source }) => source);
          for (const { source } of untouched) {
            assert.ok(kept.includes(source));
            kept.splice(kept.indexOf(source), 1);
          }
          for (const mention of field.mentions)
            assert.equal(toField(mention.source).text, field.text.slice(mention.start, mention.end));
          field.mentions.reduce((last, { start: from, end: to }) => (assert.ok(from >= last), to), 0);
          assert.equal(toField(toWritten(field)).text, field.text);
        }
      }),
    );
  });
});
