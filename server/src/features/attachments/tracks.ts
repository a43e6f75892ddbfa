import { boxes, inside, letters, type Piece } from './picture/boxes.js';

/** What a container carries, as far as its first bytes say. */
export interface Tracks {
  readonly sound: boolean;
  readonly film: boolean;
}

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

/** Each has a number and a length, both as long as the zeros say that they begin with. */
function* elements(bytes: Uint8Array, from: number, to: number): Iterable<Piece> {
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
