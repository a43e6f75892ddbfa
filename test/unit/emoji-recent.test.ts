import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { addRecentEmoji, chooseSkinTone, chosenSkinTone, recentEmojis } from '../../src/emoji/recent.js';

const KEY = 'wazo-chat-emoji';

/** A browser's storage that may refuse to be written, as in a private window, or to be touched at all. */
class FakeStorage {
  readonly items = new Map<string, string>();
  isFull = false;

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.items.set(key, value);
  }
}

let storage: FakeStorage;
let isForbidden = false;

beforeEach(() => {
  storage = new FakeStorage();
  isForbidden = false;
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get() {
      if (isForbidden) throw new DOMException('denied', 'SecurityError');
      return storage;
    },
  });
  // One write that succeeds ends what an earlier test left in memory only.
  chooseSkinTone(0);
  storage.items.clear();
});

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage');
});

describe('recent emojis', () => {
  test('are none at first, and neutral in tone', () => {
    deepEqual(recentEmojis(), []);
    equal(chosenSkinTone(), 0);
  });

  test('come latest first, each once', () => {
    for (const emoji of ['👍', '🎉', '❤️', '👍']) addRecentEmoji(emoji);
    deepEqual(recentEmojis(), ['👍', '❤️', '🎉']);
  });

  test('are kept without skin tone, so that tones do not fill the list', () => {
    for (const emoji of ['👍🏽', '🎉', '👍🏿']) addRecentEmoji(emoji);
    deepEqual(recentEmojis(), ['👍', '🎉']);
  });

  test('are 24 at most', () => {
    const animals = Array.from('🐶🐱🐭🐹🐰🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆🦅🦉🦇🐺🐗🐴');
    for (const emoji of animals) addRecentEmoji(emoji);
    deepEqual(recentEmojis(), [...animals].reverse().slice(0, 24));
  });

  test('and the skin tone share one key of the storage and survive a reload', () => {
    addRecentEmoji('🎉');
    chooseSkinTone(4);
    deepEqual([...storage.items.keys()], [KEY]);
    deepEqual(recentEmojis(), ['🎉']);
    equal(chosenSkinTone(), 4);
  });

  test('are kept in memory when the storage is full', () => {
    addRecentEmoji('🎉');
    storage.isFull = true;
    addRecentEmoji('🔥');
    deepEqual(recentEmojis(), ['🔥', '🎉']);
  });

  test('are kept in memory when the page may not use storage', () => {
    isForbidden = true;
    deepEqual(recentEmojis(), []);
    addRecentEmoji('🔥');
    chooseSkinTone(2);
    deepEqual(recentEmojis(), ['🔥']);
    equal(chosenSkinTone(), 2);
  });

  for (const foreign of [
    '',
    'null',
    '[]',
    '7',
    '{',
    '{"recent":"🎉"}',
    '{"recent":[1,null,{}],"tone":9}',
    '{"tone":"3"}',
  ]) {
    test(`survive ${JSON.stringify(foreign)} in the storage`, () => {
      storage.items.set(KEY, foreign);
      deepEqual(recentEmojis(), []);
      equal(chosenSkinTone(), 0);
    });
  }

  test('leave out what is no emoji by its length', () => {
    storage.items.set(KEY, JSON.stringify({ recent: ['🎉', 'x'.repeat(5000), ''], tone: 1 }));
    deepEqual(recentEmojis(), ['🎉']);
  });
});
