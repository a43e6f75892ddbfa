import { ChatFailure } from '../model/errors.js';
import type { MessagePage, MessagePosition, PageRequest } from '../connection/connection.js';
import type { Message } from '../model/message.js';
import { normaliseTimestamp } from '../model/order.js';
import { PASSED, type Ask } from './pages.js';
import { uuidOf } from './skipped.js';

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
    const { items, messages } = await ask({ limit: size, direction: 'asc', from_date: message.createdAt });
    const isFull = items.length >= size;
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
    const { items, messages, total } = await ask({ limit: size, offset, direction: 'desc' });
    const next = offset + items.length;
    const isThere = items.some((item) => uuidOf(item) === message.uuid);
    if (isThere) return withOlder(ask, message, { messages, next, total, size });
    const oldest = oldestMoment(items);
    // A page that is all newer lies before the place, one that is all older (or beyond the end) behind it.
    if (oldest !== undefined && oldest >= message.createdAt) bounds.low = offset + size - OVERLAP;
    else bounds.high = offset;
    offset = Math.max(bounds.low, Math.floor((bounds.low + Math.min(bounds.high, total) - size) / 2));
  }
  throw new ChatFailure('server', 'The place of a message was not found.');
}

interface Found {
  readonly messages: readonly Message[];
  /** The offset behind the page. */
  readonly next: number;
  readonly total: number;
  readonly size: number;
}

/** Goes on, past items that cannot be read, until there is a message older than `message`: else it would be asked again. */
async function withOlder(ask: Ask, message: MessagePosition, found: Found): Promise<MessagePage> {
  const messages = [...found.messages];
  let { next, total } = found;
  for (let passed = 0; passed < PASSED; passed += 1) {
    const isPast = messages.some(({ uuid, createdAt }) => uuid !== message.uuid && createdAt <= message.createdAt);
    if (isPast || next >= total) return { messages, hasOlder: next < total, hasNewer: true };
    const answer = await ask({ limit: found.size, offset: next, direction: 'desc' });
    if (answer.items.length === 0) break;
    messages.push(...answer.messages);
    next += answer.items.length;
    total = answer.total;
  }
  return { messages, hasOlder: false, hasNewer: true };
}

/** The moment of the oldest item that has one, whether or not the rest of it can be read. */
function oldestMoment(items: readonly unknown[]): string | undefined {
  const moments = items.map((item) =>
    normaliseTimestamp(String((item as { created_at?: unknown } | null)?.created_at)),
  );
  return moments.findLast((moment) => moment !== undefined);
}
