/** What a timeline shows. A kind is added with its source: see `session/sources.ts`. */
export type TimelineKind = 'room';

/** A timeline's name: its kind and what it is of, a room's uuid for example. */
export type TimelineId = `${TimelineKind}:${string}`;

export function roomTimeline(roomUuid: string): TimelineId {
  return `room:${roomUuid}`;
}

/** The kind of a timeline, and what it is of. */
export function timelineOf(id: TimelineId): { readonly kind: TimelineKind; readonly uuid: string } {
  const [kind, uuid] = id.split(':') as [TimelineKind, string];
  return { kind, uuid };
}
