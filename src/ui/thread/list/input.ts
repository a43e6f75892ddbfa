import type { Timeline } from '../../../store/state.js';
import type { Pace } from '../../shared/frame-pace.js';
import type { ListElements } from './render-cycle.js';

/** What a list is given by its host. */
export interface MessageListOptions {
  readonly elements: () => ListElements;
  /** Called when other messages may be in view, or the newest no longer. */
  readonly onViewport: () => void;
}

/** What a list knows of its messages: any sorted run of them with what is missing in it, whatever it belongs to. */
export type ListTimeline = Pick<Timeline, 'status' | 'messages' | 'pending' | 'gaps' | 'hasOlder' | 'older'>;

/** What a list shows: a room's messages, the replies to one, pins, what a search found. */
export interface ListInput {
  /** Names the timeline. What was known of another one (the scroll position, the window) ends with it. */
  readonly id: string;
  /** Another number: it is opened anew. */
  readonly visit: number;
  readonly timeline: ListTimeline;
  /** The message below which the unread line stands; null: there is no line. */
  readonly unreadAfter: string | null;
  /** Who reads: which messages are mine. */
  readonly me: string | null;
  readonly source: ListSource;
}

/**
 * Whom a list asks for messages. What it asked for comes with a later `update`. Until an update says that it is on its way
 * the list may ask again; to that the source does nothing.
 */
export interface ListSource {
  /** Wanted: the page before the oldest message, with about so many if the person is that fast. */
  loadOlder(count?: number): void;
  /** Wanted: what is missing after this message, about so many of it. */
  fillGap(afterUuid: string, count?: number): void;
  /** Wanted: the newest messages. Resolves when they are there or cannot be had. */
  loadNewest(): Promise<void>;
  /** Wanted: this message and those around it. @returns whether it is there */
  loadAround(uuid: string): Promise<boolean>;
  /** No longer wanted: what is outside of these two messages. */
  release(firstUuid: string, lastUuid: string): void;
}

/** Whether nothing newer is missing below the last message. */
export function hasNewest({ messages, gaps }: ListTimeline): boolean {
  const last = messages.at(-1);
  return !last || !gaps.has(last.uuid);
}

/** When to render `now` after `before`. @param isStale whether the window has moved on and is not in the page yet */
export function paceOf(before: ListTimeline | undefined, now: ListTimeline | undefined, isStale: boolean): Pace {
  // A timeline whose messages come within a frame need not be drawn without them first.
  if (now?.status === 'loading') return before ? 'as-usual' : 'with-frame';
  if (isStale || (now && !before)) return 'at-once';
  if (!now || !before) return 'as-usual';
  // Who writes sees it at once; a frame later it may have been sent, and then it looks like any other.
  if (before.status === 'loading' || wroteMore(before, now)) return 'at-once';
  return onlyOlderCame(before, now) ? 'with-frame' : 'as-usual';
}

/**
 * Whether a page came above, or is on its way, and nothing else: that has time. The frame in which the person scrolls on
 * takes it along, so that a fling does not render twice in it.
 */
function onlyOlderCame(before: ListTimeline, now: ListTimeline): boolean {
  const isNews = before.messages.at(-1) !== now.messages.at(-1) || before.pending !== now.pending;
  const isLess = now.messages.length < before.messages.length;
  return !isNews && !isLess && (before.older !== now.older || before.messages[0] !== now.messages[0]);
}

/** Whether a message of mine was begun between two states: who writes wants to see it. */
export function wroteMore(before: ListTimeline, now: ListTimeline): boolean {
  const last = now.pending.at(-1);
  return last !== undefined && !before.pending.some(({ localId }) => localId === last.localId);
}
