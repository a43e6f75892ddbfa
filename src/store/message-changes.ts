import type { ChatError } from '../model/errors.js';
import { reactionKey, type Message, type PendingMessage, type Reaction } from '../model/message.js';
import { entryChange, newer, timelineChange } from './paths.js';
import { keepRange, mergeLive, mergeRun, type Run } from './run.js';
import type { ChatState, GapStatus, Timeline } from './state.js';
import type { Change } from './store.js';

// What is known of the messages of rooms, mine on their way included.
// Every function here answers a pure step from state to state, and the same state when nothing changes.

/** Messages that came one by one; those of rooms that were never opened only move the room's row. */
export function messagesMerged(roomUuid: string, messages: readonly Message[]): Change {
  return (state) => {
    const merge = timelineChange(roomUuid, (timeline) => withKnown(timeline, mergeLive(timeline, messages)));
    return lastMessageMoved(roomUuid, messages)(merge(state));
  };
}

/** A page of the server: a run of messages between which none is missing. */
export function runMerged(roomUuid: string, run: Run): Change {
  return (state) => {
    const merge = timelineChange(roomUuid, (timeline) => withKnown(timeline, mergeRun(timeline, run)));
    return lastMessageMoved(roomUuid, run.messages)(merge(state));
  };
}

export function timelineReady(roomUuid: string): Change {
  return timelineChange(roomUuid, (timeline) =>
    timeline.status === 'ready' ? timeline : { ...timeline, status: 'ready', error: null },
  );
}

export function timelineLoading(roomUuid: string): Change {
  return timelineChange(roomUuid, (timeline) =>
    timeline.status === 'failed' ? { ...timeline, status: 'loading', error: null } : timeline,
  );
}

export function timelineFailed(roomUuid: string, error: ChatError): Change {
  return timelineChange(roomUuid, (timeline) =>
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
  return timelineChange(roomUuid, (timeline) =>
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
  return timelineChange(roomUuid, (timeline) =>
    timeline.older === status ? timeline : { ...timeline, older: status },
  );
}

/** Forgets the messages outside of a range (inclusive), which are far from the reader. */
export function messagesReleased(roomUuid: string, firstUuid: string, lastUuid: string): Change {
  return timelineChange(roomUuid, (timeline) => withKnown(timeline, keepRange(timeline, firstUuid, lastUuid)));
}

function lastMessageMoved(roomUuid: string, messages: readonly Message[]): Change {
  return entryChange(roomUuid, (entry) => {
    const lastMessage = messages.reduce<Message | null>(newer, entry.lastMessage);
    return lastMessage === entry.lastMessage ? entry : { ...entry, lastMessage };
  });
}

function withKnown(timeline: Timeline, known: Pick<Timeline, 'messages' | 'gaps' | 'hasOlder'>): Timeline {
  const { messages, gaps, hasOlder } = known;
  const same = messages === timeline.messages && gaps === timeline.gaps && hasOlder === timeline.hasOlder;
  return same ? timeline : { ...timeline, messages, gaps, hasOlder };
}

// Mine on their way

/** What of mine is on its way in a room now, in the order of writing. Those that did not change keep their identity. */
export function pendingReplaced(roomUuid: string, pending: readonly PendingMessage[]): Change {
  return (state) => {
    const hasFailed = pending.some(({ status }) => status === 'failed');
    const replace = timelineChange(roomUuid, (timeline) => {
      const known = new Map(timeline.pending.map((message) => [message.localId, message]));
      const next = pending.map((message) => {
        const old = known.get(message.localId);
        return old?.status === message.status && old.error === message.error ? old : message;
      });
      const isSame = next.length === known.size && next.every((message, index) => message === timeline.pending[index]);
      return isSame ? timeline : { ...timeline, pending: next };
    });
    return replace(withFailed(state, roomUuid, hasFailed));
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
  return changeReactions(roomUuid, messageUuid, (reactions) =>
    reactions.some((known) => reactionKey(known) === reactionKey(reaction)) ? reactions : [...reactions, reaction],
  );
}

export function reactionRemoved(roomUuid: string, messageUuid: string, reaction: Reaction): Change {
  return changeReactions(roomUuid, messageUuid, (reactions) => {
    const kept = reactions.filter((known) => reactionKey(known) !== reactionKey(reaction));
    return kept.length === reactions.length ? reactions : kept;
  });
}

function changeReactions(
  roomUuid: string,
  messageUuid: string,
  change: (reactions: readonly Reaction[]) => readonly Reaction[],
): Change {
  return timelineChange(roomUuid, (timeline) => {
    const index = timeline.messages.findIndex((message) => message.uuid === messageUuid);
    const message = timeline.messages[index];
    const reactions = message && change(message.reactions);
    if (!message || !reactions || reactions === message.reactions) return timeline;
    return { ...timeline, messages: timeline.messages.with(index, { ...message, reactions }) };
  });
}
