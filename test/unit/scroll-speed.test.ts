import { equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { ScrollSpeed } from '../../src/ui/thread/list/scroll-speed.js';
import { FRAME } from '../../src/ui/shared/frame-pace.js';
import { FASTEST, SCROLL_PAUSE } from '../../src/ui/thread/list/tuning.js';

test('the speed is that of the last steps, by the time they took', () => {
  const speed = new ScrollSpeed();
  equal(speed.at(1_000), 0);
  for (let now = 1_000; now < 2_000; now += 100) speed.scrolled(-1_000, now);
  // On a slow machine the same steps take longer.
  ok(Math.abs(speed.at(2_000) + 10) < 1);
  equal(speed.at(2_000 + SCROLL_PAUSE), 0);
});

test('a first step has had a frame, and a jump is not faster than a fling may be', () => {
  const speed = new ScrollSpeed();
  speed.scrolled(-FRAME, 1_000);
  equal(speed.at(1_000), -1);
  speed.scrolled(1_000_000, 1_000);
  equal(speed.at(1_000), FASTEST);
});
