// From SVG to an animated GIF: one palette for all frames, and in each only what has changed.
import { Resvg } from '@resvg/resvg-js';
import gifenc from 'gifenc';

const { GIFEncoder, quantize } = gifenc;
/** With the place for what stays as it was. */
const MOST_COLORS = 31;
/** Squared distance of two colours, up to which a pixel stays as it was: nobody sees it, and it costs a third of the bytes. */
const SAME = 700;

/** Pixels per unit of the drawings. */
const SCALE = 0.9;

export const sizeOf = ({ width, height }) => ({ width: Math.round(width * SCALE), height: Math.round(height * SCALE) });

function pixels({ width, height, draw }, t) {
  const size = sizeOf({ width, height });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${width} ${height}">${draw(t)}</svg>`;
  return new Uint8Array(new Resvg(svg, { font: { loadSystemFonts: false } }).render().pixels);
}

function paletteOf(frames) {
  const all = new Uint8Array(frames.reduce((sum, frame) => sum + frame.length, 0));
  let at = 0;
  for (const frame of frames) {
    all.set(frame, at);
    at += frame.length;
  }
  return quantize(all, MOST_COLORS, { format: 'rgb565' });
}

/** The index of the nearest colour for each pixel, each colour looked up once. */
function indexer(palette) {
  const known = new Map();
  const nearest = (r, g, b) => {
    let [best, least] = [0, Infinity];
    palette.forEach(([pr, pg, pb], index) => {
      const distance = (pr - r) ** 2 + (pg - g) ** 2 + (pb - b) ** 2;
      if (distance < least) [best, least] = [index, distance];
    });
    return best;
  };
  return (frame) => {
    const indexed = new Uint8Array(frame.length / 4);
    for (let at = 0; at < indexed.length; at += 1) {
      const [r, g, b] = frame.subarray(4 * at, 4 * at + 3);
      const key = (r << 16) | (g << 8) | b;
      if (!known.has(key)) known.set(key, nearest(r, g, b));
      indexed[at] = known.get(key);
    }
    return indexed;
  };
}

function closeColors(palette) {
  const table = palette.map(([r, g, b]) =>
    palette.map(([or, og, ob]) => (r - or) ** 2 + (g - og) ** 2 + (b - ob) ** 2 < SAME),
  );
  return (a, b) => table[a][b];
}

/** @returns the bytes of a GIF that goes on for ever; its first frame is the scene at `start`, which stands for all of it */
export function encode({ width, height, frames: count, delay, start = 0, draw }) {
  const frames = Array.from({ length: count }, (_, index) =>
    pixels({ width, height, draw }, (start + index / count) % 1),
  );
  const palette = paletteOf(frames);
  const index = indexer(palette);
  const same = palette.length;
  const colors = [...palette, [0, 0, 0]];
  const size = sizeOf({ width, height });
  const gif = GIFEncoder();
  const isClose = closeColors(palette);
  let before;
  for (const frame of frames) {
    const wanted = index(frame);
    // What is on screen after this frame.
    const now = before ? wanted.map((color, at) => (isClose(color, before[at]) ? before[at] : color)) : wanted;
    const shown = before ? now.map((color, at) => (color === before[at] ? same : color)) : now;
    gif.writeFrame(shown, size.width, size.height, {
      palette: before ? undefined : colors,
      delay,
      repeat: 0,
      transparent: before !== undefined,
      transparentIndex: same,
      dispose: 1,
      colorDepth: 5,
    });
    before = now;
  }
  gif.finish();
  return gif.bytes();
}
