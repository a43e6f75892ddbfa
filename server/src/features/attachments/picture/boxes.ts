/** A piece of a container: what it is, and where what is in it begins and ends. */
export interface Piece<Kind = number | string> {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
}

/** Finds the pieces that lie side by side. */
export type Pieces = (bytes: Uint8Array, from: number, to: number) => Iterable<Piece>;

/** All pieces at the end of a path. */
export function* inside(
  bytes: Uint8Array,
  read: Pieces,
  [kind, ...path]: readonly (number | string)[],
  from = 0,
  to = bytes.length,
): Iterable<Piece> {
  for (const box of read(bytes, from, to)) {
    if (box.kind !== kind) continue;
    if (path.length === 0) yield box;
    else yield* inside(bytes, read, path, box.from, box.to);
  }
}

/** The beginning of a box. */
export interface BoxHead {
  /** Four letters. */
  readonly kind: string;
  /** Bytes. */
  readonly head: number;
  /** Bytes with its head; infinite where it goes on to the end of what it is in. */
  readonly size: number;
}

/**
 * A box of ISO 14496-12: a length of 32 bits, or of 64 behind its name, and four letters.
 *
 * @returns undefined for what is none
 */
export function boxHead(bytes: Uint8Array): BoxHead | undefined {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const short = view.getUint32(0);
  const head = short === 1 ? 16 : 8;
  if (bytes.length < head) return undefined;
  const size = short === 1 ? Number(view.getBigUint64(8)) : short === 0 ? Infinity : short;
  return size < head ? undefined : { kind: letters(bytes, 4), head, size };
}

/** Boxes that lie side by side. */
export function* boxes(bytes: Uint8Array, from: number, to: number): Iterable<Piece<string>> {
  for (let at = from; at < to;) {
    const box = boxHead(bytes.subarray(at, to));
    if (!box) return;
    const end = Math.min(to, at + box.size);
    yield { kind: box.kind, from: at + box.head, to: end };
    at = end;
  }
}

/** Four letters. */
export function letters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
