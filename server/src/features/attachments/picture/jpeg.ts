import { ByteReader } from './byte-reader.js';
import { onlyOrientation, orientationOf } from './exif.js';

const EXIF = 'Exif\0\0';
const APP1 = 0xe1;
const START_OF_SCAN = 0xda;
const END = 0xd9;
/** Bytes of the picture's data that are looked through at a time. */
const STEP = 64 * 1024;

/** What a picture needs of the segments for applications (APP0 to APP15): its kind and its colours. The rest are notes. */
const NEEDED: Readonly<Record<number, string>> = { 0xe0: 'JFIF\0', 0xe2: 'ICC_PROFILE\0', 0xee: 'Adobe' };
const COMMENT = 0xfe;

/** Places, cameras, previews, what programs did to it, what somebody wrote. */
function isNote(marker: number, segment: Buffer): boolean {
  if (marker === COMMENT) return true;
  const name = NEEDED[marker];
  if (marker < 0xe0 || marker > 0xef) return false;
  return name === undefined || segment.toString('latin1', 4, 4 + name.length) !== name;
}

/** Restarts within the data, and the start of the file, have no length. */
const isBare = (marker: number): boolean => (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;

/**
 * A JPEG without its notes: its place, its camera, its small preview. How it is to be turned stays. What comes after its end,
 * such as a film or further pictures with notes of their own, goes.
 */
export async function* cleanJpeg(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  for (;;) {
    const [prefix, marker = 0] = await reader.peek(2);
    if (prefix === undefined) return;
    // What is between segments is nothing: decoders look for the next marker, too.
    if (prefix !== 0xff) {
      await reader.take(1);
      continue;
    }
    if (marker === END || isBare(marker)) yield await reader.take(2);
    if (marker === END) return;
    if (isBare(marker)) continue;
    // Before a marker there may be any number of these.
    if (marker === 0xff) {
      yield await reader.take(1);
      continue;
    }
    yield* cleanSegment(marker, await takeSegment(reader));
    if (marker === START_OF_SCAN) yield* scan(reader);
  }
}

/** A marker and what belongs to it. */
async function takeSegment(reader: ByteReader): Promise<Buffer> {
  const head = await reader.peek(4);
  return reader.take(head.length < 4 ? head.length : 2 + head.readUInt16BE(2));
}

function* cleanSegment(marker: number, segment: Buffer): Generator<Buffer> {
  if (!isNote(marker, segment)) yield segment;
  else if (marker === APP1 && segment.toString('latin1', 4, 10) === EXIF) {
    const orientation = orientationOf(segment.subarray(10));
    if (orientation > 1) yield exifSegment(onlyOrientation(orientation));
  }
}

function exifSegment(tiff: Buffer): Buffer {
  const head = Buffer.alloc(10);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(head.length - 2 + tiff.length, 2);
  head.write(EXIF, 4, 'latin1');
  return Buffer.concat([head, tiff]);
}

/** The picture's data up to the next marker. */
async function* scan(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const ahead = await reader.peek(STEP);
    const marker = nextMarker(ahead);
    // The last byte may begin a marker.
    const length = marker ?? Math.max(ahead.length - 1, 1);
    if (ahead.length === 0) return;
    if (length > 0) yield await reader.take(length);
    if (marker !== undefined) return;
  }
}

/** Within the data, FF is followed by 00, or by a restart. */
function nextMarker(data: Buffer): number | undefined {
  for (let at = data.indexOf(0xff); at >= 0; at = data.indexOf(0xff, at + 1)) {
    const marker = data[at + 1];
    if (marker === undefined) return undefined;
    if (marker !== 0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd7)) return at;
  }
  return undefined;
}
