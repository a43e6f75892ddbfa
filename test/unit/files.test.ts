import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatSize } from '../../src/i18n/formats.js';
import type { Part } from '../../src/model/message.js';
import { FITTED, moved, zoomed } from '../../src/ui/lightbox/zoom.js';
import { fileKindOf, typeName } from '../../src/ui/message/files/file-kind.js';
import { isAnimatedWebP } from '../../src/ui/message/files/motion.js';
import { pictureSpace } from '../../src/ui/message/files/picture-size.js';

const blanks = (text: string): string => text.replace(/\s/gu, ' ');

for (const [bytes, english, french] of [
  [0, '0 bytes', '0 octet'],
  [1, '1 byte', '1 octet'],
  [999, '999 bytes', '999 octets'],
  [1_000, '1 kB', '1 ko'],
  [2_345_678, '2.3 MB', '2,3 Mo'],
  [999_960, '1 MB', '1 Mo'],
  [5_000_000_000_000_000, '5,000 TB', '5 000 To'],
] as const)
  test(`${bytes} bytes are ${english}`, () => {
    assert.equal(blanks(formatSize('en', bytes)), english);
    assert.equal(blanks(formatSize('fr', bytes)), french);
  });

for (const [name, contentType, type] of [
  ['minutes.pdf', 'application/pdf', 'PDF'],
  ['archive.tar.gz', 'application/gzip', 'GZ'],
  ['Makefile', 'text/plain', 'PLAIN'],
  ['.bashrc', 'text/plain', 'PLAIN'],
  ['no ending. Really', 'application/octet-stream', 'STREAM'],
  ['план.документ', 'application/octet-stream', 'ДОКУМЕНТ'],
  ['x', 'application/vnd.oasis.opendocument.text', 'TEXT'],
] as const)
  test(`${name} of ${contentType} is called ${type}`, () => {
    assert.equal(typeName({ name, contentType } as Part), type);
  });

test('an AVIF is a picture; a HEIC, which hardly any browser draws, is a card to save it by', () => {
  const kindOf = (contentType: string): string => fileKindOf({ name: 'IMG_0001', contentType } as Part);
  assert.deepEqual(['image/avif', 'image/heic', 'image/heif'].map(kindOf), ['picture', 'other', 'other']);
});

for (const [width, height, space] of [
  [1_600, 900, [380, 214]],
  [900, 1_600, [180, 320]],
  [100, 80, [100, 80]],
  [1, 1, [44, 44]],
  [20_000, 10, [380, 44]],
  [null, null, [240, 180]],
  [100, null, [240, 180]],
] as const)
  test(`a picture of ${width} × ${height} takes ${space.join(' × ')}`, () => {
    const { width: w, height: h } = pictureSpace(width, height);
    assert.deepEqual([w, h], space);
  });

test('what one enlarges stays under the finger, and is in the middle when it is whole again', () => {
  const point = { x: 100, y: -50 };
  const place = zoomed(FITTED, 2, point);
  assert.deepEqual(place, { x: -100, y: 50, scale: 2 });
  assert.deepEqual(zoomed(place, 0.5, point), FITTED);
  assert.equal(zoomed(FITTED, 1_000).scale, 8);
  assert.deepEqual(zoomed(FITTED, 0.5), FITTED);
});

test('an enlarged picture cannot be moved out of sight', () => {
  const stage = { width: 400, height: 300 };
  assert.deepEqual(moved({ x: 0, y: 0, scale: 2 }, { x: 9_999, y: -9_999 }, stage), { x: 200, y: -150, scale: 2 });
  assert.deepEqual(moved(FITTED, { x: 50, y: 50 }, stage), FITTED);
});

for (const [name, head, moves] of [
  ['animated', 'RIFF....WEBPVP8X....\u0002', true],
  ['with transparency', 'RIFF....WEBPVP8X....\u0010', false],
  ['both', 'RIFF....WEBPVP8X....\u0012', true],
  ['simple', 'RIFF....WEBPVP8 ....\u0002', false],
  ['cut off', 'RIFF', false],
] as const)
  test(`a WebP picture that is ${name} ${moves ? 'moves' : 'does not move'}`, () => {
    assert.equal(isAnimatedWebP(Buffer.from(head, 'latin1')), moves);
  });
