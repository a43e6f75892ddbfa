import type { Connection, MessagePage, PageRequest } from '../connection/connection.js';
import { timelineOf, type TimelineId, type TimelineKind } from '../store/timeline-id.js';

/** Where the messages of a timeline come from. */
export interface TimelineSource {
  /** Rejects as the connection does. */
  page(request: PageRequest, signal: AbortSignal): Promise<MessagePage>;
}

/** One row for each kind of timeline. */
const SOURCES: Readonly<Record<TimelineKind, (connection: Connection, uuid: string) => TimelineSource>> = {
  room: (connection, roomUuid) => ({ page: (request, signal) => connection.messages(roomUuid, request, signal) }),
};

export function sourceOf(connection: Connection, id: TimelineId): TimelineSource {
  const { kind, uuid } = timelineOf(id);
  return SOURCES[kind](connection, uuid);
}
