import { ChatFailure } from '../model/errors.js';
import { FEATURES, STOCK_LIMITS, type Feature, type Limits } from '../model/features.js';
import type { Message, Part, Reaction } from '../model/message.js';
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
    revision: revisionOf(fields),
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
    body: isDeleted(fields) ? null : { text: content, parts: partsOf(fields) },
    createdAt: timestampOf(fields, 'created_at'),
    editedAt: optionalString(fields, 'updated_at'),
    // Absent on a stock chatd.
    reactions: Array.isArray(reactions) && !isDeleted(fields) ? reactions.map(parseReaction) : [],
    reactionChanges: [],
    revision: revisionOf(fields),
    clientUuid: optionalString(fields, 'client_uuid'),
  };
}

function isDeleted(fields: Fields): boolean {
  return typeof fields['deleted_at'] === 'string';
}

function partsOf(fields: Fields): readonly Part[] {
  const { attachments } = fields;
  return Array.isArray(attachments) ? attachments.map(parsePart) : [];
}

function parsePart(value: unknown): Part {
  const fields = fieldsOf(value, 'attachment');
  return {
    kind: 'file',
    uuid: stringOf(fields, 'uuid'),
    name: stringOf(fields, 'name'),
    contentType: stringOf(fields, 'content_type'),
    size: numberOf(fields, 'size'),
  };
}

/** The room's counter in what carries one; 0 where it is missing or is no whole number. */
export function revisionOf(fields: Fields): number {
  const { revision } = fields;
  return typeof revision === 'number' && Number.isSafeInteger(revision) && revision > 0 ? revision : 0;
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

/** What the server's first version of the extension has in any case, beside the names that it lists. */
const ALWAYS: readonly Feature[] = ['cursors', 'client-uuids', 'last-messages'];

export function parseFeatures(value: unknown): { readonly features: ReadonlySet<Feature>; readonly limits: Limits } {
  const { features, limits } = fieldsOf(value, 'features');
  if (!Array.isArray(features)) throw malformed('features');
  const numbers = fieldsOf(limits ?? {}, 'limits');
  const limit = (name: string, fallback: number): number => {
    const number = numbers[name];
    return typeof number === 'number' && number > 0 ? number : fallback;
  };
  return {
    features: new Set([...ALWAYS, ...FEATURES.filter((name) => features.includes(name))]),
    limits: {
      contentLength: limit('content_length', STOCK_LIMITS.contentLength),
      participants: limit('participants', STOCK_LIMITS.participants),
      page: limit('page', STOCK_LIMITS.page),
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
