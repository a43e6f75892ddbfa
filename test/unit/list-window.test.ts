import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ListWindow } from '../../src/ui/room-list/list-window.js';

/** A scroller of a height, at a position, with rows of 50 px. */
function look(window: ListWindow, scrollTop = 0, clientHeight = 500): boolean {
  return window.look({ scrollTop, clientHeight } as HTMLElement, { offsetHeight: 50 } as HTMLElement);
}

function drawn({ start, end }: ListWindow): number {
  return end - start;
}

for (const count of [5, 60, 100, 101, 5_000]) {
  test(`of ${count} rooms, a frame draws few rows more than the one before`, () => {
    const window = new ListWindow();
    window.count = count;
    assert.ok(drawn(window) <= 14, 'at first only what is in view');
    look(window);
    let frames = 0;
    while (window.isGrowing) {
      const before = drawn(window);
      window.grow();
      assert.ok(drawn(window) - before <= 16);
      frames += 1;
      assert.ok(frames < 20, 'it ends');
    }
    if (count <= 100) assert.ok(window.isWhole);
    else assert.equal(drawn(window), 58);
    assert.equal(look(window), false, 'nothing else is to be drawn');
  });
}

test('what is scrolled into view is drawn before the rest has come', () => {
  const window = new ListWindow();
  window.count = 5_000;
  look(window);
  assert.equal(look(window, 100_000), true);
  assert.ok(window.start <= 2_000 && window.end >= 2_010, `${window.start}–${window.end}`);
  assert.equal(drawn(window), 10);
  window.grow();
  assert.ok(window.start <= 1_992 && window.end >= 2_018);
});

test('a list that becomes longer goes on growing', () => {
  const window = new ListWindow();
  window.count = 5;
  look(window);
  assert.ok(window.isWhole);
  window.count = 90;
  assert.ok(!window.isWhole);
  while (window.isGrowing) window.grow();
  assert.equal(drawn(window), 90);
});
