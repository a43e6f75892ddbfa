import { Readable } from 'node:stream';
import { cleanJpeg } from './jpeg.js';
import { cleanPng } from './png.js';
import { cleanWebp } from './webp.js';

type Cleaner = (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;

const CLEANERS: Readonly<Record<string, Cleaner>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/apng': cleanPng,
  'image/webp': cleanWebp,
};

/**
 * A picture without the notes that cameras and programs write into it, the place where it was taken above all; pixels and
 * the way it is to be turned stay. Anything else is left as it is.
 */
export function cleanPicture(content: Readable, contentType: string): Readable {
  const clean = CLEANERS[contentType];
  return clean ? Readable.from(clean(content as AsyncIterable<Buffer>), { objectMode: false }) : content;
}
