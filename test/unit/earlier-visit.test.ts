import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadStock } from '../../src/session/outbox/post.js';
import { ChatSession } from '../../src/session/session.js';
import { ChatView } from '../../src/session/view.js';
import type { Message } from '../../src/model/message.js';
import { snapshotOf, snapshotTaken } from '../../src/store/snapshot.js';
import { Store } from '../../src/store/store.js';
import { roomsLoaded, signedIn } from '../../src/store/room-changes.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import {
  ALICE,
  BOB,
  contentOf,
  EXTENDED,
  LIMITS,
  MemoryConnection,
  message,
  room,
  uuid,
} from '../support/memory-connection.js';
import { Scheduler } from '../support/scheduler.js';
import { SimulatedDevice } from '../support/simulated-device.js';

// What a device keeps of an earlier visit, and what the next one makes of it.

// Loaded once, since no simulated clock makes it arrive.
await loadStock();

const ROOM = uuid(1);
const COUNTING = new Set([...EXTENDED, 'changes', 'receipts'] as const);
/** Longer than the device takes to keep something. */
const KEPT = 20_000;

/** One browser at one person's after the other. */
class Browser {
  readonly scheduler = new Scheduler(1);
  readonly #device = new SimulatedDevice(this.scheduler);

  async visit(
    connection: MemoryConnection,
    { roomUuid = null as string | null, keepsHistory = true, isUsual = false } = {},
  ): Promise<Visit> {
    const environment = this.#device.environment({ isAlive: true }, true);
    const session = new ChatSession({ connection, host: 'https://wazo.example', environment, keepsHistory });
    const view = new ChatView(session);
    if (roomUuid !== null) view.open(roomUuid);
    if (isUsual) view.openUsual();
    void session.start();
    await this.scheduler.run(1_000);
    return { session, view };
  }

  /** A visit with the room on screen, that ends in order. */
  async earlier(connection = server()): Promise<void> {
    const { session } = await this.visit(connection, { roomUuid: ROOM });
    await this.scheduler.run(KEPT);
    session.stop();
    await this.scheduler.run(KEPT);
  }
}

interface Visit {
  readonly session: ChatSession;
  readonly view: ChatView;
}

const READ = { unread: 0, lastReadMessageUuid: message(2).uuid };

function server(overrides: Partial<MemoryConnection> = {}): MemoryConnection {
  const roomList = [
    room(1, { revision: 2, reading: READ }),
    room(2, { revision: 0, reading: { unread: 0, lastReadMessageUuid: null } }),
  ];
  const stored = [message(1, { revision: 1, userUuid: BOB }), message(2, { revision: 2, userUuid: BOB })];
  return Object.assign(new MemoryConnection({ roomList, stored, features: COUNTING, goesLive: false }), overrides);
}

/** A server that answers nothing but who the person is. */
function silent(overrides: Partial<MemoryConnection> = {}): MemoryConnection {
  const connection = server(overrides);
  connection.hold('rooms');
  connection.hold('messages');
  connection.hold('changes');
  return connection;
}

function texts({ session }: Visit): string[] {
  return (session.store.state.timelines.get(roomTimeline(ROOM))?.messages ?? []).map(contentOf);
}

test('the next visit shows the rooms and the last conversation while the server is asked', async () => {
  const browser = new Browser();
  await browser.earlier();
  const visit = await browser.visit(silent(), { roomUuid: ROOM });
  assert.equal(visit.session.store.state.rooms.status, 'kept');
  assert.equal(visit.session.store.state.rooms.byUuid.size, 2);
  assert.equal(visit.view.state.roomUuid, ROOM);
  assert.deepEqual(texts(visit), ['message 1', 'message 2']);
});

test('nothing is shown before it is known who asks, and nothing of another person ever', async () => {
  const browser = new Browser();
  await browser.earlier();
  const unknown = silent();
  unknown.hold('open');
  const early = await browser.visit(unknown, { roomUuid: ROOM });
  assert.equal(early.session.store.state.rooms.status, 'loading');
  assert.deepEqual(texts(early), []);
  const other = await browser.visit(silent({ me: BOB }), { roomUuid: ROOM });
  assert.equal(other.session.store.state.rooms.status, 'loading');
  assert.deepEqual(texts(other), []);
  assert.equal(other.session.lastRoom, null);
});

