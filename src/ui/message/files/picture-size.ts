/** Pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a picture takes at most, alone in a message; and what one takes of which nothing is known. */
const MOST: Size = { width: 380, height: 320 };
const UNKNOWN: Size = { width: 240, height: 180 };
/** What it takes at least: one can hit it. */
const LEAST = 44;

/** The space for a picture before it is there: as large as it is, unless that is too much, in its own proportions. */
export function pictureSpace(width: number | null, height: number | null): Size {
  if (width === null || height === null) return UNKNOWN;
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  return { width: atLeast(width * scale), height: atLeast(height * scale) };
}

function atLeast(pixels: number): number {
  return Math.max(LEAST, Math.round(pixels));
}
