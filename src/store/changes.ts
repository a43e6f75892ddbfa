import type { ChatError } from '../model/errors.js';
import type { Features } from '../model/features.js';
import type { Message, PendingMessage, Reaction } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { reactionKey } from './merge.js';
import { keepRange, mergeLive, mergeRun, type Run } from './run.js';
import {
  emptyTimeline,
  type ChatState,
  type ConnectionState,
  type GapStatus,
  type RoomEntry,
  type Timeline,
} from './state.js';
import type { Change } from './store.js';

// Every function here answers a pure step from state to state, and the same state when nothing changes.

export function connectionChanged(status: ConnectionState['status'], error: ChatError | null = null): Change {
  return (state) => {
    if (state.connection.status === status && state.connection.error === error) return state;
    return { ...state, connection: { status, error } };
  };
}

export function signedIn(me: string, features: Features): Change {
  return (state) => ({ ...state, me, features });
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

// Rooms

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
  return (state) => {
    const entry = state.rooms.byUuid.get(roomUuid);
    if (!entry) return state;
    const lastRead = entry.lastMessage?.uuid ?? entry.lastRead;
    return entry.unread === 0 && entry.lastRead === lastRead
      ? state
      : withEntry(state, { ...entry, unread: 0, lastRead });
  };
}

/** I have read a room up to a message, in another window. */
export function roomReadElsewhere(roomUuid: string, messageUuid: string): Change {
  return (state) => {
    const entry = state.rooms.byUuid.get(roomUuid);
    if (!entry) return state;
    if (entry.lastMessage?.uuid === messageUuid) return roomRead(roomUuid)(state);
    const messages = state.timelines.get(roomUuid)?.messages ?? [];
    const index = messages.findIndex(({ uuid }) => uuid === messageUuid);
    // Where the message is not known, neither is how many follow it.
    const unread = index < 0 ? entry.unread : messages.slice(index + 1).filter((m) => m.userUuid !== state.me).length;
    return withEntry(state, { ...entry, unread, lastRead: messageUuid });
  };
}

// Messages

/** Messages that came one by one; those of rooms that were never opened only move the room's row. */
export function messagesMerged(roomUuid: string, messages: readonly Message[]): Change {
  return (state) => {
    const merged = changeTimeline(state, roomUuid, (timeline) => withKnown(timeline, mergeLive(timeline, messages)));
    return withLastMessage(merged, roomUuid, messages);
  };
}

/** A page of the server: a run of messages between which none is missing. */
export function runMerged(roomUuid: string, run: Run): Change {
  return (state) => {
    const merged = changeTimeline(state, roomUuid, (timeline) => withKnown(timeline, mergeRun(timeline, run)));
    return withLastMessage(merged, roomUuid, run.messages);
  };
}

export function timelineReady(roomUuid: string): Change {
  return (state) =>
    changeTimeline(state, roomUuid, (timeline) =>
      timeline.status === 'ready' ? timeline : { ...timeline, status: 'ready', error: null },
    );
}

export function timelineLoading(roomUuid: string): Change {
  return (state) =>
    changeTimeline(state, roomUuid, (timeline) =>
      timeline.status === 'failed' ? { ...timeline, status: 'loading', error: null } : timeline,
    );
}

export function timelineFailed(roomUuid: string, error: ChatError): Change {
  return (state) =>
    changeTimeline(state, roomUuid, (timeline) =>
      // Messages on screen stay there when a refresh fails.
      timeline.status === 'ready' ? timeline : { ...timeline, status: 'failed', error },
    );
}

/** Live events were interrupted: after the newest message of each loaded room, some may be missing. */
export function timelinesInterrupted(): Change {
  return (state) => {
    let next = state;
    for (const { roomUuid, messages, gaps } of state.timelines.values()) {
      const last = messages[messages.length - 1];
      if (last && !gaps.has(last.uuid)) next = gapChanged(roomUuid, last.uuid, 'idle')(next);
    }
    return next;
  };
}

/** Opens a gap after a message, or changes what is being done about it. */
export function gapChanged(roomUuid: string, messageUuid: string, status: GapStatus): Change {
  return (state) =>
    changeTimeline(state, roomUuid, (timeline) =>
      timeline.gaps.get(messageUuid) === status
        ? timeline
        : { ...timeline, gaps: new Map(timeline.gaps).set(messageUuid, status) },
    );
}

/** A request for what is missing after a message has failed; the gap may have closed meanwhile. */
export function gapFailed(roomUuid: string, messageUuid: string): Change {
  return (state) =>
    state.timelines.get(roomUuid)?.gaps.has(messageUuid) ? gapChanged(roomUuid, messageUuid, 'failed')(state) : state;
}

export function olderChanged(roomUuid: string, status: GapStatus): Change {
  return (state) =>
    changeTimeline(state, roomUuid, (timeline) =>
      timeline.older === status ? timeline : { ...timeline, older: status },
    );
}

