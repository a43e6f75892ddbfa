import type { Message } from '../model/message.js';
import { compareMessages } from '../model/order.js';
import { mergeMessages } from './merge.js';
import type { GapStatus, Timeline } from './state.js';

/** A contiguous run of a room's messages, as a page of the server is one. */
export interface Run {
  /** In any order. */
  readonly messages: readonly Message[];
  /** Whether the room has older ones than these; undefined when the run does not say. */
  readonly hasOlder?: boolean | undefined;
  /** Whether the room has newer ones than these; undefined when the run does not say. */
  readonly hasNewer?: boolean | undefined;
}

type Known = Pick<Timeline, 'messages' | 'gaps' | 'hasOlder'>;

/**
 * Puts a run into what is known of a room. Inside the run nothing is missing, so gaps there close; where it does not
 * touch what is known beside it, gaps open.
 */
export function mergeRun(known: Known, run: Run): Known {
  const sorted = mergeMessages([], run.messages);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last)
    return run.hasOlder === false && known.messages.length === 0 ? { ...known, hasOlder: false } : known;
  const uuids = new Set(known.messages.map(({ uuid }) => uuid));
  const messages = mergeMessages(known.messages, sorted);
  const gaps = new Map(known.gaps);
  for (const { uuid } of sorted.slice(0, -1)) gaps.delete(uuid);
  const hasOlder = joinOlder(known, run, { first, messages, gaps, isKnown: uuids.has(first.uuid) });
  joinNewer(run, { last, messages, gaps, isKnown: uuids.has(last.uuid) });
  const sameGaps =
    gaps.size === known.gaps.size && [...gaps].every(([uuid, status]) => known.gaps.get(uuid) === status);
  if (messages === known.messages && sameGaps && hasOlder === known.hasOlder) return known;
  return { messages, gaps: sameGaps ? known.gaps : gaps, hasOlder };
}

interface Joint {
  readonly messages: readonly Message[];
  readonly gaps: Map<string, GapStatus>;
  /** Whether the message at the joint was there before: then what was known about its neighbour still holds. */
  readonly isKnown: boolean;
}

function joinOlder(known: Known, run: Run, { first, messages, gaps, isKnown }: Joint & { first: Message }): boolean {
  const previous = messages[messages.findIndex(({ uuid }) => uuid === first.uuid) - 1];
  if (!previous) {
    if (run.hasOlder === undefined) return known.hasOlder;
    return isKnown ? known.hasOlder && run.hasOlder : run.hasOlder;
  }
  if (!isKnown && run.hasOlder !== false) gaps.set(previous.uuid, 'idle');
  return known.hasOlder;
}

function joinNewer(run: Run, { last, messages, gaps, isKnown }: Joint & { last: Message }): void {
  if (run.hasNewer === false) {
    // What comes after it came live, and therefore follows it.
    gaps.delete(last.uuid);
    return;
  }
  const isNewest = messages.at(-1)?.uuid === last.uuid;
  if (isNewest ? run.hasNewer === true : !isKnown) gaps.set(last.uuid, gaps.get(last.uuid) ?? 'idle');
}

/**
 * Puts in messages that came one by one: live, or as the answer to my own. Each follows the newest at its time, so no
 * gap opens; one that falls into a gap splits it, and so does a late one that is older than all that is held.
 */
export function mergeLive(known: Known, incoming: readonly Message[]): Known {
  const messages = mergeMessages(known.messages, incoming);
  if (messages === known.messages) return known;
  const first = known.hasOlder ? known.messages[0] : undefined;
  const isOlder = first !== undefined && messages[0] !== undefined && compareMessages(messages[0], first) < 0;
  if (known.gaps.size === 0 && !isOlder) return { ...known, messages };
  const before = new Set(known.messages.map(({ uuid }) => uuid));
  const gaps = new Map(known.gaps);
  messages.forEach((message, index) => {
    const previous = messages[index - 1];
    const isLate = isOlder && compareMessages(message, first) < 0;
    const fellIntoGap = previous !== undefined && gaps.has(previous.uuid);
    if (before.has(message.uuid) || !(isLate || fellIntoGap)) return;
    if (messages.slice(index + 1).some((later) => before.has(later.uuid))) gaps.set(message.uuid, 'idle');
  });
  return { ...known, messages, gaps };
}

/**
 * Puts in messages that were missed although nothing said so: where the list claims to be complete and one is not held, it
 * is one of them. Those in gaps come with their pages.
 */
export function mergeMissed(known: Known, incoming: readonly Message[]): Known {
  const { messages, gaps, hasOlder } = known;
  const held = new Set(messages.map(({ uuid }) => uuid));
  const missed = incoming.filter((message) => {
    if (held.has(message.uuid)) return true;
    const before = messages.findLast((other) => compareMessages(other, message) < 0);
    return before ? !gaps.has(before.uuid) : !hasOlder;
  });
  const merged = mergeMessages(messages, missed);
  return merged === messages ? known : { ...known, messages: merged };
}

/** Forgets the messages outside of the range (inclusive); they can be fetched again. */
export function keepRange(known: Known, firstUuid: string, lastUuid: string): Known {
  const first = known.messages.findIndex(({ uuid }) => uuid === firstUuid);
  const last = known.messages.findIndex(({ uuid }) => uuid === lastUuid);
  if (first < 0 || last < first || (first === 0 && last === known.messages.length - 1)) return known;
  const messages = known.messages.slice(first, last + 1);
  const kept = new Set(messages.map(({ uuid }) => uuid));
  const gaps = new Map([...known.gaps].filter(([uuid]) => kept.has(uuid)));
  if (last < known.messages.length - 1) gaps.set(lastUuid, 'idle');
  return { messages, gaps, hasOlder: known.hasOlder || first > 0 };
}
