import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtFiles, initialSize } from '../support/built-size.js';

/** Bytes, compressed by gzip. */
const INITIAL = 65_000;
const LAZY = 40_000;
/** The names of all emoji in one language, which only the emoji picker and shortcodes need. */
const DATA = 46_000;

test('the script is small before the chat is on screen, and loads the rest in small parts', (t) => {
  const files = builtFiles();
  const initial = initialSize(files);
  t.diagnostic(`initial JavaScript ${(initial / 1_000).toFixed(1)} kB gzip, of at most ${INITIAL / 1_000}`);
  for (const { name, size } of files) t.diagnostic(`${(size / 1_000).toFixed(1).padStart(6)} kB  ${name}`);
  assert.ok(files.some(({ isLazy }) => isLazy) && files.some(({ isLazy }) => !isLazy));
  assert.ok(initial <= INITIAL, `initial JavaScript: ${initial} bytes`);
  for (const { name, size, isLazy, isData } of files)
    if (isLazy) assert.ok(size <= (isData ? DATA : LAZY), `${name}: ${size} bytes`);
});

test('what a room needs comes in files that are asked for at once: none is found when another has arrived', () => {
  const ofRoom = /^wazo-group-chat(-(writing|conversation|formatter)-[\w-]+)?\.js$/;
  const files = builtFiles().filter(({ name }) => ofRoom.test(name));
  assert.equal(files.length, 4);
  for (const { name, needs } of files)
    assert.deepEqual([name, needs.filter((other) => !ofRoom.test(other))], [name, []]);
});
