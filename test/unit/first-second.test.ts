import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStorage } from '../../src/device/memory.js';
import { NO_FEATURES } from '../../src/model/features.js';
import { loadStock } from '../../src/session/outbox/post.js';
import { ChatSession } from '../../src/session/session.js';
import { ChatView } from '../../src/session/view.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { EXTENDED, MemoryConnection, message, room, uuid } from '../support/memory-connection.js';
import { Scheduler } from '../support/scheduler.js';
import { SimulatedDevice } from '../support/simulated-device.js';

// What is asked for when, from nothing to a room on screen.

// Loaded once, since no simulated clock makes it arrive.
await loadStock();

const ROOM = uuid(1);

/** A session that is started, with a room that the page asks for. */
class Arrival {
  readonly scheduler = new Scheduler(1);
  readonly connection: MemoryConnection;
  readonly session: ChatSession;
  readonly view: ChatView;

  constructor(connection: MemoryConnection, roomUuid: string | null = ROOM) {
    this.connection = connection;
    const environment = new SimulatedDevice(this.scheduler).environment({ isAlive: true }, true);
    this.session = new ChatSession({ connection, host: 'https://wazo.example', environment });
    this.view = new ChatView(this.session);
    if (roomUuid !== null) this.view.open(roomUuid);
    void this.session.start();
  }

  get asked(): string[] {
    return this.connection.calls.map((call) => call.split(' ')[0]!).filter((method) => method !== 'users');
  }

  get texts(): string[] {
    const messages = this.session.store.state.timelines.get(roomTimeline(ROOM))?.messages ?? [];
    return messages.map(({ uuid: known }) => known);
  }
}

function withMessages(features = EXTENDED): MemoryConnection {
  const stored = [message(1, { revision: 1 }), message(2, { revision: 2 })];
  return new MemoryConnection({ roomList: [room(1, { revision: 2 })], stored, features, goesLive: false });
}

test('rooms and the room that is asked for are shown before any event flows', async () => {
  const { scheduler, session, view, texts: none } = new Arrival(withMessages());
  assert.deepEqual(none, []);
  await scheduler.run(1_000);
  assert.equal(session.store.state.connection.status, 'connecting');
  assert.equal(session.store.state.rooms.status, 'ready');
  assert.equal(view.state.roomUuid, ROOM);
  assert.equal(session.store.state.timelines.get(roomTimeline(ROOM))?.status, 'ready');
});

test('the messages of a room that is asked for are not waited for behind the list of rooms', async () => {
  const connection = withMessages();
  const answer = connection.hold('rooms');
  const arrival = new Arrival(connection);
  await arrival.scheduler.run(1_000);
  assert.deepEqual(arrival.asked, ['open', 'rooms', 'messages']);
  assert.equal(arrival.view.state.roomUuid, null);
  answer();
  await arrival.scheduler.run(1_000);
  assert.equal(arrival.view.state.roomUuid, ROOM);
  assert.deepEqual(arrival.texts, [message(1).uuid, message(2).uuid]);
  assert.deepEqual(arrival.asked, ['open', 'rooms', 'messages']);
});

test('messages that were asked for beside the opening are not asked for again', async () => {
  const arrival = new Arrival(Object.assign(withMessages(), { asksAhead: true }));
  await arrival.scheduler.run(1_000);
  assert.deepEqual(arrival.asked, ['messages', 'open', 'rooms']);
  assert.equal(arrival.texts.length, 2);
});

test('messages that were asked for before the list do not know of what the list has counted', async () => {
  const connection = Object.assign(withMessages(), { asksAhead: true, roomList: [room(1, { revision: 3 })] });
  const arrival = new Arrival(connection);
  await arrival.scheduler.run(1_000);
  assert.equal(arrival.texts.length, 2);
  assert.equal(arrival.session.store.state.revisions.get(ROOM)?.known, 2);
});

test('messages that were not had beside the opening are asked for when they are wanted', async () => {
  const connection = Object.assign(withMessages(), { asksAhead: true });
  connection.fail('messages');
  const arrival = new Arrival(connection);
  await arrival.scheduler.run(1_000);
  assert.deepEqual(arrival.asked, ['messages', 'open', 'rooms', 'messages']);
  assert.equal(arrival.texts.length, 2);
});