/** Forgets the messages outside of a range (inclusive), which are far from the reader. */
export function messagesReleased(roomUuid: string, firstUuid: string, lastUuid: string): Change {
  return (state) =>
    changeTimeline(state, roomUuid, (timeline) => withKnown(timeline, keepRange(timeline, firstUuid, lastUuid)));
}

/**
 * A message of somebody else came while its room was not being read.
 *
 * @param before the message that was the room's last until then: what had been read, as far as is known
 */
export function unreadCounted(roomUuid: string, before: string | null): Change {
  return (state) => {
    const entry = state.rooms.byUuid.get(roomUuid);
    return entry ? withEntry(state, { ...entry, unread: entry.unread + 1, lastRead: entry.lastRead ?? before }) : state;
  };
}

// Mine on their way

/** What of mine is on its way in a room now, in the order of writing. Those that did not change keep their identity. */
export function pendingReplaced(roomUuid: string, pending: readonly PendingMessage[]): Change {
  return (state) => {
    const hasFailed = pending.some(({ status }) => status === 'failed');
    return changeTimeline(withFailed(state, roomUuid, hasFailed), roomUuid, (timeline) => {
      const known = new Map(timeline.pending.map((message) => [message.localId, message]));
      const next = pending.map((message) => {
        const old = known.get(message.localId);
        return old?.status === message.status && old.error === message.error ? old : message;
      });
      const isSame = next.length === known.size && next.every((message, index) => message === timeline.pending[index]);
      return isSame ? timeline : { ...timeline, pending: next };
    });
  };
}

function withFailed(state: ChatState, roomUuid: string, hasFailed: boolean): ChatState {
  if (state.failedRooms.has(roomUuid) === hasFailed) return state;
  const failedRooms = new Set(state.failedRooms);
  if (hasFailed) failedRooms.add(roomUuid);
  else failedRooms.delete(roomUuid);
  return { ...state, failedRooms };
}

// Reactions

export function reactionAdded(roomUuid: string, messageUuid: string, reaction: Reaction): Change {
  return (state) =>
    changeReactions(state, roomUuid, messageUuid, (reactions) =>
      reactions.some((known) => reactionKey(known) === reactionKey(reaction)) ? reactions : [...reactions, reaction],
    );
}

export function reactionRemoved(roomUuid: string, messageUuid: string, reaction: Reaction): Change {
  return (state) =>
    changeReactions(state, roomUuid, messageUuid, (reactions) => {
      const kept = reactions.filter((known) => reactionKey(known) !== reactionKey(reaction));
      return kept.length === reactions.length ? reactions : kept;
    });
}

// The paths that changes copy

function changeReactions(
  state: ChatState,
  roomUuid: string,
  messageUuid: string,
  change: (reactions: readonly Reaction[]) => readonly Reaction[],
): ChatState {
  return changeTimeline(state, roomUuid, (timeline) => {
    const index = timeline.messages.findIndex((message) => message.uuid === messageUuid);
    const message = timeline.messages[index];
    const reactions = message && change(message.reactions);
    if (!message || !reactions || reactions === message.reactions) return timeline;
    return { ...timeline, messages: replaceAt(timeline.messages, index, { ...message, reactions }) };
  });
}

function changeTimeline(state: ChatState, roomUuid: string, change: (timeline: Timeline) => Timeline): ChatState {
  const timeline = state.timelines.get(roomUuid);
  const next = timeline && change(timeline);
  return !next || next === timeline ? state : withTimeline(state, next);
}

function withTimeline(state: ChatState, timeline: Timeline): ChatState {
  return { ...state, timelines: new Map(state.timelines).set(timeline.roomUuid, timeline) };
}

function withKnown(timeline: Timeline, known: Pick<Timeline, 'messages' | 'gaps' | 'hasOlder'>): Timeline {
  const { messages, gaps, hasOlder } = known;
  const same = messages === timeline.messages && gaps === timeline.gaps && hasOlder === timeline.hasOlder;
  return same ? timeline : { ...timeline, messages, gaps, hasOlder };
}

function withEntry(state: ChatState, entry: RoomEntry): ChatState {
  return { ...state, rooms: { ...state.rooms, byUuid: new Map(state.rooms.byUuid).set(entry.room.uuid, entry) } };
}

function withLastMessage(state: ChatState, roomUuid: string, messages: readonly Message[]): ChatState {
  const entry = state.rooms.byUuid.get(roomUuid);
  if (!entry) return state;
  const lastMessage = messages.reduce<Message | null>(newer, entry.lastMessage);
  return lastMessage === entry.lastMessage ? state : withEntry(state, { ...entry, lastMessage });
}

function newer(a: Message | null, b: Message | null): Message | null {
  if (!a || !b) return a ?? b;
  return compareMessages(a, b) < 0 ? b : a;
}

function replaceAt<T>(items: readonly T[], index: number, item: T): readonly T[] {
  return [...items.slice(0, index), item, ...items.slice(index + 1)];
}
