import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Pace } from '../../files/pace.js';
import type { FileStorage } from '../../files/storage.js';
import { contentTypeOf, HEAD, pictureSizeOf } from './content-type.js';
import { ByteReader } from './picture/byte-reader.js';
import { cleanPicture } from './picture/clean-picture.js';
import type { Arrived } from './queries.js';

/**
 * Brings a file to the storage as it comes in, and says what it is; no more of it than its beginning is held. It is read to its
 * end, whatever comes of it: who is still sending hears no answer.
 *
 * @param pace shared by all that come at once
 */
export async function store(storage: FileStorage, uuid: string, content: Readable, pace: Pace): Promise<Arrived> {
  const reader = new ByteReader(content as AsyncIterable<Buffer>);
  try {
    return await keep(storage, uuid, reader, pace);
  } finally {
    await reader.drain();
  }
}

async function keep(storage: FileStorage, uuid: string, reader: ByteReader, pace: Pace): Promise<Arrived> {
  const head = await reader.peek(HEAD);
  const contentType = await contentTypeOf(head);
  const { width, height } = pictureSizeOf(head, contentType) ?? { width: null, height: null };
  const [hash, meter] = [createHash('sha256'), { size: 0 }];
  async function* measured(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of source) {
      await pace.turn();
      hash.update(piece);
      meter.size += piece.length;
      yield piece;
    }
  }
  const clean = cleanPicture(Readable.from(reader.rest(), { objectMode: false }), contentType);
  await storage.write(uuid, Readable.from(measured(clean as AsyncIterable<Buffer>), { objectMode: false }));
  return { contentType, size: meter.size, width, height, sha256: hash.digest() };
}
