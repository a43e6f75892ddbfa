import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Capabilities } from '../../src/connection/connection.js';
import { ChatFailure } from '../../src/model/errors.js';
import { LIMITS, MemoryConnection, room, uuid } from '../support/memory-connection.js';
import type { Body, Message, Part } from '../../src/model/message.js';
import { loadUploads } from '../../src/session/load-uploads.js';
import { ChatSession } from '../../src/session/session.js';
import { draftFilesOf } from '../../src/store/draft-files.js';
import { connectionChanged } from '../../src/store/room-changes.js';
import { viewOf } from '../support/view.js';

// Loaded once: what happens before it is there, files-later.test.ts looks at.
await loadUploads();

const ROOM = uuid(1);
const OTHER = uuid(2);

interface Upload {
  readonly room: string;
  readonly name: string;
  readonly signal: AbortSignal;
  readonly progress: (gone: number) => void;
  readonly arrive: () => void;
  readonly fail: (failure: ChatFailure) => void;
}

/** A server whose uploads end when the test says so. */
class UploadConnection extends MemoryConnection {
  readonly uploads: Upload[] = [];
  readonly bodies: Body[] = [];

  override get can(): Capabilities {
    return {
      ...super.can,
      attachments: {
        upload: (roomUuid, part, _file, signal, onProgress) =>
          new Promise((resolve, reject) => {
            const arrived: Part = { ...part, uuid: `uuid of ${part.name}`, url: `https://wazo.example/${part.name}` };
            signal.addEventListener('abort', () => reject(signal.reason as Error));
            const [name, arrive] = [part.name, () => resolve(arrived)];
            this.uploads.push({ room: roomUuid, name, signal, progress: onProgress, arrive, fail: reject });
          }),
      },
    };
  }

  override sendMessage(roomUuid: string, body: Body, clientUuid: string): Promise<Message> {
    this.bodies.push(body);
    return super.sendMessage(roomUuid, body, clientUuid);
  }
}

interface Desk {
  readonly connection: UploadConnection;
  readonly session: ChatSession;
  readonly timers: { readonly ms: number; readonly run: () => void }[];
  readonly upload: (name: string) => Upload;
  readonly shown: (roomUuid?: string) => string[];
}

async function desk(): Promise<Desk> {
  const features = new Set([...new MemoryConnection().features, 'attachments' as const]);
  const limits = { ...LIMITS, attachmentSize: 100, attachmentsPerMessage: 5 };
  const connection = new UploadConnection({ roomList: [room(1), room(2)], features, limits });
  const timers: Desk['timers'] = [];
  const after = (ms: number, run: () => void): (() => void) => {
    timers.push({ ms, run });
    return () => undefined;
  };
  const session = new ChatSession({ connection, environment: { after } });
  viewOf(session).open(ROOM);
  await session.start();
  await settled();
  const upload = (name: string): Upload => {
    const found = connection.uploads.findLast((each) => each.name === name);
    assert.ok(found, `${name} is on its way`);
    return found;
  };
  const shown = (roomUuid = ROOM): string[] =>
    draftFilesOf(session.store.state, roomUuid).files.map(({ part, status, progress, error }) =>
      [part.name, status, ...(status === 'uploading' ? [progress] : []), ...(error ? [error.code] : [])].join(' '),
    );
  return { connection, session, timers, upload, shown };
}

