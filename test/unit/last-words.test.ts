import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LastWords, type Word } from '../../src/device/last-words.js';
import { MemoryQuickStorage } from '../../src/device/memory.js';
import type { QuickStorage } from '../../src/device/ports.js';

const DAY = 24 * 60 * 60 * 1_000;

const instead = (text: string): Word => ({ text, isBehind: false });

test('last words are their owner’s, by room, until the storage has them', () => {
  const words = new LastWords(new MemoryQuickStorage(), { now: () => 0 });
  words.keep('a', 'room 1', instead('one'));
  words.keep('a', 'room 2', instead(''));
  words.keep('b', 'room 1', instead('other'));
  assert.deepEqual(
    [...words.of('a')],
    [
      ['room 1', instead('one')],
      ['room 2', instead('')],
    ],
  );
  words.drop('a', 'room 1');
  assert.deepEqual([...words.of('a')], [['room 2', instead('')]]);
  assert.deepEqual([...words.of('b')], [['room 1', instead('other')]]);
});

test('what nobody has come back for in 30 days is gone, and so is what nobody can read', () => {
  let now = 0;
  const storage = new MemoryQuickStorage();
  const words = new LastWords(storage, { now: () => now });
  words.keep('a', 'room', instead('text'));
  const [name] = storage.names();
  now = 30 * DAY;
  assert.equal(words.of('a').get('room')?.text, 'text');
  now += 1;
  assert.equal(words.of('b').size, 0);
  assert.deepEqual(storage.names(), []);
  for (const bad of ['', 'null', '7', '{', '[]', '{"text":"x"}', '{"text":1,"savedAt":1e15}', '{"savedAt":1e15}']) {
    storage.set(name!, bad);
    assert.deepEqual([bad, words.of('a').size, storage.names()], [bad, 0, []]);
  }
  storage.set('the page’s own', 'x');
  assert.deepEqual([words.of('a').size, storage.names()], [0, ['the page’s own']]);
});

test('a quick storage that throws keeps nothing, and harms nobody', () => {
  const blocked = (): never => {
    throw new DOMException('blocked', 'SecurityError');
  };
  const everything: QuickStorage = { names: blocked, get: blocked, set: blocked, delete: blocked };
  for (const storage of [everything, { ...everything, names: () => ['wazo-group-chat/2 draft a room'] }]) {
    const words = new LastWords(storage, { now: () => 0 });
    words.keep('a', 'room', instead('text'));
    words.drop('a', 'room');
    assert.equal(words.of('a').size, 0);
  }
});
