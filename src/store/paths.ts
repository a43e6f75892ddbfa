import type { Message } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import { joinStates } from './join.js';
import { UNCOUNTED, type RoomRevisions } from './revisions.js';
import type { ChatState, RoomEntry, Timeline } from './state.js';
import type { Change } from './store.js';
import type { TimelineId } from './timeline-id.js';

// The paths that changes copy: the state is immutable, and what did not change keeps its identity.

/** Changes a timeline, where there is one. */
export function timelineChange(id: TimelineId, change: (timeline: Timeline) => Timeline): Change {
  return (state) => {
    const timeline = state.timelines.get(id);
    const next = timeline && change(timeline);
    return !next || next === timeline ? state : withTimeline(state, next);
  };
}

/** Changes every timeline that shows messages of a room. */
export function timelinesOfRoom(roomUuid: string, change: (timeline: Timeline) => Timeline): Change {
  return (state) => {
    let next = state;
    for (const { id, roomUuid: of } of state.timelines.values())
      if (of === roomUuid) next = timelineChange(id, change)(next);
    return next;
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

/** Changes what is known of a room's counter. */
export function revisionsChange(roomUuid: string, change: (revisions: RoomRevisions) => RoomRevisions): Change {
  return (state) => {
    const before = state.revisions.get(roomUuid) ?? UNCOUNTED;
    const next = change(before);
    return next === before ? state : { ...state, revisions: new Map(state.revisions).set(roomUuid, next) };
  };
}

export function withTimeline(state: ChatState, timeline: Timeline): ChatState {
  return { ...state, timelines: new Map(state.timelines).set(timeline.id, timeline) };
}

export function withEntry(state: ChatState, entry: RoomEntry): ChatState {
  return { ...state, rooms: { ...state.rooms, byUuid: new Map(state.rooms.byUuid).set(entry.room.uuid, entry) } };
}

/** One change after the other. */
export function inTurn(...changes: readonly Change[]): Change {
  return (state) => changes.reduce((now, change) => change(now), state);
}

/** The later of two messages; of one message, what both states say. */
export function newer(a: Message | null, b: Message | null): Message | null {
  if (!a || !b) return a ?? b;
  if (a.uuid === b.uuid) return joinStates(a, b);
  return compareMessages(a, b) < 0 ? b : a;
}
