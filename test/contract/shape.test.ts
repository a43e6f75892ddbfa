import assert from 'node:assert/strict';
import test from 'node:test';
import { exactly, integer, list, nullable, object, text, uuid } from './shape.js';

const PERSON = object(
  { name: text, age: nullable(integer), friends: list(object({ uuid })) },
  { optional: { nick: text } },
);
const problems = (value: unknown): readonly string[] => PERSON.problems(value, '$');
const BOB = { name: 'Bob', age: 7, friends: [{ uuid: 'bbbbbbbb-0000-4000-8000-00000000000b' }] };

void test('a value of the shape has no problems, with and without its optional keys', () => {
  assert.deepEqual(problems(BOB), []);
  assert.deepEqual(problems({ ...BOB, nick: 'bb', age: null, friends: [] }), []);
});

void test('a missing key is told with its path', () => {
  assert.deepEqual(problems({ name: 'Bob', age: 7, friends: [{}] }), ['$.friends[0].uuid: missing']);
});

void test('a key too many is told with its path', () => {
  const friends = [{ ...BOB.friends[0], more: 1 }];
  assert.deepEqual(problems({ ...BOB, friends }), ['$.friends[0].more: not expected, found 1']);
});

void test('a wrong type is told with what was expected', () => {
  assert.deepEqual(problems({ ...BOB, age: '7' }), ['$.age: expected an integer, found "7"']);
  assert.deepEqual(problems({ ...BOB, friends: {} }), ['$.friends: expected a list, found {}']);
});

void test('null is a wrong type unless the shape allows it', () => {
  assert.deepEqual(problems({ ...BOB, name: null, age: null }), ['$.name: expected a string, found null']);
  assert.deepEqual(problems({ ...BOB, nick: null }), ['$.nick: expected a string, found null']);
});

void test('every problem is told, not the first one only', () => {
  assert.deepEqual(problems({ age: 'x', friends: [7], more: true }), [
    '$.name: missing',
    '$.age: expected an integer, found "x"',
    '$.friends[0]: expected an object, found 7',
    '$.more: not expected, found true',
  ]);
});

void test('what is no object at all is told', () => {
  for (const value of [null, [], 'x', undefined]) assert.equal(problems(value).length, 1);
});

void test('a dynamic key must be there, and have its value', () => {
  const shape = object({ name: text }, { dynamic: { name: /^user_uuid:/, value: exactly(true) } });
  assert.deepEqual(shape.problems({ name: 'x', 'user_uuid:a': true }, '$'), []);
  assert.deepEqual(shape.problems({ name: 'x' }, '$'), ['$.^user_uuid:: missing']);
  assert.deepEqual(shape.problems({ name: 'x', 'user_uuid:a': 1 }, '$'), ['$.user_uuid:a: expected true, found 1']);
});

void test('an exact value is compared deeply, whatever the order of its keys', () => {
  const shape = exactly({ a: [1, { b: null }], c: 2 });
  assert.deepEqual(shape.problems({ c: 2, a: [1, { b: null }] }, '$'), []);
  assert.equal(shape.problems({ c: 2, a: [1, { b: 0 }] }, '$').length, 1);
});
