import type { ChatError } from '../model/errors.js';
import { inTurn, timelineChange } from './paths.js';
import type { GapStatus, Timeline } from './state.js';
import type { Change } from './store.js';
import type { TimelineId } from './timeline-id.js';

// How timelines are being loaded, and what of them is missing.
// Every function here answers a pure step from state to state, and the same state when nothing changes.

/** A room's timeline has caught up with what was missed. */
export function timelineCaughtUp(id: TimelineId): Change {
  return timelineChange(id, (timeline) =>
    timeline.interruptedAfter === null ? timeline : { ...timeline, interruptedAfter: null },
  );
}

export function timelineReady(id: TimelineId): Change {
  return timelineChange(id, (timeline) =>
    timeline.status === 'ready' ? timeline : { ...timeline, status: 'ready', error: null },
  );
}

export function timelineLoading(id: TimelineId): Change {
  return timelineChange(id, (timeline) =>
    timeline.status === 'failed' ? { ...timeline, status: 'loading', error: null } : timeline,
  );
}

export function timelineFailed(id: TimelineId, error: ChatError): Change {
  return timelineChange(id, (timeline) =>
    // Messages on screen stay there when a refresh fails.
    timeline.status === 'ready' ? timeline : { ...timeline, status: 'failed', error },
  );
}

/** Live events were interrupted: after the newest message of each loaded timeline, some may be missing. */
export function timelinesInterrupted(): Change {
  return (state) => inTurn(...[...state.timelines.keys()].map((id) => timelineChange(id, interrupted)))(state);
}

function interrupted(timeline: Timeline): Timeline {
  const { messages, gaps, interruptedAfter } = timeline;
  const last = messages.at(-1);
  if (!last || gaps.has(last.uuid)) return timeline;
  // What follows an earlier interruption is still missing.
  const after = interruptedAfter ?? last.uuid;
  return { ...timeline, gaps: new Map(gaps).set(last.uuid, 'idle'), interruptedAfter: after };
}

/** Opens a gap after a message, or changes what is being done about it. */
export function gapChanged(id: TimelineId, messageUuid: string, status: GapStatus): Change {
  return timelineChange(id, (timeline) =>
    timeline.gaps.get(messageUuid) === status
      ? timeline
      : { ...timeline, gaps: new Map(timeline.gaps).set(messageUuid, status) },
  );
}

/** A request for what is missing after a message has failed; the gap may have closed meanwhile. */
export function gapFailed(id: TimelineId, messageUuid: string): Change {
  return (state) =>
    state.timelines.get(id)?.gaps.has(messageUuid) ? gapChanged(id, messageUuid, 'failed')(state) : state;
}

/** What is missing after a message was asked for, and the answer did not say that it is all. */
export function gapAnswered(id: TimelineId, messageUuid: string): Change {
  return (state) =>
    state.timelines.get(id)?.gaps.get(messageUuid) === 'loading' ? gapChanged(id, messageUuid, 'idle')(state) : state;
}

export function olderChanged(id: TimelineId, status: GapStatus): Change {
  return timelineChange(id, (timeline) => (timeline.older === status ? timeline : { ...timeline, older: status }));
}

/** Forgets a timeline that nobody looks at, but for mine on their way. */
export function timelineDropped(id: TimelineId): Change {
  return (state) => {
    if (!state.timelines.has(id)) return state;
    const timelines = new Map(state.timelines);
    timelines.delete(id);
    return { ...state, timelines };
  };
}
