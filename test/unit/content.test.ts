import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentProblem, isUuid } from '../../src/model/content.js';
import { initials } from '../../src/model/user.js';

test('a text that servers store is no problem', () => {
  for (const text of ['hello', '👨‍👩‍👧‍👦', ' x ', 'a\n\nb', '<b>x</b>']) assert.equal(contentProblem(text, 100), null, text);
});

test('an empty or blank text is not sent', () => {
  for (const text of ['', '   ', '\n\t']) assert.equal(contentProblem(text, 100), 'content-empty');
});

test('a text over the limit is not sent, one at the limit is', () => {
  assert.equal(contentProblem('x'.repeat(100), 100), null);
  assert.equal(contentProblem('x'.repeat(101), 100), 'content-too-long');
});

test('characters that no server stores are refused before they are sent', () => {
  assert.equal(contentProblem('a\0b', 100), 'content-invalid');
  assert.equal(contentProblem('lone \ud83d surrogate', 100), 'content-invalid');
  assert.equal(contentProblem('lone \udc4b surrogate', 100), 'content-invalid');
});

test('uuids are recognised in either case', () => {
  assert.ok(isUuid('d77dcdcf-ccd1-41ea-9df6-6ba30809831e'));
  assert.ok(isUuid('D77DCDCF-CCD1-41EA-9DF6-6BA30809831E'));
  for (const text of ['', 'not-a-uuid', 'd77dcdcf-ccd1-41ea-9df6-6ba30809831e/x']) assert.ok(!isUuid(text), text);
});

test('initials take whole characters of the first and last word', () => {
  assert.equal(initials('Alice Aubert'), 'AA');
  assert.equal(initials('  marie  de la tour '), 'MT');
  assert.equal(initials('علي حسن'), 'عح');
  assert.equal(initials('👩‍🚀 Ada'), '👩‍🚀A');
  assert.equal(initials(''), '?');
});
