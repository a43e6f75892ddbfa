import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatFailure } from '../../src/model/errors.js';
import type { Message, Reaction } from '../../src/model/message.js';
import { ChatSession } from '../../src/session/session.js';
import { ChatView } from '../../src/session/view.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import {
  ALICE,
  BOB,
  contentOf,
  EXTENDED,
  MemoryConnection,
  message,
  room,
  uuid,
} from '../support/memory-connection.js';
import { Scheduler } from '../support/scheduler.js';
import { SimulatedDevice } from '../support/simulated-device.js';

// What changes after it was created, while something else is under way.

const ROOM = uuid(1);
const COUNTING = new Set([...EXTENDED, 'changes', 'receipts'] as const);
const PARTY: Reaction = { emoji: '🎉', userUuid: BOB, createdAt: null };

/** A session of Alice's on a clock that the test moves. */
class Visit {
  readonly scheduler = new Scheduler(1);
  readonly connection: MemoryConnection;
  readonly session: ChatSession;
  readonly view: ChatView;

  constructor(connection: MemoryConnection) {
    this.connection = connection;
    const environment = new SimulatedDevice(this.scheduler).environment({ isAlive: true }, true);
    this.session = new ChatSession({ connection, host: 'https://wazo.example', environment });
    this.view = new ChatView(this.session);
  }

  static async start(overrides: Partial<MemoryConnection> = {}): Promise<Visit> {
    const connection = new MemoryConnection({ roomList: [room(1, { revision: 10 })], features: COUNTING });
    const visit = new Visit(Object.assign(connection, overrides));
    void visit.session.start();
    await visit.pass();
    return visit;
  }

  /** Lets time pass; all that it sets off has happened then. */
  async pass(ms = 1_000): Promise<void> {
    await this.scheduler.run(ms);
  }

  async open(roomUuid = ROOM): Promise<void> {
    this.view.open(roomUuid);
    await this.pass();
  }

  get rooms(): string[] {
    return [...this.session.store.state.rooms.byUuid.values()].map(({ room: { name } }) => name ?? '').sort();
  }

  unread(roomUuid = ROOM): number | undefined {
    return this.session.store.state.rooms.byUuid.get(roomUuid)?.unread;
  }

  get messages(): readonly Message[] {
    return this.session.store.state.timelines.get(roomTimeline(ROOM))?.messages ?? [];
  }

  get gaps(): number {
    return this.session.store.state.timelines.get(roomTimeline(ROOM))?.gaps.size ?? -1;
  }

  calls(method: string): number {
    return this.connection.calls.filter((call) => call.split(' ')[0] === method).length;
  }
}

test('a room that is announced while the list is on its way stays', async () => {
  const visit = await Visit.start({ roomList: [room(1)] });
  const answer = visit.connection.hold('rooms');
  visit.connection.emit({ type: 'live' });
  visit.connection.emit({ type: 'room-added', room: room(2) });
  answer();
  await visit.pass();
  assert.deepEqual(visit.rooms, ['Room 1', 'Room 2']);
});

test('a room that is gone while the list is on its way stays away', async () => {
  const visit = await Visit.start({ roomList: [room(1), room(2)] });
  const answer = visit.connection.hold('rooms');
  visit.connection.emit({ type: 'live' });
  visit.connection.emit({ type: 'room-removed', roomUuid: uuid(2) });
  answer();
  await visit.pass();
  assert.deepEqual(visit.rooms, ['Room 1']);
});

test('what came while the list was fetched again stays unread', async () => {
  const reading = { unread: 0, lastReadMessageUuid: message(1).uuid };
  const visit = await Visit.start({ roomList: [room(1, { revision: 1, reading })], stored: [message(1)] });
  const answer = visit.connection.hold('rooms');
  visit.connection.emit({ type: 'live' });
  visit.connection.emit({ type: 'message-created', message: message(2, { revision: 2 }) });
  assert.equal(visit.unread(), 1);
  answer();
  await visit.pass();
  assert.equal(visit.unread(), 1);
});

test('what was read here while the list was fetched again stays read', async () => {
  const reading = { unread: 2, lastReadMessageUuid: null };
  const stored = [message(1), message(2)];
  const visit = await Visit.start({ roomList: [room(1, { revision: 2, reading })], stored });
  await visit.open();
  const answer = visit.connection.hold('rooms');
  visit.connection.emit({ type: 'live' });
  visit.view.setReading(true);
  assert.equal(visit.unread(), 0);
  visit.view.setReading(false);
  answer();
  await visit.pass();
  assert.equal(visit.unread(), 0);
});

test('a page that was read before a reaction and comes after it does not take it back', async () => {
  const stored = [message(1, { revision: 5 })];
  const visit = await Visit.start({ stored });
  const answer = visit.connection.hold('messages');
  visit.view.open(ROOM);
  await visit.pass();
  const event = { roomUuid: ROOM, messageUuid: message(1).uuid, reaction: PARTY } as const;
  visit.connection.emit({ type: 'reaction-created', revision: 11, ...event });
  answer();
  await visit.pass();
  assert.deepEqual(visit.messages[0]?.reactions, [PARTY]);
});

