// Draws the custom emoji of the demo and writes them to server/emojis: node server/scripts/emojis/main.mjs.
// Needed only when a scene was changed; the same scenes give the same bytes.
import { Resvg } from '@resvg/resvg-js';
import gifenc from 'gifenc';
import console from 'node:console';
import { mkdirSync, writeFileSync } from 'node:fs';
import { URL } from 'node:url';
import { SCENES } from './scenes.mjs';

const { applyPalette, GIFEncoder, quantize } = gifenc;
const FOLDER = new URL('../../emojis/', import.meta.url);
/** Pixels: three for each that is seen on the densest screens, where it is drawn large. */
const SIZE = 128;
/** With one colour bit less than a photo would need, and one place for what is seen through. */
const COLORS = { most: 63, format: 'rgba4444' };

function rendered(draw, t) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 128 128">${draw(t)}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render();
}

/** Premultiplied colours as they were drawn, on nothing or not at all: a GIF knows no half. */
function solid(pixels) {
  const plain = new Uint8Array(pixels);
  for (let at = 0; at < plain.length; at += 4) {
    const alpha = plain[at + 3];
    for (let channel = at; channel < at + 3; channel += 1)
      plain[channel] = alpha < 128 ? 0 : Math.min(255, Math.round((plain[channel] * 255) / alpha));
    plain[at + 3] = alpha < 128 ? 0 : 255;
  }
  return plain;
}

function gifOf({ frames: count, delay, draw }) {
  const frames = Array.from({ length: count }, (_, index) => solid(rendered(draw, index / count).pixels));
  const all = new Uint8Array(frames.flatMap((frame) => [...frame]));
  const palette = quantize(all, COLORS.most, { format: COLORS.format, oneBitAlpha: true, clearAlpha: true });
  const transparentIndex = palette.findIndex(([, , , alpha]) => alpha === 0);
  const gif = GIFEncoder();
  frames.forEach((frame, index) =>
    gif.writeFrame(applyPalette(frame, palette, COLORS.format), SIZE, SIZE, {
      palette: index === 0 ? palette : undefined,
      delay,
      repeat: 0,
      transparent: true,
      transparentIndex,
      // Each begins with nothing: what moved away is not left behind.
      dispose: 2,
    }),
  );
  gif.finish();
  return gif.bytes();
}

mkdirSync(FOLDER, { recursive: true });
for (const { shortcode, ...scene } of SCENES) {
  const [ending, bytes] = scene.frames ? ['gif', gifOf(scene)] : ['png', rendered(scene.draw, 0).asPng()];
  writeFileSync(new URL(`${shortcode}.${ending}`, FOLDER), bytes);
  console.log(`${shortcode.padEnd(14)} ${(bytes.length / 1000).toFixed(1).padStart(6)} kB`);
}
