import { ByteReader } from './byte-reader.js';
import { emptiedExif, LONGEST_EXIF } from './exif.js';
import { noteRanges, type NoteRange } from './heif-notes.js';

/** What a film or a still picture needs: its kind, descriptions, data and indexes. The rest are notes, or other films. */
const NEEDED = 'ftyp styp moov moof mdat sidx ssix mfra pdin wide';
const INSIDE: Readonly<Record<string, ReadonlySet<string>>> = {
  moov: wordsOf('mvhd trak mvex iods pssh'),
  trak: wordsOf('tkhd tref trgr edts mdia tapt load'),
};
const IN_FILM = wordsOf(NEEDED);
const IN_STILL = wordsOf(`${NEEDED} meta`);
/** Bytes of the description of a still picture's items; those of pictures in hundreds of tiles have some 10,000. */
const LONGEST_META = 256 * 1024;
/** What boxes are called that hold nothing: their readers skip them. */
const EMPTY = 'free';

function wordsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

interface BoxHead {
  /** Four letters. */
  readonly kind: string;
  /** Bytes. */
  readonly head: number;
  /** Bytes with its head; infinite where it goes on to the end of the file. */
  readonly size: number;
}

/**
 * An MP4 or QuickTime film without its notes: places, cameras, titles. What is in it stays where it is, for its indexes count from
 * the file's beginning: what goes is emptied. How it is to be turned is in its tracks.
 */
export function cleanFilm(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  return cleanBoxes(new ByteReader(source), Infinity, IN_FILM);
}

async function* cleanBoxes(reader: ByteReader, length: number, needed: ReadonlySet<string>): AsyncGenerator<Buffer> {
  let left = length;
  while (left > 0) {
    const box = headOf(await reader.peek(Math.min(16, left)));
    // Broken, or the end.
    if (!box) {
      yield* reader.pass(left);
      return;
    }
    const size = Math.min(box.size, left);
    left -= size;
    const inside = INSIDE[box.kind];
    if (!needed.has(box.kind)) yield* emptied(reader, box, size);
    else if (inside) {
      yield await reader.take(box.head);
      yield* cleanBoxes(reader, size - box.head, inside);
    } else yield* reader.pass(size);
  }
}

/** A HEIC or AVIF without its notes, which are items among its pictures; how it is to be turned stays. */
export async function* cleanStill(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const reader = new ByteReader(source);
  let notes: readonly NoteRange[] = [];
  for (let at = 0; ;) {
    const box = headOf(await reader.peek(16));
    if (!box) {
      yield* reader.rest();
      return;
    }
    if (box.kind === 'meta' && box.size <= LONGEST_META) notes = notesOf(await reader.peek(box.size), box.head, at);
    if (box.kind === 'meta' || box.kind === 'mdat') yield* passWithout(reader, at, box.size, notes);
    else yield* cleanBoxes(reader, box.size, IN_STILL);
    at += box.size;
  }
}

function notesOf(meta: Buffer, head: number, at: number): readonly NoteRange[] {
  try {
    return noteRanges(meta, head, at);
  } catch (thrown) {
    // Cut off or made up.
    if (thrown instanceof RangeError) return [];
    throw thrown;
  }
}

/** The next `size` bytes, which begin at `start` of the file, with other things in place of notes. */
async function* passWithout(
  reader: ByteReader,
  start: number,
  size: number,
  notes: readonly NoteRange[],
): AsyncGenerator<Buffer> {
  const end = start + size;
  let at = start;
  for (const note of notes) {
    if (note.from < at || note.to > end) continue;
    yield* reader.pass(note.from - at);
    yield* note.isExif ? cleanExif(reader, note.to - note.from) : zeros(reader, note.to - note.from);
    at = note.to;
  }
  yield* reader.pass(end - at);
}

async function* cleanExif(reader: ByteReader, length: number): AsyncGenerator<Buffer> {
  const data = await reader.take(Math.min(length, LONGEST_EXIF));
  // How many bytes behind this number they begin: none, from now on.
  const before = data.length < 4 ? 0 : data.readUInt32BE(0);
  yield Buffer.concat([Buffer.alloc(Math.min(4, data.length)), emptiedExif(data.subarray(4), before)]);
  yield* zeros(reader, length - data.length);
}

async function* emptied(reader: ByteReader, { head }: BoxHead, size: number): AsyncGenerator<Buffer> {
  const first = Buffer.from(await reader.take(head));
  first.write(EMPTY, 4, 'latin1');
  yield first;
  yield* zeros(reader, size - head);
}

async function* zeros(reader: ByteReader, length: number): AsyncGenerator<Buffer> {
  for await (const piece of reader.pass(length)) yield Buffer.alloc(piece.length);
}

/** @returns undefined for what is none */
function headOf(bytes: Buffer): BoxHead | undefined {
  if (bytes.length < 8) return undefined;
  const [short, kind] = [bytes.readUInt32BE(0), bytes.toString('latin1', 4, 8)];
  if (short === 1) return bytes.length < 16 ? undefined : longOf(kind, bytes.readBigUInt64BE(8));
  const size = short === 0 ? Infinity : short;
  return size < 8 ? undefined : { kind, head: 8, size };
}

function longOf(kind: string, long: bigint): BoxHead | undefined {
  const size = Number(long);
  return size < 16 ? undefined : { kind, head: 16, size };
}
