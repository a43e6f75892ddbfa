import { roomTimeline } from '../../src/store/timeline-id.js';
import { viewOf } from '../support/view.js';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chatError, ChatFailure, type ChatError } from '../../src/model/errors.js';
import { NO_FEATURES, type Feature } from '../../src/model/features.js';
import { Backoff } from '../../src/connection/backoff.js';
import { MemoryStorage } from '../../src/device/memory.js';
import type { Environment } from '../../src/device/ports.js';
import { pendingReactionsOf, shownReactions } from '../../src/store/pending-reactions.js';
import { ChatSession } from '../../src/session/session.js';
import type { ChatState } from '../../src/store/state.js';
import {
  ALICE,
  BOB,
  CAROL,
  EXTENDED,
  MemoryConnection,
  message,
  room,
  uuid,
  contentOf,
} from '../support/memory-connection.js';

const ROOM = uuid(1);

/** A device that takes its time: `read` lets it answer. */
class SlowStorage extends MemoryStorage {
  read: () => void = () => undefined;
  readonly #read = new Promise<void>((resolve) => (this.read = resolve));

  override async drafts(owner: string): Promise<ReadonlyMap<string, string>> {
    await this.#read;
    return super.drafts(owner);
  }
}

/** A session on a memory backend; `until` resolves when the state is as asked for. */
interface Started {
  readonly session: ChatSession;
  readonly errors: ChatError[];
  readonly until: (condition: (state: ChatState) => boolean) => Promise<ChatState>;
}

function start(connection: MemoryConnection, parts: Partial<Environment> = {}): Started {
  const errors: ChatError[] = [];
  const checks = new Set<() => void>();
  const check = (): void => checks.forEach((waiting) => waiting());
  const backoff = new Backoff();
  backoff.wait = () => Promise.resolve();
  const onError = (error: ChatError): void => {
    errors.push(error);
    check();
  };
  // Pauses end at once.
  const after = (_ms: number, callback: () => void): (() => void) => {
    const immediate = setImmediate(callback);
    return () => clearImmediate(immediate);
  };
  const environment = { after, ...parts };
  const session = new ChatSession({ connection, backoff, peopleBackoff: backoff, onError, environment });
  session.store.subscribe(check);
  void session.start();
  const until = (condition: (state: ChatState) => boolean): Promise<ChatState> =>
    new Promise((resolve) => {
      const waiting = (): void => {
        if (!condition(session.store.state)) return;
        checks.delete(waiting);
        resolve(session.store.state);
      };
      checks.add(waiting);
      waiting();
    });
  return { session, errors, until };
}

const ready = (state: ChatState): boolean => state.rooms.status === 'ready';
const shown = (state: ChatState): string[] => state.timelines.get(roomTimeline(ROOM))?.messages.map(contentOf) ?? [];
const pending = (state: ChatState): string[] =>
  state.timelines.get(roomTimeline(ROOM))?.pending.map(({ body, status }) => `${body.text} ${status}`) ?? [];

async function opened(connection: MemoryConnection): Promise<ReturnType<typeof start>> {
  const started = start(connection);
  viewOf(started.session).open(ROOM);
  await started.until((state) => state.timelines.get(roomTimeline(ROOM))?.status === 'ready');
  return started;
}

test('a session goes live and loads the rooms with the names of their people', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1)] });
  const { until } = start(connection);
  const state = await until((next) => ready(next) && next.users.size === 3);
  assert.equal(state.connection.status, 'live');
  assert.equal(state.me, ALICE);
  assert.equal(state.rooms.byUuid.get(ROOM)?.lastMessage?.body?.text, 'message 1');
  assert.equal(state.users.get(CAROL)?.name, 'Carol Côté');
  assert.equal(connection.calls.filter((call) => call.startsWith('users ')).length, 1);
});

test('a server that is down at the start is tried again until it answers', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  connection.fail('open');
  connection.fail('open');
  const { until, errors } = start(connection);
  await until(ready);
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['network', 'network'],
  );
});

test('rooms that a server refuses for the moment are asked for again', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1)] });
  connection.fail('rooms', new ChatFailure('server', 'Too many requests', { retryAfter: 5_000 }));
  connection.fail('messages', new ChatFailure('server', 'Too many requests', { retryAfter: 5_000 }));
  const { session } = await opened(connection);
  assert.deepEqual(shown(session.store.state), ['message 1']);
});

