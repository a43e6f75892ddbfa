/** Bytes of EXIF data that are read: in a JPEG, where they come from, they are never longer. */
export const LONGEST_EXIF = 64 * 1024;

const ORIENTATION = 0x0112;
const SHORT = 3;
/** Bytes of an entry of EXIF's table. */
const ENTRY = 12;

/** How a picture is to be turned, from 1 (not at all) to 8, by EXIF data that begin with their TIFF header; 1 where they do not say. */
export function orientationOf(tiff: Buffer): number {
  try {
    const isLittle = tiff.toString('latin1', 0, 2) === 'II';
    const read16 = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
    const table = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    const entries = Array.from({ length: read16(table) }, (_, index) => table + 2 + index * ENTRY);
    const entry = entries.find((at) => read16(at) === ORIENTATION && read16(at + 2) === SHORT);
    const orientation = entry === undefined ? 1 : read16(entry + 8);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  } catch {
    // Cut off or made up.
    return 1;
  }
}

/** EXIF data as long as these, behind `before` bytes of something else, that say how a picture is to be turned and nothing else. */
export function emptiedExif(data: Buffer, before = 0): Buffer {
  const emptied = Buffer.alloc(data.length);
  onlyOrientation(orientationOf(data.subarray(before))).copy(emptied);
  return emptied;
}

/** EXIF data, from their TIFF header on, that say how a picture is to be turned and nothing else. */
export function onlyOrientation(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM\0*', 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(ORIENTATION, 10);
  tiff.writeUInt16BE(SHORT, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
