import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { ConnectionEvent, TokenContext } from '../../src/connection/connection.js';
import { ChatFailure } from '../../src/model/errors.js';
import { Live } from '../../src/wazo/live.js';
import { Renewal } from '../../src/wazo/renewal.js';
import { TokenKeeper } from '../../src/wazo/token-keeper.js';
import { FakeSocket } from '../support/fake-socket.js';
import { ManualPace } from '../support/manual-pace.js';

// The live events with a clock and a server that the test plays.

const HOUR = 3_600_000;

/** What the provider answers to its nth call, from 0. */
type Answers = (n: number, context: TokenContext) => unknown;

interface Set {
  /** Milliseconds; null: the server does not say. */
  readonly life: number | null;
  readonly answers?: Answers;
  /** By which the device's clock is wrong. */
  readonly skew?: number;
  readonly check?: (token: string) => void;
}

let closed: AbortController;
let pace: ManualPace;
let events: ConnectionEvent[];
let reasons: string[];
let tokens: TokenKeeper;
let live: Live;

beforeEach(() => {
  FakeSocket.all.length = 0;
  closed = new AbortController();
  pace = new ManualPace();
  events = [];
  reasons = [];
  // Whoever asks the device directly is told the same.
  mock.method(Date, 'now', () => pace.now());
});

afterEach(() => {
  closed.abort();
  mock.restoreAll();
});

const types = (): string[] => events.map(({ type }) => type);
const settled = (): Promise<void> => pace.run(0);

/** Begins with a first token and an accepted socket. */
async function begin({ life, answers = (n) => `token-${n}`, skew = 0, check = () => undefined }: Set): Promise<void> {
  pace.skew = skew;
  const listener = (event: ConnectionEvent): void => void events.push(event);
  const provider = (context: TokenContext): Promise<string> => {
    reasons.push(context.reason);
    return answers(reasons.length - 1, context) as Promise<string>;
  };
  const user = {
    check: async (token: string) => {
      check(token);
      return { userUuid: 'me', life };
    },
    replaced: (token: string) => {
      renewal.begin(life);
      live.useToken(token);
    },
  };
  tokens = new TokenKeeper(provider, user, pace, closed.signal);
  const renewal = new Renewal(tokens, pace, closed.signal, (error) => listener({ type: 'problem', error }));
  live = new Live({
    origin: 'wss://wazo.example',
    tokens,
    renewal,
    pace,
    closed: closed.signal,
    reader: { origin: 'https://wazo.example', skip: () => undefined },
    listener,
    WebSocket: FakeSocket,
  });
  live.start();
  await settled();
}

async function beginLive(set: Set): Promise<FakeSocket> {
  await begin(set);
  FakeSocket.last.accept();
  assert.deepEqual(types(), ['live']);
  return FakeSocket.last;
}

for (const [what, skew] of [
  ['13 h ahead', 13 * HOUR],
  ['13 h behind', -13 * HOUR],
  ['a year ahead', 365 * 24 * HOUR],
  ['a year behind', -365 * 24 * HOUR],
] as const) {
  test(`on a device whose clock is ${what}, a token is renewed once in its life, and in time`, async () => {
    const socket = await beginLive({ life: 2 * HOUR, skew });
    await pace.run(2 * HOUR - 61_000);
    assert.deepEqual(reasons, ['start']);
    await pace.run(1_000);
    assert.deepEqual(reasons, ['start', 'expiring']);
    assert.deepEqual(socket.tokens, ['token-1']);
    await pace.run(10 * HOUR);
    assert.ok(reasons.length <= 8, reasons.join());
  });
}

test('a clock that jumps while the page is open neither hurries nor delays the renewal', async () => {
  for (const jump of [13 * HOUR, -26 * HOUR, 365 * 24 * HOUR, -730 * 24 * HOUR]) {
    events.length = reasons.length = 0;
    await beginLive({ life: HOUR });
    await pace.run(HOUR / 2);
    pace.skew += jump;
    pace.wake();
    await pace.run(HOUR / 2 - 61_000);
    assert.deepEqual(reasons, ['start']);
    await pace.run(1_000);
    assert.deepEqual(reasons, ['start', 'expiring']);
    closed.abort();
    closed = new AbortController();
  }
});

