import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messagesMerged } from '../../src/store/message-changes.js';
import { roomReadElsewhere, roomsLoaded, signedIn, timelineOpened } from '../../src/store/room-changes.js';
import type { Room } from '../../src/model/room.js';
import type { RoomEntry } from '../../src/store/state.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { Store } from '../../src/store/store.js';
import { ALICE, EXTENDED, LIMITS, MemoryConnection, message, room } from '../support/memory-connection.js';
import { viewOf } from '../support/view.js';
import { Scheduler } from '../support/scheduler.js';
import { SimulatedDevice } from '../support/simulated-device.js';
import { ChatSession } from '../../src/session/session.js';
import { chatError, ChatFailure } from '../../src/model/errors.js';

const ROOM = room(1).uuid;

/** A room of which the list counted six unread messages up to message 10, read in another window up to message `n`. */
function readElsewhere(n: number): Store {
  const store = new Store();
  const listed = room(1, { reading: { unread: 6, lastReadMessageUuid: message(4).uuid } });
  store.apply(signedIn(ALICE, EXTENDED, LIMITS), roomsLoaded([listed], [message(10)]));
  store.apply(roomReadElsewhere(ROOM, message(n).uuid));
  return store;
}

/** The room, of which the list counted some unread messages after message 5. */
function unread(count: number): Room {
  return room(1, { reading: { unread: count, lastReadMessageUuid: message(5).uuid } });
}

function entryOf({ state }: Store): RoomEntry {
  return state.rooms.byUuid.get(ROOM)!;
}

test('how many messages are left after one that was read elsewhere is asked for, although the message comes by itself', () => {
  const store = readElsewhere(7);
  assert.equal(entryOf(store).readAhead, message(7).uuid);
  store.apply(messagesMerged(ROOM, [message(7)]));
  assert.deepEqual([entryOf(store).lastRead, entryOf(store).readAhead], [message(7).uuid, message(7).uuid]);
});

test('nothing is asked for when all that was counted is read', () => {
  const store = readElsewhere(11);
  store.apply(messagesMerged(ROOM, [message(11)]));
  const { lastRead, readAhead, unread } = entryOf(store);
  assert.deepEqual([lastRead, readAhead, unread], [message(11).uuid, null, 0]);
});

test('where messages that the list counted are not held, those behind one that was read elsewhere are not counted here', () => {
  const store = new Store();
  const listed = room(1, { reading: { unread: 3, lastReadMessageUuid: message(4).uuid } });
  store.apply(signedIn(ALICE, EXTENDED, LIMITS), timelineOpened(roomTimeline(ROOM), ROOM));
  store.apply(roomsLoaded([listed], [message(7)]));
  store.apply(messagesMerged(ROOM, [message(4), message(5), message(7)]));
  store.apply(roomReadElsewhere(ROOM, message(5).uuid));
  assert.deepEqual([entryOf(store).lastRead, entryOf(store).readAhead], [message(5).uuid, message(5).uuid]);
  store.apply(messagesMerged(ROOM, [message(6)]), roomsLoaded([unread(2)], [message(7)]));
  assert.deepEqual([entryOf(store).unread, entryOf(store).readAhead], [2, null]);
});

test('where all that the list counted is held, those behind one that was read elsewhere are counted at once', () => {
  const store = new Store();
  store.apply(signedIn(ALICE, EXTENDED, LIMITS), timelineOpened(roomTimeline(ROOM), ROOM));
  store.apply(roomsLoaded([unread(2)], [message(7)]));
  store.apply(messagesMerged(ROOM, [message(5), message(6), message(7)]));
  store.apply(roomReadElsewhere(ROOM, message(6).uuid));
  assert.deepEqual([entryOf(store).unread, entryOf(store).readAhead], [1, null]);
});

test('a list that is to be loaded again is loaded until that succeeds, also while a room is being loaded', async () => {
  const scheduler = new Scheduler(1);
  const environment = new SimulatedDevice(scheduler).environment({ isAlive: true }, true);
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1)] });
  const session = new ChatSession({ connection, environment });
  void session.start();
  await scheduler.run(500);
  // The room that is opened now waits for the server to come back.
  const busy = new ChatFailure('server', 'busy');
  connection.fail('messages', busy);
  const answer = connection.hold('messages');
  viewOf(session).open(ROOM);
  await scheduler.run(10);
  connection.emit({ type: 'lost', error: chatError('network', 'cut') });
  connection.emit({ type: 'live' });
  await scheduler.run(10);
  connection.roomList.push(room(2));
  connection.fail('rooms', busy);
  connection.emit({ type: 'message-created', message: message(2, { roomUuid: room(2).uuid }) });
  await scheduler.run(100);
  answer();
  await scheduler.run(60_000);
  assert.deepEqual([...session.store.state.rooms.byUuid.keys()], [room(1).uuid, room(2).uuid]);
});
