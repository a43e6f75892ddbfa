import type { Message, Reaction, ReactionChange } from '../model/message.js';
import { deletedAt, joinStates, withReaction } from './join.js';

// What is known of a room's counter: up to where nothing is missing, and what came for messages that are not here.

/** How far a room's changes are known. */
export interface RoomRevisions {
  /** Of all changes up to this one, what is held here knows. UNKNOWN: the server has not said yet. */
  readonly known: number;
  /** Later ones that came already, ascending. Not empty: some between are missing. */
  readonly ahead: readonly number[];
  /**
   * What came for messages that are not held here, by uuid: a page that was asked for before may bring an older state.
   * Forgotten when no page is under way and no change is missing.
   */
  readonly waiting: ReadonlyMap<string, Waiting>;
}

/** Later news of a message, to be joined with whatever state of it comes. */
export interface Waiting {
  readonly state: Message | null;
  readonly deleted: number | null;
  readonly reactions: readonly ReactionChange[];
}

/** Below all that a server counts: a room without messages stands at 0. */
export const UNKNOWN = -1;

export const UNCOUNTED: RoomRevisions = { known: UNKNOWN, ahead: [], waiting: new Map() };

/** A change with this number is known. Numbers that repeat, go back or are missing (0) change nothing. */
export function revisionSeen(revisions: RoomRevisions, revision: number): RoomRevisions {
  const { known, ahead } = revisions;
  if (revision <= Math.max(known, 0) || ahead.includes(revision)) return revisions;
  return advanced(revisions, known, [...ahead, revision]);
}

/** All changes up to this number are known. */
export function revisionReached(revisions: RoomRevisions, revision: number): RoomRevisions {
  if (revision <= revisions.known) return revisions;
  return advanced(revisions, revision, revisions.ahead);
}

/** Something was taken in that does not know of the changes after this number. */
export function revisionRewound(revisions: RoomRevisions, revision: number): RoomRevisions {
  return revision >= revisions.known ? revisions : { ...revisions, known: revision };
}

/** Whether changes are missing between those that came. */
export function hasHole({ known, ahead }: RoomRevisions): boolean {
  return known !== UNKNOWN && ahead.length > 0;
}

function advanced(revisions: RoomRevisions, from: number, seen: readonly number[]): RoomRevisions {
  let known = from;
  const later = seen.filter((revision) => revision > from).sort((a, b) => a - b);
  // Before the server has said where the room stands, the first number is as good as any other.
  while (known !== UNKNOWN && later[0] === known + 1) known = later.shift() ?? known;
  return { ...revisions, known, ahead: later };
}

const NOTHING: Waiting = { state: null, deleted: null, reactions: [] };

/** Keeps a state of a message that is not here. */
export function stateWaits(revisions: RoomRevisions, message: Message): RoomRevisions {
  return withWaiting(revisions, message.uuid, (waiting) => ({
    ...waiting,
    state: waiting.state ? joinStates(waiting.state, message) : message,
  }));
}

/** Keeps word of the deletion of a message that is not here. */
export function deletionWaits(revisions: RoomRevisions, messageUuid: string, revision: number): RoomRevisions {
  return withWaiting(revisions, messageUuid, (waiting) => ({
    ...waiting,
    deleted: Math.max(waiting.deleted ?? 0, revision),
  }));
}

/** Keeps a change of a reaction to a message that is not here. */
export function reactionWaits(
  revisions: RoomRevisions,
  messageUuid: string,
  { emoji, userUuid }: Reaction,
  at: Pick<ReactionChange, 'on' | 'revision'>,
): RoomRevisions {
  // Where the server does not count, there is no telling whether the page knows of it.
  if (at.revision === 0) return revisions;
  return withWaiting(revisions, messageUuid, (waiting) => ({
    ...waiting,
    reactions: [...waiting.reactions, { emoji, userUuid, ...at }],
  }));
}

function withWaiting(
  revisions: RoomRevisions,
  messageUuid: string,
  change: (waiting: Waiting) => Waiting,
): RoomRevisions {
  const waiting = new Map(revisions.waiting);
  waiting.set(messageUuid, change(waiting.get(messageUuid) ?? NOTHING));
  return { ...revisions, waiting };
}

/** Where changes are missing, one of them may be the message that the others are waiting for. */
export function waitingForgotten(revisions: RoomRevisions): RoomRevisions {
  return revisions.waiting.size === 0 || hasHole(revisions) ? revisions : { ...revisions, waiting: new Map() };
}

/** A message as it comes, with what came for it before. */
export function withWaited(revisions: RoomRevisions, message: Message): Message {
  const waiting = revisions.waiting.get(message.uuid);
  if (!waiting) return message;
  const { state, deleted, reactions } = waiting;
  let joined = state ? joinStates(message, state) : message;
  for (const { on, revision, ...reaction } of reactions)
    joined = withReaction(joined, { ...reaction, createdAt: null }, on, revision);
  return deleted === null ? joined : deletedAt(joined, deleted);
}
