import type { CustomEmoji } from '../model/custom-emoji.js';
import type { ChatError } from '../model/errors.js';
import type { Feature, Limits } from '../model/features.js';
import type { Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { entryChange, inTurn, newer, withEntry, withTimeline } from './paths.js';
import { revisionReached, UNCOUNTED } from './revisions.js';
import { emptyTimeline, type ChatState, type ConnectionState, type RoomEntry, type Timeline } from './state.js';
import type { Change } from './store.js';
import { roomTimeline, type TimelineId } from './timeline-id.js';
import {
  holdsCounted,
  metReadAhead,
  newEntry,
  readAheadTo,
  readToEnd,
  readUpTo,
  withArrivals,
  withListed,
} from './unread.js';

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

/** What can be done is something else now: the page has said so. */
export function offersChanged({ features, limits }: Pick<ChatState, 'features' | 'limits'>): Change {
  return (state) => ({ ...state, features, limits });
}

/** The server's own emoji; those that are the same as before make no change. */
export function customEmojiLoaded(emoji: readonly CustomEmoji[]): Change {
  return (state) => {
    const known = [...state.customEmoji.values()];
    const isSame =
      known.length === emoji.length &&
      known.every(({ shortcode, url }, at) => shortcode === emoji[at]?.shortcode && url === emoji[at].url);
    return isSame ? state : { ...state, customEmoji: new Map(emoji.map((one) => [one.shortcode, one])) };
  };
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

/** What happened to rooms while the list was on its way: the answer may not know of it. */
export interface RoomNews {
  readonly added: readonly Room[];
  readonly removed: ReadonlySet<string>;
}

export function roomsLoaded(
  listed: readonly Room[],
  lastMessages: readonly Message[],
  news: RoomNews = { added: [], removed: new Set() },
): Change {
  return (state) => {
    const last = new Map(lastMessages.map((message) => [message.roomUuid, message]));
    const byUuid = new Map<string, RoomEntry>();
    for (const room of [...news.added, ...listed]) {
      if (news.removed.has(room.uuid)) continue;
      const known = byUuid.get(room.uuid) ?? state.rooms.byUuid.get(room.uuid);
      byUuid.set(room.uuid, listedEntry(room, last.get(room.uuid) ?? null, known, state.me));
    }
    const rooms = { status: 'ready', error: null, byUuid } as const;
    const gone = roomsIn(state).filter((uuid) => !byUuid.has(uuid));
    return inTurn(countsReached(listed), ...gone.map(roomForgotten))({ ...state, rooms });
  };
}

/** The rooms that are listed, or that somebody has opened before there was a list. */
function roomsIn({ rooms, timelines }: ChatState): readonly string[] {
  const opened = [...timelines.values()].map(({ roomUuid }) => roomUuid);
  return [...new Set([...rooms.byUuid.keys(), ...opened])];
}

function listedEntry(room: Room, last: Message | null, known: RoomEntry | undefined, me: string | null): RoomEntry {
  if (!known) return newEntry(room, last);
  const entry = { ...withListed(known, room, last), lastMessage: newer(known.lastMessage, last) };
  // On a server without receipts: of what was missed, at least the last message is known.
  return last ? withArrivals(entry, [last], me) : entry;
}

/**
 * Of rooms of which no messages are held or on their way, the list tells all that has to be known; one copy for thousands of
 * them. Of the others, a page may be older than the list, and what it does not know of is still to be asked for.
 */
function countsReached(rooms: readonly Room[]): Change {
  return (state) => {
    const revisions = new Map(state.revisions);
    for (const { uuid, revision } of rooms) {
      const known = state.revisions.get(uuid);
      if (!state.timelines.has(roomTimeline(uuid))) revisions.set(uuid, revisionReached(known ?? UNCOUNTED, revision));
    }
    return { ...state, revisions };
  };
}

/** Rooms of an earlier visit, until there is a list. */
export function roomsKept(kept: readonly Room[], lastMessages: readonly Message[]): Change {
  return (state) => {
    if (state.rooms.status !== 'loading' || kept.length === 0) return state;
    const loaded = roomsLoaded(kept, lastMessages)(state);
    return { ...loaded, rooms: { ...loaded.rooms, status: 'kept' } };
  };
}

/** Whether there are rooms to show, from the server or from an earlier visit. */
export function areRoomsThere({ status }: ChatState['rooms']): boolean {
  return status === 'ready' || status === 'kept';
}

export function roomsFailed(error: ChatError): Change {
  // Rooms that are on screen stay: old ones are better than none.
  return (state) =>
    areRoomsThere(state.rooms) ? state : { ...state, rooms: { ...state.rooms, status: 'failed', error } };
}

export function roomsLoading(): Change {
  return (state) =>
    areRoomsThere(state.rooms) ? state : { ...state, rooms: { ...state.rooms, status: 'loading', error: null } };
}

/** A room that is new, or has another name or other people. */
export function roomAdded(room: Room): Change {
  return (state) => {
    const known = state.rooms.byUuid.get(room.uuid);
    if (known) return withEntry(state, { ...known, room });
    return countsReached([room])(withEntry(state, newEntry(room, null)));
  };
}

/** A room is gone, or I am no longer in it. */
export function roomRemoved(roomUuid: string): Change {
  return (state) => {
    if (!state.rooms.byUuid.has(roomUuid)) return state;
    const byUuid = new Map(state.rooms.byUuid);
    byUuid.delete(roomUuid);
    return roomForgotten(roomUuid)({ ...state, rooms: { ...state.rooms, byUuid } });
  };
}

/** Nothing of a room that is gone is held: should it come back, it begins anew. */
function roomForgotten(roomUuid: string): Change {
  return (state) => {
    const timelines = new Map([...state.timelines].filter(([, timeline]) => timeline.roomUuid !== roomUuid));
    const revisions = new Map(state.revisions);
    revisions.delete(roomUuid);
    return { ...state, timelines, revisions };
  };
}

/** Somebody opens a timeline: it is there, empty, until its messages come. */
export function timelineOpened(id: TimelineId, roomUuid: string): Change {
  return (state) => (state.timelines.has(id) ? state : withTimeline(state, emptyTimeline(id, roomUuid)));
}

/** I have read a room up to its newest message. */
export function roomRead(roomUuid: string): Change {
  return entryChange(roomUuid, readToEnd);
}

/** I have read a room up to a message, in another window. */
export function roomReadElsewhere(roomUuid: string, messageUuid: string): Change {
  return entryChange(roomUuid, (entry, { me, timelines }) => {
    if (entry.lastMessage?.uuid === messageUuid) return readToEnd(entry);
    const timeline = timelines.get(roomTimeline(roomUuid));
    const held = timeline?.messages.find(({ uuid }) => uuid === messageUuid);
    const message = held ?? entry.fresh.find(({ uuid }) => uuid === messageUuid);
    // Where the message is not known, neither is how many follow it.
    if (!message) return readAheadTo(entry, messageUuid);
    const later = timeline && held && holdsCounted(entry, timeline, me) ? messagesAfter(timeline, held) : null;
    return later ? readUpTo(entry, message, later, me) : metReadAhead(readAheadTo(entry, messageUuid), message, me);
  });
}

function messagesAfter({ messages }: Timeline, message: Message): readonly Message[] {
  return messages.slice(messages.indexOf(message) + 1);
}
