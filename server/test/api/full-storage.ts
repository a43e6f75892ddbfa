import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import test from 'node:test';
import { DiskStorage } from '../../src/files/disk-storage.js';
import { type FileStorage, StorageFull } from '../../src/files/storage.js';
import { assertError } from '../support/client.js';
import { upload } from '../support/files.js';
import { withLimits } from '../support/limited-server.js';
import { server, tokens } from '../support/shared-server.js';
import { USERS } from '../support/test-server.js';

const { alice } = tokens;
const MEBIBYTE = 1024 * 1024;

const countOf = async (room: string): Promise<number> =>
  (await server.database.query('SELECT FROM chatd_room_attachment WHERE room_uuid = $1', [room])).length;

/** Takes so many bytes of each file and no more. */
class SmallStorage implements FileStorage {
  readonly removed: string[] = [];
  readonly #room: number;

  constructor(room: number) {
    this.#room = room;
  }

  async write(_key: string, content: Readable): Promise<void> {
    let size = 0;
    for await (const piece of content as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > this.#room) throw new StorageFull();
    }
  }

  read(): Promise<Readable> {
    return Promise.reject(new Error('nothing is read'));
  }

  async remove(key: string): Promise<void> {
    this.removed.push(key);
  }
}

test('attachments: a storage that is full says so, in the middle of a file too, and nothing is left of it', async () => {
  const files = new SmallStorage(MEBIBYTE);
  await withLimits(
    {},
    async ({ client }) => {
      const room = await client.createRoom(alice, [USERS.bob], 'Full');
      const answer = await upload(client, alice, room, 'large.bin', new Uint8Array(3 * MEBIBYTE));
      assertError(answer, 507, 'insufficient-storage');
      assert.equal(files.removed.length, 1);
      assert.equal(await countOf(room), 0);
      // What fits is taken as before.
      assert.equal((await upload(client, alice, room, 'small.bin', new Uint8Array(1_000))).status, 201);
    },
    server.database,
    { files },
  );
});

/** A disk of so many MiB; undefined where this process may not mount one. */
function smallDisk(size: number): { readonly folder: string; readonly remove: () => void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'wazo-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const remove = (): void => {
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  };
  return { folder, remove };
}

const disk = smallDisk(2);

test(
  'attachments: a disk that is full says so, and has its room back',
  { skip: !disk && 'no mount here' },
  async () => {
    const { folder, remove } = disk!;
    const filesIn = (name: string): string[] =>
      readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => entry.name);
    try {
      await withLimits(
        {},
        async ({ client }) => {
          const room = await client.createRoom(alice, [USERS.bob], 'Full disk');
          const send = (mebibytes: number) =>
            upload(client, alice, room, 'a.bin', new Uint8Array(mebibytes * MEBIBYTE).fill(7));
          assertError(await send(5), 507, 'insufficient-storage');
          assert.deepEqual([await countOf(room), filesIn('incoming')], [0, []]);
          assert.equal((await send(1)).status, 201);
          assertError(await send(2), 507, 'insufficient-storage');
          assert.deepEqual([await countOf(room), filesIn('incoming'), filesIn('kept').length], [1, [], 1]);
        },
        server.database,
        { files: new DiskStorage(folder) },
      );
    } finally {
      remove();
    }
  },
);
