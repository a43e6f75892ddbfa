import { viewOf } from '../support/view.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageLocks } from '../../src/device/memory.js';
import { ChatFailure } from '../../src/model/errors.js';
import { ChatSession } from '../../src/session/session.js';
import { Desk, HOST, OTHER_ROOM, ROOM, pending, shown, statuses } from '../support/desk.js';
import { ALICE, MemoryConnection, message, room, uuid, contentOf } from '../support/memory-connection.js';

test('a message is painted before anything is awaited', async () => {
  const { session } = await new Desk().open();
  session.send(ROOM, 'now');
  assert.deepEqual(statuses(session), ['now sending']);
});

test('a message goes while it is being kept, and is kept until there is an answer', async () => {
  const desk = new Desk();
  const { session, life } = await desk.open();
  desk.connection.hold('sendMessage');
  session.send(ROOM, 'fast');
  await desk.scheduler.run(0);
  assert.deepEqual([desk.posted, desk.device.kept.size], [['fast'], 0]);
  await desk.scheduler.run(50);
  assert.equal(desk.device.kept.size, 1);
  desk.crash(life);
  const next = await desk.open(new MemoryConnection({ roomList: [room(1)], stored: desk.connection.stored }));
  await desk.scheduler.run(200);
  assert.deepEqual(desk.stored, ['fast']);
  assert.deepEqual([shown(next.session), statuses(next.session)], [['fast'], []]);
});

test('a message that is answered before it is kept is not kept for ever', async () => {
  const desk = new Desk();
  const { session } = await desk.open();
  // Kept after this one.
  session.send(OTHER_ROOM, 'before');
  session.send(ROOM, 'sent');
  await desk.scheduler.run(0);
  assert.deepEqual([desk.stored, desk.device.kept.size], [['before', 'sent'], 0]);
  await desk.scheduler.run(100);
  assert.deepEqual(await desk.kept(), []);
});

test('a refusal that comes before the message is kept leaves the text', async () => {
  const desk = new Desk();
  const { session } = await desk.open();
  session.send(OTHER_ROOM, 'kept before');
  await desk.scheduler.run(0);
  desk.connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
  session.send(ROOM, 'refused');
  await desk.scheduler.run(100);
  assert.deepEqual(
    [statuses(session), statuses((await desk.open()).session)],
    [['refused failed'], ['refused failed']],
  );
});

test('whenever it is written, a message follows those before it', async () => {
  const desk = new Desk();
  const first = await desk.open();
  desk.connection.hold('sendMessage');
  first.session.send(ROOM, 'left');
  first.session.send(ROOM, 'behind');
  await desk.scheduler.run(50);
  assert.deepEqual(desk.posted, ['left']);
  desk.crash(first.life);
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const environment = desk.device.environment({ isAlive: true }, true);
  const session = new ChatSession({ connection, host: HOST, environment });
  viewOf(session).open(ROOM);
  void session.start();
  // Before and after the device has told what was left on it.
  const written = Array.from({ length: 40 }, (_, n) => `new ${n}`);
  for (const text of written) {
    await desk.scheduler.run(1);
    session.send(ROOM, text);
  }
  await desk.scheduler.run(1_000);
  assert.deepEqual(connection.stored.map(contentOf), ['left', 'behind', ...written]);
});

test('a message written after the device has answered follows one that it has not kept yet', async () => {
  const desk = new Desk();
  const environment = desk.device.environment({ isAlive: true }, true);
  const { connection } = desk;
  const session = new ChatSession({ connection, host: HOST, environment });
  viewOf(session).open(ROOM);
  void session.start();
  await desk.scheduler.run(0);
  const written = Array.from({ length: 40 }, (_, n) => `${n}`);
  for (const text of written) {
    session.send(ROOM, text);
    await desk.scheduler.run(0.5);
  }
  await desk.scheduler.run(1_000);
  assert.deepEqual(desk.stored, written);
});

test('a device that is slow to keep a message holds up no other tab', async () => {
  const desk = new Desk();
  const slow = await desk.storage();
  const add = slow.add.bind(slow);
  slow.add = async (...args) => {
    await new Promise<void>((resolve) => desk.scheduler.after(20_000, resolve));
    return add(...args);
  };
  const one = await desk.open(desk.connection, { openStorage: async () => slow });
  const other = await desk.open(desk.anotherWay());
  one.session.send(ROOM, 'a');
  await desk.scheduler.run(10);
  other.session.send(ROOM, 'b');
  other.session.send(ROOM, 'c');
  await desk.scheduler.run(1_000);
  assert.deepEqual(desk.stored, ['a', 'b', 'c']);
  await desk.scheduler.run(30_000);
  assert.deepEqual(await desk.kept(), []);
});

