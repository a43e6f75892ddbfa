import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageRequest } from '../../src/connection/connection.js';
import { cursorPage, newestPage, type Ask } from '../../src/wazo/pages.js';
import { stockPage } from '../../src/wazo/stock-pages.js';
import type { Message } from '../../src/model/message.js';
import { compareMessages } from '../../src/model/order.js';
import { message } from '../support/memory-connection.js';

type IsBroken = (message: Message) => boolean;

/** A page of these, of which the broken ones cannot be read. */
function answer(page: readonly Message[], total: number, isBroken: IsBroken): Awaited<ReturnType<Ask>> {
  const items = page.map(({ uuid, createdAt }) => ({ uuid, created_at: createdAt }));
  return { items, messages: page.filter((message) => !isBroken(message)), total };
}

/** A stock chatd's list of messages: offsets from the newest, `from_date` as an inclusive lower bound. */
function stock(stored: Message[], isBroken: IsBroken = () => false): { ask: Ask; asked: () => number } {
  let asked = 0;
  const ask: Ask = async (query) => {
    asked += 1;
    const all = [...stored].sort(compareMessages);
    if (query['direction'] !== 'asc') all.reverse();
    const from = String(query['from_date'] ?? '');
    const offset = Number(query['offset'] ?? 0);
    const messages = all.filter(({ createdAt }) => createdAt >= from).slice(offset, offset + Number(query['limit']));
    return answer(messages, stored.length, isBroken);
  };
  return { ask, asked: () => asked };
}

const ROOM = Array.from({ length: 200 }, (_, n) => message(n));

function uuids(messages: readonly Message[]): string[] {
  return [...messages].sort(compareMessages).map(({ uuid }) => uuid);
}

function request(
  from: 'before' | 'after' | 'around',
  n: number,
  newer?: number,
): Exclude<PageRequest, { from: 'newest' }> {
  return { from, limit: 20, message: message(n), ...(newer === undefined ? {} : { newer }) };
}

test('the page before a message is found where it is expected, with one request', async () => {
  const { ask, asked } = stock(ROOM);
  const { messages, hasOlder } = await stockPage(ask, request('before', 150, 49));
  const expected = uuids(ROOM.slice(130, 150));
  assert.ok(expected.every((uuid) => uuids(messages).includes(uuid)));
  assert.equal(hasOlder, true);
  assert.equal(asked(), 1);
});

test('the page before a message is found wherever it has moved', async () => {
  for (const newer of [undefined, 0, 10, 199, 1_000]) {
    for (const n of [0, 3, 60, 150, 199]) {
      const { ask } = stock(ROOM);
      const { messages, hasOlder } = await stockPage(ask, request('before', n, newer));
      const found = uuids(messages);
      assert.ok(found.includes(message(n).uuid), `${n} from ${newer}`);
      assert.ok(
        found.every((uuid, index) => index === 0 || uuid > found[index - 1]!),
        'without holes in the order',
      );
      assert.equal(hasOlder, found[0] !== message(0).uuid);
    }
  }
});

test('a message that is gone does not send the search round for ever', async () => {
  const { ask, asked } = stock(ROOM.filter((_, n) => n !== 100));
  await assert.rejects(stockPage(ask, request('before', 100, 99)));
  assert.ok(asked() < 30);
});

test('the page after a message holds all of the same moment, and says whether there are more', async () => {
  const { createdAt } = message(100);
  const ties = Array.from({ length: 70 }, (_, n) => message(300 + n, { createdAt }));
  const { messages } = await stockPage(stock([...ROOM, ...ties]).ask, request('after', 100));
  const found = uuids(messages);
  assert.ok(ties.every(({ uuid }) => found.includes(uuid)));
  assert.ok(found.includes(message(101).uuid));
  const end = await stockPage(stock(ROOM).ask, request('after', 190));
  assert.deepEqual(uuids(end.messages), uuids(ROOM.slice(190)));
  assert.equal(end.hasNewer, false);
});

test('a place can be jumped to by its moment, and not without one', async () => {
  const { ask } = stock(ROOM);
  const page = await stockPage(ask, request('around', 42));
  assert.ok(uuids(page.messages).includes(message(42).uuid));
  assert.equal(page.hasOlder, true);
  const unknown = { from: 'around', limit: 20, message: { uuid: message(42).uuid, createdAt: '' } } as const;
  await assert.rejects(stockPage(ask, unknown));
});

