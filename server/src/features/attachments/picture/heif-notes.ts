import { boxes, inside, letters } from './boxes.js';

/** A part of a file: where it begins and ends, in bytes. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where the notes of a still picture lie. */
export interface NoteRange extends Range {
  /** EXIF data behind a number that says how far behind it they begin; else XMP or another text. */
  readonly isExif: boolean;
}

/** A part of an item. */
interface Extent extends Range {
  readonly id: number;
}

interface Item {
  readonly id: number;
  /** Four letters. */
  readonly type: string;
}

/** Kinds of items that are no picture. */
const NOTES: ReadonlySet<string> = new Set(['Exif', 'mime', 'uri ']);
/** Version and flags, with which some boxes begin. */
const FULL = 4;
/** How an item is put together: it lies in `meta`. */
const IN_META = 1;
/** A made-up picture may say of each item that it has 65,535 parts of nothing. */
const MOST_EXTENTS = 10_000;

/**
 * Where the notes of a HEIC or AVIF lie, by its `meta` box (ISO 23008-12): it names the items of the file, and says where they are.
 *
 * @param head bytes of its own head
 * @param start where it begins in the file
 * @returns in the order of the file
 */
export function noteRanges(meta: Buffer, head: number, start: number): readonly NoteRange[] {
  const parts = [...boxes(meta, head + FULL, meta.length)];
  const find = (kind: string): Range | undefined => parts.find((part) => part.kind === kind);
  const [info, places] = [find('iinf'), find('iloc')];
  if (!info || !places) return [];
  const types = new Map(itemsIn(meta, info).map(({ id, type }) => [id, type]));
  const within = start + (find('idat')?.from ?? 0);
  return extentsIn(new Cursor(meta, places.from), within)
    .filter(({ id }) => NOTES.has(types.get(id) ?? ''))
    .map(({ id, from, to }) => ({ from, to, isExif: types.get(id) === 'Exif' }))
    .sort((one, other) => one.from - other.from);
}

/** Whether a HEIC or AVIF, by its first bytes, is shown lying on its side. */
export function liesOnItsSide(head: Uint8Array): boolean {
  const meta = [...boxes(head, 0, head.length)].find(({ kind }) => kind === 'meta');
  if (!meta) return false;
  const turns = [...inside(head, boxes, ['iprp', 'ipco', 'irot'], meta.from + FULL, meta.to)];
  // By quarters; pictures of which only a part is turned are none.
  return turns.some(({ from }) => ((head[from] ?? 0) & 1) === 1);
}

function itemsIn(meta: Buffer, info: Range): readonly Item[] {
  const cursor = new Cursor(meta, info.from);
  cursor.skip(cursor.number(1) === 0 ? 3 + 2 : 3 + 4);
  const entries = [...boxes(meta, cursor.at, info.to)].filter(({ kind }) => kind === 'infe');
  return entries.map(({ from }) => {
    const entry = new Cursor(meta, from);
    const version = entry.number(1);
    entry.skip(3);
    const id = entry.number(version === 3 ? 4 : 2);
    // How it is protected.
    entry.skip(2);
    return { id, type: letters(meta, entry.at) };
  });
}

/** @param within where the items begin that are in `meta` itself */
function extentsIn(cursor: Cursor, within: number): readonly Extent[] {
  const version = cursor.number(1);
  cursor.skip(3);
  const [sizes, more] = [cursor.number(1), cursor.number(1)];
  const [offset, length, base, index] = [sizes >> 4, sizes & 15, more >> 4, version === 0 ? 0 : more & 15];
  const extents: Extent[] = [];
  for (let left = cursor.number(version < 2 ? 2 : 4); left > 0; left -= 1) {
    const id = cursor.number(version < 2 ? 2 : 4);
    const method = version === 0 ? 0 : cursor.number(2) & 15;
    // The file that it is in: this one.
    cursor.skip(2);
    const first = cursor.number(base) + (method === IN_META ? within : 0);
    for (let parts = cursor.number(2); parts > 0; parts -= 1) {
      cursor.skip(index);
      const from = first + cursor.number(offset);
      extents.push({ id, from, to: from + cursor.number(length) });
      if (extents.length > MOST_EXTENTS) throw new RangeError('No picture has so many parts.');
    }
  }
  return extents;
}

/** Reads numbers, the greatest byte first; throws a RangeError behind the end. */
class Cursor {
  readonly #bytes: Buffer;
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /** @param size in bytes; those of 0 are 0 */
  number(size: number): number {
    let value = 0;
    for (let nth = 0; nth < size; nth += 1) value = value * 256 + this.#bytes.readUInt8(this.at + nth);
    this.at += size;
    return value;
  }

  skip(size: number): void {
    this.at += size;
  }
}
