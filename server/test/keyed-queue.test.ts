import assert from 'node:assert/strict';
import test from 'node:test';
import { KeyedQueue } from '../src/keyed-queue.js';

interface Task {
  readonly run: () => Promise<string>;
  readonly end: () => void;
  readonly fail: () => void;
}

/** A task that ends when it is told to, and notes when it begins. */
function task(name: string, begun: string[]): Task {
  let end: Task['end'] = () => undefined;
  let fail: Task['fail'] = () => undefined;
  const ended = new Promise<string>((resolve, reject) => {
    end = () => resolve(name);
    fail = () => reject(new Error(name));
  });
  const run = (): Promise<string> => {
    begun.push(name);
    return ended;
  };
  return { run, end, fail };
}

test('keyed queue: the tasks of one key wait for each other, those of another do not', async () => {
  const queue = new KeyedQueue();
  const begun: string[] = [];
  const [first, second, other] = [task('first', begun), task('second', begun), task('other', begun)];
  const results = [queue.run('a', first.run), queue.run('a', second.run)];
  other.end();
  assert.equal(await queue.run('b', other.run), 'other');
  assert.deepEqual(begun, ['first', 'other']);
  second.end();
  first.end();
  assert.deepEqual(await Promise.all(results), ['first', 'second']);
  assert.deepEqual(begun, ['first', 'other', 'second']);
});

test('keyed queue: a task that fails tells its caller and lets the next one begin', async () => {
  const queue = new KeyedQueue();
  const begun: string[] = [];
  const [first, second] = [task('first', begun), task('second', begun)];
  const results = Promise.allSettled([queue.run('a', first.run), queue.run('a', second.run)]);
  first.fail();
  second.end();
  assert.deepEqual(
    (await results).map(({ status }) => status),
    ['rejected', 'fulfilled'],
  );
  assert.deepEqual(begun, ['first', 'second']);
});
