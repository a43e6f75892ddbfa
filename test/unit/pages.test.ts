import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageRequest } from '../../src/connection/connection.js';
import type { Ask } from '../../src/wazo/pages';
import { stockPage } from '../../src/wazo/stock-pages';
import type { Message } from '../../src/model/message.js';
import { compareMessages } from '../../src/model/order.js';
import { message } from '../support/memory-connection.js';

/** A stock chatd's list of messages: offsets from the newest, `from_date` as an inclusive lower bound. */
function stock(stored: Message[]): { ask: Ask; asked: () => number } {
  let asked = 0;
  const ask: Ask = async (query) => {
    asked += 1;
    const all = [...stored].sort(compareMessages);
    if (query['direction'] !== 'asc') all.reverse();
    const from = String(query['from_date'] ?? '');
    const offset = Number(query['offset'] ?? 0);
    const messages = all.filter(({ createdAt }) => createdAt >= from).slice(offset, offset + Number(query['limit']));
    return { messages, total: stored.length };
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
