import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { DEFAULT_LIMITS, UNLIMITED_LOGINS } from '../../src/limits.js';
import { type Answer, assertError, type Client, ROOMS, TOKENS } from '../support/client.js';
import { withLimits } from '../support/limited-server.js';
import { client, clock, server, tokens } from '../support/shared-server.js';

const { logins } = DEFAULT_LIMITS;
const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

function logIn(at: Client, user: string, password: string, address: string, body: object = {}): Promise<Answer> {
  return at.send('POST', TOKENS, {
    body,
    headers: { Authorization: basic(user, password), 'X-Forwarded-For': address },
  });
}

function assertTooMany(answer: Answer, seconds: number): void {
  assert.equal(answer.status, 429, answer.text);
  assert.equal(answer.headers.get('retry-after'), String(seconds));
  assert.equal(answer.headers.get('access-control-expose-headers'), 'Retry-After');
  const { timestamp, ...rest } = answer.body;
  assert.deepEqual(rest, { reason: ['Too many attempts'], status_code: 429 });
  assert.deepEqual(timestamp, [clock.now() / 1000]);
}

/** Wrong passwords until the answer is another one; their answers without what tells the time. */
async function guess(at: Client, user: string, address: string, times: number): Promise<string[]> {
  const said: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const { status, text, headers } = await logIn(at, user, `wrong ${n}`, address);
    said.push([status, text, headers.get('retry-after')].join(' '));
  }
  return said;
}

const PAIR_ONLY = { ...UNLIMITED_LOGINS, perAccountAndAddress: { perSecond: 1 / 30, burst: 2 } };
const ACCOUNT_ONLY = { ...UNLIMITED_LOGINS, perAccount: { perSecond: 1 / 20, burst: 3 } };
const ADDRESS_ONLY = { ...UNLIMITED_LOGINS, perAddress: { perSecond: 1 / 2, burst: 2 } };

test('logins: who guesses at an account is held up, whether it exists or not, and its owner gets in elsewhere', async () => {
  await withLimits({ logins: PAIR_ONLY }, async ({ client: at }) => {
    const ofAlice = await guess(at, 'alice', '192.0.2.1', 4);
    assert.deepEqual(ofAlice, await guess(at, 'nobody', '192.0.2.1', 4));
    assert.deepEqual(
      ofAlice.map((said) => said.slice(0, 3)),
      ['401', '401', '429', '429'],
    );
    assertTooMany(await logIn(at, 'alice', 'alice-demo', '192.0.2.1'), 30);
    assert.equal((await logIn(at, 'alice', 'alice-demo', '192.0.2.2')).status, 200);
    assert.equal((await logIn(at, 'bob', 'bob-demo', '192.0.2.1')).status, 200);
    clock.advance(30_000);
    assert.equal((await logIn(at, 'alice', 'alice-demo', '192.0.2.1')).status, 200);
  });
});

test('logins: another spelling of a name is no further attempt', async () => {
  await withLimits({ logins: PAIR_ONLY }, async ({ client: at }) => {
    for (const name of ['alice@widget.test', 'ALICE@Widget.test']) {
      assert.equal((await logIn(at, name, 'wrong', '192.0.2.1')).status, 401);
    }
    for (const name of ['Alice@widget.test', 'alİce@widget.test', 'ａlice@widget.test']) {
      assertTooMany(await logIn(at, name, 'wrong', '192.0.2.1'), 30);
    }
  });
});

test('logins: of guesses at an account from many addresses few are looked at; known addresses of its owner get in', async () => {
  await withLimits({ logins: ACCOUNT_ONLY }, async ({ client: at }) => {
    assert.equal((await logIn(at, 'alice', 'alice-demo', '198.51.100.1')).status, 200);
    for (const name of ['alice', 'nobody']) {
      for (let n = 0; n < 3; n += 1) assert.equal((await logIn(at, name, 'wrong', `192.0.2.${n}`)).status, 401);
      assertTooMany(await logIn(at, name, 'wrong', '192.0.2.9'), 20);
    }
    assert.equal((await logIn(at, 'alice', 'alice-demo', '198.51.100.1')).status, 200);
    assertTooMany(await logIn(at, 'alice', 'alice-demo', '198.51.100.2'), 20);
  });
});

test('logins: who tries many names from one address is held up, others are not', async () => {
  await withLimits({ logins: ADDRESS_ONLY }, async ({ client: at }) => {
    for (let n = 0; n < 2; n += 1) assert.equal((await logIn(at, `name ${n}`, 'x', '2001:db8:0:1::1')).status, 401);
    // Whoever has an address of IPv6 has a whole /64.
    assertTooMany(await logIn(at, 'alice', 'alice-demo', '2001:db8:0:1:2::3'), 2);
    assert.equal((await logIn(at, 'alice', 'alice-demo', '2001:db8:0:2::1')).status, 200);
  });
});

test('logins: right passwords take nothing from the bucket, however many people share an address', async () => {
  await withLimits(
    { logins: { ...ADDRESS_ONLY, perAccountAndAddress: { perSecond: 1, burst: 1 } } },
    async (limited) => {
      for (let n = 0; n < 3; n += 1) {
        for (const user of ['alice', 'bob', 'carol']) {
          assert.equal((await logIn(limited.client, user, `${user}-demo`, '192.0.2.1')).status, 200);
        }
      }
    },
  );
});

