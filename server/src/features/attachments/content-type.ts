import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';
import { liesOnItsSide } from './picture/heif-notes.js';
import { orientationOfPng } from './picture/png.js';
import { tracksOfMp4, tracksOfWebM, type Tracks } from './tracks.js';

/** Bytes of a file's beginning by which its type and size are known: photos hold their data behind up to 64 kB of notes. */
export const HEAD = 256 * 1024;

/** Shown by browsers as what they are, whatever is in them. The rest is saved: markup and vector graphics may hold scripts. */
const PICTURES = ['png', 'jpeg', 'gif', 'webp', 'avif', 'apng', 'bmp'].map((name) => `image/${name}`);
const SOUNDS = ['mpeg', 'mp4', 'x-m4a', 'ogg', 'opus', 'wav', 'aac', 'flac', 'webm'].map((name) => `audio/${name}`);
const FILMS = ['mp4', 'webm', 'ogg', 'quicktime', 'x-m4v', 'matroska'].map((name) => `video/${name}`);
const INLINE: ReadonlySet<string> = new Set([...PICTURES, ...SOUNDS, ...FILMS]);

/** Whether a page may show it in place. */
export function isShownInline(contentType: string): boolean {
  return INLINE.has(contentType);
}

/** The media type of a file, by its first bytes alone: its name and what its sender says of it may lie. */
export async function contentTypeOf(head: Uint8Array): Promise<string> {
  const known = await fileTypeFromBuffer(head);
  if (known) return byTracks(known.mime.split(';')[0]?.trim() ?? known.mime, head);
  return isText(head) ? 'text/plain' : 'application/octet-stream';
}

/** Containers of films that may hold nothing but sound, as what browsers record does. */
const CONTAINERS: Readonly<Record<string, (head: Uint8Array) => Tracks>> = {
  'video/webm': tracksOfWebM,
  'video/mp4': tracksOfMp4,
};

function byTracks(contentType: string, head: Uint8Array): string {
  const { sound, film } = CONTAINERS[contentType]?.(head) ?? { sound: false, film: true };
  return sound && !film ? contentType.replace('video/', 'audio/') : contentType;
}

/** UTF-8 without control characters but those of lines and terminals. The head may end within a character. */
function isText(head: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    // eslint-disable-next-line no-control-regex
    return !/[\u0000-\u0006\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/** What a picture measures when it stands upright, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** How a picture is turned (see EXIF), for those of which the library that measures does not know it. */
function orientationIn(head: Buffer, contentType: string): number {
  if (contentType === 'image/avif') return liesOnItsSide(head) ? 6 : 1;
  return contentType === 'image/png' || contentType === 'image/apng' ? orientationOfPng(head) : 1;
}

/** @returns undefined for what is no picture that pages show, or a broken one */
export function pictureSizeOf(head: Buffer, contentType: string): PictureSize | undefined {
  if (!PICTURES.includes(contentType)) return undefined;
  try {
    const { width, height, orientation = orientationIn(head, contentType) } = imageSize(head);
    if (!(width > 0 && height > 0)) return undefined;
    // From 5 on it lies on its side.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return undefined;
  }
}
