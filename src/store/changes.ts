import type { ChatError } from '../model/errors.js';
import type { Features } from '../model/features.js';
import type { Message, PendingMessage, Reaction } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import type { Room } from '../model/room.js';
import type { User } from '../model/user.js';
import { mergeMessages, reactionKey } from './merge.js';
import { emptyTimeline, type ChatState, type ConnectionState, type RoomEntry, type Timeline } from './state.js';
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
      const lastMessage = newer(known?.lastMessage ?? null, last.get(room.uuid) ?? null);
      byUuid.set(room.uuid, { room, lastMessage, unread: known?.unread ?? 0 });
    }
    return { ...state, rooms: { status: 'ready', error: null, byUuid } };
  };
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
    return withEntry(state, { room, lastMessage: known?.lastMessage ?? null, unread: known?.unread ?? 0 });
  };
}

export function roomOpened(roomUuid: string): Change {
  return (state) => {
    const opened = { ...state, openRoomUuid: roomUuid, openError: null };
    return state.timelines.has(roomUuid) ? opened : withTimeline(opened, emptyTimeline(roomUuid));
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

export function roomRead(roomUuid: string): Change {
  return (state) => {
    const entry = state.rooms.byUuid.get(roomUuid);
    return entry && entry.unread > 0 ? withEntry(state, { ...entry, unread: 0 }) : state;
  };
}

// Messages

/** Messages from wherever they come; those of rooms that were never opened only move the room's row. */
export function messagesMerged(roomUuid: string, messages: readonly Message[]): Change {
  return (state) => {
    const timeline = state.timelines.get(roomUuid);
    const merged = timeline ? mergeMessages(timeline.messages, messages) : undefined;
    const withMessages =
      timeline && merged !== timeline.messages ? withTimeline(state, { ...timeline, messages: merged ?? [] }) : state;
    return withLastMessage(withMessages, roomUuid, messages);
  };
}

/** The newest page of a room, which begins or renews its timeline. */
export function pageLoaded(roomUuid: string, messages: readonly Message[], hasOlder: boolean): Change {
  return (state) => {
    const merged = messagesMerged(roomUuid, messages)(state);
    return changeTimeline(merged, roomUuid, (timeline) => ({
      ...timeline,
      status: 'ready',
      error: null,
      hasOlder: timeline.status === 'ready' ? timeline.hasOlder : hasOlder,
    }));
  };
}

/**
 * The newest page after a gap that was longer than the page: what is known of before would stand beside messages that
 * do not follow it, so the timeline begins anew.
 */
export function timelineReplaced(roomUuid: string, messages: readonly Message[], hasOlder: boolean): Change {
  return (state) => {
    const sorted = mergeMessages([], messages);
    const replaced = changeTimeline(state, roomUuid, (timeline) => ({
      ...timeline,
      status: 'ready',
      error: null,
      messages: sorted,
      hasOlder,
      older: 'idle',
    }));
    return withLastMessage(replaced, roomUuid, messages);
  };
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

export function olderLoading(roomUuid: string): Change {
  return (state) => changeTimeline(state, roomUuid, (timeline) => ({ ...timeline, older: 'loading' }));
}

export function olderFailed(roomUuid: string): Change {
  return (state) => changeTimeline(state, roomUuid, (timeline) => ({ ...timeline, older: 'failed' }));
}

export function olderLoaded(roomUuid: string, messages: readonly Message[], hasOlder: boolean): Change {
  return (state) =>
    changeTimeline(messagesMerged(roomUuid, messages)(state), roomUuid, (timeline) => ({
      ...timeline,
      hasOlder,
      older: 'idle',
    }));
}

/** A message of somebody else came while its room was not being read. */
export function unreadCounted(roomUuid: string): Change {
  return (state) => {
    const entry = state.rooms.byUuid.get(roomUuid);
    return entry ? withEntry(state, { ...entry, unread: entry.unread + 1 }) : state;
  };
}

// Mine on their way

export function pendingAdded(message: PendingMessage): Change {
  return (state) =>
    changeTimeline(state, message.roomUuid, (timeline) => ({ ...timeline, pending: [...timeline.pending, message] }));
}

export function pendingChanged(roomUuid: string, localId: string, error: ChatError | null): Change {
  return (state) =>
    changeTimeline(state, roomUuid, (timeline) => ({
      ...timeline,
      pending: timeline.pending.map((message) =>
        message.localId === localId ? { ...message, status: error ? 'failed' : 'sending', error } : message,
      ),
    }));
}

export function pendingRemoved(roomUuid: string, localId: string): Change {
  return (state) =>
    changeTimeline(state, roomUuid, (timeline) => {
      const pending = timeline.pending.filter((message) => message.localId !== localId);
      return pending.length === timeline.pending.length ? timeline : { ...timeline, pending };
    });
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
