import type { ConnectionEvent, ReactionEvent } from '../connection/connection.js';
import { fieldsOf, parseMessage, parseReaction, parseRoom, revisionOf, stringOf } from './parse.js';

/** The events asked for; a stock Wazo never sends those of the extension, and subscribing to them does no harm. */
export const EVENT_NAMES: readonly string[] = [
  'auth_session_expire_soon',
  'chatd_user_room_created',
  'chatd_user_room_message_created',
  'chatd_user_room_read',
  'chatd_users_room_message_reaction_created',
  'chatd_users_room_message_reaction_deleted',
];

/**
 * The meaning of an event's envelope; 'expiring' when it says that the token ends soon, undefined for names that were
 * never asked for.
 *
 * @throws {ChatFailure} when a known event is not of its shape
 */
export function parseEvent(envelope: unknown): ConnectionEvent | 'expiring' | undefined {
  const fields = fieldsOf(envelope, 'event');
  switch (fields['name']) {
    case 'auth_session_expire_soon':
      return 'expiring';
    case 'chatd_user_room_created':
      return { type: 'room-added', room: parseRoom(fields['data']) };
    case 'chatd_user_room_message_created':
      return { type: 'message-created', message: parseMessage(fields['data']) };
    case 'chatd_user_room_read':
      return readEvent(fields);
    case 'chatd_users_room_message_reaction_created':
      return reactionEvent('reaction-created', fields);
    case 'chatd_users_room_message_reaction_deleted':
      return reactionEvent('reaction-deleted', fields);
    default:
      return undefined;
  }
}

function readEvent(fields: Readonly<Record<string, unknown>>): ConnectionEvent {
  const data = fieldsOf(fields['data'], 'event.data');
  return {
    type: 'room-read',
    roomUuid: stringOf(fields, 'room_uuid'),
    userUuid: stringOf(data, 'user_uuid'),
    messageUuid: stringOf(data, 'message_uuid'),
  };
}

function reactionEvent(type: ReactionEvent['type'], fields: Readonly<Record<string, unknown>>): ReactionEvent {
  return {
    type,
    roomUuid: stringOf(fields, 'room_uuid'),
    messageUuid: stringOf(fields, 'message_uuid'),
    reaction: parseReaction(fields['data']),
    revision: revisionOf(fields),
  };
}
