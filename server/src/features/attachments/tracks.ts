/** What a container carries, as far as its first bytes say. */
export interface Tracks {
  readonly sound: boolean;
  readonly film: boolean;
}

/** A piece of a container: what it is, and where what is in it begins and ends. */
interface Box {
  readonly kind: number | string;
  readonly from: number;
  readonly to: number;
}

type Boxes = (bytes: Uint8Array, from: number, to: number) => Iterable<Box>;

/** Elements of Matroska, by which WebM is made, by their numbers. */
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const TRACK_TYPE = 0x83;
/** What a track may be: pictures, sound. */
const FILM = 1;
const SOUND = 2;

/** The tracks of a WebM. */
export function tracksOfWebM(head: Uint8Array): Tracks {
  const types = [...inside(head, elements, [SEGMENT, TRACKS, TRACK, TRACK_TYPE])].map(({ from }) => head[from]);
  return { sound: types.includes(SOUND), film: types.includes(FILM) };
}

/** The tracks of an MP4 whose description stands before its data, as recorders and the web have it. */
export function tracksOfMp4(head: Uint8Array): Tracks {
  // Behind a version and four bytes without a meaning, four letters say what handles it.
  const handlers = [...inside(head, boxes, ['moov', 'trak', 'mdia', 'hdlr'])].map(({ from }) =>
    letters(head, from + 8),
  );
  return { sound: handlers.includes('soun'), film: handlers.includes('vide') };
}

/** All pieces at the end of a path. */
function* inside(
  bytes: Uint8Array,
  read: Boxes,
  [kind, ...path]: readonly (number | string)[],
  from = 0,
  to = bytes.length,
): Iterable<Box> {
  for (const box of read(bytes, from, to)) {
    if (box.kind !== kind) continue;
    if (path.length === 0) yield box;
    else yield* inside(bytes, read, path, box.from, box.to);
  }
}

/** Each has a number and a length, both as long as the zeros say that they begin with. */
function* elements(bytes: Uint8Array, from: number, to: number): Iterable<Box> {
  for (let at = from; at < to;) {
    const kind = number(bytes, at, false);
    const size = kind && number(bytes, at + kind.length, true);
    if (!kind || !size) return;
    const start = at + kind.length + size.length;
    // A length that is not known yet is all ones: it goes on to the end of what is around it.
    const isOpen = size.value === 2 ** (7 * size.length) - 1;
    at = isOpen ? to : Math.min(to, start + size.value);
    yield { kind: kind.value, from: start, to: at };
  }
}

/** @param isLength whether the bit that ends the zeros does not count */
function number(
  bytes: Uint8Array,
  at: number,
  isLength: boolean,
): { readonly value: number; readonly length: number } | undefined {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) return undefined;
  let value = isLength ? first - (0x100 >> length) : first;
  for (let next = 1; next < length; next += 1) value = value * 256 + (bytes[at + next] ?? 0);
  return { value, length };
}

/** Each has a length of 32 bits, or of 64 behind its name, and four letters. */
function* boxes(bytes: Uint8Array, from: number, to: number): Iterable<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + 16 <= to;) {
    const short = view.getUint32(at);
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    if (size < 8) return;
    const end = Math.min(to, at + size);
    yield { kind: letters(bytes, at + 4), from: at + (short === 1 ? 16 : 8), to: end };
    at = end;
  }
}

function letters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