test('a text survives a device that keeps it and then refuses everything', async () => {
  const desk = new Desk();
  const storage = await desk.storage();
  let isGone = false;
  const failing = new Proxy(storage, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return isGone ? () => Promise.reject(new Error('gone')) : method.bind(target);
    },
  });
  const { session } = await desk.open(desk.connection, { openStorage: async () => failing });
  desk.connection.fail('sendMessage');
  const release = desk.connection.hold('sendMessage');
  session.send(ROOM, 'precious');
  await desk.scheduler.run(50);
  isGone = true;
  release();
  await desk.scheduler.run(20);
  assert.deepEqual(statuses(session), ['precious waiting']);
  session.send(ROOM, 'next');
  await desk.scheduler.run(2_000);
  assert.deepEqual([shown(session), statuses(session)], [['precious', 'next'], []]);
});

test('what a device takes again does not overtake what it refused', async () => {
  const desk = new Desk();
  const storage = await desk.storage();
  const add = storage.add.bind(storage);
  let refuses = true;
  storage.add = (...args) => (refuses ? Promise.reject(new Error('full')) : add(...args));
  const { session } = await desk.open(desk.connection, { openStorage: async () => storage });
  desk.connection.fail('sendMessage');
  session.send(ROOM, 'refused');
  session.send(ROOM, 'refused, too');
  await desk.scheduler.run(20);
  refuses = false;
  session.send(ROOM, 'taken');
  await desk.scheduler.run(5_000);
  assert.deepEqual(desk.stored, ['refused', 'refused, too', 'taken']);
});

test('without locks among tabs, one does not wait for what another sends', async () => {
  const desk = new Desk();
  const one = await desk.open(desk.connection, { locks: new PageLocks() });
  const other = await desk.open(desk.anotherWay(), { locks: new PageLocks() });
  const release = desk.connection.hold('sendMessage');
  one.session.send(ROOM, 'under way');
  await desk.scheduler.run(50);
  assert.deepEqual(statuses(other.session), ['under way sending']);
  other.session.send(ROOM, 'mine');
  await desk.scheduler.run(50);
  assert.deepEqual(desk.stored, ['mine']);
  release();
  await desk.scheduler.run(50);
  assert.deepEqual(desk.stored, ['mine', 'under way']);
});

test('what passes is waited for, holds up what follows in the room, and is sent without being asked', async () => {
  const desk = new Desk();
  const { session } = await desk.open();
  desk.connection.fail('sendMessage');
  session.send(ROOM, 'one');
  session.send(ROOM, 'two');
  // Up to a second passes until the next attempt.
  while (statuses(session)[0] !== 'one waiting') await desk.scheduler.run(1);
  assert.deepEqual(statuses(session), ['one waiting', 'two waiting']);
  assert.equal(pending(session)[0]?.error?.code, 'network');
  await desk.scheduler.run(1_100);
  assert.deepEqual(statuses(session), []);
  assert.deepEqual(shown(session), ['one', 'two']);
});

test('a server that is asked too often is left alone as long as it says, then asked again without anybody’s doing', async () => {
  const desk = new Desk();
  const { session } = await desk.open();
  desk.connection.fail('sendMessage', new ChatFailure('server', 'Too many requests', { retryAfter: 20_000 }));
  session.send(ROOM, 'patient');
  await desk.scheduler.run(19_900);
  assert.deepEqual(statuses(session), ['patient waiting']);
  assert.deepEqual(desk.posted, ['patient']);
  await desk.scheduler.run(1_300);
  assert.deepEqual(shown(session), ['patient']);
  assert.deepEqual(desk.posted, ['patient', 'patient']);
});

test('a refusal keeps the text and does not hold up what follows', async () => {
  const desk = new Desk();
  const { session } = await desk.open();
  desk.connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
  session.send(ROOM, 'refused');
  session.send(ROOM, 'fine');
  await desk.scheduler.run(100);
  assert.deepEqual(statuses(session), ['refused failed']);
  assert.deepEqual(shown(session), ['fine']);
  session.retry(pending(session)[0]!.localId);
  assert.deepEqual(statuses(session), ['refused sending']);
  await desk.scheduler.run(100);
  assert.deepEqual(shown(session), ['fine', 'refused']);
});

