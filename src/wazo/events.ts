import type { ConnectionEvent, ReactionEvent } from '../connection/connection.js';
import { changeRevisionOf, fieldsOf, parseMessage, parseReaction, parseRoom, stringOf, type Fields } from './parse.js';
import type { Reader } from './skipped.js';

/** What an envelope means; 'expiring': the token ends soon. Throws on what is not of the event's shape. */
type EventParser = (envelope: Fields, reader: Reader) => ConnectionEvent | 'expiring';

/** Every event of the wire that the chat understands, by its name. A stock Wazo never sends those of the extension. */
const EVENTS: ReadonlyMap<string, EventParser> = new Map<string, EventParser>([
  ['auth_session_expire_soon', () => 'expiring'],
  ['chatd_user_room_created', roomAdded],
  ['chatd_user_room_updated', roomAdded],
  ['chatd_user_room_deleted', (envelope) => ({ type: 'room-removed', roomUuid: stringOf(envelope, 'room_uuid') })],
  ['chatd_user_room_message_created', messageCreated],
  ['chatd_user_room_message_updated', messageUpdated],
  ['chatd_user_room_message_deleted', messageDeleted],
  ['chatd_user_room_read', roomRead],
  ['chatd_users_room_message_reaction_created', (envelope) => reaction('reaction-created', envelope)],
  ['chatd_users_room_message_reaction_deleted', (envelope) => reaction('reaction-deleted', envelope)],
]);

/** The events that a socket asks for. To ask for those that a server does not have does no harm. */
export const EVENT_NAMES: readonly string[] = [...EVENTS.keys()];

/**
 * The meaning of an event's envelope; undefined for names that were never asked for.
 *
 * @throws {ChatFailure} when a known event is not of its shape
 */
export function parseEvent(envelope: unknown, reader: Reader): ConnectionEvent | 'expiring' | undefined {
  const fields = fieldsOf(envelope, 'event');
  const { name } = fields;
  return typeof name === 'string' ? EVENTS.get(name)?.(fields, reader) : undefined;
}

function roomAdded({ data }: Fields, reader: Reader): ConnectionEvent {
  return { type: 'room-added', room: parseRoom(data, reader.skip) };
}

function messageCreated({ data }: Fields, reader: Reader): ConnectionEvent {
  return { type: 'message-created', message: parseMessage(data, reader) };
}

function messageUpdated({ data }: Fields, reader: Reader): ConnectionEvent {
  const message = parseMessage(data, reader);
  changeRevisionOf(fieldsOf(data, 'message'));
  return { type: 'message-updated', message };
}

function messageDeleted(envelope: Fields): ConnectionEvent {
  return { type: 'message-deleted', ...placeOf(envelope), revision: changeRevisionOf(envelope) };
}

function roomRead(envelope: Fields): ConnectionEvent {
  const data = fieldsOf(envelope['data'], 'event.data');
  return {
    type: 'room-read',
    roomUuid: stringOf(envelope, 'room_uuid'),
    userUuid: stringOf(data, 'user_uuid'),
    messageUuid: stringOf(data, 'message_uuid'),
  };
}

function reaction(type: ReactionEvent['type'], envelope: Fields): ReactionEvent {
  return {
    type,
    ...placeOf(envelope),
    reaction: parseReaction(envelope['data']),
    revision: changeRevisionOf(envelope),
  };
}

function placeOf(envelope: Fields): { readonly roomUuid: string; readonly messageUuid: string } {
  return { roomUuid: stringOf(envelope, 'room_uuid'), messageUuid: stringOf(envelope, 'message_uuid') };
}