test('what a host keeps no history of is not kept, and what was kept is removed', async () => {
  const browser = new Browser();
  await browser.earlier();
  const { session } = await browser.visit(server(), { roomUuid: ROOM, keepsHistory: false });
  await browser.scheduler.run(KEPT);
  session.stop();
  await browser.scheduler.run(KEPT);
  const next = await browser.visit(silent());
  assert.equal(next.session.store.state.rooms.status, 'loading');
});

test('the list of the server takes the place of what was kept: rooms that are gone go, and a room on screen with them', async () => {
  const browser = new Browser();
  await browser.earlier();
  const connection = silent({ roomList: [room(2, { revision: 0, reading: READ })] });
  const answer = connection.hold('rooms');
  const visit = await browser.visit(connection, { roomUuid: ROOM });
  assert.equal(visit.view.state.roomUuid, ROOM);
  answer();
  await browser.scheduler.run(1_000);
  assert.deepEqual([...visit.session.store.state.rooms.byUuid.keys()], [uuid(2)]);
  assert.equal(visit.view.state.error?.code, 'unknown-room');
});

test('who leaves a room that is gone for one that is waited for gets there', async () => {
  const browser = new Browser();
  await browser.earlier();
  const connection = silent({ roomList: [room(2), room(9)] });
  const answer = connection.hold('rooms');
  const visit = await browser.visit(connection, { roomUuid: ROOM });
  visit.view.open(uuid(9));
  answer();
  await browser.scheduler.run(1_000);
  assert.deepEqual([visit.view.state.roomUuid, visit.view.state.error], [uuid(9), null]);
});

test('a conversation that was kept is brought up to date by what changed since', async () => {
  const browser = new Browser();
  await browser.earlier();
  const connection = server();
  const edited = message(1, { revision: 4, userUuid: BOB, body: { text: 'edited', parts: [] } });
  connection.changed = {
    messages: [message(3, { revision: 3, userUuid: BOB }), edited],
    revision: 4,
    isComplete: true,
  };
  const answer = connection.hold('rooms');
  const visit = await browser.visit(connection, { roomUuid: ROOM });
  answer();
  await browser.scheduler.run(1_000);
  assert.deepEqual(texts(visit), ['edited', 'message 2', 'message 3']);
  assert.ok(connection.calls.includes(`changes ${ROOM} 2`));
  assert.ok(!connection.calls.some((call) => call.startsWith('messages')));
});

test('who comes back begins to read at what is unread since, and it is not taken for read before', async () => {
  const browser = new Browser();
  await browser.earlier();
  const connection = server({ roomList: [room(1, { revision: 3, reading: { ...READ, unread: 1 } })] });
  connection.changed = { messages: [message(3, { revision: 3, userUuid: BOB })], revision: 3, isComplete: true };
  connection.stored.push(message(3, { revision: 3, userUuid: BOB }));
  const [rooms, changes] = [connection.hold('rooms'), connection.hold('changes')];
  const visit = await browser.visit(connection, { roomUuid: ROOM });
  visit.view.setReading(true);
  const { visit: first } = visit.view.state;
  changes();
  await browser.scheduler.run(1_000);
  assert.equal(visit.view.state.unreadAfter, null);
  rooms();
  await browser.scheduler.run(1_000);
  assert.equal(visit.view.state.unreadAfter, message(2).uuid);
  assert.equal(visit.view.state.visit, first + 1, 'the timeline is opened anew, at its unread line');
  await browser.scheduler.run(2_000);
  assert.ok(connection.calls.includes(`markRead ${ROOM} ${message(3).uuid}`));
});

test('a room that is not among those that were kept is waited for', async () => {
  const browser = new Browser();
  await browser.earlier();
  const connection = silent();
  connection.roomList.push(room(9));
  const answer = connection.hold('rooms');
  const visit = await browser.visit(connection, { roomUuid: uuid(9) });
  assert.equal(visit.view.state.error, null);
  answer();
  await browser.scheduler.run(1_000);
  assert.equal(visit.view.state.roomUuid, uuid(9));
});

