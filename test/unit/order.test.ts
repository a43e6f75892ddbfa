import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareMessages, normaliseTimestamp } from '../../src/model/order.js';
import { message } from '../support/memory-connection.js';

test('every form of a moment that chatd writes becomes the one that compares as text', () => {
  assert.equal(normaliseTimestamp('2026-11-22T16:26:35.696399+00:00'), '2026-11-22T16:26:35.696399Z');
  assert.equal(normaliseTimestamp('2026-11-22T16:26:35+00:00'), '2026-11-22T16:26:35.000000Z');
  assert.equal(normaliseTimestamp('2026-11-22T18:26:35.5+02:00'), '2026-11-22T16:26:35.500000Z');
  assert.equal(normaliseTimestamp('2026-11-22T18:26:35.5+0200'), '2026-11-22T16:26:35.500000Z');
  assert.equal(normaliseTimestamp('2026-11-22T16:26:35.1234567'), '2026-11-22T16:26:35.123456Z');
});

test('what is no moment is refused', () => {
  for (const text of ['', 'yesterday', '2026-11-22', '2026-13-40T99:99:99Z']) {
    assert.equal(normaliseTimestamp(text), undefined, text);
  }
});

test('a message without a fraction comes before a later one of the same second', () => {
  const first = message(1, { createdAt: normaliseTimestamp('2026-11-22T16:26:35+00:00')! });
  const second = message(2, { createdAt: normaliseTimestamp('2026-11-22T16:26:35.000001+00:00')! });
  assert.ok(compareMessages(first, second) < 0);
});

test('messages of the same moment are ordered by uuid', () => {
  const { createdAt } = message(1);
  assert.ok(compareMessages(message(1), message(2, { createdAt })) < 0);
  assert.ok(compareMessages(message(2, { createdAt }), message(1)) > 0);
  assert.equal(compareMessages(message(1), message(1)), 0);
});
