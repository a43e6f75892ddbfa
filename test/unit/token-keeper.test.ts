import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenContext } from '../../src/connection/connection.js';
import { TokenKeeper } from '../../src/wazo/token-keeper.js';
import { ChatFailure } from '../../src/model/errors.js';

const { signal } = new AbortController();

test('callers that need a token at the same time share one call', async () => {
  const reasons: string[] = [];
  const keeper = new TokenKeeper(({ reason }) => {
    reasons.push(reason);
    return Promise.resolve('token-1');
  }, signal);
  assert.deepEqual(await Promise.all([keeper.token(), keeper.token(), keeper.token()]), [
    'token-1',
    'token-1',
    'token-1',
  ]);
  assert.equal(await keeper.token(), 'token-1');
  assert.deepEqual(reasons, ['start']);
});

test('a refused token is replaced once, however many callers were refused', async () => {
  let calls = 0;
  const keeper = new TokenKeeper(() => Promise.resolve(`token-${(calls += 1)}`), signal);
  const first = await keeper.token();
  const renewed = await Promise.all([keeper.renew(first, 'refused'), keeper.renew(first, 'refused')]);
  assert.deepEqual(renewed, ['token-2', 'token-2']);
  assert.equal(await keeper.renew(first, 'refused'), 'token-2', 'a late caller gets the one at hand');
  assert.equal(calls, 2);
});

test('the provider hears why it is asked and until when its answer is wanted', async () => {
  const contexts: TokenContext[] = [];
  const keeper = new TokenKeeper((context) => {
    contexts.push(context);
    return Promise.resolve('token');
  }, signal);
  await keeper.renew(await keeper.token(), 'expiring');
  assert.deepEqual(
    contexts.map(({ reason }) => reason),
    ['start', 'expiring'],
  );
  assert.ok(contexts.every((context) => context.signal === signal));
});

test('a provider that throws, rejects or answers nonsense is a failure, and is asked again next time', async () => {
  const answers: (() => unknown)[] = [
    () => {
      throw new Error('down');
    },
    () => Promise.reject(new Error('down')),
    () => Promise.resolve(undefined),
    () => Promise.resolve(''),
    () => Promise.resolve('two words'),
    () => 'token',
  ];
  const keeper = new TokenKeeper(() => answers.shift()?.() as Promise<string>, signal);
  const isProviderFailure = (thrown: unknown): boolean =>
    thrown instanceof ChatFailure && thrown.error.code === 'token-provider-failed';
  while (answers.length > 1) await assert.rejects(keeper.token(), isProviderFailure);
  assert.equal(await keeper.token(), 'token');
});
