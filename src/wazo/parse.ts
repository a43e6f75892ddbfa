import { ChatFailure } from '../model/errors.js';
import { FEATURES, STOCK_LIMITS, type Feature, type Limits } from '../model/features.js';
import type { Message, Part, Reaction } from '../model/message.js';
import { normaliseTimestamp } from '../model/order.js';
import type { Room, RoomReading } from '../model/room.js';
import type { User } from '../model/user.js';
import { visibleName } from '../model/visible-name.js';
import { readItems, readManyItems, type Reader, type Skip } from './skipped.js';
import type { TokenInfo } from './token-keeper.js';

// The wire's snake_case becomes the model here and nowhere else. Every function throws a ChatFailure('server') on what is
// not of chatd's shape, naming the field; unknown fields are ignored, and items of lists inside are skipped where they
// cannot be read.

/**
 * Milliseconds to let pass before something is asked again that was answered with what is not Wazo's. A proxy's page passes by
 * itself; a host that is no Wazo does not, and is not asked all the time: the pauses begin as long as they otherwise become.
 */
const FOREIGN_PAUSE = 30_000;

export type Fields = Readonly<Record<string, unknown>>;

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

export function parseRoom(value: unknown, skip: Skip): Room {
  const fields = fieldsOf(value, 'room');
  const { users } = fields;
  if (!Array.isArray(users)) throw malformed('room.users');
  const participants = readItems('room.users', users, parseUuid, skip).map((uuid) => ({ uuid }));
  return {
    uuid: stringOf(fields, 'uuid'),
    name: visibleName(optionalString(fields, 'name') ?? '') || null,
    participants,
    revision: revisionOf(fields),
    reading: parseReading(fields),
  };
}

/** The newest message of each room that carries one; none on a stock chatd. */
export function parseLastMessages(rooms: readonly unknown[], reader: Reader): Promise<readonly Message[]> {
  const last = rooms.map((room) => (room as Fields | null)?.['last_message']).filter((message) => message != null);
  return readManyItems('last messages', last, (message) => parseMessage(message, reader), reader.skip);
}

/** The uuid of anything that has one. */
export function parseUuid(value: unknown): string {
  return stringOf(fieldsOf(value, 'item'), 'uuid');
}

/** Absent on a server without receipts. */
function parseReading(fields: Fields): RoomReading | null {
  const unread = fields['unread_count'];
  if (typeof unread !== 'number') return null;
  return { unread, lastReadMessageUuid: optionalString(fields, 'last_read_message_uuid') };
}

export function parseMessage(value: unknown, reader: Reader): Message {
  const fields = fieldsOf(value, 'message');
  const { content, reactions } = fields;
  if (typeof content !== 'string') throw malformed('content');
  return {
    uuid: stringOf(fields, 'uuid'),
    roomUuid: stringOf(fieldsOf(fields['room'], 'message.room'), 'uuid'),
    userUuid: stringOf(fields, 'user_uuid'),
    alias: optionalString(fields, 'alias'),
    body: isDeleted(fields) ? null : { text: content, parts: partsOf(fields, reader) },
    createdAt: timestampOf(fields, 'created_at'),
    editedAt: normaliseTimestamp(optionalString(fields, 'updated_at') ?? '') ?? null,
    // Absent on a stock chatd.
    reactions:
      Array.isArray(reactions) && !isDeleted(fields)
        ? readItems('reactions', reactions, parseReaction, reader.skip)
        : [],
    reactionChanges: [],
    revision: revisionOf(fields),
    clientUuid: optionalString(fields, 'client_uuid'),
  };
}

function isDeleted(fields: Fields): boolean {
  return typeof fields['deleted_at'] === 'string';
}

function partsOf(fields: Fields, { origin, skip }: Reader): readonly Part[] {
  const { attachments } = fields;
  if (!Array.isArray(attachments)) return [];
  return readItems('attachments', attachments, (item) => parsePart(item, origin), skip);
}

