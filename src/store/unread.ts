import type { Message } from '../model/message.js';
import { compareMessages, positionOf, type MessagePosition } from '../model/order.js';
import type { Room } from '../model/room.js';
import type { RoomEntry, Timeline } from './state.js';

// How many messages of a room I have not read: what the server counted when the list was read, and what came since.

/** More than these are not told apart. */
const MOST_FRESH = 1_000;

export function newEntry(room: Room, lastMessage: Message | null): RoomEntry {
  const { unread = 0, lastReadMessageUuid = null } = room.reading ?? {};
  const counted = { unread, last: lastMessage && positionOf(lastMessage) };
  return {
    room,
    lastMessage,
    unread,
    lastRead: lastReadMessageUuid,
    lastReadAt: null,
    readAhead: null,
    counted,
    fresh: [],
  };
}

/** Messages of others, wherever they came from: those that are newer than all that was counted or read are unread. */
export function withArrivals(entry: RoomEntry, messages: readonly Message[], me: string | null): RoomEntry {
  const known = new Set(entry.fresh.map(({ uuid }) => uuid));
  const isFresh = (message: Message): boolean =>
    message.userUuid !== me && !known.has(message.uuid) && isUnread(entry, message);
  const arrived = messages.filter(isFresh);
  const unique = [...new Map(arrived.map((message) => [message.uuid, positionOf(message)])).values()];
  const fresh = [...entry.fresh, ...unique].sort(compareMessages).slice(-MOST_FRESH);
  const counted = unique.length === 0 ? entry : withCount({ ...entry, fresh });
  const read = messages.find(({ uuid }) => uuid === entry.readAhead);
  return read ? metReadAhead(counted, read, me) : counted;
}

/** The message up to which I have read elsewhere is here now. Of what the list counted after it, only the list can tell. */
export function metReadAhead(entry: RoomEntry, read: MessagePosition, me: string | null): RoomEntry {
  const { last, unread } = entry.counted;
  const isTold = unread === 0 || !last || compareMessages(read, last) >= 0;
  return readUpTo({ ...entry, readAhead: isTold ? null : entry.readAhead }, read, null, me);
}

/** I have read a room in another window up to a message that has not come here yet. */
export function readAheadTo(entry: RoomEntry, messageUuid: string): RoomEntry {
  return entry.readAhead === messageUuid ? entry : { ...entry, readAhead: messageUuid };
}

/** Whether a message is newer than what was counted, and than what was read. */
function isUnread({ counted, lastReadAt, lastRead }: RoomEntry, message: MessagePosition): boolean {
  if (counted.last && compareMessages(message, counted.last) <= 0) return false;
  return lastReadAt === null || lastRead === null || comparedToRead(message, lastRead, lastReadAt) > 0;
}

function comparedToRead(message: MessagePosition, uuid: string, createdAt: string): number {
  return compareMessages(message, { uuid, createdAt });
}

/** Whether all that the list counted is held: there are as many as it said. */
export function holdsCounted(entry: RoomEntry, { messages, hasOlder }: Timeline, me: string | null): boolean {
  const { counted, lastRead } = entry;
  const read = messages.findIndex(({ uuid }) => uuid === lastRead);
  if (read < 0 && (lastRead !== null || hasOlder)) return false;
  const isCounted = (message: Message): boolean =>
    message.userUuid !== me && counted.last !== null && compareMessages(message, counted.last) <= 0;
  return messages.slice(read + 1).filter(isCounted).length === counted.unread;
}

/** A room of a list that was read from the server: what came since the question stays. */
export function withListed(entry: RoomEntry, room: Room, last: Message | null): RoomEntry {
  if (!room.reading) return { ...entry, room };
  const { unread, lastReadMessageUuid } = room.reading;
  const counted = { unread, last: last && positionOf(last) };
  const fresh = entry.fresh.filter((message) => !last || compareMessages(message, last) > 0);
  // Perhaps the server has not heard yet of what I have read here.
  const { lastRead, lastReadAt } = entry;
  if (lastRead !== null && lastReadAt !== null && last && comparedToRead(last, lastRead, lastReadAt) <= 0)
    return withCount({ ...entry, room, counted: { ...counted, unread: 0 }, fresh });
  const isSame = lastReadMessageUuid === lastRead;
  const readAhead = entry.readAhead === lastReadMessageUuid ? null : entry.readAhead;
  const read = { lastRead: lastReadMessageUuid, lastReadAt: isSame ? lastReadAt : null };
  return withCount({ ...entry, room, ...read, readAhead, counted, fresh });
}

/** I have read all that is known of a room. */
export function readToEnd(entry: RoomEntry): RoomEntry {
  const { lastMessage, unread, lastRead } = entry;
  if (unread === 0 && (lastMessage === null || lastMessage.uuid === lastRead)) return entry;
  if (!lastMessage) return withCount({ ...entry, counted: { ...entry.counted, unread: 0 }, fresh: [] });
  return readTo(entry, lastMessage, []);
}

/**
 * I have read a room up to a message.
 *
 * @param later messages that follow it, as far as they are held here; null where it is not known which do
 */
export function readUpTo(
  entry: RoomEntry,
  message: MessagePosition,
  later: readonly Message[] | null,
  me: string | null,
): RoomEntry {
  const { lastRead, lastReadAt } = entry;
  // It never moves back.
  if (lastRead !== null && lastReadAt !== null && comparedToRead(message, lastRead, lastReadAt) <= 0) return entry;
  const unread = later?.filter((other) => other.userUuid !== me) ?? null;
  return readTo(entry, message, unread);
}

/** @param unread those that follow; null: unknown, beside the fresh ones */
function readTo(entry: RoomEntry, message: MessagePosition, unread: readonly MessagePosition[] | null): RoomEntry {
  const { counted } = entry;
  const fresh = entry.fresh.filter((other) => compareMessages(other, message) > 0);
  const isPast = !counted.last || compareMessages(message, counted.last) >= 0;
  const old = unread?.filter((other) => counted.last && compareMessages(other, counted.last) <= 0).length;
  const left = isPast ? 0 : (old ?? counted.unread);
  const read = { lastRead: message.uuid, lastReadAt: message.createdAt };
  return withCount({ ...entry, ...read, counted: { ...counted, unread: left }, fresh });
}

function withCount(entry: RoomEntry): RoomEntry {
  return { ...entry, unread: entry.counted.unread + entry.fresh.length };
}
