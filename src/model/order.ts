import type { Message } from './message.js';

/** Enough of a message to find its place. A server with cursors needs the uuid alone. */
export type MessagePosition = Pick<Message, 'uuid' | 'createdAt'>;

export function positionOf({ uuid, createdAt }: MessagePosition): MessagePosition {
  return { uuid, createdAt };
}

/** Sorts by (createdAt, uuid): the order that every client shows, whatever the order of arrival. */
export function compareMessages(a: MessagePosition, b: MessagePosition): number {
  return compareText(a.createdAt, b.createdAt) || compareText(a.uuid, b.uuid);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * A moment in the one form that compares as text: UTC, six fraction digits. chatd drops a fraction of zero and may write
 * `+00:00` or `Z`; microseconds, which `Date` would cut off, decide the order of a burst.
 *
 * @returns undefined when `value` is no ISO 8601 moment
 */
export function normaliseTimestamp(value: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/.exec(value);
  if (!match) return undefined;
  const [, day, time, fraction = '', zone = 'Z'] = match;
  const seconds = new Date(`${day}T${time}${zone === 'Z' ? 'Z' : withColon(zone)}`);
  if (Number.isNaN(seconds.getTime())) return undefined;
  return `${seconds.toISOString().slice(0, 19)}.${fraction.slice(0, 6).padEnd(6, '0')}Z`;
}

function withColon(zone: string): string {
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
