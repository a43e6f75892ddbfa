import { crc32 } from 'node:zlib';

/** What must not be in a picture that was uploaded. */
export const SECRET = 'N48-51-29.6 E2-17-40.2';

const bytes = (...values: number[]): Buffer => Buffer.from(values);

/** EXIF data with a place in them, from their TIFF header on. */
export function exif(orientation: number, isLittle = false): Buffer {
  const tiff = Buffer.alloc(64 + SECRET.length);
  const write16 = (value: number, at: number): unknown =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  const write32 = (value: number, at: number): unknown =>
    isLittle ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at);
  tiff.write(isLittle ? 'II*\0' : 'MM\0*', 'latin1');
  write32(8, 4);
  write16(2, 8);
  // The place, by a table of its own; then the orientation.
  const entries = [
    [0x8825, 4, 1, 38],
    [0x0112, 3, 1, orientation],
  ] as const;
  entries.forEach(([tag, type, count, value], index) => {
    const at = 10 + 12 * index;
    write16(tag, at);
    write16(type, at + 2);
    write32(count, at + 4);
    if (type === 3) write16(value, at + 8);
    else write32(value, at + 8);
  });
  write16(1, 38);
  write16(1, 40);
  write16(2, 42);
  write32(SECRET.length, 44);
  write32(64, 48);
  tiff.write(SECRET, 64, 'latin1');
  return tiff;
}

function segment(marker: number, body: Buffer): Buffer {
  const head = bytes(0xff, marker, 0, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** The picture itself: stuffed bytes, a restart, and in a progressive one tables between two scans. */
const SCAN = bytes(1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0, 0xd9, 5);

/** A JPEG of 640 × 480 with what cameras write into it, and a film after its end. */
export function jpeg(orientation: number): Buffer {
  const xmp = Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x>${SECRET}</x>`);
  const size = bytes(8, 480 >> 8, 480 & 255, 640 >> 8, 640 & 255, 1, 1, 0x11, 0);
  return Buffer.concat([
    bytes(0xff, 0xd8),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)])),
    segment(0xe1, xmp),
    segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1')),
    segment(0xed, Buffer.from(`Photoshop 3.0\0${SECRET}`, 'latin1')),
    segment(0xfe, Buffer.from(SECRET)),
    segment(0xdb, Buffer.alloc(65, 1)),
    segment(0xc2, size),
    segment(0xda, bytes(1, 1, 0, 0, 63, 0)),
    SCAN,
    segment(0xc4, Buffer.alloc(20, 2)),
    bytes(0xff),
    segment(0xda, bytes(1, 1, 0, 0, 63, 0)),
    Buffer.alloc(200_000, 7),
    SCAN,
    bytes(0xff, 0xd9),
    Buffer.from(`film ${SECRET}`),
  ]);
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

/** A PNG of 640 × 480. */
export function png(orientation: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(640, 0);
  header.writeUInt32BE(480, 4);
  header.writeUInt8(8, 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('eXIf', exif(orientation, true)),
    chunk('tEXt', Buffer.from(`Comment\0${SECRET}`)),
    chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`)),
    chunk('IDAT', Buffer.alloc(100_000, 7)),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(SECRET),
  ]);
}

function riff(name: string, body: Buffer): Buffer {
  const head = Buffer.from(`${name}0000`, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** A WebP of 640 × 480. */
export function webp(orientation: number): Buffer {
  const canvas = Buffer.alloc(10);
  canvas.writeUInt8(0x0c, 0);
  canvas.writeUIntLE(639, 4, 3);
  canvas.writeUIntLE(479, 7, 3);
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    riff('VP8X', canvas),
    riff('VP8 ', Buffer.alloc(100_001, 7)),
    riff('EXIF', exif(orientation)),
    riff('XMP ', Buffer.from(`<x>${SECRET}</x>`)),
  ]);
  return riff('RIFF', body);
}