test('what happened between the opening and the first event is asked for', async () => {
  const connection = Object.assign(withMessages(new Set([...EXTENDED, 'changes'] as const)), { asksAhead: true });
  const answer = connection.hold('messages');
  const arrival = new Arrival(connection);
  await arrival.scheduler.run(100);
  connection.emit({ type: 'live' });
  await arrival.scheduler.run(100);
  connection.changed = { messages: [message(3, { revision: 3 })], revision: 3, isComplete: true };
  answer();
  await arrival.scheduler.run(1_000);
  assert.ok(arrival.asked.includes('changes'));
  assert.equal(arrival.texts.length, 3);
});

test('messages that could not be had beforehand are asked for again, and nobody hears of it', async () => {
  const connection = withMessages();
  connection.fail('messages');
  const answer = connection.hold('rooms');
  const arrival = new Arrival(connection);
  await arrival.scheduler.run(1_000);
  answer();
  await arrival.scheduler.run(1_000);
  assert.equal(arrival.asked.filter((method) => method === 'messages').length, 2);
  assert.equal(arrival.texts.length, 2);
});

test('when events begin to flow, what was shown before is brought up to date: the list, and the room by its changes', async () => {
  const connection = withMessages(new Set([...EXTENDED, 'changes'] as const));
  const arrival = new Arrival(connection);
  await arrival.scheduler.run(1_000);
  const before = arrival.asked.length;
  connection.changed = { messages: [message(3, { revision: 3 })], revision: 3, isComplete: true };
  connection.emit({ type: 'live' });
  await arrival.scheduler.run(1_000);
  assert.deepEqual(arrival.asked.slice(before), ['rooms', 'changes']);
  assert.equal(arrival.texts.length, 3);
});

test('a list that was asked for before events began is asked for again, though it comes after', async () => {
  const connection = withMessages();
  const answer = connection.hold('rooms');
  const arrival = new Arrival(connection, null);
  await arrival.scheduler.run(100);
  connection.emit({ type: 'live' });
  await arrival.scheduler.run(100);
  answer();
  await arrival.scheduler.run(1_000);
  assert.equal(arrival.asked.filter((method) => method === 'rooms').length, 2);
});

test('a room that the person is not in is not shown, and nothing of it is held', async () => {
  const connection = withMessages();
  const answer = connection.hold('rooms');
  const arrival = new Arrival(connection, uuid(9));
  await arrival.scheduler.run(100);
  answer();
  await arrival.scheduler.run(1_000);
  assert.equal(arrival.view.state.error?.code, 'unknown-room');
  assert.equal(arrival.session.store.state.timelines.size, 0);
});

test('on a server whose messages do not say which text they are, those on their way are known first', async () => {
  const connection = withMessages(NO_FEATURES);
  const answer = connection.hold('rooms');
  const scheduler = new Scheduler(1);
  const environment = new SimulatedDevice(scheduler).environment({ isAlive: true }, true);
  let read: () => void = () => undefined;
  const slow = new MemoryStorage();
  slow.drafts = () => new Promise((resolve) => (read = () => resolve(new Map())));
  const session = new ChatSession({ connection, environment: { ...environment, openStorage: async () => slow } });
  new ChatView(session).open(ROOM);
  void session.start();
  await scheduler.run(1_000);
  const asked = (): boolean => connection.calls.some((call) => call.startsWith('messages'));
  assert.equal(asked(), false);
  read();
  await scheduler.run(1_000);
  assert.equal(asked(), true);
  answer();
});

/** A visit to the usual room, on a device whose database does not answer while the list comes. */
async function usualVisit(device: SimulatedDevice, scheduler: Scheduler): Promise<string[]> {
  const connection = new MemoryConnection({
    roomList: [room(1), room(2)],
    stored: [message(1), message(9, { roomUuid: uuid(2) })],
    goesLive: false,
  });
  const slow = new MemoryStorage();
  slow.snapshot = () => new Promise(() => undefined);
  const environment = { ...device.environment({ isAlive: true }, true), openStorage: async () => slow };
  const session = new ChatSession({ connection, host: 'https://wazo.example', environment });
  const view = new ChatView(session);
  view.openUsual();
  void session.start();
  await scheduler.run(1_000);
  const asked = connection.calls.filter((call) => call.startsWith('messages')).map((call) => call.split(' ')[1]!);
  view.open(ROOM);
  await scheduler.run(1_000);
  session.stop();
  return asked;
}

test('the usual room is asked for with the list, whatever the device’s database takes', async () => {
  const scheduler = new Scheduler(1);
  const device = new SimulatedDevice(scheduler);
  // The first time the one with the newest message, then the one that was on screen last.
  assert.deepEqual(await usualVisit(device, scheduler), [uuid(2)]);
  assert.deepEqual(await usualVisit(device, scheduler), [ROOM]);
});