test('a refused token ends the attempts, and signing in again starts anew', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  connection.fail('open', new ChatFailure('bad-token', 'no'));
  const { session, until } = start(connection);
  const state = await until((next) => next.connection.status === 'failed');
  assert.equal(state.connection.error?.code, 'bad-token');
  session.reconnect();
  await until(ready);
  assert.equal(connection.calls.filter((call) => call === 'open').length, 2);
});

/** A session whose device takes its time, with a draft on it. */
async function startSlow(features: ReadonlySet<Feature>): Promise<Started & { storage: SlowStorage }> {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1)], features });
  const storage = new SlowStorage();
  await storage.setDraft(` ${ALICE}`, ROOM, 'half a sentence');
  // Nobody gives the device up.
  return { ...start(connection, { openStorage: async () => storage, after: () => () => undefined }), storage };
}

test('a room is shown before the device has told what was left on it, and its draft comes after', async () => {
  const { session, until, storage } = await startSlow(EXTENDED);
  await until(ready);
  viewOf(session).open(ROOM);
  assert.equal(viewOf(session).state.roomUuid, ROOM);
  const heard = new Promise((resolve) => session.watchDrafts(resolve));
  storage.read();
  await heard;
  assert.equal(session.draft(ROOM), 'half a sentence');
});

test('where my messages on their way could be taken for others, those that the device keeps are known first', async () => {
  const { session, until, storage } = await startSlow(NO_FEATURES);
  await until(ready);
  viewOf(session).open(ROOM);
  assert.equal(viewOf(session).state.roomUuid, null);
  storage.read();
  await until(() => viewOf(session).state.roomUuid === ROOM);
  assert.equal(session.draft(ROOM), 'half a sentence');
});

test('a room that is asked for before the rooms are known opens as soon as they are', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1), message(2)] });
  const { session } = await opened(connection);
  assert.deepEqual(shown(session.store.state), ['message 1', 'message 2']);
});

test('an unknown room and what is no uuid are errors on screen, and a good one mends them', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const { session, until } = start(connection);
  const errors: ChatError[] = [];
  viewOf(session, (error) => errors.push(error));
  await until(ready);
  const shownError = (): string | undefined => viewOf(session).state.error?.code;
  viewOf(session).open(uuid(9));
  assert.equal(shownError(), 'unknown-room');
  viewOf(session).open('nonsense');
  assert.equal(shownError(), 'bad-room');
  viewOf(session).open(ROOM.toUpperCase());
  await until(() => viewOf(session).state.roomUuid === ROOM);
  assert.equal(shownError(), undefined);
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['unknown-room', 'bad-room'],
  );
});

test('a sent message is there at once and settles without ever being shown twice', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const { session, until } = await opened(connection);
  const release = connection.hold('sendMessage');
  assert.equal(session.send(ROOM, 'hello'), null);
  assert.deepEqual(pending(session.store.state), ['hello sending']);
  const counts: number[] = [];
  session.store.subscribe(() => counts.push(shown(session.store.state).length + pending(session.store.state).length));
  release();
  await until((state) => pending(state).length === 0);
  assert.deepEqual(shown(session.store.state), ['hello']);
  assert.ok(
    counts.every((count) => count === 1),
    String(counts),
  );
});

for (const extended of [true, false]) {
  const server = extended ? 'a server that knows client_uuid' : 'a stock chatd';
  test(`the echo that comes before the answer is not shown beside the pending message: ${server}`, async () => {
    const connection = new MemoryConnection({ roomList: [room(1)], features: extended ? EXTENDED : NO_FEATURES });
    const { session } = await opened(connection);
    const release = connection.hold('sendMessage');
    session.send(ROOM, 'hello');
    // All that can happen before the answer has happened.
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(connection.calls.includes(`sendMessage ${ROOM} hello`));
    const clientUuid = extended ? session.store.state.timelines.get(roomTimeline(ROOM))!.pending[0]!.localId : null;
    const echo = message(1_001, { content: 'hello', userUuid: ALICE, clientUuid });
    const counts: number[] = [];
    session.store.subscribe(() => counts.push(shown(session.store.state).length + pending(session.store.state).length));
    connection.emit({ type: 'message-created', message: echo });
    release();
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(shown(session.store.state), ['hello']);
    assert.deepEqual(pending(session.store.state), []);
    assert.ok(
      counts.every((count) => count === 1),
      String(counts),
    );
  });
}

test('messages are posted one after the other, in the order of writing', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const { session, until } = await opened(connection);
  for (const text of ['one', 'two', 'three']) session.send(ROOM, text);
  await until((state) => shown(state).length === 3 && pending(state).length === 0);
  const sent = connection.calls.filter((call) => call.startsWith('sendMessage'));
  assert.deepEqual(
    sent,
    ['one', 'two', 'three'].map((text) => `sendMessage ${ROOM} ${text}`),
  );
});

