import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TextHistory, type EditKind, type Selection } from '../../src/ui/composer/text-history.js';
import { seededRandom } from '../support/random.js';

/** A field as a person uses it: where one types, and when. */
class Field {
  readonly history = new TextHistory();
  text = '';
  selection: Selection = { start: 0, end: 0 };
  now = 0;

  select(start: number, end = start): void {
    this.selection = { start, end };
  }

  put(inserted: string, kind: EditKind): void {
    const before = this.selection;
    this.text = this.text.slice(0, before.start) + inserted + this.text.slice(before.end);
    this.select(before.start + inserted.length);
    this.history.record({ kind, text: this.text, before, after: this.selection, at: this.now });
  }

  type(text: string): void {
    for (const letter of text) {
      this.put(letter, 'typing');
      this.now += 100;
    }
  }

  backspace(times = 1): void {
    for (let nth = 0; nth < times; nth += 1) {
      const before = this.selection;
      this.text = this.text.slice(0, before.start - 1) + this.text.slice(before.end);
      this.select(before.start - 1);
      this.history.record({ kind: 'deleting', text: this.text, before, after: this.selection, at: this.now });
      this.now += 100;
    }
  }

  go(way: 'undo' | 'redo'): string | undefined {
    const moment = this.history[way]();
    if (!moment) return undefined;
    this.text = moment.text;
    this.selection = moment.selection;
    return moment.text;
  }

  /** All texts that undoing leads to. */
  undoAll(): string[] {
    const texts: string[] = [];
    for (let text = this.go('undo'); text !== undefined; text = this.go('undo')) texts.push(text);
    return texts;
  }
}

describe('the undo history of a text', () => {
  test('takes back a stretch of typing at a time, and gives it again', () => {
    const field = new Field();
    field.type('good ');
    field.now += 1_000;
    field.type('morning');
    assert.deepEqual([field.go('undo'), field.go('undo'), field.go('undo')], ['good ', '', undefined]);
    assert.deepEqual([field.go('redo'), field.go('redo'), field.go('redo')], ['good ', 'good morning', undefined]);
    assert.deepEqual(field.selection, { start: 12, end: 12 });
  });

  test('a moved caret, a change from typing to deleting, and a pause begin a new step', () => {
    const field = new Field();
    field.type('ac');
    field.select(1);
    field.type('b');
    field.backspace();
    field.type('x');
    field.now += 500;
    field.type('y');
    assert.deepEqual(field.undoAll(), ['axc', 'ac', 'abc', 'ac', '']);
  });

  test('a paste, an emoji and a completion are steps of their own', () => {
    const field = new Field();
    field.type('hi ');
    field.put('🎉', 'other');
    field.put('👍', 'other');
    field.type('!');
    assert.deepEqual(field.undoAll(), ['hi 🎉👍', 'hi 🎉', 'hi ', '']);
  });

  test('the word of an input method is one step, however often it was rewritten', () => {
    const field = new Field();
    for (const composed of ['n', 'に', 'にh', 'にほ', 'にほん', '日本']) {
      field.select(0, field.text.length);
      field.put(composed, 'composing');
      field.now += 2_000;
    }
    field.history.close();
    field.put('語', 'composing');
    assert.deepEqual(field.undoAll(), ['日本', '']);
  });

  test('what was selected and typed over is selected again', () => {
    const field = new Field();
    field.put('all of this', 'other');
    field.select(0, 11);
    field.type('x');
    assert.equal(field.go('undo'), 'all of this');
    assert.deepEqual(field.selection, { start: 0, end: 11 });
  });

  test('new words end the way forward', () => {
    const field = new Field();
    field.type('one');
    field.go('undo');
    field.type('two');
    assert.equal(field.go('redo'), undefined);
    assert.deepEqual(field.undoAll(), ['']);
  });

  test('a text that was there before is where undoing ends', () => {
    const history = new TextHistory('a draft');
    history.replace('a draft, changed');
    assert.deepEqual([history.undo()?.text, history.undo()], ['a draft', undefined]);
  });

  test('a text from elsewhere can be undone, and one that was cleared cannot', () => {
    const { history } = new Field();
    history.replace('mine');
    history.replace('theirs');
    assert.equal(history.undo()?.text, 'mine');
    history.clear();
    assert.deepEqual([history.text, history.undo(), history.redo()], ['', undefined, undefined]);
  });

  test('repeated letters, split emoji and line breaks come back exactly', () => {
    for (const [old, inserted, at] of [
      ['aaa', 'a', 1],
      ['😀😀', '😀', 2],
      ['a\n\nb', '\n', 2],
      ['👩‍👧', '👩‍', 0],
      ['e\u0301', 'e', 0],
      ['\u{1F468}\u{1F468}', '\uD83D', 2],
      ['שלום', 'ש', 4],
      ['  ', ' ', 1],
      ['\t', '\t\t', 0],
      ['abcabc', 'abc', 3],
    ] as const) {
      const field = new Field();
      field.put(old, 'other');
      field.select(at);
      field.put(inserted, 'other');
      const after = field.text;
      assert.deepEqual([field.go('undo'), field.go('redo')], [old, after], JSON.stringify(old));
    }
  });

  test('any edits, undone and redone in any order, give the texts that were there', () => {
    const random = seededRandom(5);
    const below = (most: number): number => Math.floor(random() * most);
    const field = new Field();
    let past = [''];
    for (let turn = 0; turn < 250; turn += 1) {
      const start = below(field.text.length + 1);
      field.select(start, start + below(field.text.length - start + 1));
      const text = field.text;
      field.put('ab😀\n'.slice(0, below(6)), 'other');
      if (field.text !== text) past = [...past, field.text];
      if (below(4) > 0) continue;
      assert.equal(field.go('undo') ?? '', past.at(-2) ?? '');
      if (below(2) === 0) assert.equal(field.go('redo') ?? '', past.at(-1));
      else past = past.length > 1 ? past.slice(0, -1) : past;
    }
    assert.deepEqual(field.undoAll(), past.slice(0, -1).reverse());
  });

  test('a hundred pastes of a book do not stay in memory, the latest ones do', () => {
    const field = new Field();
    for (let nth = 0; nth < 100; nth += 1) {
      field.select(0, field.text.length);
      field.put(String.fromCodePoint(0x4e00 + nth).repeat(50_000), 'other');
    }
    const texts = field.undoAll();
    assert.ok(texts.length >= 4 && texts.length < 10, `${texts.length} steps`);
    assert.ok(texts[0]?.startsWith(String.fromCodePoint(0x4e00 + 98)));
  });
});
