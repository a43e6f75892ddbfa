import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { visibleName } from '../../src/model/visible-name.js';
import { parseContact, parseRoom } from '../../src/wazo/parse.js';

describe('a name', () => {
  for (const [name, shown] of [
    ['Ann  Lee', 'Ann Lee'],
    ['\u202eevil\u202c', 'evil'],
    ['Ann\u2067\u200f', 'Ann'],
    ['\u200bAnn\u00ad\ufeff', 'Ann'],
    ['Ann\nLee\t', 'Ann Lee'],
    [`Z${'\u0301'.repeat(40)}oe`, `Z${'\u0301'.repeat(4)}oe`],
    ['نيما\u200cپور', 'نيما\u200cپور'],
    ['👩\u200d💻 Ann', '👩\u200d💻 Ann'],
    ['❤\ufe0f', '❤\ufe0f'],
    ['क्षत्रिय', 'क्षत्रिय'],
  ] as const)
    it(`${JSON.stringify(name)} is shown as ${JSON.stringify(shown)}`, () => assert.equal(visibleName(name), shown));

  it('is none when nothing of it can be seen', () => {
    for (const name of [
      '',
      ' ',
      '\u3164',
      '\u200b\u200d',
      '\u2800',
      '\u115f\u1160',
      '\u202e',
      '\u0301',
      '\u00a0',
      '\u{e0041}',
    ])
      assert.equal(visibleName(name), '', JSON.stringify(name));
  });

  it('of a contact that cannot be seen gives way to the next best', () => {
    const contact = { uuid: 'u', firstname: '\u3164', lastname: '\u202e', email: 'ann@a.example' };
    assert.equal(parseContact(contact)?.name, 'ann@a.example');
    assert.equal(parseContact({ ...contact, email: null })?.name, 'u');
    assert.equal(parseContact({ ...contact, firstname: '\u202eAnn' })?.name, 'Ann');
  });

  it('of a room that cannot be seen is none, so that its people are shown', () => {
    const room = { uuid: 'r', users: [] };
    assert.equal(parseRoom({ ...room, name: '\u3164\u2800' }, () => undefined).name, null);
    assert.equal(parseRoom({ ...room, name: '\u202eSales' }, () => undefined).name, 'Sales');
  });
});
