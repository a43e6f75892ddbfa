import type { Message } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import type { MessagePage, PageRequest } from '../connection/connection.js';
import { fieldsOf, itemsOf, numberOf, parseMessage } from './parse.js';
import type { Requester } from './requester.js';

type Query = Readonly<Record<string, string | number>>;

interface Answer {
  readonly messages: readonly Message[];
  /** Messages that the room has in all. */
  readonly total: number;
}

/** Asks chatd for a page of a room's messages with these parameters. */
export type Ask = (query: Query) => Promise<Answer>;

export function askFor(requester: Requester, path: string, signal: AbortSignal): Ask {
  return async (query) => {
    const answer = await requester.send({ path, query: { order: 'created_at', ...query }, signal });
    const messages = itemsOf(answer, 'messages').map(parseMessage);
    return { messages, total: numberOf(fieldsOf(answer, 'messages'), 'total') };
  };
}

export async function newestPage(ask: Ask, limit: number): Promise<MessagePage> {
  const { messages, total } = await ask({ limit, offset: 0, direction: 'desc' });
  return { messages, hasOlder: messages.length < total, hasNewer: false };
}

/** A page beside or around a message, on a server with cursors. */
export async function cursorPage(ask: Ask, request: Exclude<PageRequest, { from: 'newest' }>): Promise<MessagePage> {
  const { from, limit, message } = request;
  const direction = from === 'after' ? 'asc' : 'desc';
  const { messages } = await ask({ limit, [from]: message.uuid, direction });
  // A full page may be the last one: the next is then empty, and says so.
  const isFull = messages.length >= limit;
  if (from === 'before') return { messages, hasOlder: isFull, hasNewer: true };
  if (from === 'after') return { messages, hasOlder: true, hasNewer: isFull };
  return { messages, ...beyondEnds(messages, message.uuid, limit) };
}

/** A side that is shorter than half of the page ends in it. */
function beyondEnds(
  messages: readonly Message[],
  uuid: string,
  limit: number,
): { hasOlder: boolean; hasNewer: boolean } {
  const sorted = [...messages].sort(compareMessages);
  const index = sorted.findIndex((message) => message.uuid === uuid);
  const half = Math.floor((limit - 1) / 2);
  return { hasOlder: index >= half, hasNewer: sorted.length - index - 1 >= half };
}
