import { roomTimeline } from '../../src/store/timeline-id.js';
import assert from 'node:assert/strict';
import { textBody } from '../../src/model/message.js';
import { test } from 'node:test';
import type { Message, PendingMessage } from '../../src/model/message.js';
import {
  messagesMerged,
  messagesReleased,
  pendingReplaced,
  reactionChanged,
  runMerged,
} from '../../src/store/message-changes.js';
import { timelineFailed, timelineReady, timelinesInterrupted } from '../../src/store/timeline-changes.js';
import {
  roomAdded,
  timelineOpened,
  roomRead,
  roomsFailed,
  roomsLoaded,
  usersLoaded,
} from '../../src/store/room-changes.js';
import { mergeMessages } from '../../src/store/merge.js';
import type { Run } from '../../src/store/run.js';
import { roomListSelector } from '../../src/store/selectors.js';
import { INITIAL_STATE, type ChatState, type Timeline } from '../../src/store/state.js';
import { Store, type Change } from '../../src/store/store.js';
import { chatError } from '../../src/model/errors.js';
import { ALICE, BOB, CAROL, message, PEOPLE, room, uuid, contentOf } from '../support/memory-connection.js';

const ROOM = uuid(1);
/** On a server that does not count. */
const ON = { on: true, revision: 0 };
const OFF = { on: false, revision: 0 };

function after(...changes: readonly Change[]): ChatState {
  return changes.reduce((state, change) => change(state), INITIAL_STATE);
}

function contents(state: ChatState): string[] {
  return (state.timelines.get(roomTimeline(ROOM))?.messages ?? []).map(contentOf);
}

function timeline(state: ChatState): Timeline {
  return state.timelines.get(roomTimeline(ROOM))!;
}

/** A page of the server with these messages; the whole room unless said otherwise. */
function page(numbers: readonly number[], ends: Partial<Run> = {}): Change {
  const run = { messages: numbers.map((n) => message(n)), hasOlder: false, hasNewer: false, ...ends };
  return (state) => timelineReady(roomTimeline(ROOM))(runMerged(roomTimeline(ROOM), ROOM, run)(state));
}

/** The numbers of the messages after which some are missing. */
function gaps(state: ChatState): number[] {
  const { messages, gaps: missing } = timeline(state);
  return messages.filter(({ uuid: known }) => missing.has(known)).map((item) => Number(contentOf(item).split(' ')[1]));
}

test('messages are sorted whatever the order of their arrival', () => {
  const all = [1, 2, 3, 4].map((n) => message(n));
  const orders = [all, [...all].reverse(), [all[2]!, all[0]!, all[3]!, all[1]!]];
  for (const order of orders) {
    const oneByOne = order.reduce<readonly Message[]>((known, next) => mergeMessages(known, [next]), []);
    assert.deepEqual(oneByOne, all);
    assert.deepEqual(mergeMessages([], order), all);
  }
});

test('a message that comes twice is there once, and nothing changes', () => {
  const known = mergeMessages([], [message(1), message(2)]);
  assert.equal(mergeMessages(known, [message(2), message(1)]), known);
  assert.equal(mergeMessages([], [message(1), message(1)]).length, 1);
});

test('merging keeps the identity of the messages that did not change', () => {
  const known = mergeMessages([], [message(1), message(2), message(3)]);
  const merged = mergeMessages(known, [message(2, { content: 'edited' }), message(3)]);
  assert.equal(merged[0], known[0]);
  assert.equal(merged[1]?.body?.text, 'edited');
  assert.equal(merged[2], known[2]);
});

test('a message that differs only in its reactions is a change', () => {
  const known = [message(1)];
  const reactions = [{ emoji: '🎉', userUuid: BOB, createdAt: null }];
  assert.deepEqual(mergeMessages(known, [message(1, { reactions })])[0]?.reactions, reactions);
});

test('a reaction changes its message alone', () => {
  const before = after(timelineOpened(roomTimeline(ROOM), ROOM), page([1, 2]));
  const state = reactionChanged(ROOM, message(1).uuid, { emoji: '🎉', userUuid: BOB, createdAt: null }, ON)(before);
  const [first, second] = state.timelines.get(roomTimeline(ROOM))!.messages;
  assert.equal(first?.reactions.length, 1);
  assert.equal(second, before.timelines.get(roomTimeline(ROOM))!.messages[1]);
});