test('tokens of 60 s follow one another without a gap', async () => {
  const socket = await beginLive({ life: 60_000 });
  await pace.run(600_000);
  assert.equal(FakeSocket.all.length, 1);
  assert.deepEqual(types(), ['live']);
  assert.equal(socket.tokens.length, 12);
  assert.equal(reasons.filter((reason) => reason !== 'expiring').length, 1);
});

test('a token of a life that is not known is renewed when the server says so', async () => {
  const socket = await beginLive({ life: null });
  await pace.run(4 * HOUR);
  assert.deepEqual(reasons, ['start']);
  socket.event('auth_session_expire_soon');
  await settled();
  assert.deepEqual(reasons, ['start', 'expiring']);
  assert.deepEqual(socket.tokens, ['token-1']);
});

test('a server that announces the end over and over costs a token in 5 s at most', async () => {
  const socket = await beginLive({ life: null });
  for (let second = 0; second < 60; second += 1) {
    for (let n = 0; n < 20; n += 1) socket.event('auth_session_expire_soon');
    await pace.run(1_000);
  }
  assert.ok(reasons.length >= 10 && reasons.length <= 14, `${reasons.length}`);
});

test('lives of any length make no loop', async () => {
  for (const life of [1, 100, 4_000, 5_000, 2 ** 31, 1e15]) {
    reasons.length = events.length = 0;
    await beginLive({ life });
    await pace.run(60_000);
    assert.ok(reasons.length <= 13, `${life}: ${reasons.length}`);
    closed.abort();
    closed = new AbortController();
  }
});

test('a provider that has only the old token is asked less and less; when it is refused, once more for another', async () => {
  let token = 'old';
  const socket = await beginLive({ life: 120_000, answers: () => token });
  await pace.run(120_000);
  assert.deepEqual(reasons, ['start', 'expiring', 'expiring', 'expiring']);
  await pace.run(HOUR);
  assert.ok(reasons.length < 22, `${reasons.length}`);
  assert.equal(FakeSocket.all.length, 1, 'the socket is let alone');
  assert.deepEqual(socket.tokens, []);
  const before = reasons.length;
  token = 'new';
  socket.end(4003);
  await settled();
  assert.deepEqual(reasons.slice(before), ['refused']);
  assert.equal(FakeSocket.last.token, 'new');
});

test('a provider that has only the old token, announced by the server 100 times, is not stormed', async () => {
  const socket = await beginLive({ life: 60_000, answers: () => 'old' });
  for (let n = 0; n < 100; n += 1) {
    socket.event('auth_session_expire_soon');
    await pace.run(500);
  }
  assert.ok(reasons.length <= 12, `${reasons.length}`);
});

test('a provider that fails while the token is good does not cost the socket', async () => {
  const answers: Answers = (n) => (n === 0 ? 'token-0' : Promise.reject(new Error('down')));
  await beginLive({ life: HOUR, answers });
  await pace.run(HOUR);
  assert.equal(FakeSocket.all.length, 1);
  assert.deepEqual([...new Set(types())], ['live', 'problem']);
  assert.ok(reasons.length >= 3 && reasons.length <= 6, `${reasons.length}`);
});

test('a token of which the check says no leaves the socket with the old one', async () => {
  const check = (token: string): void => {
    if (token === 'token-1') throw new ChatFailure('bad-token', 'unknown');
  };
  const socket = await beginLive({ life: HOUR, check });
  await pace.run(HOUR - 50_000);
  assert.equal(FakeSocket.all.length, 1);
  assert.deepEqual(socket.tokens, ['token-2']);
});

