import type { Message } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import type { MessagePage, PageRequest } from '../connection/connection.js';
import { fieldsOf, itemsOf, numberOf, parseMessage } from './parse.js';
import { readItems, uuidOf } from './skipped.js';
import type { Wire } from './wire.js';

type Query = Readonly<Record<string, string | number>>;

interface Answer {
  /** As the server sent them: how full the page is, and where the next one begins, must not depend on what can be read. */
  readonly items: readonly unknown[];
  /** Those that can be read, in the same order. */
  readonly messages: readonly Message[];
  /** Messages that the room has in all. */
  readonly total: number;
}

/** Asks chatd for a page of a room's messages with these parameters. */
export type Ask = (query: Query) => Promise<Answer>;

/** Pages of nothing but unreadable items that are passed in search of a message. */
export const PASSED = 20;

export function askFor(wire: Wire, path: string, signal: AbortSignal): Ask {
  return async (query) => {
    const answer = await wire.requester.send({ path, query: { order: 'created_at', ...query }, signal });
    const items = itemsOf(answer, 'messages');
    const messages = readItems('messages', items, (item) => parseMessage(item, wire), wire.skip);
    return { items, messages, total: numberOf(fieldsOf(answer, 'messages'), 'total') };
  };
}

export async function newestPage(ask: Ask, limit: number): Promise<MessagePage> {
  let offset = 0;
  for (let passed = 0; passed < PASSED; passed += 1) {
    const { items, messages, total } = await ask({ limit, offset, direction: 'desc' });
    offset += items.length;
    const hasOlder = offset < total;
    if (messages.length > 0 || items.length === 0 || !hasOlder) return { messages, hasOlder, hasNewer: false };
  }
  return { messages: [], hasOlder: false, hasNewer: false };
}

/** A page beside or around a message, on a server with cursors. */
export async function cursorPage(ask: Ask, request: Exclude<PageRequest, { from: 'newest' }>): Promise<MessagePage> {
  const { from, limit, message } = request;
  if (from !== 'around') return pageBeside(ask, from, limit, message.uuid);
  const { items, messages } = await ask({ limit, around: message.uuid, direction: 'desc' });
  return { messages, ...beyondEnds(messages, items.length - messages.length, message.uuid, limit) };
}

async function pageBeside(ask: Ask, from: 'before' | 'after', limit: number, uuid: string): Promise<MessagePage> {
  const direction = from === 'after' ? 'asc' : 'desc';
  const page = (messages: readonly Message[], hasMore: boolean): MessagePage =>
    from === 'after'
      ? { messages, hasOlder: true, hasNewer: hasMore }
      : { messages, hasOlder: hasMore, hasNewer: true };
  let cursor: string | undefined = uuid;
  for (let passed = 0; passed < PASSED && cursor !== undefined; passed += 1) {
    const { items, messages }: Answer = await ask({ limit, [from]: cursor, direction });
    // A full page may be the last one: the next is then empty, and says so.
    const isFull = items.length >= limit;
    if (messages.length > 0 || !isFull) return page(messages, isFull);
    // None can be read: who asked would ask for the same page again. Its end leads on.
    cursor = uuidOf(items.at(-1));
  }
  return page([], false);
}

/**
 * A side that is shorter than half of the page ends in it.
 *
 * @param skipped items of the page that could not be read: on either side
 */
function beyondEnds(
  messages: readonly Message[],
  skipped: number,
  uuid: string,
  limit: number,
): { hasOlder: boolean; hasNewer: boolean } {
  const sorted = [...messages].sort(compareMessages);
  const index = sorted.findIndex((message) => message.uuid === uuid);
  const half = Math.floor((limit - 1) / 2);
  return { hasOlder: index + skipped >= half, hasNewer: sorted.length - index - 1 + skipped >= half };
}
