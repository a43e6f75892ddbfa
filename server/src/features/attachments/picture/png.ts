import { crc32 } from 'node:zlib';
import { ByteReader } from './byte-reader.js';
import { LONGEST_EXIF, onlyOrientation, orientationOf } from './exif.js';

const SIGNATURE = 8;
/** Length, name and checksum of a chunk. */
const AROUND = 12;
/** What a picture needs: itself, its colours and its measures, its movement. The rest are notes: texts, XMP, times. */
const NEEDED: ReadonlySet<string> = new Set(
  'IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs hIST sPLT acTL fcTL fdAT'.split(' '),
);

/** A PNG, animated or not, without its notes; how it is to be turned stays. What comes after its end goes. */
export async function* cleanPng(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  yield await reader.take(SIGNATURE);
  for (;;) {
    const head = await reader.peek(8);
    if (head.length < 8) return;
    const [length, name] = [head.readUInt32BE(0), head.toString('latin1', 4, 8)];
    if (name === 'eXIf') yield* cleanExif(await takeExif(reader, length));
    else if (NEEDED.has(name)) yield* reader.pass(length + AROUND);
    else await skip(reader, length + AROUND);
    if (name === 'IEND') return;
  }
}

/** How a PNG is to be turned, by its first bytes: see `orientationOf`. */
export function orientationOfPng(head: Buffer): number {
  for (let at = SIGNATURE; at + 8 <= head.length; at += head.readUInt32BE(at) + AROUND)
    if (head.toString('latin1', at + 4, at + 8) === 'eXIf') return orientationOf(head.subarray(at + 8));
  return 1;
}

async function takeExif(reader: ByteReader, length: number): Promise<Buffer> {
  const chunk = await reader.take(Math.min(length, LONGEST_EXIF) + 8);
  await skip(reader, Math.max(0, length - LONGEST_EXIF) + AROUND - 8);
  return chunk.subarray(8);
}

function* cleanExif(tiff: Buffer): Generator<Buffer> {
  const orientation = orientationOf(tiff);
  if (orientation === 1) return;
  const body = Buffer.concat([Buffer.from('eXIf', 'latin1'), onlyOrientation(orientation)]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  checksum.writeUInt32BE(crc32(body));
  yield Buffer.concat([length, body, checksum]);
}

async function skip(reader: ByteReader, count: number): Promise<void> {
  const pieces = reader.pass(count);
  while (!(await pieces.next()).done);
}