test('a provider that hangs is asked again, and the socket is let alone', async () => {
  const hangs = new Promise(() => undefined);
  const socket = await beginLive({ life: HOUR, answers: (n) => (n === 1 || n === 2 ? hangs : `token-${n}`) });
  await pace.run(HOUR + 60_000);
  assert.deepEqual(socket.tokens, ['token-3']);
  assert.deepEqual(reasons, ['start', 'expiring', 'expiring', 'expiring']);
  assert.equal(FakeSocket.all.length, 1);
});

test('after a question that hangs, a person who signs in anew is asked at once', async () => {
  const hangs = new Promise(() => undefined);
  await begin({ life: HOUR, answers: (n) => (n === 0 ? hangs : `token-${n}`) });
  assert.equal(FakeSocket.all.length, 0);
  tokens.forget();
  live.restart();
  await settled();
  assert.equal(FakeSocket.last.token, 'token-1');
});

test('a token renewed for a request reaches the socket at once, and its life counts anew', async () => {
  const socket = await beginLive({ life: HOUR });
  await pace.run(HOUR / 2);
  await tokens.renew('token-0', 'refused');
  assert.deepEqual(socket.tokens, ['token-1']);
  await pace.run(HOUR - 70_000);
  assert.deepEqual(reasons, ['start', 'refused']);
  await pace.run(20_000);
  assert.deepEqual(reasons, ['start', 'refused', 'expiring']);
});

test('a token renewed while the socket is connecting is used by a new socket, without a word', async () => {
  await begin({ life: HOUR });
  const first = FakeSocket.last;
  await tokens.renew('token-0', 'refused');
  await settled();
  assert.equal(first.readyState, 3);
  assert.equal(FakeSocket.last.token, 'token-1');
  FakeSocket.last.accept();
  assert.deepEqual(types(), ['live']);
});

test('after a restart the renewal still comes', async () => {
  await beginLive({ life: HOUR });
  live.restart();
  await settled();
  const socket = FakeSocket.last;
  socket.accept();
  assert.equal(socket.token, 'token-0');
  await pace.run(HOUR - 55_000);
  assert.deepEqual(reasons, ['start', 'expiring']);
  assert.deepEqual(socket.tokens, ['token-1']);
});

test('a socket that is lost comes back after a pause, with the same token; one at a time', async () => {
  const socket = await beginLive({ life: HOUR });
  socket.end(1006);
  live.restart();
  live.restart();
  await settled();
  assert.equal(FakeSocket.all.length, 2);
  FakeSocket.last.accept();
  await settled();
  FakeSocket.last.end(1011);
  await settled();
  assert.equal(FakeSocket.all.length, 3);
  assert.deepEqual(reasons, ['start']);
});

test('a refusal is told once and mended with a new token; the second in a row is for the person', async () => {
  await begin({ life: HOUR });
  FakeSocket.last.end(4002);
  await settled();
  assert.deepEqual([FakeSocket.last.token, reasons.at(-1)], ['token-1', 'refused']);
  FakeSocket.last.end(4002);
  await pace.run(HOUR);
  assert.deepEqual(types(), ['lost', 'failed']);
  assert.equal(FakeSocket.all.length, 2);
  live.restart();
  await settled();
  assert.equal(FakeSocket.last.token, 'token-2');
  FakeSocket.last.accept();
  assert.deepEqual(types(), ['lost', 'failed', 'live']);
});

test('after a failure, a token that a request has brought is tried', async () => {
  let isKnown = true;
  const check = (): void => {
    if (!isKnown) throw new ChatFailure('bad-token', 'unknown');
  };
  const socket = await beginLive({ life: HOUR, check });
  isKnown = false;
  socket.end(4003);
  await pace.run(HOUR);
  assert.deepEqual(types(), ['live', 'lost', 'failed']);
  isKnown = true;
  await tokens.token();
  await settled();
  FakeSocket.last.accept();
  assert.equal(types().at(-1), 'live');
  assert.equal(FakeSocket.all.length, 2);
});

