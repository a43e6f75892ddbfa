import type { Message } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import type { ChatState, RoomEntry, Timeline } from './state.js';
import type { Change } from './store.js';

// The paths that changes copy: the state is immutable, and what did not change keeps its identity.

/** Changes a room's timeline, where there is one. */
export function timelineChange(roomUuid: string, change: (timeline: Timeline) => Timeline): Change {
  return (state) => {
    const timeline = state.timelines.get(roomUuid);
    const next = timeline && change(timeline);
    return !next || next === timeline ? state : withTimeline(state, next);
  };
}

/** Changes a room's entry in the list, where there is one. */
export function entryChange(roomUuid: string, change: (entry: RoomEntry, state: ChatState) => RoomEntry): Change {
  return (state) => {
    const entry = state.rooms.byUuid.get(roomUuid);
    const next = entry && change(entry, state);
    return !next || next === entry ? state : withEntry(state, next);
  };
}

export function withTimeline(state: ChatState, timeline: Timeline): ChatState {
  return { ...state, timelines: new Map(state.timelines).set(timeline.roomUuid, timeline) };
}

export function withEntry(state: ChatState, entry: RoomEntry): ChatState {
  return { ...state, rooms: { ...state.rooms, byUuid: new Map(state.rooms.byUuid).set(entry.room.uuid, entry) } };
}

export function newer(a: Message | null, b: Message | null): Message | null {
  if (!a || !b) return a ?? b;
  return compareMessages(a, b) < 0 ? b : a;
}
