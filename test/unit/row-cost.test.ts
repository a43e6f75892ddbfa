import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { RowCost } from '../../src/ui/thread/list/row-cost.js';
import { COST_SHARE, LEAST_ROWS_PER_FRAME, ROWS_PER_FRAME } from '../../src/ui/thread/list/tuning.js';

/** The rows of a frame after each of some drawings of `rows` rows, which took so many ms a row. */
function affordable(rows: number, ...costs: readonly number[]): number {
  const cost = new RowCost();
  for (const each of costs) {
    cost.begin(1_000);
    cost.end(rows, 1_000 + rows * each);
  }
  return cost.rowsPerFrame;
}

test('a frame gets few rows before it is known what one takes, and where each takes long', () => {
  equal(affordable(10), LEAST_ROWS_PER_FRAME);
  equal(affordable(10, 50), LEAST_ROWS_PER_FRAME);
});

test('a frame gets as many as its share of time pays, up to a limit', () => {
  equal(affordable(10, COST_SHARE / 7 - 0.01), 7);
  equal(affordable(10, 0.01), ROWS_PER_FRAME);
  equal(affordable(10, 0), ROWS_PER_FRAME);
});

test('it follows what rows take now, and one slow drawing alone does not rule it', () => {
  equal(affordable(10, 10, ...Array.from({ length: 8 }, () => 0.1)), ROWS_PER_FRAME);
  ok(affordable(10, 0.5, 1.5) > affordable(10, 1.5));
});

test('one row says nothing of the others: what is around it takes its time, too', () => {
  equal(affordable(1, 0.01, 0.01), LEAST_ROWS_PER_FRAME);
});
