import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageLocks } from '../../src/device/memory.js';
import { ChatFailure } from '../../src/model/errors.js';
import type { Reaction } from '../../src/model/message.js';
import { RecentSet } from '../../src/session/outbox/recent.js';
import type { ChatSession } from '../../src/session/session.js';
import { pendingReactionsOf, shownReactions } from '../../src/store/pending-reactions.js';
import { roomTimeline } from '../../src/store/timeline-id.js';
import { Desk, ROOM } from '../support/desk.js';
import { ALICE, EXTENDED, MemoryConnection, message, room } from '../support/memory-connection.js';
import { viewOf } from '../support/view.js';

const EMOJI = '🎉';
const FIRST = message(1).uuid;

// Reactions

/** A desk with one message to react to. @param revision 0: on a server that does not count */
function deskWithMessage(revision = 0): Desk {
  const desk = new Desk();
  desk.connection.stored.push(message(1, { revision }));
  return desk;
}

function reactionCalls({ calls }: MemoryConnection): string[] {
  return calls.filter((call) => /^(add|remove)Reaction/.test(call)).map((call) => call.split(' ')[0]!);
}

/** Whether my reaction is on the message, as the screen shows it. */
function isShown({ store }: ChatSession): boolean {
  const { timelines, pendingReactions, me } = store.state;
  const [first] = timelines.get(roomTimeline(ROOM))!.messages;
  const shown = shownReactions(first!, pendingReactionsOf(pendingReactions, FIRST), me);
  return shown.some(({ userUuid, emoji }) => userUuid === ALICE && emoji === EMOJI);
}

function toggle(session: ChatSession, times = 1): void {
  for (let n = 0; n < times; n += 1) session.toggleReaction(ROOM, FIRST, EMOJI);
}

function emitReaction(
  connection: MemoryConnection,
  type: 'reaction-created' | 'reaction-deleted',
  revision: number,
): void {
  const reaction: Reaction = { emoji: EMOJI, userUuid: ALICE, createdAt: null };
  connection.emit({ type, roomUuid: ROOM, messageUuid: FIRST, reaction, revision });
}

test('of ten clicks on an emoji, one request is on its way at a time, and the last click counts', async () => {
  const desk = deskWithMessage();
  const { session } = await desk.open();
  const answer = desk.connection.hold('addReaction');
  toggle(session);
  await desk.scheduler.run(500);
  toggle(session, 9);
  await desk.scheduler.run(500);
  assert.deepEqual([reactionCalls(desk.connection), isShown(session)], [['addReaction'], false]);
  answer();
  await desk.scheduler.run(500);
  assert.deepEqual([reactionCalls(desk.connection), isShown(session)], [['addReaction', 'removeReaction'], false]);
  assert.deepEqual(await desk.kept(), []);
});

test('each emoji goes by itself: one that waits holds up no other', async () => {
  const desk = deskWithMessage();
  const { session } = await desk.open();
  desk.connection.hold('addReaction');
  toggle(session);
  session.toggleReaction(ROOM, FIRST, '👍');
  await desk.scheduler.run(500);
  assert.equal(reactionCalls(desk.connection).length, 2);
});

test('who changes their mind before anything was sent sends nothing', async () => {
  const desk = deskWithMessage();
  const { session } = await desk.open();
  toggle(session, 10);
  await desk.scheduler.run(500);
  assert.deepEqual([reactionCalls(desk.connection), isShown(session)], [[], false]);
  assert.deepEqual([await desk.kept(), session.store.state.pendingReactions.size], [[], 0]);
  toggle(session, 11);
  await desk.scheduler.run(500);
  assert.deepEqual([reactionCalls(desk.connection), isShown(session)], [['addReaction'], true]);
});