/** @param origin where an address without one belongs to */
export function parsePart(value: unknown, origin: string): Part {
  const fields = fieldsOf(value, 'attachment');
  return {
    kind: 'file',
    uuid: stringOf(fields, 'uuid'),
    name: visibleName(stringOf(fields, 'name')) || stringOf(fields, 'uuid'),
    contentType: stringOf(fields, 'content_type'),
    size: numberOf(fields, 'size'),
    width: pixelsOf(fields, 'width'),
    height: pixelsOf(fields, 'height'),
    url: addressOf(fields, origin),
  };
}

function pixelsOf(fields: Fields, name: string): number | null {
  const value = fields[name];
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : null;
}

/** Over http or https only: what a message brings must not run. */
export function addressOf(fields: Fields, origin: string, name = 'url'): string | null {
  const value = optionalString(fields, name);
  if (value === null || !URL.canParse(value, origin)) return null;
  const { protocol, href } = new URL(value, origin);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

/**
 * The room's counter in a state that carries one; 0 where it is missing or is no whole number: such a state is shown, and
 * gives way to any that is counted.
 */
export function revisionOf({ revision }: Fields): number {
  return isRevision(revision) ? revision : 0;
}

/**
 * The room's counter in a change of what is known already; 0 where it is missing, as on a server that does not count. One
 * that is there and is no whole number is refused: a change without its place in the order could undo a later one.
 */
export function changeRevisionOf({ revision }: Fields): number {
  if (revision === undefined || revision === null) return 0;
  if (!isRevision(revision)) throw malformed('revision');
  return revision;
}

export function isRevision(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
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
  return { uuid, name: visibleName(names.filter(Boolean).join(' ')) || email || uuid, email };
}

/** What every version of the extension has, beside the names that the server lists. */
const ALWAYS: readonly Feature[] = ['cursors', 'client-uuids', 'last-messages'];

export function parseFeatures(value: unknown): { readonly features: ReadonlySet<Feature>; readonly limits: Limits } {
  const { version, features, limits } = fieldsOf(value, 'features');
  if (!Array.isArray(features)) throw malformed('features');
  const numbers = fieldsOf(limits ?? {}, 'limits');
  const limit = (name: string, fallback: number): number => {
    const number = numbers[name];
    return typeof number === 'number' && number > 0 ? number : fallback;
  };
  return {
    features: new Set([...(Number(version) >= 1 ? ALWAYS : []), ...FEATURES.filter((name) => features.includes(name))]),
    limits: {
      contentLength: limit('content_length', STOCK_LIMITS.contentLength),
      participants: limit('participants', STOCK_LIMITS.participants),
      page: limit('page', STOCK_LIMITS.page),
      attachmentSize: limit('attachment_size', Infinity),
      attachmentsPerMessage: limit('attachments_per_message', 1),
    },
  };
}

/** Who a token belongs to and how long it lives, both from wazo-auth. */
export function parseToken(value: unknown): TokenInfo {
  const data = fieldsOf(fieldsOf(value, 'token')['data'], 'token.data');
  const metadata = fieldsOf(data['metadata'] ?? {}, 'token.metadata');
  const userUuid =
    optionalString(metadata, 'uuid') ?? optionalString(data, 'xivo_user_uuid') ?? stringOf(data, 'auth_id');
  return { userUuid, life: lifeOf(data) };
}

/** From issue to end, so that no clock but the server's counts; `issued_at` and `expires_at` have no zone. */
function lifeOf(data: Fields): number | null {
  const [issued, expires] = ['utc_issued_at', 'utc_expires_at'].map((name) =>
    Date.parse(normaliseTimestamp(optionalString(data, name) ?? '') ?? ''),
  );
  const life = (expires ?? NaN) - (issued ?? NaN);
  return life > 0 ? life : null;
}

function timestampOf(fields: Fields, name: string): string {
  const timestamp = normaliseTimestamp(stringOf(fields, name));
  if (!timestamp) throw malformed(name);
  return timestamp;
}

function malformed(field: string): ChatFailure {
  return foreignAnswer(`Unexpected value of ${field} in the server's answer.`);
}

/** What was answered is not Wazo's. */
export function foreignAnswer(detail: string, options: ErrorOptions = {}): ChatFailure {
  return new ChatFailure('server', detail, { ...options, retryAfter: FOREIGN_PAUSE });
}
