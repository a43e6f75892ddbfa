import { ChatFailure } from '../model/errors.js';
import { STOCK_FEATURES, type FeatureName, type Features } from '../model/features.js';
import type { Message, Reaction } from '../model/message.js';
import { normaliseTimestamp } from '../model/order.js';
import type { Room, RoomReading } from '../model/room.js';
import type { User } from '../model/user.js';

// The wire's snake_case becomes the model here and nowhere else. Every function throws a ChatFailure('server') on what is
// not of chatd's shape, naming the field; unknown fields are ignored.

type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(what);
  return value as Fields;
}

export function itemsOf(value: unknown, what: string): readonly unknown[] {
  const { items } = fieldsOf(value, what);
  if (!Array.isArray(items)) throw malformed(`${what}.items`);
  return items;
}

export function stringOf(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '') throw malformed(name);
  return value;
}

export function optionalString(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

export function numberOf(fields: Fields, name: string): number {
  const value = fields[name];
  if (typeof value !== 'number' || !Number.isFinite(value)) throw malformed(name);
  return value;
}

export function parseRoom(value: unknown): Room {
  const fields = fieldsOf(value, 'room');
  const { users } = fields;
  if (!Array.isArray(users)) throw malformed('room.users');
  const participants = users.map((user) => ({ uuid: stringOf(fieldsOf(user, 'room.users'), 'uuid') }));
  return {
    uuid: stringOf(fields, 'uuid'),
    name: optionalString(fields, 'name'),
    participants,
    reading: parseReading(fields),
  };
}

/** The newest message that a room carries; none in a room without messages, and on a stock chatd. */
export function parseLastMessage(room: unknown): readonly Message[] {
  const last = fieldsOf(room, 'room')['last_message'];
  return last === undefined || last === null ? [] : [parseMessage(last)];
}

/** Absent on a server without receipts. */
function parseReading(fields: Fields): RoomReading | null {
  const unread = fields['unread_count'];
  if (typeof unread !== 'number') return null;
  return { unread, lastReadMessageUuid: optionalString(fields, 'last_read_message_uuid') };
}

export function parseMessage(value: unknown): Message {
  const fields = fieldsOf(value, 'message');
  const { content, reactions } = fields;
  if (typeof content !== 'string') throw malformed('content');
  return {
    uuid: stringOf(fields, 'uuid'),
    roomUuid: stringOf(fieldsOf(fields['room'], 'message.room'), 'uuid'),
    userUuid: stringOf(fields, 'user_uuid'),
    alias: optionalString(fields, 'alias'),
    content,
    createdAt: timestampOf(fields, 'created_at'),
    // Absent on a stock chatd.
    reactions: Array.isArray(reactions) ? reactions.map(parseReaction) : [],
    clientUuid: optionalString(fields, 'client_uuid'),
  };
}

export function parseReaction(value: unknown): Reaction {
  const fields = fieldsOf(value, 'reaction');
  // Live events leave the moment out.
  const createdAt = 'created_at' in fields ? timestampOf(fields, 'created_at') : null;
  return { emoji: stringOf(fields, 'emoji'), userUuid: stringOf(fields, 'user_uuid'), createdAt };
}

/** A contact of dird's; undefined for one who is no user of the platform. */
export function parseContact(value: unknown): User | undefined {
  const fields = fieldsOf(value, 'contact');
  const uuid = optionalString(fields, 'uuid');
  if (!uuid) return undefined;
  const names = [optionalString(fields, 'firstname'), optionalString(fields, 'lastname')];
  const email = optionalString(fields, 'email');
  const name = names
    .filter((part) => part?.trim())
    .join(' ')
    .trim();
  return { uuid, name: name || email || uuid, email };
}

const KNOWN: ReadonlySet<string> = new Set<FeatureName>([
  'reactions',
  'editing',
  'deletion',
  'replies',
  'attachments',
  'gifs',
  'typing',
  'receipts',
  'participants',
  'notifications',
  'pins',
]);

export function parseFeatures(value: unknown): Features {
  const { features, limits } = fieldsOf(value, 'features');
  if (!Array.isArray(features)) throw malformed('features');
  const names = features.filter((name): name is FeatureName => typeof name === 'string' && KNOWN.has(name));
  const numbers = fieldsOf(limits ?? {}, 'limits');
  const limit = (name: string, fallback: number): number => {
    const number = numbers[name];
    return typeof number === 'number' && number > 0 ? number : fallback;
  };
  const stock = STOCK_FEATURES.limits;
  return {
    extended: true,
    names: new Set(names),
    limits: {
      contentLength: limit('content_length', stock.contentLength),
      participants: limit('participants', stock.participants),
      page: limit('page', stock.page),
    },
  };
}

/** Who a token belongs to and when it ends (milliseconds since 1970, or null when the server does not say). */
export function parseToken(value: unknown): { readonly userUuid: string; readonly expiresAt: number | null } {
  const data = fieldsOf(fieldsOf(value, 'token')['data'], 'token.data');
  const metadata = fieldsOf(data['metadata'] ?? {}, 'token.metadata');
  const userUuid =
    optionalString(metadata, 'uuid') ?? optionalString(data, 'xivo_user_uuid') ?? stringOf(data, 'auth_id');
  const expires = normaliseTimestamp(optionalString(data, 'utc_expires_at') ?? '');
  return { userUuid, expiresAt: expires ? Date.parse(expires) : null };
}

function timestampOf(fields: Fields, name: string): string {
  const timestamp = normaliseTimestamp(stringOf(fields, name));
  if (!timestamp) throw malformed(name);
  return timestamp;
}

function malformed(field: string): ChatFailure {
  return new ChatFailure('server', `Unexpected value of ${field} in the server's answer.`);
}