test('a reaction given without network is shown, survives a crash, and goes when the network is back', async () => {
  const desk = deskWithMessage();
  const first = await desk.open();
  for (let n = 0; n < 3; n += 1) desk.connection.fail('addReaction');
  toggle(first.session, 3);
  await desk.scheduler.run(200);
  assert.equal(isShown(first.session), true);
  desk.crash(first.life);
  const { connection } = desk;
  const next = await desk.open(connection);
  assert.equal(isShown(next.session), true);
  await desk.scheduler.run(60_000);
  assert.deepEqual([isShown(next.session), await desk.kept()], [true, []]);
  assert.ok(reactionCalls(connection).every((call) => call === 'addReaction'));
  // One reason is told once, however often it is met.
  assert.deepEqual(desk.errors, ['network']);
});

test('when events flow again, a reaction does not wait for the end of its pause', async () => {
  const desk = deskWithMessage();
  const { session } = await desk.open();
  for (let n = 0; n < 6; n += 1) desk.connection.fail('addReaction');
  toggle(session);
  while (reactionCalls(desk.connection).length < 6) await desk.scheduler.run(100);
  desk.connection.emit({ type: 'live' });
  await desk.scheduler.run(50);
  assert.deepEqual([reactionCalls(desk.connection).length, await desk.kept()], [7, []]);
});

test('what may have arrived is taken back although the message does not show it', async () => {
  const desk = deskWithMessage();
  const { session } = await desk.open();
  desk.connection.fail('addReaction');
  desk.connection.fail('removeReaction', new ChatFailure('unknown-reaction', 'there is none'));
  toggle(session);
  await desk.scheduler.run(50);
  toggle(session);
  await desk.scheduler.run(5_000);
  // That there is none is what was wanted.
  assert.deepEqual(reactionCalls(desk.connection), ['addReaction', 'removeReaction']);
  assert.deepEqual([isShown(session), desk.errors, await desk.kept()], [false, ['network'], []]);
});

test('what was never sent for want of a token need not be taken back', async () => {
  const desk = deskWithMessage();
  const { session } = await desk.open();
  desk.connection.fail('addReaction', new ChatFailure('bad-token', 'no'));
  toggle(session);
  await desk.scheduler.run(1_000);
  toggle(session);
  await desk.scheduler.run(1_000);
  assert.deepEqual([reactionCalls(desk.connection), isShown(session), await desk.kept()], [['addReaction'], false, []]);
});

test('a refusal takes the shown reaction back and is told; what was wanted since stays', async () => {
  const desk = deskWithMessage();
  const { session } = await desk.open();
  desk.connection.fail('addReaction', new ChatFailure('invalid-data', 'no'));
  toggle(session);
  await desk.scheduler.run(500);
  assert.deepEqual([isShown(session), desk.errors, await desk.kept()], [false, ['invalid-data'], []]);
  desk.connection.fail('addReaction', new ChatFailure('invalid-data', 'no'));
  const answer = desk.connection.hold('addReaction');
  toggle(session);
  await desk.scheduler.run(500);
  toggle(session, 2);
  answer();
  await desk.scheduler.run(500);
  assert.equal(isShown(session), true);
});

for (const [order, eventFirst] of [
  ['before', true],
  ['after', false],
] as const)
  test(`a reaction does not flicker when its event comes ${order} its answer`, async () => {
    const desk = deskWithMessage(5);
    const { session } = await desk.open();
    const answer = desk.connection.hold('addReaction');
    toggle(session);
    await desk.scheduler.run(100);
    const shown: boolean[] = [];
    session.store.subscribe(() => shown.push(isShown(session)));
    if (eventFirst) emitReaction(desk.connection, 'reaction-created', 6);
    answer();
    await desk.scheduler.run(300);
    if (!eventFirst) emitReaction(desk.connection, 'reaction-created', 6);
    await desk.scheduler.run(300);
    assert.ok(shown.length > 0 && shown.every(Boolean), String(shown));
    assert.equal(session.store.state.pendingReactions.size, 0);
    // From now on the message speaks for itself.
    emitReaction(desk.connection, 'reaction-deleted', 7);
    assert.equal(isShown(session), false);
  });

