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

/** Boxes of ISO 14496-12: each has a length of 32 bits, or of 64 behind its name, and four letters. */
export function* boxes(bytes: Uint8Array, from: number, to: number): Iterable<Piece<string>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + 8 <= to;) {
    const short = view.getUint32(at);
    const head = short === 1 ? 16 : 8;
    if (at + head > to) return;
    const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
    if (size < head) return;
    const end = Math.min(to, at + size);
    yield { kind: letters(bytes, at + 4), from: at + head, to: end };
    at = end;
  }
}

/** Four letters. */
export function letters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