test('a failed message keeps its text and can be sent again or discarded', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const { session, until, errors } = await opened(connection);
  connection.fail('sendMessage', new ChatFailure('invalid-data', 'no'));
  connection.fail('sendMessage', new ChatFailure('unauthorized', 'no'));
  session.send(ROOM, 'keep me');
  session.send(ROOM, 'drop me');
  const state = await until((next) => pending(next).join().includes('drop me failed'));
  assert.deepEqual(pending(state), ['keep me failed', 'drop me failed']);
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['invalid-data', 'unauthorized'],
  );
  const [first, second] = state.timelines.get(roomTimeline(ROOM))!.pending;
  session.discard(second!.localId);
  session.retry(first!.localId);
  await until((next) => pending(next).length === 0);
  assert.deepEqual(shown(session.store.state), ['keep me']);
});

test('what cannot be sent is refused with its reason and nothing is posted', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const { session } = await opened(connection);
  assert.equal(session.send(ROOM, '  '), 'content-empty');
  assert.equal(session.send(ROOM, 'x'.repeat(20_001)), 'content-too-long');
  assert.equal(session.send(ROOM, 'a\0'), 'content-invalid');
  assert.ok(!connection.calls.some((call) => call.startsWith('sendMessage')));
});

test('messages of others count as unread unless their room is being read, and a repeated frame counts once', async () => {
  const connection = new MemoryConnection({ roomList: [room(1), room(2)] });
  const { session, until } = start(connection);
  await until(ready);
  const unread = (n: number): number => session.store.state.rooms.byUuid.get(uuid(n))?.unread ?? -1;
  viewOf(session).open(ROOM);
  await until(() => viewOf(session).state.roomUuid === ROOM);
  viewOf(session).setReading(true);
  connection.emit({ type: 'message-created', message: message(1) });
  connection.emit({ type: 'message-created', message: message(2, { roomUuid: uuid(2) }) });
  connection.emit({ type: 'message-created', message: message(2, { roomUuid: uuid(2) }) });
  connection.emit({ type: 'message-created', message: message(3, { roomUuid: uuid(2), userUuid: ALICE }) });
  assert.deepEqual([unread(1), unread(2)], [0, 1]);
  viewOf(session).open(uuid(2));
  viewOf(session).setReading(true);
  assert.equal(unread(2), 0);
});

test('a message in a room that was never heard of brings the room', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const { until } = start(connection);
  await until(ready);
  connection.roomList.push(room(2));
  connection.emit({ type: 'message-created', message: message(1, { roomUuid: uuid(2) }) });
  const state = await until((next) => next.rooms.byUuid.has(uuid(2)));
  assert.equal(state.rooms.byUuid.size, 2);
});

test('a message that comes while the rooms are asked for is in its row when they are there', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const release = connection.hold('rooms');
  const { session, until } = start(connection);
  await until((state) => state.connection.status === 'live');
  connection.emit({ type: 'message-created', message: message(1) });
  release();
  await until(ready);
  const entry = session.store.state.rooms.byUuid.get(ROOM);
  assert.deepEqual([entry?.lastMessage?.body?.text, entry?.unread], ['message 1', 1]);
});

test('what was missed is asked for again until it is there', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const { session, until } = await opened(connection);
  connection.emit({ type: 'lost', error: chatError('network', 'gone') });
  connection.stored.push(message(1));
  for (const method of ['rooms', 'messages'] as const) connection.fail(method);
  connection.emit({ type: 'live' });
  await until((state) => shown(state).length === 1 && state.rooms.byUuid.get(ROOM)?.lastMessage !== null);
  assert.deepEqual(shown(session.store.state), ['message 1']);
});

test('older messages come page by page until the first', async () => {
  const stored = Array.from({ length: 120 }, (_, n) => message(n));
  const { session, until } = await opened(new MemoryConnection({ roomList: [room(1)], stored }));
  assert.equal(shown(session.store.state).length, 50);
  session.loadOlder(roomTimeline(ROOM));
  session.loadOlder(roomTimeline(ROOM));
  await until((state) => shown(state).length === 100);
  session.loadOlder(roomTimeline(ROOM));
  const state = await until((next) => next.timelines.get(roomTimeline(ROOM))?.hasOlder === false);
  assert.deepEqual(shown(state), stored.map(contentOf));
});