/** A server with cursors. */
function withCursors(stored: Message[], isBroken: IsBroken): { ask: Ask; asked: () => number } {
  let asked = 0;
  const ask: Ask = async (query) => {
    asked += 1;
    const all = [...stored].sort(compareMessages);
    const limit = Number(query['limit']);
    const place = (uuid: unknown): number => all.findIndex((each) => each.uuid === uuid);
    const page = (): readonly Message[] => {
      if (query['before']) return all.slice(0, place(query['before'])).slice(-limit).reverse();
      if (query['after']) return all.slice(place(query['after']) + 1).slice(0, limit);
      if (query['around']) return all.slice(Math.max(0, place(query['around']) - limit / 2)).slice(0, limit);
      return all.reverse().slice(Number(query['offset'])).slice(0, limit);
    };
    return answer(page(), stored.length, isBroken);
  };
  return { ask, asked: () => asked };
}

const between =
  (first: number, last: number): IsBroken =>
  ({ uuid }) =>
    uuid >= message(first).uuid && uuid <= message(last).uuid;

test('a page that holds a malformed message is not shorter than it is: there are more', async () => {
  const { ask } = withCursors(ROOM, between(150, 150));
  for (const from of ['before', 'after'] as const) {
    const page = await cursorPage(ask, request(from, from === 'before' ? 155 : 145));
    assert.equal(page.messages.length, 19);
    assert.deepEqual([page.hasOlder, page.hasNewer], [true, true]);
  }
  const around = await cursorPage(withCursors(ROOM, between(92, 108)).ask, request('around', 91));
  assert.deepEqual([around.hasOlder, around.hasNewer], [true, true]);
  const newest = await newestPage(withCursors(ROOM.slice(-20), between(199, 199)).ask, 20);
  assert.deepEqual([newest.messages.length, newest.hasOlder], [19, false]);
});

test('a page of nothing but malformed messages leads on to those behind it', async () => {
  const server = withCursors(ROOM, between(60, 140));
  const before = await cursorPage(server.ask, request('before', 141));
  assert.equal(uuids(before.messages).at(-1), message(59).uuid);
  const after = await cursorPage(server.ask, request('after', 59));
  assert.equal(uuids(after.messages)[0], message(141).uuid);
  assert.equal(server.asked(), 10);
  const newest = await newestPage(withCursors(ROOM, between(140, 199)).ask, 20);
  assert.equal(uuids(newest.messages).at(-1), message(139).uuid);
  assert.equal(newest.hasOlder, true);
});

test('a room of nothing but malformed messages comes to an end', async () => {
  const all = between(0, 199);
  const empty = { messages: [], hasOlder: false };
  const { messages, hasOlder } = await newestPage(withCursors(ROOM, all).ask, 20);
  assert.deepEqual({ messages, hasOlder }, empty);
  const { ask, asked } = withCursors(ROOM, between(0, 198));
  assert.deepEqual(await cursorPage(ask, request('before', 199)), { ...empty, hasNewer: true });
  assert.equal(asked(), 10);
});

test('a cursor never rests on what has no uuid, nor moves for ever on a server that repeats itself', async () => {
  let asked = 0;
  const repeating =
    (item: unknown): Ask =>
    async (query) => {
      asked += 1;
      return { items: Array.from({ length: Number(query['limit']) }, () => item), messages: [], total: 1e9 };
    };
  for (const item of [null, 5, {}, { uuid: 5 }, { uuid: 'same' }]) {
    for (const from of ['before', 'after'] as const) {
      const page = await cursorPage(repeating(item), request(from, 1));
      assert.equal(from === 'before' ? page.hasOlder : page.hasNewer, false);
    }
    assert.equal((await newestPage(repeating(item), 20)).hasOlder, false);
  }
  assert.ok(asked <= 5 * 3 * 20);
});

test('on a stock chatd, too, malformed messages are passed, wherever they are', async () => {
  for (const isBroken of [between(60, 140), between(100, 140), between(149, 149), between(150, 198)]) {
    for (const newer of [undefined, 49]) {
      const { ask, asked } = stock(ROOM, isBroken);
      const anchor = isBroken(message(150)) ? 199 : 150;
      const page = await stockPage(ask, request('before', anchor, newer));
      const older = uuids(page.messages).filter((uuid) => uuid < message(anchor).uuid);
      const readable = ROOM.filter((each) => !isBroken(each) && each.uuid < message(anchor).uuid);
      assert.equal(older.at(-1), readable.at(-1)?.uuid);
      assert.equal(page.hasOlder, true);
      assert.ok(asked() < 40);
    }
  }
  const after = await stockPage(stock(ROOM, between(100, 140)).ask, request('after', 99));
  assert.ok(uuids(after.messages).includes(message(141).uuid));
});
