import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TokenContext } from '../../src/connection/connection.js';
import { TokenKeeper, type TokenUser } from '../../src/wazo/token-keeper.js';
import { ChatFailure } from '../../src/model/errors.js';
import { ManualPace } from '../support/manual-pace.js';

const NOBODY: TokenUser = { check: () => Promise.resolve(null), replaced: () => undefined };

interface Kept {
  readonly keeper: TokenKeeper;
  readonly contexts: TokenContext[];
  readonly pace: ManualPace;
  readonly closed: AbortController;
}

/** A keeper whose provider gives these answers, one after the other; `replaced` and `check` are noted in `user`. */
function keep(answers: readonly (() => unknown)[], user: TokenUser = NOBODY): Kept {
  const contexts: TokenContext[] = [];
  const pace = new ManualPace();
  const closed = new AbortController();
  const provider = (context: TokenContext): Promise<string> => {
    contexts.push(context);
    return answers[contexts.length - 1]!() as Promise<string>;
  };
  return { keeper: new TokenKeeper(provider, user, pace, closed.signal), contexts, pace, closed };
}

const gives =
  (token: unknown): (() => unknown) =>
  () =>
    Promise.resolve(token);
const hangs = (): unknown => new Promise(() => undefined);
const reasons = ({ contexts }: Kept): string[] => contexts.map(({ reason }) => reason);
const isProviderFailure = (thrown: unknown): boolean =>
  thrown instanceof ChatFailure && thrown.error.code === 'token-provider-failed';

test('callers that need a token at the same time share one call', async () => {
  const kept = keep([gives('token-1')]);
  const { keeper } = kept;
  assert.deepEqual(await Promise.all([keeper.token(), keeper.token(), keeper.token()]), [
    'token-1',
    'token-1',
    'token-1',
  ]);
  assert.equal(await keeper.token(), 'token-1');
  assert.deepEqual(reasons(kept), ['start']);
});

test('a refused token is replaced once, however many callers were refused', async () => {
  const kept = keep([gives('token-1'), gives('token-2')]);
  const { keeper } = kept;
  const first = await keeper.token();
  const renewed = await Promise.all([keeper.renew(first, 'refused'), keeper.renew(first, 'refused')]);
  assert.deepEqual(renewed, ['token-2', 'token-2']);
  assert.equal(await keeper.renew(first, 'refused'), 'token-2', 'a late caller gets the one at hand');
  assert.deepEqual(reasons(kept), ['start', 'refused']);
});

test('a refused token is not used again, even if the provider fails to give another', async () => {
  const kept = keep([gives('token-1'), () => Promise.reject(new Error('down')), gives('token-2')]);
  const { keeper } = kept;
  await assert.rejects(keeper.renew(await keeper.token(), 'refused'), isProviderFailure);
  assert.equal(keeper.current, undefined);
  assert.equal(await keeper.token(), 'token-2');
  assert.deepEqual(reasons(kept), ['start', 'refused', 'refused']);
});

test('the provider hears why it is asked and until when its answer is wanted', async () => {
  const kept = keep([gives('token'), gives('token'), hangs]);
  const { keeper, contexts, closed } = kept;
  await keeper.renew(await keeper.token(), 'expiring');
  const hanging = keeper.renew('token', 'expiring');
  assert.deepEqual(reasons(kept), ['start', 'expiring', 'expiring']);
  assert.ok(contexts.every(({ signal }) => !signal.aborted));
  closed.abort();
  assert.equal(contexts[2]?.signal.aborted, true);
  await assert.rejects(hanging, isProviderFailure);
});

test('a provider that throws, rejects or answers nonsense is a failure, and is asked again next time', async () => {
  const { keeper, pace } = keep([
    () => {
      throw new Error('down');
    },
    () => Promise.reject(new Error('down')),
    gives(undefined),
    gives(''),
    gives('two words'),
    () => 'token',
  ]);
  for (let n = 0; n < 5; n += 1) await assert.rejects(keeper.token(), isProviderFailure);
  assert.equal(await keeper.token(), 'token');
  assert.equal(pace.pending, 0, 'no timer is left');
});

test('a provider that hangs is asked again: soon while the token is good, after minutes without one', async () => {
  for (const [reason, ms] of [
    ['expiring', 30_000],
    ['refused', 300_000],
  ] as const) {
    const { keeper, contexts, pace } = keep([gives('token-1'), hangs, gives('token-2')]);
    const first = await keeper.token();
    const hanging = assert.rejects(keeper.renew(first, reason), isProviderFailure);
    await pace.run(ms - 1);
    const { signal } = contexts[1]!;
    assert.equal(signal.aborted, false);
    await pace.run(1);
    await hanging;
    assert.deepEqual([signal.aborted], [true]);
    assert.equal(await keeper.renew(first, reason), 'token-2');
  }
});

test('a refusal does not make do with what was asked before it', async () => {
  // The provider has nothing but the old token at first.
  const kept = keep([gives('old'), gives('old'), gives('new')]);
  const { keeper } = kept;
  const old = await keeper.token();
  const expiring = assert.rejects(keeper.renew(old, 'expiring'), isProviderFailure);
  assert.equal(await keeper.renew(old, 'refused'), 'new');
  await expiring;
  assert.deepEqual(reasons(kept), ['start', 'expiring', 'refused']);
});

test('a refusal shares the question that is open when it brings another token', async () => {
  const kept = keep([gives('old'), gives('new')]);
  const { keeper } = kept;
  const old = await keeper.token();
  assert.deepEqual(await Promise.all([keeper.renew(old, 'expiring'), keeper.renew(old, 'refused')]), ['new', 'new']);
  assert.deepEqual(reasons(kept), ['start', 'expiring']);
});

test('forgetting takes an open question back and asks anew', async () => {
  const kept = keep([hangs, gives('token-2')]);
  const { keeper, contexts } = kept;
  const hanging = assert.rejects(keeper.token(), isProviderFailure);
  keeper.forget();
  assert.equal(contexts[0]?.signal.aborted, true);
  assert.equal(await keeper.token(), 'token-2');
  await hanging;
  assert.deepEqual(reasons(kept), ['start', 'start']);
});

test('each new token is checked once and told once, and the same one not at all', async () => {
  const calls: string[] = [];
  const user: TokenUser = {
    check: async (token) => {
      calls.push(`check ${token}`);
      if (token === 'bad') throw new ChatFailure('bad-token', 'no');
      return { userUuid: 'me', life: 5 };
    },
    replaced: (token, info) => calls.push(`use ${token} ${info?.life ?? 'unknown'}`),
  };
  const { keeper } = keep([gives('a'), gives('a'), gives('bad'), gives('b')], user);
  await keeper.token();
  assert.equal(await keeper.renew('a', 'expiring'), 'a');
  await assert.rejects(keeper.renew('a', 'expiring'));
  assert.equal(keeper.current, 'a', 'the old one stays in use');
  await keeper.renew('a', 'expiring');
  assert.deepEqual(calls, ['check a', 'use a 5', 'check bad', 'check b', 'use b 5']);
});
