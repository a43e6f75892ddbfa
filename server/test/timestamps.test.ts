import assert from 'node:assert/strict';
import test from 'node:test';
import { microsecondSequence } from '../src/clock.js';
import { microsecondsOf, parseDateTime, timestampFromDatabase, zonedTimestamp } from '../src/timestamps.js';
import { ManualClock } from './support/manual-clock.js';

test('a timestamp keeps its microseconds on its way to the wire and back', () => {
  const microseconds = Date.UTC(2026, 10, 22, 16, 26, 35) * 1000 + 696_399;
  assert.equal(zonedTimestamp(microseconds), '2026-11-22T16:26:35.696399+00:00');
  assert.equal(microsecondsOf('2026-11-22T16:26:35.696399+00:00'), microseconds);
});

test('a moment on the full second has no fraction', () => {
  const microseconds = Date.UTC(2026, 10, 22, 16, 26, 35) * 1000;
  assert.equal(zonedTimestamp(microseconds), '2026-11-22T16:26:35+00:00');
  assert.equal(microsecondsOf('2026-11-22T16:26:35+00:00'), microseconds);
});

test('the database’s text becomes the wire’s, whatever the length of its fraction', () => {
  assert.equal(timestampFromDatabase('2026-11-22 16:26:35.6964+00'), '2026-11-22T16:26:35.696400+00:00');
  assert.equal(timestampFromDatabase('2026-11-22 16:26:35+00'), '2026-11-22T16:26:35+00:00');
});

const DATES: readonly [text: string, parsed: string | undefined][] = [
  ['2026-11-22T16:26:40.573910+00:00', '2026-11-22T16:26:40.573910+00:00'],
  ['2026-11-22T16:26:40.573910Z', '2026-11-22T16:26:40.573910+00:00'],
  ['2026-11-22T16:26:40.573910', '2026-11-22T16:26:40.573910+00:00'],
  ['2026-11-22T16:26', '2026-11-22T16:26:00.000000+00:00'],
  ['2026-11-22T01:00:00+02:30', '2026-11-21T22:30:00.000000+00:00'],
  ['2026-11-22T23:00:00-0200', '2026-11-23T01:00:00.000000+00:00'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000000+00:00'],
  ['2026-11-22T16:26:40.573910 00:00', undefined],
  ['2026-11-22', undefined],
  ['yesterday', undefined],
  ['', undefined],
  ['2026-02-29T00:00:00Z', undefined],
  ['2026-13-01T00:00:00Z', undefined],
  ['2026-01-01T24:00:00Z', undefined],
  ['2026-01-01T10:60:00Z', undefined],
  ['2026-01-01T10:00:00+99:00', undefined],
  ['0000-01-01T00:00:00Z', undefined],
  ['0001-01-01T00:00:00+10:00', undefined],
  ['9999-12-31T23:59:59-10:00', undefined],
];
for (const [text, parsed] of DATES) {
  test(`"${text}" is ${parsed ?? 'no date-time'}`, () => {
    assert.equal(parseDateTime(text), parsed);
  });
}

test('times of one process never repeat nor go back, even when the clock stands still or is set back', () => {
  const clock = new ManualClock();
  const next = microsecondSequence(clock);
  const first = next();
  assert.equal(next(), first + 1);
  clock.advance(1);
  assert.equal(next(), first + 1000);
  clock.advance(-5000);
  assert.equal(next(), first + 1001);
});