test('when events flow again, nothing waits for the end of its pause', async () => {
  const desk = new Desk();
  const { session } = await desk.open();
  for (let n = 0; n < 6; n += 1) desk.connection.fail('sendMessage');
  session.send(ROOM, 'hello');
  while (desk.posted.length < 6) await desk.scheduler.run(100);
  await desk.scheduler.run(20);
  assert.deepEqual(statuses(session), ['hello waiting']);
  desk.connection.emit({ type: 'live' });
  await desk.scheduler.run(50);
  assert.deepEqual(shown(session), ['hello']);
  // One reason is told once, however often it is met.
  assert.deepEqual(desk.errors, ['network']);
});

test('a refused token is not tried again until the person has signed in', async () => {
  const desk = new Desk();
  const { session } = await desk.open();
  desk.connection.fail('sendMessage', new ChatFailure('bad-token', 'no'));
  session.send(ROOM, 'hello');
  await desk.scheduler.run(600_000);
  assert.deepEqual(statuses(session), ['hello waiting']);
  assert.equal(desk.posted.length, 1);
  desk.connection.emit({ type: 'live' });
  await desk.scheduler.run(50);
  assert.deepEqual(shown(session), ['hello']);
});

test('what was not sent when the tab crashed is sent by the next one, and the refused is still there', async () => {
  const desk = new Desk();
  const first = await desk.open();
  desk.connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
  first.session.send(ROOM, 'refused');
  await desk.scheduler.run(50);
  desk.connection.hold('sendMessage');
  first.session.send(ROOM, 'unsent');
  await desk.scheduler.run(50);
  desk.crash(first.life);
  const connection = new MemoryConnection({ roomList: [room(1)], stored: desk.connection.stored });
  const { session } = await desk.open(connection);
  await desk.scheduler.run(200);
  assert.deepEqual(shown(session), ['unsent']);
  assert.deepEqual(statuses(session), ['refused failed']);
});

test('another tab sees what is written, and sends it when the first one dies', async () => {
  const desk = new Desk();
  const [one, other] = [await desk.open(), await desk.open()];
  desk.connection.fail('sendMessage');
  one.session.send(ROOM, 'hello');
  await desk.scheduler.run(20);
  assert.deepEqual(statuses(other.session), ['hello waiting']);
  desk.crash(one.life);
  await desk.scheduler.run(2_000);
  assert.deepEqual(statuses(other.session), []);
  assert.deepEqual(shown(other.session), ['hello']);
  assert.deepEqual(desk.stored, ['hello']);
});

/** One tab has posted “hello”, which is not kept yet nor answered; the other one reaches the server in a way of its own. */
async function halfSent(): Promise<{
  readonly desk: Desk;
  readonly one: Awaited<ReturnType<Desk['open']>>;
  readonly other: Awaited<ReturnType<Desk['open']>>;
  readonly connection: MemoryConnection;
}> {
  const desk = new Desk();
  const one = await desk.open();
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const other = await desk.open(connection);
  desk.connection.hold('sendMessage');
  one.session.send(ROOM, 'hello');
  return { desk, one, other, connection };
}

test('a message that comes to another tab before word of it is not shown beside it', async () => {
  const { desk, one, other, connection } = await halfSent();
  const clientUuid = pending(one.session)[0]!.localId;
  const echo = message(1, { content: 'hello', userUuid: ALICE, clientUuid });
  connection.emit({ type: 'message-created', message: echo });
  await desk.scheduler.run(50);
  assert.deepEqual([shown(other.session), statuses(other.session)], [['hello'], []]);
  // Word of it came indeed, and told the first tab that it is over.
  assert.deepEqual([shown(one.session), statuses(one.session)], [['hello'], []]);
});

test('what a dead tab has sent is not shown beside it when another one writes', async () => {
  const { desk, one, other, connection } = await halfSent();
  const clientUuid = pending(one.session)[0]!.localId;
  await desk.crashOnceKept(one.life);
  const echo = message(1, { content: 'hello', userUuid: ALICE, clientUuid });
  connection.emit({ type: 'message-created', message: echo });
  // Goes at once and fails; then the device is read.
  connection.fail('sendMessage');
  connection.fail('sendMessage');
  other.session.send(ROOM, 'mine');
  await desk.scheduler.run(5_000);
  assert.deepEqual([shown(other.session), statuses(other.session)], [['hello', 'mine'], []]);
  assert.ok(!connection.calls.some((call) => call === `sendMessage ${ROOM} hello`));
});

