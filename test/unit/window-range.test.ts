import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { Items } from '../../src/ui/thread/list/items.js';
import {
  COLD_ROWS,
  FIRST_ROWS,
  MOST_ROWS_PER_FRAME,
  NEAR_ROWS,
  ROWS_PER_FRAME,
} from '../../src/ui/thread/list/tuning.js';
import { WindowRange } from '../../src/ui/thread/list/window-range.js';
import { message } from '../support/memory-connection.js';

const COUNT = 12;
const LENGTH = 1_000;
const ITEMS = new Items({ messages: Array.from({ length: LENGTH }, (_, n) => message(n)), pending: [] });
/** The end of the list is in view. */
const AT_END = { first: LENGTH - COUNT, count: COUNT };

/** A range whose very first picture was painted, and that has rows for `rowsPerFrame` a frame. */
function cold(rowsPerFrame: number): WindowRange {
  const range = new WindowRange();
  range.reset(ITEMS);
  range.endFirstPicture();
  range.rowsPerFrame = rowsPerFrame;
  return range;
}

/** By how many rows a window at the end of a long list grows upwards when the person passes so many rows in a frame. */
function grown(passed: number): number {
  const range = new WindowRange();
  range.reset(ITEMS);
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

test('after the very first picture the view is filled some rows a frame, and the rest follows', () => {
  const range = cold(3);
  equal(range.start, LENGTH - COLD_ROWS);
  const starts: number[] = [];
  for (; range.isFilling; starts.push(range.start)) equal(range.follow(AT_END, 0), true);
  deepEqual(starts, [993, 990, 987, 984]);
  ok(range.covers(AT_END));
  equal(range.follow(AT_END, 0), true);
  equal(range.start, 981);
});

test('who scrolls while the view is being filled sees it full at once', () => {
  const range = cold(3);
  range.follow(AT_END, 0);
  const scrolled = { first: LENGTH - COUNT - 5, count: COUNT };
  range.follow(scrolled, -5);
  equal(range.isFilling, false);
  ok(range.start <= scrolled.first - NEAR_ROWS);
});

test('another timeline is painted whole, and then the rows around it come', () => {
  const range = cold(3);
  range.reset(ITEMS);
  equal(range.start, LENGTH - FIRST_ROWS);
  range.endFirstPicture();
  equal(range.isFilling, false);
});
