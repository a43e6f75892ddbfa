import { boxHead, type BoxHead } from './boxes.js';
import { ByteReader } from './byte-reader.js';
import { emptiedExif, LONGEST_EXIF } from './exif.js';
import { noteRanges, type NoteRange } from './heif-notes.js';

/** What a film or a still picture needs: its kind, descriptions, data and indexes. The rest are notes, or other films. */
const NEEDED = wordsOf('ftyp styp moov moof mdat sidx ssix mfra pdin wide');
const INSIDE: Readonly<Record<string, ReadonlySet<string>>> = {
  moov: wordsOf('mvhd trak mvex iods pssh'),
  trak: wordsOf('tkhd tref trgr edts mdia tapt load'),
};
/** Bytes of the description of a still picture's items; those of pictures in hundreds of tiles have some 10,000. */
const LONGEST_META = 256 * 1024;
/** What boxes are called that hold nothing: their readers skip them. */
const EMPTY = 'free';

function wordsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

/**
 * An MP4 or QuickTime film without its notes: places, cameras, titles. What is in it stays where it is, for its indexes count from
 * the file's beginning: what goes is emptied. How it is to be turned is in its tracks.
 */
export function cleanFilm(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  return cleanBoxes(new ByteReader(source), Infinity, NEEDED);
}

async function* cleanBoxes(reader: ByteReader, length: number, needed: ReadonlySet<string>): AsyncGenerator<Buffer> {
  let left = length;
  while (left > 0) {
    const box = boxHead(await reader.peek(Math.min(16, left)));
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
    const box = boxHead(await reader.peek(16));
    if (!box) {
      yield* reader.rest();
      return;
    }
    if (box.kind === 'meta' && box.size <= LONGEST_META) notes = notesOf(await reader.peek(box.size), box.head, at);
    if (box.kind === 'meta' || box.kind === 'mdat') yield* passWithout(reader, at, box.size, notes);
    else yield* cleanBoxes(reader, box.size, NEEDED);
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
    yield* note.isExif ? cleanExif(reader, note.to - note.from) : reader.blank(note.to - note.from, 0);
    at = note.to;
  }
  yield* reader.pass(end - at);
}

async function* cleanExif(reader: ByteReader, length: number): AsyncGenerator<Buffer> {
  const data = await reader.take(Math.min(length, LONGEST_EXIF));
  // How many bytes behind this number they begin: none, from now on.
  const before = data.length < 4 ? 0 : data.readUInt32BE(0);
  yield Buffer.concat([Buffer.alloc(Math.min(4, data.length)), emptiedExif(data.subarray(4), before)]);
  yield* reader.blank(length - data.length, 0);
}

async function* emptied(reader: ByteReader, { head }: BoxHead, size: number): AsyncGenerator<Buffer> {
  const first = Buffer.from(await reader.take(head));
  first.write(EMPTY, 4, 'latin1');
  yield first;
  yield* reader.blank(size - head, 0);
}
