import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';

/** Bytes; one message may show many of them. */
export const LARGEST = 256 * 1024;
/** Pixels of a side: many times what is shown. */
export const LONGEST_SIDE = 512;

/** What every browser draws, on any ground, and what can hold no script. */
const TYPES = ['image/png', 'image/apng', 'image/gif', 'image/webp'];

/** The type of an emoji's picture, by its bytes. @throws Error that says why it cannot be one */
export async function pictureType(content: Uint8Array): Promise<string> {
  if (content.length > LARGEST) throw new Error(`has ${content.length} bytes; ${LARGEST} is the most`);
  const type = (await fileTypeFromBuffer(content))?.mime ?? '';
  if (!TYPES.includes(type)) throw new Error('is neither a PNG nor a GIF nor a WebP picture');
  const { width, height } = sizeOf(content);
  if (Math.max(width, height) > LONGEST_SIDE)
    throw new Error(`measures ${width} × ${height} pixels; ${LONGEST_SIDE} is the most for a side`);
  return type;
}

function sizeOf(content: Uint8Array): { readonly width: number; readonly height: number } {
  const { width, height } = measured(content);
  if (!(width > 0 && height > 0)) throw new Error('is broken');
  return { width, height };
}

function measured(content: Uint8Array): { readonly width: number; readonly height: number } {
  try {
    return imageSize(content);
  } catch {
    return { width: 0, height: 0 };
  }
}