test('the same reaction twice, or one taken back that is not there, changes nothing', () => {
  const reaction = { emoji: '🎉', userUuid: BOB, createdAt: null };
  const before = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    page([1]),
    reactionChanged(ROOM, message(1).uuid, reaction, ON),
  );
  assert.equal(reactionChanged(ROOM, message(1).uuid, { ...reaction, createdAt: 'x' }, ON)(before), before);
  assert.equal(reactionChanged(ROOM, message(1).uuid, { ...reaction, userUuid: ALICE }, OFF)(before), before);
  assert.equal(reactionChanged(ROOM, uuid(99), reaction, OFF)(before), before);
});

test('older pages come before what is known and tell whether there are more', () => {
  const state = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    page([3, 4], { hasOlder: true }),
    page([1, 2, 3], { hasOlder: false }),
  );
  assert.deepEqual(contents(state), ['message 1', 'message 2', 'message 3', 'message 4']);
  assert.equal(timeline(state).hasOlder, false);
  assert.deepEqual(gaps(state), []);
});

test('a refreshed first page does not forget that older ones were all loaded', () => {
  const state = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    page([3], { hasOlder: true }),
    page([1, 2, 3], { hasOlder: false }),
    page([3, 4], { hasOlder: true, hasNewer: false }),
  );
  assert.equal(timeline(state).hasOlder, false);
});

test('what was missed in an interruption is a gap until a page closes it', () => {
  const interrupted = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    page([1, 2]),
    timelinesInterrupted(),
    messagesMerged(ROOM, [message(9)]),
  );
  assert.deepEqual(gaps(interrupted), [2]);
  const closed = page([1, 2, 3, 9], { hasOlder: true, hasNewer: false })(interrupted);
  assert.deepEqual(gaps(closed), []);
  assert.deepEqual(
    contents(closed),
    [1, 2, 3, 9].map((n) => `message ${n}`),
  );
});

test('a gap that is longer than the newest page stays, and closes from its older side page by page', () => {
  const missed = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    page([1, 2]),
    timelinesInterrupted(),
    page([8, 9], { hasOlder: true, hasNewer: false }),
  );
  assert.deepEqual(gaps(missed), [2]);
  const partly = page([2, 3, 4], { hasOlder: undefined, hasNewer: true })(missed);
  assert.deepEqual(gaps(partly), [4]);
  const closed = page([4, 5, 6, 7, 8], { hasOlder: undefined, hasNewer: true })(partly);
  assert.deepEqual(gaps(closed), []);
});

test('a page around a place far away leaves gaps on both sides of it', () => {
  const state = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    page([50, 51], { hasOlder: true }),
    page([10, 11], { hasOlder: true, hasNewer: true }),
  );
  assert.deepEqual(gaps(state), [11]);
  assert.equal(timeline(state).hasOlder, true);
  const later = page([20, 21], { hasOlder: true, hasNewer: true })(state);
  assert.deepEqual(gaps(later), [11, 21]);
});

test('a live message that falls into a gap splits it', () => {
  const state = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    page([1]),
    timelinesInterrupted(),
    page([8, 9], { hasOlder: true, hasNewer: false }),
  );
  assert.deepEqual(gaps(messagesMerged(ROOM, [message(5)])(state)), [1, 5]);
  assert.deepEqual(gaps(messagesMerged(ROOM, [message(10)])(state)), [1]);
});

test('messages far from the reader are forgotten, and known to be missing', () => {
  const state = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    page([1, 2, 3, 4, 5]),
    messagesReleased(roomTimeline(ROOM), message(2).uuid, message(4).uuid),
  );
  assert.deepEqual(contents(state), ['message 2', 'message 3', 'message 4']);
  assert.equal(timeline(state).hasOlder, true);
  assert.deepEqual(gaps(state), [4]);
  const back = page([4, 5], { hasOlder: undefined, hasNewer: false })(state);
  assert.deepEqual(gaps(back), []);
});

