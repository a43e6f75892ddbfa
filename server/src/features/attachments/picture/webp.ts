import { ByteReader } from './byte-reader.js';
import { emptiedExif, LONGEST_EXIF } from './exif.js';

/** `RIFF`, the file's length, `WEBP`. */
const HEADER = 12;
/** In place of notes. */
const BLANK = ' ';
/** What a picture needs: itself, its colours, its movement. The rest are notes. */
const NEEDED: ReadonlySet<string> = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);

/** A WebP whose notes say nothing any more; how it is to be turned stays. They keep their length, which the header counts. */
export async function* cleanWebp(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  const header = await reader.take(HEADER);
  yield header;
  let left = header.length < HEADER ? 0 : header.readUInt32LE(4) - 4;
  // What comes after its end goes.
  while (left > 0) {
    const head = await reader.take(8);
    yield head;
    if (head.length < 8) return;
    const [name, length] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)];
    // Chunks begin at even places.
    const padded = length + (length % 2);
    left -= padded + 8;
    if (name === 'EXIF') yield* cleanExif(reader, padded);
    else if (NEEDED.has(name)) yield* reader.pass(padded);
    else yield* reader.blank(padded, BLANK);
  }
}

async function* cleanExif(reader: ByteReader, length: number): AsyncGenerator<Buffer> {
  const data = await reader.take(Math.min(length, LONGEST_EXIF));
  // Some programs write JPEG's name before it.
  yield emptiedExif(data, data.toString('latin1', 0, 6) === 'Exif\0\0' ? 6 : 0);
  yield* reader.blank(length - data.length, BLANK);
}