test('a reaction whose event was missed is shown until all that was missed is there', async () => {
  const desk = deskWithMessage(5);
  const { session } = await desk.open();
  toggle(session);
  await desk.scheduler.run(500);
  assert.deepEqual([isShown(session), session.store.state.pendingReactions.size], [true, 1]);
  // Another device has taken it back meanwhile.
  desk.connection.emit({ type: 'live' });
  await desk.scheduler.run(500);
  assert.deepEqual([isShown(session), session.store.state.pendingReactions.size], [false, 0]);
});

test('a reaction whose event never comes is not shown for ever', async () => {
  const desk = deskWithMessage(5);
  const { session } = await desk.open();
  toggle(session);
  await desk.scheduler.run(9_000);
  assert.equal(isShown(session), true);
  await desk.scheduler.run(2_000);
  assert.equal(isShown(session), false);
});

test('another tab shows what is wanted, does not repeat it, and does it when the first one dies', async () => {
  const desk = deskWithMessage();
  const way = desk.anotherWay();
  const [one, other] = [await desk.open(), await desk.open(way)];
  const answer = desk.connection.hold('addReaction');
  toggle(one.session);
  await desk.scheduler.run(100);
  assert.deepEqual([isShown(other.session), reactionCalls(way)], [true, []]);
  answer();
  await desk.scheduler.run(1_000);
  assert.deepEqual([isShown(other.session), reactionCalls(way)], [true, []]);
  desk.connection.hold('removeReaction');
  toggle(one.session);
  await desk.scheduler.run(100);
  desk.crash(one.life);
  await desk.scheduler.run(1_000);
  assert.deepEqual([isShown(other.session), reactionCalls(way)], [false, ['removeReaction']]);
});

test('two tabs that toggle one emoji end with what was wanted last', async () => {
  const desk = deskWithMessage();
  const way = desk.anotherWay();
  const [one, other] = [await desk.open(), await desk.open(way)];
  const answer = desk.connection.hold('addReaction');
  toggle(one.session);
  await desk.scheduler.run(100);
  toggle(other.session);
  await desk.scheduler.run(100);
  assert.deepEqual([isShown(one.session), isShown(other.session)], [false, false]);
  answer();
  await desk.scheduler.run(1_000);
  const calls = [...reactionCalls(desk.connection), ...reactionCalls(way)];
  assert.deepEqual(calls, ['addReaction', 'removeReaction']);
  assert.deepEqual(await desk.kept(), []);
});

// Reading

const RECEIPTS = new Set([...EXTENDED, 'receipts'] as const);

function readCalls({ calls }: MemoryConnection): string[] {
  return calls.filter((call) => call.startsWith('markRead')).map((call) => call.split(' ')[2]!);
}

/** A desk at which message 1 has come and is being read. */
async function reading(): Promise<{ readonly desk: Desk } & Awaited<ReturnType<Desk['open']>>> {
  const desk = new Desk({ features: RECEIPTS });
  const opened = await desk.open();
  desk.connection.stored.push(message(1));
  desk.connection.emit({ type: 'message-created', message: message(1) });
  viewOf(opened.session).setReading(true);
  return { desk, ...opened };
}

test('reading a lively room makes one request for many messages, with the last of them', async () => {
  const { desk } = await reading();
  for (let n = 2; n <= 20; n += 1) {
    desk.connection.emit({ type: 'message-created', message: message(n) });
    await desk.scheduler.run(10);
  }
  await desk.scheduler.run(1_000);
  assert.deepEqual(readCalls(desk.connection), [message(20).uuid]);
  assert.deepEqual(await desk.kept(), []);
});

test('reading that the server did not hear of is told again, by itself and when events flow again', async () => {
  const { desk } = await reading();
  desk.connection.fail('markRead');
  await desk.scheduler.run(5_000);
  assert.deepEqual(readCalls(desk.connection), [message(1).uuid, message(1).uuid]);
  for (let n = 0; n < 6; n += 1) desk.connection.fail('markRead');
  desk.connection.emit({ type: 'message-created', message: message(2) });
  while (readCalls(desk.connection).length < 8) await desk.scheduler.run(100);
  desk.connection.emit({ type: 'live' });
  await desk.scheduler.run(50);
  assert.equal(readCalls(desk.connection).length, 9);
  assert.deepEqual(desk.errors, ['network', 'network']);
});

