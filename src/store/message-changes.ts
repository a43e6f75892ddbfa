import type { Message, PendingMessage, Reaction } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import { addressesIn, withAddresses } from './file-addresses.js';
import { deletedAt, joinStates, withReaction } from './join.js';
import { entryChange, inTurn, newer, revisionsChange, timelineChange, timelinesOfRoom } from './paths.js';
import {
  deletionWaits,
  reactionWaits,
  revisionReached,
  revisionRewound,
  revisionSeen,
  stateWaits,
  UNCOUNTED,
  UNKNOWN,
  waitingForgotten,
  withWaited,
} from './revisions.js';
import { keepRange, mergeLive, mergeMissed, mergeRun, type Run } from './run.js';
import type { ChatState, Timeline } from './state.js';
import type { Change } from './store.js';
import { roomTimeline, type TimelineId } from './timeline-id.js';
import { withArrivals } from './unread.js';

// What is known of the messages of rooms, mine on their way included.
// Every function here answers a pure step from state to state, and the same state when nothing changes.

/** New messages, one by one: live, or as the answer to my own. Those of rooms that were never opened move the row only. */
export function messagesMerged(roomUuid: string, messages: readonly Message[]): Change {
  return (state) => {
    const complete = waited(state, roomUuid, messages);
    return inTurn(
      timelinesOfRoom(roomUuid, (timeline) => withKnown(timeline, mergeLive(timeline, complete))),
      messagesMet(roomUuid, complete),
      revisionsSeen(roomUuid, messages),
    )(state);
  };
}

/** A page of the server: a run of messages between which none is missing. */
export function runMerged(id: TimelineId, roomUuid: string, run: Run): Change {
  return (state) => {
    const complete = { ...run, messages: waited(state, roomUuid, run.messages) };
    return inTurn(
      timelineChange(id, (timeline) => withKnown(timeline, mergeRun(timeline, complete))),
      stateJoined(roomUuid, complete.messages),
      messagesMet(roomUuid, complete.messages),
      revisionsSeen(roomUuid, run.messages),
    )(state);
  };
}

/** Messages as they were when they came, with what was already known of them. */
function waited(state: ChatState, roomUuid: string, messages: readonly Message[]): readonly Message[] {
  const revisions = state.revisions.get(roomUuid) ?? UNCOUNTED;
  return revisions.waiting.size === 0 ? messages : messages.map((message) => withWaited(revisions, message));
}

/** What messages mean outside of timelines: the room's row, and what is unread. */
function messagesMet(roomUuid: string, messages: readonly Message[]): Change {
  return entryChange(roomUuid, (entry, { me }) => {
    const lastMessage = messages.reduce<Message | null>(newer, entry.lastMessage);
    const counted = withArrivals(entry, messages, me);
    return lastMessage === entry.lastMessage ? counted : { ...counted, lastMessage };
  });
}

/** @param messages as they came: joined with what was known of them, they would hide their own revisions */
function revisionsSeen(roomUuid: string, messages: readonly Message[]): Change {
  return revisionsChange(roomUuid, (revisions) =>
    messages.reduce((now, { revision }) => revisionSeen(now, revision), revisions),
  );
}

// Changes of messages: each reaches all copies of the message, and waits where there is none.

/** Later states of messages, in every timeline that holds them. */
function stateJoined(roomUuid: string, states: readonly Message[]): Change {
  return inTurn(...states.map((state) => messageChanged(roomUuid, state.uuid, (known) => joinStates(known, state))));
}

/** A message has another state than before. */
export function messageUpdated(message: Message): Change {
  const { roomUuid, uuid, revision } = message;
  return inTurn(
    messageChanged(roomUuid, uuid, (known) => joinStates(known, message)),
    revisionsChange(roomUuid, (revisions) => stateWaits(revisionSeen(revisions, revision), message)),
  );
}

export function messageDeleted(roomUuid: string, messageUuid: string, revision: number): Change {
  return inTurn(
    messageChanged(roomUuid, messageUuid, (known) => deletedAt(known, revision)),
    revisionsChange(roomUuid, (known) => deletionWaits(revisionSeen(known, revision), messageUuid, revision)),
  );
}

/** A reaction came (`on`) or went, at a revision of the room. */
export function reactionChanged(
  roomUuid: string,
  messageUuid: string,
  reaction: Reaction,
  at: { readonly on: boolean; readonly revision: number },
): Change {
  return inTurn(
    messageChanged(roomUuid, messageUuid, (known) => withReaction(known, reaction, at.on, at.revision)),
    revisionsChange(roomUuid, (known) => reactionWaits(revisionSeen(known, at.revision), messageUuid, reaction, at)),
  );
}

