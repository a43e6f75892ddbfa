/** Elements of a WebM, by the bytes that they begin with. */
const SEGMENT = [0x18, 0x53, 0x80, 0x67] as const;
const INFO = [0x15, 0x49, 0xa9, 0x66] as const;
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75] as const;
const SCALE = [0x2a, 0xd7, 0xb1] as const;
const LENGTH = [0x44, 0x89] as const;
/** Lists of places in the file: these would be wrong by what is put before them. */
const PLACES = [
  [0x11, 0x4d, 0x9b, 0x74],
  [0x1c, 0x53, 0xbb, 0x6b],
] as const;
/** Bytes in which all of that stands where a browser has recorded. */
const HEAD = 1_024;

/**
 * Writes into a WebM how long it is. Browsers that record do not: players cannot show its end then, nor go there.
 *
 * @returns the same where it is another file, or says it already
 */
export async function withLength(file: Blob, seconds: number): Promise<Blob> {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const place = placeOf(head);
  if (!place || !(seconds > 0)) return file;
  const { size, end, scale } = place;
  const length = new Uint8Array(11);
  length.set([...LENGTH, 0x88]);
  // In units of so many nanoseconds.
  new DataView(length.buffer).setFloat64(3, (seconds * 1e9) / scale);
  const before = head.slice(0, end);
  before[size] = (before[size] ?? 0) + length.length;
  return new Blob([before, length, file.slice(end)], { type: file.type });
}

/** Where the length of a file's notes stands, and where they end; undefined where nothing can be put there. */
function placeOf(
  head: Uint8Array,
): { readonly size: number; readonly end: number; readonly scale: number } | undefined {
  const [segment, info, cluster] = [SEGMENT, INFO, CLUSTER].map((id) => indexOf(head, id));
  if (segment === undefined || info === undefined || segment < 0 || info < segment) return undefined;
  const size = info + INFO.length;
  const notes = (head[size] ?? 0) - 0x80;
  const end = size + 1 + notes;
  // A length of one byte that stays one, in a file of unknown length: as all of them write it.
  if (notes <= 0 || notes > 100 || !isOpen(head, segment + SEGMENT.length) || end > head.length) return undefined;
  const part = head.subarray(size, end);
  const until = cluster !== undefined && cluster > 0 ? cluster : head.length;
  if (indexOf(part, LENGTH) >= 0 || PLACES.some((id) => indexOf(head.subarray(0, until), id) >= 0)) return undefined;
  return { size, end, scale: scaleOf(part) };
}

/** Whether a length is all ones: not known when it was written. */
function isOpen(head: Uint8Array, at: number): boolean {
  return head[at] === 0xff || (head[at] === 0x01 && head.subarray(at + 1, at + 8).every((byte) => byte === 0xff));
}

function scaleOf(notes: Uint8Array): number {
  const at = indexOf(notes, SCALE);
  const size = (notes[at + SCALE.length] ?? 0x80) - 0x80;
  if (at < 0 || size < 1 || size > 4) return 1_000_000;
  const from = at + SCALE.length + 1;
  return notes.subarray(from, from + size).reduce((value, byte) => value * 256 + byte, 0);
}

function indexOf(bytes: Uint8Array, id: readonly number[]): number {
  return bytes.findIndex((_, at) => id.every((byte, next) => bytes[at + next] === byte));
}
