import { exif, SECRET } from './pictures.js';

/** A box of ISO 14496-12. */
export function box(name: string, ...content: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
  head.write(name, 4);
  return Buffer.concat([head, ...content]);
}

/** A number of so many bytes, the greatest first. */
export function number(value: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1');

function fileType(brand: string): Buffer {
  return box('ftyp', ascii(`${brand}\0\0\0\0mif1${brand}`));
}

/** What measures a picture of 640 × 480, and turns it by so many quarters. */
function properties(quarters: number): Buffer {
  const size = box('ispe', number(0, 4), number(640, 4), number(480, 4));
  return box('iprp', box('ipco', size, ...(quarters > 0 ? [box('irot', number(quarters, 1))] : [])));
}

const PICTURE_HANDLER = box('hdlr', Buffer.alloc(8), ascii('pict'), Buffer.alloc(13));

/** The beginning of a still picture of 640 × 480 as phones (HEIC) and newer encoders (AVIF) write it. */
export function still(brand: 'heic' | 'avif', quarters = 0): Buffer {
  const meta = box('meta', number(0, 4), PICTURE_HANDLER, properties(quarters));
  return Buffer.concat([fileType(brand), meta, box('mdat')]);
}

/** The pixels of `stillWithNotes`. */
export const PIXELS = Buffer.alloc(100_000, 7);

/** How the description of a picture's items is written; all of these are found in the wild. */
export interface Writing {
  /** Of `iloc`, and of the entries of `iinf`. */
  readonly version: 0 | 1 | 2;
  /** Whether the notes lie beside their description, and not with the pixels. */
  readonly isInMeta: boolean;
}

/** A still picture with a place in its EXIF data and in its XMP. */
export function stillWithNotes(brand: 'heic' | 'avif', { version, isInMeta }: Writing, orientation = 6): Buffer {
  const notes = [Buffer.concat([number(6, 4), ascii('Exif\0\0'), exif(orientation)]), ascii(`<x>${SECRET}</x>`)];
  const items = [PIXELS, ...notes];
  const types = ['hvc1', 'Exif', 'mime'];
  const wide = version === 2 ? 4 : 2;
  const infoVersion = version === 2 ? 3 : 2;
  const entries = types.map((type, index) =>
    box('infe', number(infoVersion, 1), number(0, 3), number(index + 1, wide), number(0, 2), ascii(`${type}\0`)),
  );
  const info = box(
    'iinf',
    number(version === 0 ? 0 : 1, 1),
    number(0, 3),
    number(3, version === 0 ? 2 : 4),
    ...entries,
  );
  const data = isInMeta ? [PIXELS] : items;
  // What is said of the places has the same length wherever they are.
  const describe = (start: number): Buffer => {
    const ends = (parts: readonly Buffer[]): number[] => parts.map(({ length }) => length);
    const place = (index: number): Buffer => {
      const [method, before] =
        isInMeta && index > 0 ? [1, ends(notes.slice(0, index - 1))] : [0, ends(data.slice(0, index))];
      const at = before.reduce((sum, length) => sum + length, method === 1 ? 0 : start);
      return Buffer.concat([
        number(index + 1, wide),
        ...(version === 0 ? [] : [number(method, 2)]),
        number(0, 2),
        number(1, 2),
        number(at, 4),
        number(items[index]?.length ?? 0, 4),
      ]);
    };
    const places = box(
      'iloc',
      number(version, 1),
      number(0, 3),
      number(0x4400, 2),
      number(3, wide),
      ...[0, 1, 2].map(place),
    );
    const inside = isInMeta ? [box('idat', ...notes)] : [];
    return box('meta', number(0, 4), PICTURE_HANDLER, info, places, properties(0), ...inside);
  };
  const type = fileType(brand);
  const start = type.length + describe(0).length + 8;
  // Some phones append a film to it.
  return Buffer.concat([type, describe(start), box('mdat', ...data), box('mpvd', ascii(SECRET))]);
}

/** A film with its place where QuickTime, 3GPP and Apple write it; `isLong` writes its lengths with 64 bits. */
export function filmWithNotes(isLong = false): Buffer {
  const place = box('udta', box('\u00a9xyz', ascii(SECRET)), box('loci', ascii(SECRET)));
  const track = box('trak', box('tkhd', Buffer.alloc(84, 1)), box('mdia', box('hdlr', Buffer.alloc(25, 2))), place);
  const keys = box('meta', box('hdlr', Buffer.alloc(24)), box('keys', ascii('location')), box('ilst', ascii(SECRET)));
  const data = isLong
    ? Buffer.concat([number(1, 4), ascii('mdat'), number(0, 2), number(16 + PIXELS.length, 6), PIXELS])
    : box('mdat', PIXELS);
  const movie = box('moov', box('mvhd', Buffer.alloc(100, 3)), track, place, keys);
  return Buffer.concat([fileType('isom'), data, movie, box('uuid', ascii(`XMP ${SECRET}`))]);
}