/** Changes a message in all timelines of its room and in the room's row. */
function messageChanged(roomUuid: string, messageUuid: string, change: (message: Message) => Message): Change {
  return inTurn(
    timelinesOfRoom(roomUuid, (timeline) => {
      const index = timeline.messages.findLastIndex(({ uuid }) => uuid === messageUuid);
      const known = timeline.messages[index];
      const next = known && change(known);
      return !next || next === known ? timeline : { ...timeline, messages: timeline.messages.with(index, next) };
    }),
    entryChange(roomUuid, (entry) => {
      const { lastMessage } = entry;
      const next = lastMessage?.uuid === messageUuid ? change(lastMessage) : lastMessage;
      return next === lastMessage ? entry : { ...entry, lastMessage: next };
    }),
  );
}

/**
 * All that changed in a room after a revision that was known: what was posted meanwhile goes into the room's timeline, the
 * rest changes what is held.
 *
 * @param revision up to which they tell all
 */
export function changesMerged(roomUuid: string, messages: readonly Message[], revision: number): Change {
  return (state) => {
    const complete = waited(state, roomUuid, messages);
    return inTurn(
      timelineChange(roomTimeline(roomUuid), (timeline) => withKnown(timeline, withMissed(timeline, complete))),
      stateJoined(roomUuid, complete),
      messagesMet(roomUuid, complete),
      revisionsChange(roomUuid, (known) => revisionReached(known, revision)),
    )(state);
  };
}

function withMissed(
  timeline: Timeline,
  messages: readonly Message[],
): Pick<Timeline, 'messages' | 'gaps' | 'hasOlder'> {
  const { interruptedAfter, messages: known } = timeline;
  const end = interruptedAfter === null ? undefined : known.find(({ uuid }) => uuid === interruptedAfter);
  if (!end) return mergeMissed(timeline, messages);
  // All that follows the place where events were interrupted is here now, or came live since.
  const later = [...known, ...messages].filter((message) => compareMessages(message, end) > 0);
  return mergeMissed(mergeRun(timeline, { messages: [end, ...later], hasNewer: false }), messages);
}

/** All changes of a room up to a revision are in what is held. */
export function revisionReachedTo(roomUuid: string, revision: number): Change {
  return revisionsChange(roomUuid, (known) => revisionReached(known, revision));
}

/** Something was taken in that does not know of the changes after a revision. */
export function revisionRewoundTo(roomUuid: string, revision: number): Change {
  return revisionsChange(roomUuid, (known) => revisionRewound(known, revision));
}

/** Where the server has not said how far a room is: a page knows of all changes up to the latest that it brings. */
export function revisionsBegun(roomUuid: string, page: readonly Message[]): Change {
  return revisionsChange(roomUuid, (revisions) =>
    revisions.known === UNKNOWN ? revisionReached(revisions, latestOf(page)) : revisions,
  );
}

/** The latest revision that messages bring; 0 where the server does not count. */
export function latestOf(messages: readonly Message[]): number {
  return messages.reduce((most, { revision }) => Math.max(most, revision), 0);
}

/** No page of a room is under way: one that is asked for from now on knows of all that has come. */
export function pagesUnderWayEnded(roomUuid: string): Change {
  return revisionsChange(roomUuid, waitingForgotten);
}

/** Forgets the messages outside of a range (inclusive), which are far from the reader. */
export function messagesReleased(id: TimelineId, firstUuid: string, lastUuid: string): Change {
  return timelineChange(id, (timeline) => withKnown(timeline, keepRange(timeline, firstUuid, lastUuid)));
}

function withKnown(timeline: Timeline, known: Pick<Timeline, 'messages' | 'gaps' | 'hasOlder'>): Timeline {
  const { messages, gaps, hasOlder } = known;
  const same = messages === timeline.messages && gaps === timeline.gaps && hasOlder === timeline.hasOlder;
  if (same) return timeline;
  const { interruptedAfter: after } = timeline;
  const isThere = after !== null && messages.some(({ uuid }) => uuid === after);
  return { ...timeline, messages, gaps, hasOlder, interruptedAfter: isThere ? after : null };
}

// Mine on their way

/** What of mine is on its way in a room now, in the order of writing. Those that did not change keep their identity. */
export function pendingReplaced(roomUuid: string, pending: readonly PendingMessage[]): Change {
  return (state) => {
    const hasFailed = pending.some(({ status }) => status === 'failed');
    const replace = timelineChange(roomTimeline(roomUuid), (timeline) => {
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

/** Messages that were asked for because addresses had expired: nothing of them counts but the new ones. */
export function addressesRenewed(roomUuid: string, messages: readonly Message[]): Change {
  const known = addressesIn(messages);
  const renewed = (message: Message): Message => withAddresses(message, known);
  return inTurn(
    timelinesOfRoom(roomUuid, (timeline) => {
      const next = timeline.messages.map(renewed);
      const isSame = next.every((message, index) => message === timeline.messages[index]);
      return isSame ? timeline : { ...timeline, messages: next };
    }),
    entryChange(roomUuid, (entry) => {
      const lastMessage = entry.lastMessage && renewed(entry.lastMessage);
      return lastMessage === entry.lastMessage ? entry : { ...entry, lastMessage };
    }),
  );
}
