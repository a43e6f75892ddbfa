import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { Items } from '../../src/ui/thread/list/items.js';
import { MOST_ROWS_PER_FRAME, ROWS_PER_FRAME } from '../../src/ui/thread/list/tuning.js';
import { WindowRange } from '../../src/ui/thread/list/window-range.js';
import { message } from '../support/memory-connection.js';

const COUNT = 12;

/** By how many rows a window at the end of a long list grows upwards when the person passes so many rows in a frame. */
function grown(passed: number): number {
  const range = new WindowRange();
  range.reset(new Items({ messages: Array.from({ length: 1_000 }, (_, n) => message(n)), pending: [] }));
  range.endFirstPicture();
  const before = range.start;
  equal(range.follow({ first: before, count: COUNT }, passed), true);
  return before - range.start;
}

test('a window that moves gets a few rows a frame, and as many as pass in a fling, up to a limit', () => {
  deepEqual([grown(0), grown(-3)], [ROWS_PER_FRAME, ROWS_PER_FRAME]);
  equal(grown(-ROWS_PER_FRAME - 3.5), ROWS_PER_FRAME + 5);
  equal(grown(-500), MOST_ROWS_PER_FRAME);
});
