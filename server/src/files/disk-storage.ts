import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ByteRange, FileMissing, type FileStorage, StorageFull } from './storage.js';

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;
const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '');

/** Keeps files in a folder of its own: what is whole below `kept`, what is being written in `incoming`. */
export class DiskStorage implements FileStorage {
  readonly #folder: string;

  /** @param folder made when it is first needed; processes that serve the same database have to share it */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async write(key: string, content: Readable): Promise<void> {
    const incoming = this.#incomingOf(key);
    const kept = this.#pathOf(key);
    try {
      for (const path of [incoming, kept]) await mkdir(dirname(path), { recursive: true });
      await pipeline(content, createWriteStream(incoming, { flags: 'wx' }));
      await sync(incoming);
      await rename(incoming, kept);
      await sync(dirname(kept));
    } catch (error) {
      content.destroy();
      await rm(incoming, { force: true });
      throw isFull(error) ? new StorageFull({ cause: error }) : error;
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const path = this.#pathOf(key);
    const file = await open(path).catch((error: unknown) => {
      throw codeOf(error) === 'ENOENT' ? new FileMissing(key, { cause: error }) : error;
    });
    return createReadStream(path, { fd: file, ...range });
  }

  async remove(key: string): Promise<void> {
    // A process that ended may have left a part of it.
    for (const path of [this.#incomingOf(key), this.#pathOf(key)]) await rm(path, { force: true });
  }

  #incomingOf(key: string): string {
    return join(this.#folder, 'incoming', key);
  }

  /** Folders of some hundred files each stay quick to list, even with a million. */
  #pathOf(key: string): string {
    return join(this.#folder, 'kept', key.slice(0, 2), key.slice(2, 4), key);
  }
}

/** A file, or what a folder knows of its files, is there after a loss of power, too. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
