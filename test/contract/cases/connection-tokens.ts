import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TokenProvider } from '../../../src/connection/connection.js';
import { assertFails, closing, connect, never, providerOf, Told } from '../helpers/connection.js';
import { area } from '../suite.js';

const { contract } = area('connection, tokens');

contract('a token that the server refuses is renewed once for all who need it', { as: ['alice'] }, async (alice) => {
  const [first, second] = [await alice.again(), await alice.again()];
  const { provider, reasons } = providerOf(first, second);
  await closing(connect(provider), async (connection) => {
    await connection.open(never);
    await first.logOut();
    const [{ rooms }, people] = await Promise.all([connection.rooms(never), connection.users([alice.uuid], never)]);
    assert.ok(Array.isArray(rooms));
    assert.equal(people[0]?.uuid, alice.uuid);
    assert.deepEqual(reasons, ['start', 'refused']);
  });
  await second.logOut();
});

contract('a socket that refuses the token gets a new one', { as: ['alice'] }, async (alice) => {
  const [first, second] = [await alice.again(), await alice.again()];
  const { provider, reasons } = providerOf(first, second);
  await closing(connect(provider), async (connection) => {
    const told = new Told();
    await connection.open(never);
    await first.logOut();
    connection.listen(told.listen);
    await told.until('live');
    assert.deepEqual(reasons, ['start', 'refused']);
    const sent = await second.send(await second.freshRoom([]), 'heard');
    await told.until('message-created', ({ message }) => message.uuid === sent.uuid);
  });
  await second.logOut();
});

contract('a token that is about to expire is renewed, and events go on', { as: ['alice'] }, async (alice) => {
  const [short, long] = [await alice.again(7), await alice.again()];
  const { provider, reasons } = providerOf(short, long);
  await closing(connect(provider), async (connection) => {
    const told = new Told();
    await connection.open(never);
    connection.listen(told.listen);
    await told.until('live');
    // A socket of the same token that nobody renews shows when its time is over.
    assert.equal((await short.socket().closed()).code, 4003);
    assert.deepEqual(reasons, ['start', 'expiring']);
    const sent = await long.send(await long.freshRoom([]), 'after the first token');
    await told.until('message-created', ({ message }) => message.uuid === sent.uuid);
    assert.equal(told.count('lost'), 0);
  });
  await long.logOut();
});

contract('a provider that knows only bad tokens is asked twice, then it fails', {}, async () => {
  const reasons: string[] = [];
  const provider: TokenProvider = ({ reason }) => {
    reasons.push(reason);
    return Promise.resolve(randomUUID());
  };
  await closing(connect(provider), async (connection) => {
    await assertFails('bad-token', connection.open(never));
    assert.deepEqual(reasons, ['start', 'refused']);
  });
});

contract('bad tokens end the live connection with a failure', { as: ['alice'] }, async (alice) => {
  const session = await alice.again();
  let token = session.token;
  await closing(
    connect(() => Promise.resolve(token)),
    async (connection) => {
      await connection.open(never);
      await session.logOut();
      token = randomUUID();
      const told = new Told();
      connection.listen(told.listen);
      const { error } = await told.until('failed');
      assert.equal(error.code, 'bad-token');
      assert.equal(told.count('live'), 0);
    },
  );
});

const BAD_PROVIDERS: readonly (readonly [string, () => unknown])[] = [
  [
    'throws',
    () => {
      throw new Error('no session');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no session'))],
  ['answers nothing', () => Promise.resolve(undefined)],
  ['answers an empty token', () => Promise.resolve('')],
  ['answers a token with a line break', () => Promise.resolve('a\r\nX-Evil: 1')],
];

for (const [what, provider] of BAD_PROVIDERS) {
  contract(`a provider that ${what} fails`, {}, async () => {
    await closing(connect(provider as TokenProvider), async (connection) => {
      await assertFails('token-provider-failed', connection.open(never));
    });
  });
}

contract('a token without permissions is told as such, not renewed', { as: ['noacl'] }, async (noacl) => {
  const { provider, reasons } = providerOf(noacl);
  await closing(connect(provider), async (connection) => {
    await assertFails('unauthorized', connection.rooms(never));
    assert.deepEqual(reasons, ['start']);
  });
});