test('what is on screen stays when a refresh fails', () => {
  const error = chatError('network', 'offline');
  const state = after(timelineOpened(roomTimeline(ROOM), ROOM), page([1]), timelineFailed(roomTimeline(ROOM), error));
  assert.equal(state.timelines.get(roomTimeline(ROOM))?.status, 'ready');
  const rooms = after(roomsLoaded([room(1)], []), roomsFailed(error));
  assert.equal(rooms.rooms.status, 'ready');
});

test('rooms are sorted by latest activity, silent ones last, and the list keeps its identity', () => {
  const select = roomListSelector();
  const state = after(
    roomsLoaded([room(1), room(2), room(3)], [message(1, { roomUuid: uuid(1) }), message(5, { roomUuid: uuid(2) })]),
  );
  assert.deepEqual(
    select(state).map(({ room: { name } }) => name),
    ['Room 2', 'Room 1', 'Room 3'],
  );
  const signedIn = { ...state, me: ALICE };
  assert.equal(select(state), select(signedIn));
  const later = messagesMerged(uuid(3), [message(9, { roomUuid: uuid(3) })])(state);
  assert.equal(select(later)[0]?.room.name, 'Room 3');
});

test('the row of a room shows its newest message, not the last to arrive', () => {
  const state = after(roomsLoaded([room(1)], [message(5)]), messagesMerged(ROOM, [message(3)]));
  assert.equal(state.rooms.byUuid.get(ROOM)?.lastMessage?.body?.text, 'message 5');
});

test('unread messages are counted until the room is read, and survive a reload of the list', () => {
  const counted = after(
    roomsLoaded([room(1)], []),
    messagesMerged(ROOM, [message(1), message(2)]),
    messagesMerged(ROOM, [message(2)]),
    roomsLoaded([room(1)], []),
  );
  assert.equal(counted.rooms.byUuid.get(ROOM)?.unread, 2);
  assert.equal(roomRead(ROOM)(counted).rooms.byUuid.get(ROOM)?.unread, 0);
});

test('a new room appears once, however often it is announced', () => {
  const state = after(roomsLoaded([], []), roomAdded(room(7)), roomAdded(room(7)));
  assert.equal(state.rooms.byUuid.size, 1);
});

test('what is on its way is replaced as a whole, and what did not change keeps its identity', () => {
  const pending = (localId: string, status: 'sending' | 'failed'): PendingMessage => {
    const error = status === 'failed' ? refused : null;
    return {
      localId,
      roomUuid: ROOM,
      body: textBody(localId),
      createdAt: '2026-11-22T18:00:00.000000Z',
      status,
      error,
    };
  };
  const refused = chatError('invalid-data', 'no');
  const before = after(
    timelineOpened(roomTimeline(ROOM), ROOM),
    pendingReplaced(ROOM, [pending('a', 'sending'), pending('b', 'sending')]),
  );
  const same = pendingReplaced(ROOM, [pending('a', 'sending'), pending('b', 'sending')])(before);
  assert.equal(same, before);
  const failed = pendingReplaced(ROOM, [pending('a', 'sending'), pending('b', 'failed')])(before);
  const [a, b] = failed.timelines.get(roomTimeline(ROOM))!.pending;
  assert.equal(a, before.timelines.get(roomTimeline(ROOM))!.pending[0]);
  assert.deepEqual([b?.status, b?.error], ['failed', refused]);
  assert.deepEqual(pendingReplaced(ROOM, [])(failed).timelines.get(roomTimeline(ROOM))?.pending, []);
});

test('people whom the directory does not know are remembered as such, and known ones are not forgotten', () => {
  const state = after(usersLoaded([ALICE, CAROL], [PEOPLE[0]!]), usersLoaded([ALICE], []));
  assert.equal(state.users.get(ALICE)?.name, 'Alice Aubert');
  assert.equal(state.users.get(CAROL), null);
  assert.equal(state.users.has(BOB), false);
});

test('listeners hear of changes only, once for several', () => {
  const store = new Store();
  let heard = 0;
  const unsubscribe = store.subscribe(() => (heard += 1));
  store.apply(roomRead(uuid(9)));
  assert.equal(heard, 0);
  store.apply(roomsLoaded([], []), timelineOpened(roomTimeline(ROOM), ROOM));
  assert.equal(heard, 1);
  unsubscribe();
  store.apply(timelineOpened(roomTimeline(uuid(2)), uuid(2)));
  assert.equal(heard, 1);
});