test('an edit and a deletion reach the timeline and the room’s row, also before a page that is older', async () => {
  const stored = [message(1, { revision: 5 }), message(2, { revision: 6 })];
  const visit = await Visit.start({ stored });
  const answer = visit.connection.hold('messages');
  visit.view.open(ROOM);
  await visit.pass();
  visit.connection.emit({ type: 'message-updated', message: message(2, { revision: 11, content: 'better' }) });
  visit.connection.emit({ type: 'message-deleted', roomUuid: ROOM, messageUuid: message(1).uuid, revision: 12 });
  answer();
  await visit.pass();
  assert.deepEqual(visit.messages.map(contentOf), ['', 'better']);
  const { lastMessage } = visit.session.store.state.rooms.byUuid.get(ROOM)!;
  assert.equal(lastMessage?.body?.text, 'better');
});

test('what changed while disconnected shows on messages far from the newest page', async () => {
  const stored = Array.from({ length: 120 }, (_, n) => message(n + 1, { revision: 1 }));
  const visit = await Visit.start({ stored });
  await visit.open();
  visit.session.loadOlder(roomTimeline(ROOM));
  await visit.pass();
  assert.equal(visit.messages.length, 100);
  const changed = message(25, { revision: 11, reactions: [PARTY] });
  visit.connection.changed = { messages: [changed, message(121, { revision: 12 })], revision: 12, isComplete: true };
  visit.connection.emit({ type: 'lost', error: new ChatFailure('network', 'gone').error });
  visit.connection.emit({ type: 'live' });
  await visit.pass();
  assert.deepEqual(visit.messages.find(({ uuid: known }) => known === changed.uuid)?.reactions, [PARTY]);
  assert.equal(visit.messages.at(-1)?.uuid, message(121).uuid);
  assert.equal(visit.gaps, 0);
  assert.ok(visit.connection.calls.includes(`changes ${ROOM} 10`));
});

test('of changes that come in parts nothing counts before the last part: what failed is asked for from the start', async () => {
  const visit = await Visit.start({ stored: [message(1, { revision: 10 })] });
  await visit.open();
  // Number 2 was posted at revision 11 and changed at 14, so it is told in the last part.
  const first = {
    messages: [message(3, { revision: 12 }), message(4, { revision: 13 })],
    revision: 13,
    isComplete: false,
  };
  const late = message(2, { revision: 14, reactions: [PARTY] });
  visit.connection.changedParts = [first, new ChatFailure('network', 'gone')];
  visit.connection.emit({ type: 'lost', error: new ChatFailure('network', 'gone').error });
  visit.connection.emit({ type: 'live' });
  await visit.pass(1);
  const event = { roomUuid: ROOM, messageUuid: late.uuid, reaction: PARTY } as const;
  visit.connection.emit({ type: 'reaction-created', revision: 14, ...event });
  visit.connection.changedParts = [first, { messages: [late], revision: 14, isComplete: true }];
  await visit.pass(60_000);
  assert.deepEqual(visit.messages.map(contentOf), ['message 1', 'message 2', 'message 3', 'message 4']);
  assert.deepEqual(visit.messages[1]?.reactions, [PARTY]);
  assert.equal(visit.gaps, 0);
});

test('where much has changed, what is held is read anew and stays where it was', async () => {
  const stored = Array.from({ length: 120 }, (_, n) => message(n + 1, { revision: 1 }));
  const visit = await Visit.start({ stored });
  await visit.open();
  visit.session.loadOlder(roomTimeline(ROOM));
  await visit.pass();
  const before = visit.messages.map(({ uuid: known }) => known);
  visit.connection.stored = stored.map((known) => ({ ...known, revision: 40, reactions: [PARTY] }));
  visit.connection.roomList = [room(1, { revision: 40 })];
  visit.connection.changed = { messages: [], revision: null, isComplete: false };
  visit.connection.emit({ type: 'lost', error: new ChatFailure('network', 'gone').error });
  visit.connection.emit({ type: 'live' });
  await visit.pass(5_000);
  const held = visit.messages.filter(({ uuid: known }) => before.includes(known));
  assert.equal(held.length, before.length);
  assert.ok(held.every(({ reactions }) => reactions.length === 1));
  assert.equal(visit.gaps, 0);
});

test('an event that is missing is asked for, once, when it has not come by itself', async () => {
  const visit = await Visit.start({ stored: [message(1, { revision: 10 })] });
  await visit.open();
  const missed = [message(2, { revision: 11 }), message(3, { revision: 12 }), message(4, { revision: 13 })];
  visit.connection.changed = { messages: missed, revision: 13, isComplete: true };
  for (const late of missed.slice(1)) visit.connection.emit({ type: 'message-created', message: late });
  await visit.pass();
  assert.deepEqual(visit.messages.map(contentOf), ['message 1', 'message 2', 'message 3', 'message 4']);
  assert.equal(visit.calls('changes'), 1);
});