/** Lets everything happen that waits for nothing. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const named = (name: string, size = 10): { name: string; file: Blob } => ({ name, file: new Blob(['x'.repeat(size)]) });

test('files go at once, three at a time, in their order, whatever room they are for', async () => {
  const { session, connection, upload, shown } = await desk();
  session.attachFiles(ROOM, [named('a'), named('b')]);
  session.attachFiles(OTHER, [named('c'), named('d')]);
  await settled();
  assert.deepEqual(
    connection.uploads.map(({ name }) => name),
    ['a', 'b', 'c'],
  );
  upload('b').progress(0.5);
  assert.deepEqual(shown(), ['a uploading 0', 'b uploading 0.5']);
  assert.deepEqual(shown(OTHER), ['c uploading 0', 'd queued']);
  upload('b').arrive();
  await settled();
  assert.deepEqual(shown(), ['a uploading 0', 'b ready']);
  assert.deepEqual(shown(OTHER), ['c uploading 0', 'd uploading 0']);
});

test('what cannot be sent stands among the others with its reason, and nothing is sent until it is gone', async () => {
  const { session, connection, upload, shown } = await desk();
  session.attachFiles(ROOM, [named('good'), named('empty', 0), named('large', 101)]);
  await settled();
  assert.deepEqual(shown(), ['good uploading 0', 'empty refused file-empty', 'large refused file-too-large']);
  upload('good').arrive();
  await settled();
  assert.equal(session.send(ROOM, 'look'), 'file-empty');
  const refused = draftFilesOf(session.store.state, ROOM).files.filter(({ status }) => status === 'refused');
  for (const { localId } of refused) session.removeFile(ROOM, localId);
  assert.equal(session.send(ROOM, 'look'), null);
  await settled();
  assert.deepEqual(
    connection.bodies.map(({ text, parts }) => [text, parts.map((part) => part.uuid)]),
    [['look', ['uuid of good']]],
  );
  assert.deepEqual(shown(), []);
});

test('more files than a message carries are refused, as many as are too many', async () => {
  const { session, shown } = await desk();
  session.attachFiles(
    ROOM,
    [1, 2, 3, 4].map((n) => named(`${n}`)),
  );
  await settled();
  session.attachFiles(
    ROOM,
    [5, 6].map((n) => named(`${n}`)),
  );
  await settled();
  assert.deepEqual(shown().slice(4), ['5 queued', '6 refused too-many-files']);
});

test('a message waits for its files, and goes with what is written by then', async () => {
  const { session, connection, upload, shown } = await desk();
  session.setDraft(ROOM, 'loo');
  session.attachFiles(ROOM, [named('a'), named('b')]);
  await settled();
  assert.equal(session.send(ROOM, 'loo'), null);
  assert.equal(draftFilesOf(session.store.state, ROOM).isSending, true);
  upload('a').arrive();
  await settled();
  session.setDraft(ROOM, 'look');
  assert.deepEqual([connection.bodies.length, session.draft(ROOM)], [0, 'look']);
  upload('b').arrive();
  await settled();
  assert.deepEqual(
    connection.bodies.map(({ text, parts }) => [text, parts.length]),
    [['look', 2]],
  );
  assert.deepEqual([shown(), session.draft(ROOM)], [[], '']);
});

test('a message that waits can be held, and files alone make a message', async () => {
  const { session, connection, upload } = await desk();
  session.attachFiles(ROOM, [named('a')]);
  await settled();
  assert.equal(session.send(ROOM, ''), null);
  session.holdMessage(ROOM);
  upload('a').arrive();
  await settled();
  assert.equal(connection.bodies.length, 0);
  assert.equal(session.send(ROOM, ''), null);
  await settled();
  assert.deepEqual(
    connection.bodies.map(({ text, parts }) => [text, parts.length]),
    [['', 1]],
  );
  assert.equal(session.send(ROOM, ''), 'content-empty');
});

test('a broken network is waited for: after a pause that grows, or when events flow again', async () => {
  const { session, connection, timers, upload, shown } = await desk();
  session.attachFiles(ROOM, [named('a')]);
  await settled();
  session.send(ROOM, 'look');
  const failure = new ChatFailure('network', 'offline');
  upload('a').fail(failure);
  await settled();
  assert.deepEqual(shown(), ['a waiting network']);
  const first = timers.at(-1)!;
  first.run();
  await settled();
  upload('a').fail(failure);
  await settled();
  assert.ok(timers.at(-1)!.ms >= 2 * first.ms);
  session.store.apply(connectionChanged('lost'));
  session.store.apply(connectionChanged('live'));
  await settled();
  assert.deepEqual(shown(), ['a uploading 0']);
  // The pause is over, too: it does not go twice.
  timers.at(-1)!.run();
  await settled();
  assert.equal(connection.uploads.length, 3);
  upload('a').arrive();
  await settled();
  assert.deepEqual(
    connection.bodies.map(({ text, parts }) => [text, parts.length]),
    [['look', 1]],
  );
});

test('a file that the server refuses stays with its reason, holds its message, and can be tried again', async () => {
  const { session, connection, upload, shown } = await desk();
  session.attachFiles(ROOM, [named('a')]);
  await settled();
  session.send(ROOM, 'look');
  upload('a').fail(new ChatFailure('storage-full', 'no room'));
  await settled();
  assert.deepEqual([shown(), draftFilesOf(session.store.state, ROOM).isSending], [['a failed storage-full'], false]);
  assert.equal(session.send(ROOM, 'look'), 'storage-full');
  const [refused] = draftFilesOf(session.store.state, ROOM).files;
  session.retryFile(ROOM, refused!.localId);
  await settled();
  upload('a').arrive();
  await settled();
  assert.deepEqual([shown(), connection.bodies.length], [['a ready'], 0]);
});

test('a file that is taken away ends its upload, and lets the next one go', async () => {
  const { session, upload, shown } = await desk();
  session.attachFiles(
    ROOM,
    ['a', 'b', 'c', 'd'].map((name) => named(name)),
  );
  await settled();
  const [first] = draftFilesOf(session.store.state, ROOM).files;
  session.removeFile(ROOM, first!.localId);
  await settled();
  assert.ok(upload('a').signal.aborted);
  assert.deepEqual(shown(), ['b uploading 0', 'c uploading 0', 'd uploading 0']);
  for (const name of ['b', 'c', 'd']) upload(name).arrive();
  await settled();
  assert.deepEqual(shown(), ['b ready', 'c ready', 'd ready']);
});

test('when the person signs out, nothing more goes', async () => {
  const { session, connection, upload } = await desk();
  session.attachFiles(
    ROOM,
    ['a', 'b', 'c', 'd'].map((name) => named(name)),
  );
  await settled();
  session.stop();
  await settled();
  assert.ok(['a', 'b', 'c'].every((name) => upload(name).signal.aborted));
  assert.equal(connection.uploads.length, 3);
});