test('names that were kept are asked for again', async () => {
  const browser = new Browser();
  await browser.earlier();
  const connection = server();
  connection.people = [{ uuid: BOB, name: 'Robert', email: null }];
  const visit = await browser.visit(connection, { roomUuid: ROOM });
  assert.equal(visit.session.store.state.users.get(BOB)?.name, 'Robert');
});

// The usual room

test('without a room that is asked for, the last one opens again', async () => {
  const browser = new Browser();
  await browser.earlier();
  const visit = await browser.visit(silent());
  visit.view.openUsual();
  assert.equal(visit.view.state.roomUuid, ROOM);
});

test('at the first visit, the room with the newest message opens', async () => {
  const stored = [message(1, { userUuid: BOB }), message(2, { userUuid: BOB, roomUuid: uuid(2) })];
  const visit = await new Browser().visit(server({ stored }));
  visit.view.openUsual();
  assert.equal(visit.view.state.roomUuid, uuid(2));
});

test('a list that comes before what was kept does not choose the room', async () => {
  const browser = new Browser();
  await browser.earlier(server({ roomList: [room(1), room(2)] }));
  const stored = [message(1), message(9, { roomUuid: uuid(2) })];
  const visit = browser.visit(server({ roomList: [room(1), room(2)], stored }), { isUsual: true });
  assert.equal((await visit).view.state.roomUuid, ROOM);
});

test('a last room that is gone gives way to the one with the newest message', async () => {
  const browser = new Browser();
  await browser.earlier();
  const visit = await browser.visit(
    server({ roomList: [room(2), room(3)], stored: [message(5, { roomUuid: uuid(3) })] }),
  );
  visit.view.openUsual();
  await browser.scheduler.run(1_000);
  assert.equal(visit.view.state.roomUuid, uuid(3));
});

test('a room that is asked for, shown, refused or closed is not replaced by the usual one', async () => {
  const asked = await new Browser().visit(silent(), { roomUuid: uuid(2) });
  asked.view.openUsual();
  const shown = await new Browser().visit(server(), { roomUuid: uuid(2) });
  shown.view.openUsual();
  const refused = await new Browser().visit(server(), { roomUuid: uuid(7) });
  refused.view.openUsual();
  const closed = await new Browser().visit(silent());
  closed.view.openUsual();
  closed.view.close();
  assert.deepEqual(
    [asked, shown, refused, closed].map(({ view }) => view.state.roomUuid),
    [null, uuid(2), null, null],
  );
});

test('without any room there is nothing to open', async () => {
  const visit = await new Browser().visit(server({ roomList: [] }));
  visit.view.openUsual();
  assert.equal(visit.view.state.roomUuid, null);
});

// How much

function listed(count: number): Store {
  const store = new Store();
  const rooms = Array.from({ length: count }, (_, n) => room(n + 1));
  const last = rooms.map(({ uuid: roomUuid }, n) => message(n + 1, { roomUuid }));
  store.apply(signedIn(ALICE, EXTENDED, LIMITS), roomsLoaded(rooms, last));
  return store;
}

test('of thousands of rooms, those of the latest activity are kept, and the open one', () => {
  const { state } = listed(3_000);
  const { rooms } = snapshotOf(state, uuid(1));
  assert.equal(rooms.length, 101);
  assert.ok(rooms.some((kept) => kept.uuid === uuid(1)) && rooms.some((kept) => kept.uuid === uuid(3_000)));
});

test('what is kept can be cloned, and says the same when it is taken up', () => {
  const { state } = listed(3);
  const kept = structuredClone(snapshotOf(state, null));
  const next = new Store();
  next.apply(signedIn(ALICE, EXTENDED, LIMITS), snapshotTaken(kept));
  assert.deepEqual(next.state.rooms.byUuid, state.rooms.byUuid);
});

test('of a conversation, what follows the last thing that is missing is kept, and a page at most', async () => {
  const stored: Message[] = Array.from({ length: 120 }, (_, n) => message(n + 1, { revision: n + 1 }));
  const { session } = await new Browser().visit(server({ stored }), { roomUuid: ROOM });
  const kept = snapshotOf(session.store.state, ROOM).page;
  assert.ok(kept);
  assert.equal(kept.messages.length, 50);
  assert.equal(kept.messages.at(-1)?.uuid, message(120).uuid);
  assert.equal(kept.hasOlder, true);
});