test('what a tab kept and told nobody before it crashed is sent by the next one that is turned to', async () => {
  const { desk, one, other, connection } = await halfSent();
  await desk.crashOnceKept(one.life);
  await desk.scheduler.run(60_000);
  assert.deepEqual(connection.stored, []);
  other.life.turnTo?.();
  await desk.scheduler.run(100);
  assert.deepEqual([shown(other.session), statuses(other.session)], [['hello'], []]);
});

test('a message discarded in one tab goes from the other', async () => {
  const desk = new Desk();
  const [one, other] = [await desk.open(), await desk.open()];
  desk.connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
  one.session.send(ROOM, 'refused');
  await desk.scheduler.run(50);
  other.session.discard(pending(other.session)[0]!.localId);
  await desk.scheduler.run(50);
  assert.deepEqual([statuses(one.session), statuses(other.session)], [[], []]);
  assert.deepEqual(statuses((await desk.open()).session), []);
});

test('one person never meets what another left on the same device', async () => {
  const desk = new Desk();
  const { session, life } = await desk.open();
  desk.connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
  session.send(ROOM, 'secret');
  session.setDraft(ROOM, 'half a secret');
  await desk.scheduler.run(1_000);
  desk.crash(life);
  const bob = new MemoryConnection({ me: uuid(0xb0b), roomList: [room(1)] });
  const next = await desk.open(bob);
  await desk.scheduler.run(1_000);
  assert.deepEqual(statuses(next.session), []);
  assert.equal(next.session.draft(ROOM), '');
  assert.ok(!bob.calls.some((call) => call.startsWith('sendMessage')));
});

// A stock chatd: what was sent is looked for

/** The server stores the message, and the answer is lost. */
function loseAnswer(desk: Desk, createdAt: string): void {
  const { connection } = desk;
  const stored = message(900, { uuid: uuid(0x900), content: 'hello', userUuid: ALICE, createdAt });
  connection.fail('sendMessage');
  const send = connection.sendMessage.bind(connection);
  connection.sendMessage = (...args) => {
    connection.sendMessage = send;
    connection.stored.push(stored);
    return send(...args);
  };
}

test('on a stock chatd, a message is kept before it is posted', async () => {
  const desk = new Desk({ extended: false });
  const { session } = await desk.open();
  session.send(OTHER_ROOM, 'before');
  session.send(ROOM, 'hello');
  await desk.scheduler.run(0);
  assert.deepEqual([desk.posted, desk.device.kept.size], [[], 0]);
  await desk.scheduler.run(100);
  assert.deepEqual([desk.posted, desk.device.kept.size], [['before', 'hello'], 2]);
});

test('on a stock chatd, a message whose answer was lost is found and not sent again', async () => {
  const desk = new Desk({ extended: false });
  desk.connection.stored.push(message(1, { content: 'hello', userUuid: ALICE }));
  const { session } = await desk.open();
  loseAnswer(desk, message(2).createdAt);
  session.send(ROOM, 'hello');
  await desk.scheduler.run(60_000);
  assert.deepEqual(statuses(session), []);
  assert.equal(desk.posted.length, 1);
  // The one of before, which says the same, was not taken for it.
  assert.deepEqual(desk.stored, ['hello', 'hello']);
  assert.deepEqual(shown(session), ['hello', 'hello']);
});

test('on a stock chatd, what is not found is sent again, though not before it would be there', async () => {
  const desk = new Desk({ extended: false });
  desk.connection.stored.push(message(1, { content: 'hello', userUuid: ALICE }));
  const { session } = await desk.open();
  desk.connection.fail('sendMessage');
  session.send(ROOM, 'hello');
  await desk.scheduler.run(4_900);
  assert.equal(desk.posted.length, 1);
  assert.deepEqual(statuses(session), ['hello waiting']);
  await desk.scheduler.run(40_000);
  assert.equal(desk.posted.length, 2);
  assert.deepEqual(desk.stored, ['hello', 'hello']);
});

test('on a stock chatd, an echo whose answer is lost settles the message at once', async () => {
  const desk = new Desk({ extended: false });
  const { session } = await desk.open();
  desk.connection.fail('sendMessage');
  const release = desk.connection.hold('sendMessage');
  session.send(ROOM, 'hello');
  await desk.scheduler.run(50);
  desk.connection.emit({ type: 'message-created', message: message(1, { content: 'hello', userUuid: ALICE }) });
  release();
  await desk.scheduler.run(50);
  assert.deepEqual(statuses(session), []);
  assert.deepEqual(shown(session), ['hello']);
  await desk.scheduler.run(60_000);
  assert.equal(desk.posted.length, 1);
});