test('events that only come in another order are not asked for', async () => {
  const visit = await Visit.start({ stored: [message(1, { revision: 10 })] });
  await visit.open();
  for (const n of [3, 2]) visit.connection.emit({ type: 'message-created', message: message(n, { revision: 9 + n }) });
  await visit.pass();
  assert.deepEqual(visit.messages.map(contentOf), ['message 1', 'message 2', 'message 3']);
  assert.equal(visit.calls('changes'), 0);
});

test('a burst of messages from a room that is not known asks for the list once, and shows them all', async () => {
  const visit = await Visit.start();
  const asked = visit.calls('rooms');
  visit.connection.roomList.push(room(2, { revision: 100 }));
  for (let n = 1; n <= 100; n += 1)
    visit.connection.emit({ type: 'message-created', message: message(n, { roomUuid: uuid(2), revision: n }) });
  await visit.pass();
  assert.ok(visit.calls('rooms') - asked <= 2);
  assert.deepEqual(visit.rooms, ['Room 1', 'Room 2']);
});

test('messages of a room that is not mine to see ask for the list twice at most, and show nothing', async () => {
  const visit = await Visit.start();
  const asked = visit.calls('rooms');
  for (let n = 1; n <= 20; n += 1)
    visit.connection.emit({ type: 'message-created', message: message(n, { roomUuid: uuid(9), revision: n }) });
  await visit.pass(60_000);
  assert.ok(visit.calls('rooms') - asked <= 2);
  assert.deepEqual(visit.rooms, ['Room 1']);
});

test('events for rooms and messages that were never seen change nothing', async () => {
  const visit = await Visit.start({ stored: [message(1, { revision: 10 })] });
  await visit.open();
  const before = visit.messages;
  const strange = { roomUuid: uuid(9), messageUuid: uuid(99), revision: 3 } as const;
  visit.connection.emit({ type: 'reaction-created', reaction: PARTY, ...strange });
  visit.connection.emit({ type: 'message-deleted', ...strange });
  visit.connection.emit({ type: 'message-deleted', ...strange, roomUuid: ROOM });
  visit.connection.emit({ type: 'room-removed', roomUuid: uuid(9) });
  visit.connection.emit({ type: 'room-read', roomUuid: uuid(9), userUuid: ALICE, messageUuid: uuid(99) });
  await visit.pass();
  assert.equal(visit.messages, before);
});

test('the room on screen that goes away is said to be gone, and another one can be opened', async () => {
  const visit = await Visit.start({ roomList: [room(1), room(2)] });
  await visit.open();
  visit.connection.emit({ type: 'room-removed', roomUuid: ROOM });
  assert.deepEqual([visit.view.state.at, visit.view.state.error?.code], [null, 'unknown-room']);
  await visit.open(uuid(2));
  assert.deepEqual([visit.view.state.roomUuid, visit.view.state.error], [uuid(2), null]);
});

test('two views of a session show two rooms, and each is up to date', async () => {
  const visit = await Visit.start({ roomList: [room(1), room(2)] });
  const other = new ChatView(visit.session);
  await visit.open();
  other.open(uuid(2));
  await visit.pass();
  visit.connection.emit({ type: 'message-created', message: message(5, { roomUuid: uuid(2) }) });
  const texts = visit.session.store.state.timelines.get(other.state.at!)?.messages.map(contentOf);
  assert.deepEqual([visit.view.state.roomUuid, other.state.roomUuid, texts], [ROOM, uuid(2), ['message 5']]);
});

test('of rooms that nobody looks at any more, the latest are held and the others are not', async () => {
  const roomList = Array.from({ length: 40 }, (_, n) => room(n + 1));
  const visit = await Visit.start({ roomList });
  for (const { uuid: known } of roomList) await visit.open(known);
  const held = [...visit.session.store.state.timelines.keys()];
  assert.ok(held.length < 20);
  assert.ok(held.includes(roomTimeline(uuid(40))) && held.includes(roomTimeline(uuid(39))));
});

test('one event is one change of the store', async () => {
  const visit = await Visit.start({ stored: [message(1, { revision: 10 })] });
  await visit.open();
  visit.view.setReading(true);
  await visit.pass();
  let changes = 0;
  visit.session.store.subscribe(() => (changes += 1));
  visit.connection.emit({ type: 'message-created', message: message(2, { revision: 11 }) });
  assert.equal(changes, 1);
  const event = { roomUuid: ROOM, messageUuid: message(2).uuid, reaction: PARTY } as const;
  visit.connection.emit({ type: 'reaction-created', revision: 12, ...event });
  assert.equal(changes, 2);
});