test('a server that starts the events and refuses the token at once does not make a hot loop', async () => {
  pace = Object.assign(new ManualPace(), { random: () => 1 });
  await beginLive({ life: HOUR });
  for (let second = 0; second < 120; second += 1) {
    if (FakeSocket.last.readyState === 0) {
      FakeSocket.last.accept();
      FakeSocket.last.end(4003);
    } else if (FakeSocket.last.readyState === 1) FakeSocket.last.end(4003);
    await pace.run(1_000);
  }
  assert.ok(reasons.length < 12, `${reasons.length}`);
});

test('a provider that fails without a token is asked again after a pause, for as long as it takes', async () => {
  pace = Object.assign(new ManualPace(), { random: () => 1 });
  let isDown = true;
  await begin({ life: HOUR, answers: (n) => (isDown ? Promise.reject(new Error('down')) : `token-${n}`) });
  await pace.run(HOUR);
  assert.ok(reasons.length > 60 && reasons.length < 130, `${reasons.length}`);
  isDown = false;
  live.restart();
  await settled();
  FakeSocket.last.accept();
  assert.equal(types().at(-1), 'live');
});

test('the wait that the server asks for is kept', async () => {
  let answers = 0;
  const check = (): void => {
    answers += 1;
    if (answers === 1) throw new ChatFailure('server', 'slow down', { retryAfter: 40_000 });
  };
  await begin({ life: HOUR, check });
  await pace.run(39_000);
  assert.equal(answers, 1);
  await pace.run(1_000);
  assert.equal(FakeSocket.all.length, 1);
});

test('a socket that opens and then says nothing is given up', async () => {
  await begin({ life: HOUR });
  FakeSocket.last.readyState = 1;
  FakeSocket.last.onopen?.({});
  await pace.run(9_999);
  assert.deepEqual(types(), []);
  await pace.run(1);
  assert.deepEqual(types(), ['lost']);
  assert.equal(FakeSocket.all.length, 2);
});

test('a place where no socket can be made is told, and tried again when asked', async () => {
  let isForbidden = true;
  const check = (): void => undefined;
  await begin({ life: HOUR, check });
  closed.abort();
  closed = new AbortController();
  events.length = 0;
  class Forbidden extends FakeSocket {
    constructor(url: string) {
      super(url);
      if (isForbidden) throw new Error('insecure');
    }
  }
  const listener = (event: ConnectionEvent): void => void events.push(event);
  const keeper = new TokenKeeper(
    () => Promise.resolve('t'),
    { check: () => Promise.resolve(null), replaced: () => undefined },
    pace,
    closed.signal,
  );
  const renewal = new Renewal(keeper, pace, closed.signal, () => undefined);
  const other = new Live({
    origin: 'ws://wazo.example',
    tokens: keeper,
    renewal,
    pace,
    closed: closed.signal,
    reader: { origin: 'https://wazo.example', skip: () => undefined },
    listener,
    WebSocket: Forbidden,
  });
  other.start();
  await pace.run(HOUR);
  assert.deepEqual(types(), ['failed']);
  isForbidden = false;
  other.restart();
  await settled();
  FakeSocket.last.accept();
  assert.deepEqual(types(), ['failed', 'live']);
});

test('frames of a socket that was given up are not heard', async () => {
  const socket = await beginLive({ life: HOUR });
  live.restart();
  await settled();
  FakeSocket.last.accept();
  const told = events.length;
  socket.tell('nonsense');
  socket.event('auth_session_expire_soon');
  await settled();
  assert.equal(events.length, told);
  assert.deepEqual(reasons, ['start']);
});

test('after the end, nothing runs any more', async () => {
  const socket = await beginLive({ life: HOUR });
  socket.event('auth_session_expire_soon');
  await settled();
  closed.abort();
  await settled();
  assert.equal(pace.pending, 0);
  assert.equal(socket.readyState, 3);
  await pace.run(2 * HOUR);
  assert.deepEqual(reasons, ['start', 'expiring']);
  assert.equal(FakeSocket.all.length, 1);
});
