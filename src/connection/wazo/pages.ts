import { ChatFailure } from '../../model/errors.js';
import type { Message } from '../../model/message.js';
import { compareMessages } from '../../model/order.js';
import type { MessagePage, MessagePosition, PageRequest } from '../connection.js';
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

/** Attempts to find a place by its offset: messages that arrive meanwhile move it, and a stock chatd has nothing else. */
const ATTEMPTS = 24;
/** Messages that two pages share, since what ties or arrives meanwhile shifts them. */
const OVERLAP = 5;

/** A page beside or around a message, on a stock chatd: it knows offsets from the newest and a lower bound in time. */
export async function stockPage(ask: Ask, request: Exclude<PageRequest, { from: 'newest' }>): Promise<MessagePage> {
  const { from, limit, message, newer = 0 } = request;
  if (from === 'before') return pageBefore(ask, message, limit, newer);
  if (!message.createdAt) throw new ChatFailure('invalid-data', 'A stock chatd finds messages by their time only.');
  const page = await pageFrom(ask, message, limit);
  if (from === 'after') return page;
  // The older half comes when it is scrolled to.
  return { ...page, hasOlder: true };
}

/** The messages from `message` on: `from_date` is inclusive, so one with the same moment is not missed. */
async function pageFrom(ask: Ask, message: MessagePosition, limit: number): Promise<MessagePage> {
  for (let size = limit; ; size *= 2) {
    const { messages } = await ask({ limit: size, direction: 'asc', from_date: message.createdAt });
    const isFull = messages.length >= size;
    // More messages of one moment than fit the page: a longer page gets past them.
    const gotPast = messages.some(({ createdAt }) => createdAt > message.createdAt);
    if (!isFull || gotPast) return { messages, hasOlder: true, hasNewer: isFull };
  }
}

/** The messages before `message`: looked for by offset until a page shows the message itself, and thus fits. */
async function pageBefore(ask: Ask, message: MessagePosition, limit: number, newer: number): Promise<MessagePage> {
  const size = limit + OVERLAP;
  const bounds = { low: 0, high: Number.POSITIVE_INFINITY };
  let offset = Math.max(0, newer + 1 - OVERLAP);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { messages, total } = await ask({ limit: size, offset, direction: 'desc' });
    const isThere = messages.some(({ uuid }) => uuid === message.uuid);
    if (isThere) return { messages, hasOlder: offset + messages.length < total, hasNewer: true };
    const oldest = messages[messages.length - 1];
    // A page that is all newer lies before the place, one that is all older (or beyond the end) behind it.
    if (oldest && oldest.createdAt >= message.createdAt) bounds.low = offset + size - OVERLAP;
    else bounds.high = offset;
    offset = Math.max(bounds.low, Math.floor((bounds.low + Math.min(bounds.high, total) - size) / 2));
  }
  throw new ChatFailure('server', 'The place of a message was not found.');
}
