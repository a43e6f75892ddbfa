import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Capabilities } from '../../src/connection/connection.js';
import { loadedUploads } from '../../src/session/load-uploads.js';
import { ChatSession } from '../../src/session/session.js';
import { draftFilesOf } from '../../src/store/draft-files.js';
import { LIMITS, MemoryConnection, room, uuid } from '../support/memory-connection.js';

const ROOM = uuid(1);
const FILE = { name: 'plan.txt', file: new Blob(['plan']) };

/** Resolves when the session's state is so. */
function until(session: ChatSession, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = session.store.subscribe(() => look());
    const look = (): void => {
      if (!isSo()) return;
      unsubscribe();
      resolve();
    };
    look();
  });
}

/** A server whose uploads arrive at once. */
class UploadConnection extends MemoryConnection {
  override get can(): Capabilities {
    const upload: NonNullable<Capabilities['attachments']>['upload'] = async (_room, part) => ({
      ...part,
      uuid: 'file',
    });
    return { ...super.can, attachments: { upload } };
  }
}

function session(): ChatSession {
  const features = new Set([...new MemoryConnection().features, 'attachments' as const]);
  const limits = { ...LIMITS, attachmentSize: 100, attachmentsPerMessage: 5 };
  return new ChatSession({ connection: new UploadConnection({ roomList: [room(1)], features, limits }) });
}

const offersFiles = ({ store }: ChatSession): boolean => store.state.features.has('attachments');

// One after the other: the code is loaded once.
test('files are offered when what brings them to the server has come, and none that came before is lost', async () => {
  assert.equal(loadedUploads(), undefined);
  const early = session();
  const offered: boolean[] = [];
  early.store.subscribe(() => {
    if (early.store.state.me !== null && offered.at(-1) !== offersFiles(early)) offered.push(offersFiles(early));
  });
  await early.start();
  early.attachFiles(ROOM, [FILE]);
  await until(early, () => draftFilesOf(early.store.state, ROOM).files.length > 0);
  assert.deepEqual(offered, [false, true]);
  assert.deepEqual(
    draftFilesOf(early.store.state, ROOM).files.map(({ part, error }) => [part.name, error]),
    [[FILE.name, null]],
  );
  early.stop();
});

test('who comes later has it at once', async () => {
  assert.ok(loadedUploads());
  const late = session();
  const offered = new Set<boolean>();
  late.store.subscribe(() => {
    if (late.store.state.me !== null) offered.add(offersFiles(late));
  });
  await late.start();
  assert.deepEqual([...offered], [true]);
  late.stop();
});

test('on a server that takes no files nothing is offered', async () => {
  const stock = new ChatSession({ connection: new MemoryConnection({ roomList: [room(1)] }) });
  await stock.start();
  assert.ok(!offersFiles(stock));
  stock.stop();
});
