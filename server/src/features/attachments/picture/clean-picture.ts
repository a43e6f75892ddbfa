import { Readable } from 'node:stream';
import { cleanFilm, cleanStill } from './clean-boxes.js';
import { cleanJpeg } from './jpeg.js';
import { cleanPng } from './png.js';
import { cleanWebp } from './webp.js';

type Cleaner = (source: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>;

const STILLS = ['avif', 'avif-sequence', 'heic', 'heic-sequence', 'heif', 'heif-sequence'];
const FILMS = ['mp4', 'quicktime', 'x-m4v', '3gpp', '3gpp2'];

const CLEANERS: Readonly<Record<string, Cleaner>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/apng': cleanPng,
  'image/webp': cleanWebp,
  ...Object.fromEntries(STILLS.map((name) => [`image/${name}`, cleanStill])),
  ...Object.fromEntries(FILMS.map((name) => [`video/${name}`, cleanFilm])),
};

/**
 * A picture or a film without the notes that cameras and programs write into it, the place where it was taken above all; pixels
 * and the way it is to be turned stay. Anything else is left as it is, the titles of songs for one.
 */
export function cleanPicture(content: Readable, contentType: string): Readable {
  const clean = CLEANERS[contentType];
  return clean ? Readable.from(clean(content as AsyncIterable<Buffer>), { objectMode: false }) : content;
}
