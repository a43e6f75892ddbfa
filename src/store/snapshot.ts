import type { Message } from '../model/message.js';
import type { Room } from '../model/room.js';
import type { Snapshot, SnapshotPage } from '../model/snapshot.js';
import type { User } from '../model/user.js';
import { withoutAddresses } from './file-addresses.js';
import { runMerged } from './message-changes.js';
import { timelineReady } from './timeline-changes.js';
import { inTurn, revisionsChange } from './paths.js';
import { revisionReached, UNKNOWN } from './revisions.js';
import { roomsKept, timelineOpened, usersLoaded } from './room-changes.js';
import { byLatestActivity } from './selectors.js';
import type { ChatState, RoomEntry } from './state.js';
import type { Change } from './store.js';
import { roomTimeline } from './timeline-id.js';

/** Rooms that are kept: some screens of a list. */
const MOST_ROOMS = 100;
/** Messages that are kept: as many as a page has. */
const MOST_MESSAGES = 50;

/** What of a state is kept for the next visit. @param roomUuid the room that was on screen last */
export function snapshotOf(state: ChatState, roomUuid: string | null): Snapshot {
  const latest = [...state.rooms.byUuid.values()].sort(byLatestActivity).slice(0, MOST_ROOMS);
  const open = roomUuid === null ? undefined : state.rooms.byUuid.get(roomUuid);
  const entries = open && !latest.includes(open) ? [...latest, open] : latest;
  const rooms = entries.map(withReading);
  const lastMessages = entries.flatMap(({ lastMessage }) => (lastMessage ? withoutAddresses(lastMessage) : []));
  const page = open ? pageOf(state, open.room.uuid) : null;
  const users = usersIn(state, rooms, [...lastMessages, ...(page?.messages ?? [])]);
  return { rooms, lastMessages, users, roomUuid: open?.room.uuid ?? null, page };
}

/** A room with what is known here of my reading. */
function withReading({ room, unread, lastRead }: RoomEntry): Room {
  return room.reading ? { ...room, reading: { unread, lastReadMessageUuid: lastRead } } : room;
}

/** The newest messages of a room; null where they are not all there. */
function pageOf({ timelines, revisions }: ChatState, roomUuid: string): SnapshotPage | null {
  const timeline = timelines.get(roomTimeline(roomUuid));
  const revision = revisions.get(roomUuid)?.known ?? UNKNOWN;
  if (timeline?.status !== 'ready' || revision === UNKNOWN) return null;
  const { messages, gaps } = timeline;
  // From the end back to what is missing.
  const end = messages.findLastIndex(({ uuid }) => gaps.has(uuid)) + 1;
  const start = Math.max(end, messages.length - MOST_MESSAGES);
  if (start >= messages.length) return null;
  return {
    roomUuid,
    messages: messages.slice(start).map(withoutAddresses),
    hasOlder: start > 0 || timeline.hasOlder,
    revision,
  };
}

function usersIn({ users }: ChatState, rooms: readonly Room[], messages: readonly Message[]): readonly User[] {
  const uuids = new Set<string>();
  for (const { participants } of rooms) for (const { uuid } of participants) uuids.add(uuid);
  for (const { userUuid, reactions } of messages)
    for (const uuid of [userUuid, ...reactions.map((reaction) => reaction.userUuid)]) uuids.add(uuid);
  return [...uuids].flatMap((uuid) => users.get(uuid) ?? []);
}

/** What was kept is shown until the server has answered: what it has said already counts. */
export function snapshotTaken({ rooms, lastMessages, users, page }: Snapshot): Change {
  return inTurn(usersKept(users), roomsKept(rooms, lastMessages), page ? pageTaken(page) : (state) => state);
}

function usersKept(users: readonly User[]): Change {
  return (state) =>
    usersLoaded(
      [],
      users.filter(({ uuid }) => !state.users.has(uuid)),
    )(state);
}

/** The end of a timeline as it was: all that was posted since follows it. */
function pageTaken({ roomUuid, messages, hasOlder, revision }: SnapshotPage): Change {
  const id = roomTimeline(roomUuid);
  return (state) => {
    if (state.timelines.has(id) || !state.rooms.byUuid.has(roomUuid)) return state;
    return inTurn(
      timelineOpened(id, roomUuid),
      runMerged(id, roomUuid, { messages, hasOlder, hasNewer: false }),
      // As of then, whatever a list has said since.
      revisionsChange(roomUuid, (known) => revisionReached({ ...known, known: UNKNOWN, ahead: [] }, revision)),
      timelineReady(id),
    )(state);
  };
}
