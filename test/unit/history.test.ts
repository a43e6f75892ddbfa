import { roomTimeline } from '../../src/store/timeline-id.js';
import { viewOf } from '../support/view.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatError } from '../../src/model/errors.js';
import type { Message } from '../../src/model/message.js';
import { ChatSession } from '../../src/session/session.js';
import type { ChatState, Timeline } from '../../src/store/state.js';
import {
  ALICE,
  BOB,
  EXTENDED,
  MemoryConnection,
  message,
  room,
  uuid,
  contentOf,
} from '../support/memory-connection.js';

const ROOM = uuid(1);

interface Started {
  readonly session: ChatSession;
  readonly connection: MemoryConnection;
  readonly until: (condition: (state: ChatState) => boolean) => Promise<ChatState>;
}

/** Pauses end at once. */
function after(_ms: number, callback: () => void): () => void {
  const immediate = setImmediate(callback);
  return () => clearImmediate(immediate);
}

function start(connection: MemoryConnection): Started {
  const session = new ChatSession({ connection, environment: { after } });
  void session.start();
  const until = (condition: (state: ChatState) => boolean): Promise<ChatState> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!condition(session.store.state)) return;
        unsubscribe();
        resolve(session.store.state);
      };
      const unsubscribe = session.store.subscribe(check);
      queueMicrotask(check);
    });
  return { session, connection, until };
}

/** A room of `count` messages that is open. */
async function opened(count: number, reading: { unread: number; lastRead: number } | null = null): Promise<Started> {
  const stored = Array.from({ length: count }, (_, n) => message(n));
  const known = reading && { unread: reading.unread, lastReadMessageUuid: message(reading.lastRead).uuid };
  const features = new Set([...EXTENDED, 'receipts'] as const);
  const started = start(new MemoryConnection({ roomList: [room(1, { reading: known })], stored, features }));
  viewOf(started.session).open(ROOM);
  await started.until((state) => state.timelines.get(roomTimeline(ROOM))?.status === 'ready');
  return started;
}

function timeline({ session }: Started): Timeline {
  return session.store.state.timelines.get(roomTimeline(ROOM))!;
}

function numbers(messages: readonly Message[]): number[] {
  return messages.map((item) => Number(contentOf(item).split(' ')[1]));
}