test('reading that was not told before a crash is told by the next tab', async () => {
  const { desk, life } = await reading();
  await desk.scheduler.run(250);
  desk.crash(life);
  const connection = new MemoryConnection({ roomList: [room(1)], features: RECEIPTS });
  await desk.open(connection);
  await desk.scheduler.run(1_000);
  assert.deepEqual([readCalls(desk.connection), readCalls(connection)], [[], [message(1).uuid]]);
});

test('reading in one tab is not told again by another', async () => {
  const { desk } = await reading();
  const way = desk.anotherWay();
  const other = await desk.open(way);
  await desk.scheduler.run(1_000);
  assert.deepEqual([readCalls(desk.connection), readCalls(way)], [[message(1).uuid], []]);
  assert.equal(other.session.store.state.rooms.byUuid.get(ROOM)?.unread, 0);
});

test('reading that the server refuses is told once and not repeated', async () => {
  const { desk } = await reading();
  desk.connection.fail('markRead', new ChatFailure('unknown-room', 'left'));
  await desk.scheduler.run(60_000);
  assert.deepEqual([readCalls(desk.connection).length, desk.errors], [1, ['unknown-room']]);
  assert.deepEqual(await desk.kept(), []);
});

test('a server without receipts is told nothing, and nothing is kept for it', async () => {
  const desk = new Desk();
  const { session } = await desk.open();
  desk.connection.emit({ type: 'message-created', message: message(1) });
  viewOf(session).setReading(true);
  await desk.scheduler.run(1_000);
  assert.deepEqual([readCalls(desk.connection), desk.device.kept.size], [[], 0]);
});

test('a list of rooms from before the server was told does not make a read room unread', async () => {
  const { desk, session } = await reading();
  for (let n = 0; n < 3; n += 1) desk.connection.fail('markRead');
  await desk.scheduler.run(1_000);
  viewOf(session).setReading(false);
  desk.connection.roomList[0] = room(1, { reading: { unread: 1, lastReadMessageUuid: null } });
  await session.reloadRooms();
  assert.equal(session.store.state.rooms.byUuid.get(ROOM)?.unread, 0);
});

test('without locks among tabs, a tab does what it wanted itself, and nothing of another', async () => {
  const desk = deskWithMessage();
  const way = desk.anotherWay();
  const one = await desk.open(desk.connection, { locks: new PageLocks() });
  await desk.open(way, { locks: new PageLocks() });
  toggle(one.session);
  await desk.scheduler.run(1_000);
  assert.deepEqual([reactionCalls(desk.connection), reactionCalls(way)], [['addReaction'], []]);
});

test('without locks among tabs, what a dead tab has left is not shown by another', async () => {
  const desk = deskWithMessage();
  const way = desk.anotherWay();
  const one = await desk.open(desk.connection, { locks: new PageLocks() });
  const two = await desk.open(way, { locks: new PageLocks() });
  for (let n = 0; n < 5; n += 1) desk.connection.fail('addReaction');
  toggle(one.session);
  await desk.scheduler.run(500);
  // Wanted by the other one as well, which takes the first one's place on the device.
  way.hold('addReaction');
  toggle(two.session);
  await desk.scheduler.run(100);
  desk.crash(two.life);
  await desk.scheduler.run(60_000);
  assert.equal(one.session.store.state.pendingReactions.size, 0);
});

// What is remembered

test('what is remembered of the past does not grow', () => {
  const recent = new RecentSet<number>(3);
  for (const n of [1, 2, 3, 1, 4]) recent.add(n);
  assert.deepEqual(
    [1, 2, 3, 4].filter((n) => recent.has(n)),
    [1, 3, 4],
  );
  recent.delete(3);
  recent.add(5);
  assert.deepEqual(
    [1, 3, 4, 5].filter((n) => recent.has(n)),
    [1, 4, 5],
  );
});