test('tokens: invented refresh tokens are held up; wrong passwords from the same address hold up none', async () => {
  const unknownTokens = { perSecond: 1 / 2, burst: 2 };
  await withLimits({ logins: ADDRESS_ONLY, unknownTokens }, async ({ client: at }) => {
    const offline = { access_type: 'offline', client_id: 'limits' };
    const { refresh_token } = (await logIn(at, 'bob', 'bob-demo', '192.0.2.1', offline)).body.data;
    const renew = (token: unknown): Promise<Answer> =>
      at.send('POST', TOKENS, {
        body: { refresh_token: token, client_id: 'limits' },
        headers: { 'X-Forwarded-For': '192.0.2.1' },
      });
    const guesses = await guess(at, 'alice', '192.0.2.1', 3);
    assert.deepEqual(
      guesses.map((said) => said.slice(0, 3)),
      ['401', '401', '429'],
    );
    for (let n = 0; n < 3; n += 1) assert.equal((await renew(refresh_token)).status, 200);
    for (let n = 0; n < 2; n += 1) assert.equal((await renew(randomUUID())).status, 401);
    assertTooMany(await renew(randomUUID()), 2);
  });
});

test('logins: an account is given only so many tokens at once', async () => {
  await withLimits({ tokens: { perSecond: 0.1, burst: 2 } }, async ({ client: at }) => {
    for (let n = 0; n < 2; n += 1) assert.equal((await logIn(at, 'dave', 'dave-demo', '192.0.2.1')).status, 200);
    assertTooMany(await logIn(at, 'dave', 'dave-demo', '192.0.2.1'), 10);
    assert.equal((await logIn(at, 'carol', 'carol-demo', '192.0.2.1')).status, 200);
  });
});

test('logins: a hundred wrong passwords at once delay another address by a few only', async () => {
  await withLimits({ logins }, async ({ client: at }) => {
    const answered: string[] = [];
    const wrong = Array.from({ length: 100 }, async (_, n) => {
      const { status } = await logIn(at, `name ${n}`, 'wrong', '192.0.2.1');
      answered.push(String(status));
    });
    await Promise.race(wrong);
    assert.equal((await logIn(at, 'alice', 'alice-demo', '192.0.2.2')).status, 200);
    const before = answered.filter((status) => status === '401').length;
    assert.ok(before < 25, `${before} wrong ones were looked at before`);
    await Promise.all(wrong);
    assert.equal(answered.filter((status) => status === '401').length, logins.perAddress.burst);
    assert.equal(answered.filter((status) => status === '429').length, 100 - logins.perAddress.burst);
  });
});

test('tokens: unknown ones are looked up a few times per address, known ones always', async () => {
  await withLimits({ unknownTokens: { perSecond: 1, burst: 3 } }, async ({ client: at }) => {
    const headers = { 'X-Forwarded-For': '192.0.2.1' };
    const show = (token: string): Promise<Answer> => at.send('GET', ROOMS, { token, headers });
    assert.equal((await show(tokens.alice)).status, 200);
    assertError(await show(randomUUID()), 401, 'unauthorized');
    assert.equal((await at.send('GET', `${TOKENS}/${randomUUID()}`, { headers })).status, 404);
    assert.equal((await at.send('DELETE', `${TOKENS}/${randomUUID()}`, { headers })).status, 200);
    const answer = await show(randomUUID());
    assertError(answer, 429, 'too-many-requests');
    assert.equal(answer.headers.get('retry-after'), '1');
    assertTooMany(await at.send('GET', `${TOKENS}/${randomUUID()}`, { headers }), 1);
    assertTooMany(await at.send('DELETE', `${TOKENS}/${randomUUID()}`, { headers }), 1);
    const refused = at.socket(`version=2&token=${randomUUID()}`, headers);
    assert.deepEqual(await refused.closed, { code: 1013, reason: 'too many attempts' });
    // What is no token at all costs no look-up; what the server remembers neither.
    assertError(await show('nonsense'), 401, 'unauthorized');
    assert.equal((await show(tokens.alice)).status, 200);
    assertError(await at.send('GET', ROOMS, { token: randomUUID() }), 401, 'unauthorized');
    clock.advance(1000);
    assert.equal((await show(tokens.bob)).status, 200);
  });
});

test('tokens: no cache on the way keeps one', async () => {
  const issued = await client.askToken('alice', 'alice-demo');
  const url = `${TOKENS}/${issued.body.data.token}`;
  const answers = [issued, await client.send('GET', url), await client.askToken('alice', 'wrong')];
  for (const { headers } of answers) assert.equal(headers.get('cache-control'), 'no-store');
});

test('tokens: without a proxy that is trusted, nobody says whose address theirs is', async () => {
  const { body } = await logIn(client, 'alice', 'alice-demo', '192.0.2.1');
  assert.match(body.data.remote_addr as string, /^(::ffff:)?127\.0\.0\.1$/);
});

test('websocket: a peer is not read while its token is looked up', async () => {
  let answer: () => void = () => undefined;
  let asked: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const gate = new Promise<void>((resolve) => (answer = resolve));
  const slow = {
    ...server.database,
    async query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
      if (sql.includes('FROM auth_token')) {
        asked();
        await gate;
      }
      return server.database.query<Row>(sql, parameters);
    },
  };
  await withLimits(
    {},
    async ({ client: at, app }) => {
      const socket = at.socket(`version=2&token=${tokens.alice}`);
      await isAsked;
      assert.deepEqual(
        [...app.websocketServer.clients].map(({ isPaused }) => isPaused),
        [true],
      );
      answer();
      assert.equal((await socket.next()).op, 'init');
      assert.deepEqual(
        [...app.websocketServer.clients].map(({ isPaused }) => isPaused),
        [false],
      );
      await socket.close();
    },
    slow,
  );
});
