import type { ChatError } from '../model/errors.js';
import type { Feature, Limits } from '../model/features.js';
import type { Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { entryChange, newer, withEntry, withTimeline } from './paths.js';
import { emptyTimeline, type ConnectionState, type RoomEntry } from './state.js';
import type { Change } from './store.js';

// What is known around the messages: the connection, the people, the rooms and how far they are read.
// Every function here answers a pure step from state to state, and the same state when nothing changes.

export function connectionChanged(status: ConnectionState['status'], error: ChatError | null = null): Change {
  return (state) => {
    if (state.connection.status === status && state.connection.error === error) return state;
    return { ...state, connection: { status, error } };
  };
}

export function signedIn(me: string, features: ReadonlySet<Feature>, limits: Limits): Change {
  return (state) => ({ ...state, me, features, limits });
}

/** Records the people that were asked for: `null` for those whom the directory does not know. */
export function usersLoaded(asked: readonly string[], users: readonly User[]): Change {
  return (state) => {
    const found = new Map(users.map((user) => [user.uuid, user]));
    const next = new Map(state.users);
    for (const uuid of asked) if (!next.get(uuid)) next.set(uuid, found.get(uuid) ?? null);
    for (const user of users) next.set(user.uuid, user);
    return { ...state, users: next };
  };
}

export function roomsLoaded(rooms: readonly Room[], lastMessages: readonly Message[]): Change {
  return (state) => {
    const last = new Map(lastMessages.map((message) => [message.roomUuid, message]));
    const byUuid = new Map<string, RoomEntry>();
    for (const room of rooms) {
      const known = state.rooms.byUuid.get(room.uuid);
      byUuid.set(room.uuid, loadedEntry(room, last.get(room.uuid) ?? null, known, state.me));
    }
    return { ...state, rooms: { status: 'ready', error: null, byUuid } };
  };
}

function loadedEntry(room: Room, last: Message | null, known: RoomEntry | undefined, me: string | null): RoomEntry {
  const lastMessage = newer(known?.lastMessage ?? null, last);
  if (room.reading) {
    const { unread, lastReadMessageUuid } = room.reading;
    return { room, lastMessage, unread, lastRead: lastReadMessageUuid };
  }
  // A server without receipts: of what was missed, at least the last message is known.
  const missed = known !== undefined && lastMessage !== known.lastMessage && lastMessage?.userUuid !== me;
  const lastRead = known?.lastRead ?? (missed ? (known.lastMessage?.uuid ?? null) : null);
  return { room, lastMessage, unread: (known?.unread ?? 0) + (missed ? 1 : 0), lastRead };
}

export function roomsFailed(error: ChatError): Change {
  // A list that is on screen stays: old rooms are better than none.
  return (state) =>
    state.rooms.status === 'ready' ? state : { ...state, rooms: { ...state.rooms, status: 'failed', error } };
}

export function roomsLoading(): Change {
  return (state) =>
    state.rooms.status === 'ready' ? state : { ...state, rooms: { ...state.rooms, status: 'loading', error: null } };
}

export function roomAdded(room: Room): Change {
  return (state) => {
    const known = state.rooms.byUuid.get(room.uuid);
    if (known) return withEntry(state, { ...known, room });
    const { unread = 0, lastReadMessageUuid = null } = room.reading ?? {};
    return withEntry(state, { room, lastMessage: null, unread, lastRead: lastReadMessageUuid });
  };
}

export function roomOpened(roomUuid: string): Change {
  return (state) => {
    const opened = { ...state, openRoomUuid: roomUuid, openError: null };
    if (state.openRoomUuid === roomUuid) return opened;
    const entry = state.rooms.byUuid.get(roomUuid);
    const unreadAfter = entry && entry.unread > 0 ? entry.lastRead : null;
    return withTimeline(opened, { ...(state.timelines.get(roomUuid) ?? emptyTimeline(roomUuid)), unreadAfter });
  };
}

export function roomClosed(): Change {
  return (state) =>
    state.openRoomUuid === null && state.openError === null ? state : { ...state, openRoomUuid: null, openError: null };
}

/** The room that was asked for cannot be shown. */
export function openingFailed(error: ChatError): Change {
  return (state) => ({ ...state, openRoomUuid: null, openError: error });
}

/** I have read a room up to its newest message. */
export function roomRead(roomUuid: string): Change {
  return entryChange(roomUuid, readEntry);
}

function readEntry(entry: RoomEntry): RoomEntry {
  const lastRead = entry.lastMessage?.uuid ?? entry.lastRead;
  return entry.unread === 0 && entry.lastRead === lastRead ? entry : { ...entry, unread: 0, lastRead };
}

/** I have read a room up to a message, in another window. */
export function roomReadElsewhere(roomUuid: string, messageUuid: string): Change {
  return entryChange(roomUuid, (entry, { me, timelines }) => {
    if (entry.lastMessage?.uuid === messageUuid) return readEntry(entry);
    const messages = timelines.get(roomUuid)?.messages ?? [];
    const index = messages.findIndex(({ uuid }) => uuid === messageUuid);
    // Where the message is not known, neither is how many follow it.
    const unread = index < 0 ? entry.unread : messages.slice(index + 1).filter((m) => m.userUuid !== me).length;
    return { ...entry, unread, lastRead: messageUuid };
  });
}

/**
 * A message of somebody else came while its room was not being read.
 *
 * @param before the message that was the room's last until then: what had been read, as far as is known
 */
export function unreadCounted(roomUuid: string, before: string | null): Change {
  return entryChange(roomUuid, (entry) => ({
    ...entry,
    unread: entry.unread + 1,
    lastRead: entry.lastRead ?? before,
  }));
}