test('a page that fails can be asked for again', async () => {
  const stored = Array.from({ length: 60 }, (_, n) => message(n));
  const connection = new MemoryConnection({ roomList: [room(1)], stored });
  const { session, until } = await opened(connection);
  connection.fail('messages');
  session.loadOlder(roomTimeline(ROOM));
  await until((state) => state.timelines.get(roomTimeline(ROOM))?.older === 'failed');
  session.loadOlder(roomTimeline(ROOM));
  await until((state) => shown(state).length === 60);
});

test('what was missed while disconnected is fetched when events flow again', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1)] });
  const { session, until } = await opened(connection);
  connection.emit({ type: 'lost', error: chatError('network', 'gone') });
  assert.equal(session.store.state.connection.status, 'lost');
  connection.stored.push(message(2));
  connection.roomList.push(room(2));
  connection.emit({ type: 'live' });
  const state = await until((next) => shown(next).length === 2 && next.rooms.byUuid.size === 2);
  assert.equal(state.connection.status, 'live');
});

test('a reaction is there at once, and taken back when the server refuses it', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1)] });
  const { session, until, errors } = await opened(connection);
  const reactions = (): string[] => {
    const { me, pendingReactions, timelines } = session.store.state;
    const [known] = timelines.get(roomTimeline(ROOM))!.messages;
    return shownReactions(known!, pendingReactionsOf(pendingReactions, known!.uuid), me).map(({ emoji }) => emoji);
  };
  connection.fail('addReaction', new ChatFailure('invalid-data', 'no'));
  session.toggleReaction(ROOM, message(1).uuid, '🎉');
  assert.deepEqual(reactions(), ['🎉']);
  await until(() => reactions().length === 0);
  assert.deepEqual(
    errors.map(({ code }) => code),
    ['invalid-data'],
  );
  session.toggleReaction(ROOM, message(1).uuid, '🎉');
  assert.deepEqual(reactions(), ['🎉']);
  session.toggleReaction(ROOM, message(1).uuid, '🎉');
  assert.deepEqual(reactions(), []);
});

test('reactions of others come and go live, and their people are looked up', async () => {
  const connection = new MemoryConnection({
    roomList: [room(1, { participants: [{ uuid: ALICE }] })],
    stored: [message(1)],
  });
  const { session, until } = await opened(connection);
  const event = {
    roomUuid: ROOM,
    messageUuid: message(1).uuid,
    reaction: { emoji: '❤️', userUuid: CAROL, createdAt: null },
  };
  connection.emit({ type: 'reaction-created', revision: 0, ...event });
  await until((state) => state.users.has(CAROL));
  assert.equal(session.store.state.timelines.get(roomTimeline(ROOM))!.messages[0]!.reactions.length, 1);
  connection.emit({ type: 'reaction-deleted', revision: 0, ...event });
  assert.equal(session.store.state.timelines.get(roomTimeline(ROOM))!.messages[0]!.reactions.length, 0);
});

test('a new room is in the list at once; a refusal is answered as an error', async () => {
  const connection = new MemoryConnection();
  const { session, until } = start(connection);
  await until(ready);
  const created = await session.createRoom('  Team  ', [BOB]);
  assert.ok('uuid' in created && created.name === 'Team');
  assert.ok(session.store.state.rooms.byUuid.has(created.uuid));
  connection.fail('createRoom', new ChatFailure('invalid-data', 'no'));
  const refused = await session.createRoom(null, []);
  assert.ok('code' in refused && refused.code === 'invalid-data');
});

test('searching people leaves me out', async () => {
  const { session, until } = start(new MemoryConnection());
  await until(ready);
  const found = await session.searchUsers('', new AbortController().signal);
  assert.deepEqual(Array.isArray(found) && found.map(({ name }) => name), ['Bob Bergeron', 'Carol Côté']);
});

test('drafts are kept per room', () => {
  const session = new ChatSession({ connection: new MemoryConnection() });
  session.setDraft(ROOM, 'half a thou');
  assert.equal(session.draft(ROOM), 'half a thou');
  assert.equal(session.draft(uuid(2)), '');
  session.setDraft(ROOM, '');
  assert.equal(session.draft(ROOM), '');
});

test('a directory that fails once is asked again', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  connection.fail('users');
  const { until, errors } = start(connection);
  await until(ready);
  await until(() => errors.length === 1);
  const state = await until((next) => next.users.has(BOB));
  assert.equal(state.users.get(BOB)?.name, 'Bob Bergeron');
});

test('a stopped session closes its connection and reports nothing more', async () => {
  const connection = new MemoryConnection({ roomList: [room(1)] });
  const { session, until, errors } = start(connection);
  await until(ready);
  session.stop();
  assert.equal(connection.closed, true);
  assert.deepEqual(errors, []);
});
