import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALICE, EXTENDED, MemoryConnection, contentOf, message, room, uuid } from '../support/memory-connection.js';

const DOM = ['window', 'document', 'navigator', 'location', 'indexedDB', 'localStorage', 'BroadcastChannel'] as const;

/** As strict as lint, and for all that is imported as well: whoever looks for a page gets an exception. */
function forbidDom(): string[] {
  const touched: string[] = [];
  for (const name of DOM)
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get: () => {
        touched.push(name);
        throw new ReferenceError(`${name} is not defined`);
      },
    });
  return touched;
}

test('a session runs where there is no page: it signs in, shows, writes, reads, reacts and ends', async () => {
  const touched = forbidDom();
  // Imported only now, so that what the modules do when they are loaded counts, too.
  const { ChatSession, ChatView, memoryEnvironment, roomTimeline, WazoConnection } = await import('../../src/core.js');
  const features = new Set([...EXTENDED, 'receipts'] as const);
  const connection = new MemoryConnection({ roomList: [room(1)], stored: [message(1)], features });
  const session = new ChatSession({ connection, host: 'https://wazo.example', environment: memoryEnvironment() });
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const stop = session.store.subscribe(() => {
        if (!condition()) return;
        stop();
        resolve();
      });
    });
  const opened = until(() => session.store.state.timelines.get(roomTimeline(uuid(1)))?.status === 'ready');
  const view = new ChatView(session);
  view.open(uuid(1));
  void session.start();
  await opened;
  const done = until(() => {
    const { messages, pending } = session.store.state.timelines.get(roomTimeline(uuid(1)))!;
    return messages.length === 2 && pending.length === 0 && messages[0]!.reactions.length === 1;
  });
  session.send(uuid(1), 'from Node');
  session.toggleReaction(uuid(1), message(1).uuid, '🎉');
  view.setReading(true);
  session.setDraft(uuid(1), 'half');
  await done;
  assert.equal(session.store.state.me, ALICE);
  assert.deepEqual(connection.stored.map(contentOf), ['message 1', 'from Node']);
  assert.equal(session.draft(uuid(1)), 'half');
  session.stop();
  new WazoConnection({ host: 'wazo.example', tokenProvider: () => Promise.resolve('token') }).close();
  assert.deepEqual(touched, []);
});

test('a session that waits in many rooms is no leak, and Node does not take it for one', async () => {
  const { ChatSession, ChatFailure, memoryEnvironment } = await import('../../src/core.js');
  const warnings: string[] = [];
  const note = ({ name, message: text }: Error): number => warnings.push(`${name}: ${text}`);
  process.on('warning', note);
  const rooms = Array.from({ length: 20 }, (_, nth) => room(nth + 1));
  const connection = new MemoryConnection({ roomList: rooms, features: EXTENDED });
  connection.sendMessage = () => Promise.reject(new ChatFailure('network', 'no way'));
  const errors: string[] = [];
  const onError = ({ code }: { readonly code: string }): number => errors.push(code);
  const session = new ChatSession({ connection, environment: memoryEnvironment(), onError });
  await session.start();
  for (const { uuid: roomUuid } of rooms) session.send(roomUuid, 'hello');
  while (errors.length < rooms.length) await new Promise((resolve) => setImmediate(resolve));
  // Warnings are told in a turn of their own.
  await new Promise((resolve) => setImmediate(resolve));
  session.stop();
  process.off('warning', note);
  assert.deepEqual(warnings, []);
});
