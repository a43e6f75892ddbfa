import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LastRooms } from '../../src/device/last-rooms.js';
import { MemoryQuickStorage } from '../../src/device/memory.js';
import type { QuickStorage } from '../../src/device/ports.js';

const DAY = 24 * 60 * 60 * 1_000;

test('the last room is its owner’s, and the last one', () => {
  const rooms = new LastRooms(new MemoryQuickStorage(), { now: () => 0 });
  assert.equal(rooms.of('a'), null);
  rooms.keep('a', 'room 1');
  rooms.keep('b', 'room 2');
  rooms.keep('a', 'room 3');
  assert.deepEqual([rooms.of('a'), rooms.of('b'), rooms.of('c')], ['room 3', 'room 2', null]);
});

test('what nobody has come back for in 30 days is gone, whosever it is, and so is what nobody can read', () => {
  let now = 0;
  const storage = new MemoryQuickStorage();
  const rooms = new LastRooms(storage, { now: () => now });
  rooms.keep('a', 'room');
  const [name] = storage.names();
  now = 30 * DAY;
  assert.equal(rooms.of('a'), 'room');
  now += 1;
  assert.equal(rooms.of('b'), null);
  assert.deepEqual(storage.names(), []);
  for (const bad of [
    '',
    'null',
    '7',
    '{',
    '[]',
    '{"roomUuid":"x"}',
    '{"roomUuid":1,"savedAt":1e15}',
    '{"savedAt":1e15}',
  ]) {
    storage.set(name!, bad);
    assert.deepEqual([bad, rooms.of('a'), storage.names()], [bad, null, []]);
  }
});

test('where nothing is to be known, all of it goes, and nothing of the page’s', () => {
  const storage = new MemoryQuickStorage();
  const rooms = new LastRooms(storage, { now: () => 0 });
  rooms.keep('a', 'room');
  rooms.keep('b', 'room');
  storage.set('the page’s own', 'x');
  rooms.clear();
  assert.deepEqual(storage.names(), ['the page’s own']);
});

test('a quick storage that throws tells nothing, and harms nobody', () => {
  const blocked = (): never => {
    throw new DOMException('blocked', 'SecurityError');
  };
  const everything: QuickStorage = { names: blocked, get: blocked, set: blocked, delete: blocked };
  for (const storage of [everything, { ...everything, names: () => ['wazo-group-chat/2 room a'] }]) {
    const rooms = new LastRooms(storage, { now: () => 0 });
    rooms.keep('a', 'room');
    rooms.clear();
    assert.equal(rooms.of('a'), undefined);
  }
});