function gaps(started: Started): number[] {
  const { messages, gaps: missing } = timeline(started);
  return numbers(messages.filter(({ uuid: known }) => missing.has(known)));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

test('an interruption longer than a page leaves a gap, which closes as it is read', async () => {
  const started = await opened(60);
  const { connection, session, until } = started;
  connection.emit({ type: 'lost', error: chatError('network', 'gone') });
  connection.stored.push(...range(60, 199).map((n) => message(n)));
  connection.emit({ type: 'live' });
  await until((state) => state.timelines.get(roomTimeline(ROOM))!.messages.at(-1)?.uuid === message(199).uuid);
  assert.deepEqual(gaps(started), [59]);
  assert.deepEqual(numbers(timeline(started).messages), [...range(10, 59), ...range(150, 199)]);
  session.fillGap(roomTimeline(ROOM), message(59).uuid);
  await until((state) => state.timelines.get(roomTimeline(ROOM))!.gaps.has(message(109).uuid));
  session.fillGap(roomTimeline(ROOM), message(109).uuid);
  await until((state) => state.timelines.get(roomTimeline(ROOM))!.gaps.size === 0);
  assert.deepEqual(numbers(timeline(started).messages), range(10, 199));
});

test('a short interruption leaves none, also when live messages come before the missed ones', async () => {
  const started = await opened(10);
  const { connection, until } = started;
  connection.emit({ type: 'lost', error: chatError('network', 'gone') });
  connection.stored.push(message(10), message(11));
  const release = connection.hold('messages');
  connection.emit({ type: 'live' });
  connection.stored.push(message(12));
  connection.emit({ type: 'message-created', message: message(12) });
  assert.deepEqual(gaps(started), [9]);
  release();
  await until((state) => state.timelines.get(roomTimeline(ROOM))!.gaps.size === 0);
  assert.deepEqual(numbers(timeline(started).messages), range(0, 12));
});

test('an answer from before an interruption does not hide what was missed in it', async () => {
  const started = await opened(10);
  const { connection, until, session } = started;
  session.release(roomTimeline(ROOM), message(0).uuid, message(5).uuid);
  const release = connection.hold('messages');
  const jump = session.jumpToNewest(roomTimeline(ROOM));
  const early = [...connection.stored];
  connection.emit({ type: 'lost', error: chatError('network', 'gone') });
  connection.emit({ type: 'live' });
  release();
  await jump;
  await until((state) => state.timelines.get(roomTimeline(ROOM))!.gaps.size === 0);
  assert.deepEqual(numbers(timeline(started).messages), numbers(early));
});

test('a gap that cannot be filled says so, and can be tried again', async () => {
  const started = await opened(60);
  const { connection, session, until } = started;
  session.release(roomTimeline(ROOM), message(20).uuid, message(30).uuid);
  connection.fail('messages');
  session.fillGap(roomTimeline(ROOM), message(30).uuid);
  await until((state) => state.timelines.get(roomTimeline(ROOM))!.gaps.get(message(30).uuid) === 'failed');
  session.fillGap(roomTimeline(ROOM), message(30).uuid);
  await until((state) => state.timelines.get(roomTimeline(ROOM))!.gaps.size === 0);
  assert.deepEqual(numbers(timeline(started).messages), range(20, 59));
});

test('a message far away can be jumped to, and the newest again', async () => {
  const started = await opened(1_000);
  const { session } = started;
  assert.equal(await session.jumpTo(roomTimeline(ROOM), message(500).uuid), true);
  assert.deepEqual(numbers(timeline(started).messages), [...range(475, 524), ...range(950, 999)]);
  assert.deepEqual(gaps(started), [524]);
  session.release(roomTimeline(ROOM), message(475).uuid, message(524).uuid);
  assert.deepEqual(gaps(started), [524]);
  await session.jumpToNewest(roomTimeline(ROOM));
  assert.ok(numbers(timeline(started).messages).includes(999));
  assert.equal(await session.jumpTo(roomTimeline(ROOM), uuid(0xdead)), false);
});

test('who scrolls fast gets larger pages, up to what a frame can take in', async () => {
  const started = await opened(1_000);
  const { session, connection, until } = started;
  const held = (): number => timeline(started).messages.length;
  const load = async (count: number): Promise<number> => {
    const before = held();
    session.loadOlder(roomTimeline(ROOM), count);
    await until((state) => state.timelines.get(roomTimeline(ROOM))?.older === 'idle');
    return held() - before;
  };
  assert.deepEqual([await load(1), await load(120), await load(900)], [50, 120, 300]);
  assert.ok(connection.calls.at(-1)?.endsWith(' 300'));
});

test('what was released comes back as it was', async () => {
  const started = await opened(60);
  const { session, until } = started;
  session.loadOlder(roomTimeline(ROOM));
  await until((state) => state.timelines.get(roomTimeline(ROOM))?.hasOlder === false);
  session.release(roomTimeline(ROOM), message(20).uuid, message(40).uuid);
  assert.deepEqual(numbers(timeline(started).messages), range(20, 40));
  assert.equal(timeline(started).hasOlder, true);
  session.loadOlder(roomTimeline(ROOM));
  session.fillGap(roomTimeline(ROOM), message(40).uuid);
  await until((state) => state.timelines.get(roomTimeline(ROOM))!.messages.length === 60);
  assert.deepEqual(gaps(started), []);
  assert.equal(timeline(started).hasOlder, false);
});

test('a room with unread messages opens with the place where they begin', async () => {
  const near = await opened(60, { unread: 10, lastRead: 49 });
  assert.equal(viewOf(near.session).state.unreadAfter, message(49).uuid);
  const far = await opened(500, { unread: 300, lastRead: 199 });
  assert.equal(viewOf(far.session).state.unreadAfter, message(199).uuid);
  assert.ok(numbers(timeline(far).messages).includes(200));
  const read = await opened(60, { unread: 0, lastRead: 59 });
  assert.equal(viewOf(read.session).state.unreadAfter, null);
});

test('reading tells the server, the last message of a burst at least', async () => {
  const started = await opened(10, { unread: 4, lastRead: 5 });
  const { connection, session } = started;
  viewOf(session).setReading(true);
  const release = connection.hold('markRead');
  for (const n of [10, 11, 12]) connection.emit({ type: 'message-created', message: message(n, { userUuid: BOB }) });
  release();
  // Everything that was waiting has run by then.
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
  assert.ok(connection.calls.includes(`markRead ${ROOM} ${message(12).uuid}`));
  assert.equal(session.store.state.rooms.byUuid.get(ROOM)?.unread, 0);
  assert.ok(connection.calls.filter((call) => call.startsWith('markRead')).length < 4);
});

test('a room read in another window is read here, too', async () => {
  const started = await opened(10, { unread: 4, lastRead: 5 });
  const { connection, session } = started;
  const unread = (): number | undefined => session.store.state.rooms.byUuid.get(ROOM)?.unread;
  const read = { type: 'room-read', roomUuid: ROOM } as const;
  connection.emit({ ...read, userUuid: BOB, messageUuid: message(9).uuid });
  assert.equal(unread(), 4);
  connection.emit({ ...read, userUuid: ALICE, messageUuid: message(7).uuid });
  assert.equal(unread(), 2);
  connection.emit({ ...read, userUuid: ALICE, messageUuid: message(9).uuid });
  assert.equal(unread(), 0);
});
